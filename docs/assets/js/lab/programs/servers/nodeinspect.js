/* Values as node's console shows them. */

const KEY = /^[A-Za-z_$][\w$]*$/;

export function inspect(value, depth = 0, seen = []) {
  if (typeof value === "string") return depth ? quoted(value) : quoted(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return value.prototype && /^class/.test(String(value)) ? `[class ${value.name}]` : `[Function${value.name ? `: ${value.name}` : " (anonymous)"}]`;
  if (typeof value === "symbol") return String(value);
  if (value === null || typeof value !== "object") return Object.is(value, -0) ? "-0" : String(value);
  if (seen.includes(value)) return "[Circular *1]";
  if (value instanceof Date) return value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}\n    at <anonymous>`;
  if (value instanceof Promise) return "Promise { <pending> }";
  const isList = Array.isArray(value);
  if (depth > 2) return isList ? "[Array]" : `[${value.constructor?.name ?? "Object"}]`;
  const inner = [...seen, value];
  if (value instanceof Map) return grouped(`Map(${value.size}) {`, [...value].map(([key, each]) => `${inspect(key, depth + 1, inner)} => ${inspect(each, depth + 1, inner)}`), "}", depth);
  if (value instanceof Set) return grouped(`Set(${value.size}) {`, [...value].map((each) => inspect(each, depth + 1, inner)), "}", depth);
  if (isList) return grouped("[", value.slice(0, 100).map((each) => inspect(each, depth + 1, inner)).concat(value.length > 100 ? `... ${value.length - 100} more items` : []), "]", depth);
  const name = value.constructor && value.constructor !== Object ? `${value.constructor.name} ` : Object.getPrototypeOf(value) === null ? "[Object: null prototype] " : "";
  const entries = Object.entries(value).map(([key, each]) => `${KEY.test(key) ? key : quoted(key)}: ${inspect(each, depth + 1, inner)}`);
  return grouped(`${name}{`, entries, "}", depth);
}

function quoted(text) {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes("`") ? "`" : "'";
  return `${mark}${text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll(mark === "'" && text.includes("'") ? "'" : "\0", "\\'")}${mark}`;
}

function grouped(open, parts, close, depth) {
  if (!parts.length) return open + close;
  const line = `${open} ${parts.join(", ")} ${close}`;
  if (line.length <= 76 && !line.includes("\n") && (open === "[" ? parts.length <= 6 : true)) return line;
  const indent = "  ".repeat(depth + 1);
  return `${open}\n${indent}${parts.join(`,\n${indent}`)}\n${"  ".repeat(depth)}${close}`;
}

/** A value on as many lines as it has parts, as in a comparison. */
inspect.lines = (value, indent = "") => {
  if (value === null || typeof value !== "object" || value instanceof Date || value instanceof RegExp || value instanceof Error || value instanceof Map || value instanceof Set || !Object.keys(value).length) return (typeof value === "string" && value.includes("\n") ? value.split("\n").map((line, at, all) => quoted(at < all.length - 1 ? `${line}\n` : line) + (at < all.length - 1 ? " +" : "")) : [inspect(value)]).map((line) => indent + line);
  const isList = Array.isArray(value), parts = Object.entries(value).map(([key, each], at, all) => {
    const lines = inspect.lines(each, `${indent}  `), head = isList ? "" : `${KEY.test(key) ? key : quoted(key)}: `;
    lines[0] = `${indent}  ${head}${lines[0].trimStart()}`;
    if (at < all.length - 1) lines[lines.length - 1] += ",";
    return lines;
  });
  return [`${indent}${isList ? "[" : "{"}`, ...parts.flat(), `${indent}${isList ? "]" : "}"}`];
};

/** The arguments of console.log as one line. */
inspect.format = (values) => {
  const [first, ...rest] = values;
  if (typeof first !== "string") return values.map((value) => (typeof value === "string" ? value : inspect(value))).join(" ");
  let at = 0;
  const text = first.replace(/%([sdifjoOc%])/g, (all, kind) => {
    if (kind === "%") return "%";
    if (at >= rest.length) return all;
    const value = rest[at++];
    if (kind === "s") return typeof value === "string" ? value : inspect(value);
    if (kind === "d") return String(Number(value));
    if (kind === "i") return String(Math.trunc(Number(value)));
    if (kind === "f") return String(Number(value));
    if (kind === "j") return JSON.stringify(value);
    return kind === "c" ? "" : inspect(value);
  });
  return [text, ...rest.slice(at).map((value) => (typeof value === "string" ? value : inspect(value)))].join(" ");
};
