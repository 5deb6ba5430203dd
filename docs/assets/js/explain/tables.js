/* What the Python parser and this page both read as data: JSON files beside the modules of hooks/dockernotes that read
   them there. `assets/explain.json` brings them. */

/** @type {{names: Object<string, string[]>, patterns: Object<string, string[]>, flags: object, rules: object[], engine: object[], shells: object, wrappers: object, prompts: string[]}} */
export const tables = {};

/** Take them over, before the first command is read. */
export const useTables = (data) => Object.assign(tables, data);

/** What is made of tables, when somebody first asks. @template T @param {() => T} make @returns {() => T} */
export function once(make) {
  let made;
  return () => (made ??= make());
}

/** A check of a pattern, by its name: it takes a value and returns what is wrong with it, or null. */
export function matching(name) {
  const read = once(() => new RegExp(`^(?:${tables.patterns[name][0]})$`, tables.patterns[name][2] ?? ""));
  return (value) => (read().test(value) ? null : tables.patterns[name][1]);
}

/** What rows, each some commands and what they have, say of each command. @returns {Object<string, object>} */
export function byCommand(rows) {
  const found = {};
  for (const [commands, its] of rows) for (const command of commands) found[command] = { ...found[command], ...its };
  return found;
}
