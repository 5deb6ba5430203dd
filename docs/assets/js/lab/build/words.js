/* Words of an instruction: remove quotes, put variables in. */

const VARIABLE = /\\(.)|\$(?:\{(\w+)(?:(:?[-+?])((?:[^}\\]|\\.)*))?\}|(\w+))|\$/gs;

/** Put variables in as a Dockerfile does. @param {Map<string, string>} values */
export function expand(text, values) {
  return text.replace(VARIABLE, (all, escaped, braced, operator, word, bare) => {
    if (escaped !== undefined) return escaped === "$" ? "$" : all;
    const name = braced ?? bare;
    if (name === undefined) return all;
    const value = values.get(name), isSet = value !== undefined && (!operator?.startsWith(":") || value !== "");
    if (operator?.endsWith("-")) return isSet ? value : expand(word, values);
    if (operator?.endsWith("+")) return isSet ? expand(word, values) : "";
    return value ?? "";
  });
}

/** Split at blanks outside quotes; drop quotes, unless kept. */
export function split(text) {
  const words = [];
  let word = "", open = false, quote = "";
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === "\\" && quote !== "'" && i + 1 < text.length) {
      word += /["'\\ $]/.test(text[i + 1]) ? (text[i + 1] === "$" ? "\\$" : text[i + 1]) : letter + text[i + 1];
      [open, i] = [true, i + 1];
    } else if (quote) {
      if (letter === quote) quote = "";
      else word += quote === "'" && letter === "$" ? "\\$" : letter;
    } else if (letter === '"' || letter === "'") [quote, open] = [letter, true];
    else if (/\s/.test(letter)) {
      if (open || word) words.push(word);
      [word, open] = ["", false];
    } else word += letter;
  }
  if (open || word) words.push(word);
  return words;
}

/** `A=1 B="x y"`, or the old `A x y`. @returns {[string, string][]} */
export function pairs(text, values) {
  const words = split(text);
  if (!words[0]?.includes("=")) {
    const [, name, value = ""] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
    return [[name, expand(value, values)]];
  }
  return words.map((each) => {
    const at = each.indexOf("=");
    return [expand(at < 0 ? each : each.slice(0, at), values), at < 0 ? "" : expand(each.slice(at + 1), values)];
  });
}
