/* Values as the CLI reads them, by the kind of their flag and, if a flag has its own grammar, by its name.
   After values.py and operands.py of hooks/dockernotes/dockercli/grammar; tests/vectors keeps the two the same. */
import { checkImage } from "./image.js";
import { listedPlatforms, platform } from "./grammars.js";
import { checkOf } from "./namedchecks.js";
import { byCommand, once, tables } from "./tables.js";

const mapped = (object, change) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
const tableOf = (rows) => mapped(byCommand(rows), (row) => mapped(row, checkOf));
/* `early`: read with the flags, before operands are counted; `late`: read after that; `replaced`: what replaces a
   check from a change on; `added`: checks that come with a change and override the kind of their flag; `images`:
   operands that are image references which the CLI reads itself; `operands`: others with a grammar; for `scale`,
   all from that place on. */
const checks = once(() => {
  const { kinds, early, late, replaced, added, images, operands } = tables.flags;
  return {
    byKind: mapped(kinds, checkOf),
    early: tableOf(early),
    late: tableOf(late),
    replaced: new Map(Object.entries(replaced).map(([name, [change, other]]) => [checkOf(name), [change, checkOf(other)]])),
    added: mapped(added, tableOf),
    images: Object.fromEntries(images.flatMap(([commands, places]) => commands.map((command) => [command, places]))),
    operands: tableOf(operands),
  };
});

const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);
const of = (table, command, flag) => own(own(table, command) ?? {}, flag.name);
const at = (check, changes) => {
  const [change, other] = checks().replaced.get(check) ?? [];
  return changes.has(change) ? other : check;
};

export const makesContainer = (command) => tables.flags["makes-container"].includes(command);

/** What the CLI finds wrong with a flag's value, or null, and whether it counts operands before that.
    @param {Set<string>} changes the version's, from dockernotes.dockercli.spec.since @returns {[string | null, boolean]} */
export function checkValue(command, flag, value, changes) {
  for (const [change, table] of Object.entries(checks().added)) {
    const added = changes.has(change) ? of(table, command, flag) : undefined;
    if (added) return [added(value), true];
  }
  const early = at(of(checks().early, command, flag) ?? own(checks().byKind, flag.kind), changes), fault = early ? early(value) : null;
  const one = fault === null ? at(of(checks().late, command, flag), changes) : undefined;
  const late = one === platform && flag.kind === "strings" ? listedPlatforms : one; // from 29 on these take several
  return late ? [late(value), true] : [fault, false];
}

/** The places of operands and what the CLI finds wrong. @returns {[number, string][]} */
export function checkOperands(command, operands) {
  const faults = [];
  for (const place of tables.flags["all-images"].includes(command) ? operands.keys() : own(checks().images, command) ?? []) {
    const fault = place < operands.length ? checkImage(operands[place], makesContainer(command)) : null;
    const opened = command.endsWith(" import") && !["-", "."].includes(operands[0]); // a file comes first
    if (fault && !opened) faults.push([place, fault]);
  }
  if (command === "docker cp" || command === "docker container cp") faults.push(...checkCopy(operands));
  for (const [key, check] of Object.entries(own(checks().operands, command) ?? {})) {
    const last = command.endsWith(" scale") ? operands.length - 1 : Number(key);
    for (let at = Number(key); at <= last && at < operands.length; at++) {
      const fault = check(operands[at]);
      if (fault) faults.push([at, fault]);
    }
  }
  return faults;
}

function checkCopy(operands) {
  const sides = operands.map((operand) => !/^[/.]/.test(operand) && operand.indexOf(":") > 0);
  if (operands.includes("")) return [[operands.indexOf(""), "a copy has a source and a destination"]];
  if (!sides.some(Boolean)) return [[0, "one side of a copy is a container, as `name:/path`"]];
  if (!sides.every(Boolean)) return [];
  return [[1, "a copy from container to container isn't possible; copy by way of a folder on the host"]];
}
