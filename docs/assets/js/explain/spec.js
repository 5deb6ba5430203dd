/* The data of the page, made when the site is built (hooks/dockernotes/pages/explain_data.py), as look-up tables.

   @typedef {{name: string, short: string, kind: string, hidden: boolean, deprecated: boolean}} Flag
   @typedef {{name: string, also: string[], least: number, most: number | null, interspersed: boolean, group: boolean,
     flags: Flag[]}} Command
   @typedef {{level: string, loses: string}} Danger
   @typedef {{name: string, value: string, summary: string, about: string, danger: Danger | null}} FlagEntry
   @typedef {{name: string, group: string, summary: string, usage: string, about: string, danger: Danger | null,
     base: string, flags: Map<string, FlagEntry>}} Entry a command's entry in the reference */

import { useTables } from "./tables.js";

/** The newest version, with the one before it as `older`. `changes`: the names of what it reads in the new way.
    @param {object} data the JSON as fetched */
export function makeSpec(data) {
  useTables(data.tables);
  const flags = data.flags.map((row) => row.split(",")).map(([name, short = "", kind = "", is = 0]) => ({ name, short, kind, hidden: (is & 1) > 0, deprecated: (is & 2) > 0 }));
  const commands = data.commands.map((row) => makeCommand(row, flags));
  const newest = ofVersion(commands, data.docker, data.since), entries = new Map();
  for (const [group, rows] of Object.entries(data.entries)) {
    for (const row of rows) {
      const entry = makeEntry(group, row), { name, also } = row[1] ? { name: entry.name, also: row[1] } : newest.byName.get(entry.name);
      for (const each of [name, ...also]) entries.set(each, entry);
    }
  }
  const parts = new Map(Object.entries(data.parts).map(([id, [summary, form = "", pattern = "", term = "", words = {}]]) => [id, { id, summary, form, pattern, term, words }]));
  const spec = { ...data, ...newest, entries, parts, plugins: new Set(data.plugins), older: null };
  if (data.older) {
    const lacks = new Set(data.older.lacks), own = new Map(data.older.commands.map((row) => [row[0], makeCommand(row, flags)]));
    const its = [...commands.filter(({ name }) => !lacks.has(name)).map((each) => own.get(each.name) ?? each)];
    const known = new Set(commands.map(({ name }) => name));
    its.push(...[...own.values()].filter(({ name }) => !known.has(name)));
    const { docker, buildx, compose } = data.older;
    spec.older = { ...spec, ...ofVersion(its, docker, data.since), docker, buildx, compose };
  }
  return spec;
}

function makeCommand([name, also, least, most, interspersed, group, its], flags) {
  return { name, also, least, most, interspersed: Boolean(interspersed), group: Boolean(group), flags: its ? its.split(" ").flatMap((run) => flagsOf(run, flags)) : [] };
}

/** The flags that a run of places means: `3+2` is 3, 4 and 5. */
function flagsOf(run, flags) {
  const [first, more = 0] = run.split("+").map(Number);
  return flags.slice(first, first + more + 1);
}

/** What depends on the version: its commands by each spelling, and its changes. */
function ofVersion(commands, version, since) {
  const byName = new Map(commands.flatMap((command) => command.also.map((alias) => [alias, command])));
  for (const command of commands) byName.set(command.name, command);
  return { commands, byName, changes: new Set(Object.keys(since).filter((name) => !isLater(since[name], version))) };
}

/** Whether a version comes after another. */
export function isLater(version, than) {
  const [one, other] = [version, than].map((text) => text.split(".").map(Number)), at = one.findIndex((each, i) => each !== (other[i] ?? 0));
  return at >= 0 && one[at] > (other[at] ?? 0);
}

/** The spec to judge by. `version`: a major version (`28`); any other gets the newest. */
export const specOf = (spec, version) => (spec.older && spec.older.docker.split(".")[0] === version ? spec.older : spec);

function makeEntry(group, [name, , summary, usage, about, danger, base, flags]) {
  const its = Object.entries(flags).map(([flag, [value, said, more = "", lost = []]]) =>
    [flag, { name: flag, value, summary: said, about: more, danger: makeDanger(lost) }]);
  return { name, group, summary, usage: usage.startsWith("docker") ? usage : name + usage, about, danger: makeDanger(danger), base, flags: new Map(its) };
}

const makeDanger = ([level, loses]) => (level ? { level, loses } : null);

/** The entry that explains a flag of a command, and the flag, or null. Without its own entry, it borrows from the command
    that its own is based on, then from the commands above, but not from `docker` itself. */
export function findFlag(spec, entry, name) {
  const words = entry.name.split(" "), names = [entry.name, entry.base];
  for (let length = words.length - 1; length > 1; length--) names.push(words.slice(0, length).join(" "));
  for (const owner of names.map((each) => spec.entries.get(each))) {
    // An alias of a command has no flags to lend.
    if (owner?.flags.has(name) && names.includes(owner.name)) return { owner, flag: owner.flags.get(name) };
  }
  return null;
}

/** The commands right below one, by the word that follows it. @returns {Map<string, Command>} */
export function commandsBelow(name, spec) {
  const start = `${name} `, below = [...spec.byName].filter(([each]) => each.startsWith(start));
  return new Map(below.map(([each, command]) => [each.slice(start.length), command]).filter(([rest]) => !rest.includes(" ")));
}

const anchor = (entry) => entry.name.replaceAll(" ", "-");
export const commandAddress = (spec, entry) => `${spec.pages[entry.group]}#${anchor(entry)}`;
export const flagAddress = (spec, entry, flag) => `${spec.pages[entry.group]}#${anchor(entry)}${flag.name}`;
export const termAddress = (spec, term) => `${spec.pages.glossary}#${term}`;
