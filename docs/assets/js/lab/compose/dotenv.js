/* `.env` and `env_file`: `NAME=value`, with quotes and variables. */
import { interpolate } from "./interpolate.js";

/** @param {(name: string) => string | undefined} lookup the shell's @returns {Map<string, string>} */
export function readEnv(text, lookup = () => undefined) {
  const values = new Map(), find = (name) => values.get(name) ?? lookup(name);
  const lines = text.replaceAll("\r\n", "\n");
  const LINE = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*(?:[=:][ \t]*(?:'([^']*)'|"((?:[^"\\]|\\.)*)"|([^\n]*?)))?[ \t]*(?:#[^\n]*)?$/gm;
  for (const [, name, single, double, bare] of lines.split("\n").some((line) => line.trim()) ? lines.matchAll(LINE) : []) {
    if (single !== undefined) values.set(name, single);
    else if (double !== undefined) values.set(name, expand(double.replace(/\\([nrt"\\$])/g, (_, c) => ({ n: "\n", r: "\r", t: "\t" })[c] ?? (c === "$" ? "$$" : c)), find));
    else if (bare !== undefined) values.set(name, expand(bare.replace(/\s+#.*$/, "").trim(), find));
    else if (lookup(name) !== undefined) values.set(name, lookup(name));
  }
  return values;
}

const expand = (text, lookup) => interpolate(text, lookup, () => {});
