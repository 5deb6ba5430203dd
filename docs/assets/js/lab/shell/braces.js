/* `{a,b}` and `{1..3}`, which bash expands before it looks at the rest of a word. */

/** @param {import("./words.js").Part[]} parts @returns {Part[][]} one or more words */
export function expandBraces(parts) {
  if (!parts.some((part) => part.kind === "text" && !part.quoted && part.text.includes("{"))) return [parts];
  const signs = parts.flatMap((part) => (part.kind === "text" && !part.quoted ? [...part.text] : [part]));
  return expand(signs).map(joined);
}

function expand(signs) {
  for (let at = 0; at < signs.length; at += 1) {
    if (signs[at] !== "{") continue;
    const end = closing(signs, at);
    if (end < 0) continue;
    const choices = choicesOf(signs.slice(at + 1, end));
    if (!choices) continue;
    const before = signs.slice(0, at);
    const after = expand(signs.slice(end + 1));
    return choices.flatMap((choice) => after.map((rest) => [...before, ...choice, ...rest]));
  }
  return [signs];
}

function closing(signs, from) {
  let depth = 0;
  for (let at = from; at < signs.length; at += 1) {
    if (signs[at] === "{") depth += 1;
    else if (signs[at] === "}" && (depth -= 1) === 0) return at;
  }
  return -1;
}

function choicesOf(inner) {
  const parts = [[]];
  let depth = 0;
  for (const sign of inner) {
    if (sign === "{") depth += 1;
    if (sign === "}") depth -= 1;
    if (sign === "," && depth === 0) parts.push([]);
    else parts.at(-1).push(sign);
  }
  if (parts.length > 1) return parts.flatMap(expand);
  return inner.every((sign) => typeof sign === "string") ? rangeOf(inner.join("")) : null;
}

function rangeOf(text) {
  const found = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/.exec(text);
  if (!found) return null;
  const isNumber = /\d/.test(found[1]);
  if (isNumber !== /\d/.test(found[2])) return null;
  const [from, to] = [found[1], found[2]].map((end) => (isNumber ? Number(end) : end.charCodeAt(0)));
  const step = Math.max(1, Math.abs(Number(found[3] ?? 1))) * (from <= to ? 1 : -1);
  const width = [found[1], found[2]].some((end) => /^-?0\d/.test(end)) ? Math.max(found[1].length, found[2].length) : 0;
  const all = [];
  for (let at = from; step > 0 ? at <= to : at >= to; at += step) {
    if (all.length > 100000) break;
    all.push([...(isNumber ? padded(at, width) : String.fromCharCode(at))]);
  }
  return all;
}

const padded = (value, width) => (value < 0 ? `-${String(-value).padStart(width - 1, "0")}` : String(value).padStart(width, "0"));

function joined(signs) {
  const parts = [];
  for (const sign of signs) {
    if (typeof sign !== "string") parts.push(sign);
    else if (parts.length && parts.at(-1).fresh) parts.at(-1).text += sign;
    else parts.push({ kind: "text", text: sign, quoted: false, fresh: true });
  }
  return parts;
}
