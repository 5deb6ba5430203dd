/* Data that the Python parser and this page share: JSON files next to the modules of hooks/dockernotes that read
   them there. They come in `assets/explain.json`. */

/** @type {{names: Object<string, string[]>, patterns: Object<string, string[]>, flags: object, rules: object[], engine: object[], shells: object, wrappers: object, prompts: string[]}} */
export const tables = {};

/** Set the tables, before the first command is read. */
export const useTables = (data) => Object.assign(tables, data);

/** Make something from tables on first use. @template T @param {() => T} make @returns {() => T} */
export function once(make) {
  let made;
  return () => (made ??= make());
}

/** A check of a pattern, by name: it takes a value and returns what is wrong, or null. */
export function matching(name) {
  const read = once(() => new RegExp(`^(?:${tables.patterns[name][0]})$`, tables.patterns[name][2] ?? ""));
  return (value) => (read().test(value) ? null : tables.patterns[name][1]);
}

/** Index rows, each some commands and what they have, by command. @returns {Object<string, object>} */
export function byCommand(rows) {
  const found = {};
  for (const [commands, its] of rows) for (const command of commands) found[command] = { ...found[command], ...its };
  return found;
}
