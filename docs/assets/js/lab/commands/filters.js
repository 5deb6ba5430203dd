/* `--filter key=value`: several of one key are alternatives; all keys must hold. */
import { EngineError } from "../engine/errors.js";

/** @param {string[]} given @param {string[]} known @returns {Map<string, string[]>} */
export function readFilters(given, known) {
  const filters = new Map();
  for (const each of given.filter(Boolean)) {
    const at = each.indexOf("="), key = each.slice(0, at).trim().toLowerCase(), value = each.slice(at + 1).trim();
    if (key === "") throw new EngineError("invalid filter");
    if (!known.includes(key)) throw new EngineError(`invalid filter '${key}'`);
    filters.set(key, [...(filters.get(key) ?? []), value]);
  }
  return filters;
}

/** Whether all filters hold. `tests`: a test of one value, by key. Labels must all hold. */
export function holds(filters, tests) {
  for (const [key, values] of filters) {
    const test = tests[key];
    if (!test) continue;
    if (key === "label" ? !values.every(test) : key === "label!" ? values.some((each) => tests.label(each)) : !values.some(test)) return false;
  }
  return true;
}

/** A test of a label, `key` or `key=value`. @param {Map<string, string> | null} labels */
export const labelTest = (labels) => (value) => {
  const at = value.indexOf("=");
  return at < 0 ? Boolean(labels?.has(value)) : labels?.get(value.slice(0, at)) === value.slice(at + 1);
};

/** A filter that is true or false. Throws for anything else. */
export function truth(filters, key) {
  if (!filters.has(key)) return null;
  const [value] = filters.get(key);
  if (["true", "1", "t", "T", "TRUE", "True"].includes(value)) return true;
  if (["false", "0", "f", "F", "FALSE", "False"].includes(value)) return false;
  throw new EngineError(`invalid filter '${key}=[${filters.get(key).join(" ")}]'`);
}
