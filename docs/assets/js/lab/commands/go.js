/* Values as Go sees and prints them. A struct is a plain object, a map is a Map, nil is null.

   A struct may name its type for error messages: `typed("formatter.ContainerContext", {…})`. */

const TYPE = Symbol("type");

/** Name the Go type of a struct. */
export const typed = (name, struct) => Object.defineProperty(struct, TYPE, { value: name });
export const typeName = (value) => value?.[TYPE] ?? null;

/** A Go map of the entries, in Go's order: by key. */
export function sortedMap(entries) {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** What Go's fmt prints for `%v`. */
export function print(value, nested = false) {
  if (value === undefined) return "<no value>";
  if (value === null) return nested ? "<nil>" : "<no value>";
  if (Array.isArray(value)) return `[${value.map((each) => print(each, true)).join(" ")}]`;
  if (value instanceof Map) return `map[${[...sortedMap(value)].map(([key, each]) => `${key}:${print(each, true)}`).join(" ")}]`;
  if (typeof value === "object") return `{${Object.values(value).map((each) => print(each, true)).join(" ")}}`;
  return String(value);
}

/** Whether a template's `if` treats it as true. */
export function isTruth(value) {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  return typeof value === "object" ? true : Boolean(value);
}

const ESCAPED = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029" };

/** The value as Go's encoding/json writes it. `html`: escape `<`, `>` and `&`, Go's default. */
export function toJson(value, indent = "", html = true) {
  const text = (JSON.stringify(plain(value), null, indent) ?? "null").replace(/"\\u0001(\d+)"/g, "$1");
  return html ? text.replace(/[<>&\u2028\u2029]/g, (each) => ESCAPED[each]) : text;
}

function plain(value) {
  if (value instanceof Map) return Object.fromEntries([...sortedMap(value)].map(([key, each]) => [key, plain(each)]));
  if (Array.isArray(value)) return value.map(plain);
  // More than a JavaScript number holds, such as an IPv6 network's addresses.
  if (typeof value === "bigint") return `\u0001${value}`;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each !== "function").map(([key, each]) => [key, plain(each)]));
}
