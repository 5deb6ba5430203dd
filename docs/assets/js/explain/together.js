/* Which flags of which command don't go together; the CLI checks before it connects. After given.py, conflicts.py
   and exclusions.py of hooks/dockernotes/dockercli/rules. */
import * as containers from "./container_rules.js";
import { isTrue } from "./kinds.js";
import * as rules from "./rules.js";
import { tables } from "./tables.js";

/** What a command was given: the values of each flag in order, and operands. Null: a shell fills it in. */
export class Given {
  /** @param {Map<string, (string | null)[]>} flags @param {(string | null)[]} operands */
  constructor(flags, operands, changes = new Set()) {
    Object.assign(this, { flags, operands, changes });
  }

  has(name) {
    return Boolean(this.flags.get(name)?.length);
  }

  /** Whether a switch is on: its last mention counts. */
  on(name) {
    return isTrue(this.flags.get(name)?.at(-1) ?? "");
  }

  /** The value that counts of a flag given one or more times; empty if none or unknown. */
  last(name) {
    return this.flags.get(name)?.at(-1) ?? "";
  }

  /** The known values of a flag. */
  all(name) {
    return (this.flags.get(name) ?? []).filter((value) => value !== null);
  }
}

const BY_NAME = {
  addresses: rules.addresses,
  "all-tags": rules.allTags,
  "at-least-one": containers.atLeastOne,
  "below-zero": containers.belowZero,
  build: rules.build,
  "by-tag": rules.byTag,
  "either-name": rules.eitherName,
  health: containers.health,
  inactive: rules.inactive,
  leave: rules.leave,
  logging: containers.logging,
  mode: containers.mode,
  networks: containers.networks,
  "no-until": rules.noUntil,
  "one-service": rules.oneService,
  "one-to-attach": containers.oneToAttach,
  "one-to-restore": containers.oneToRestore,
  pushed: rules.pushed,
  restart: containers.restart,
  "secret-file": rules.secretFile,
  "some-attachment": rules.someAttachment,
  "some-builder": rules.someBuilder,
  "some-record": rules.someRecord,
  "stack-file": rules.stackFile,
  up: rules.up,
  "whose-password": rules.whosePassword,
};

/* The rules for a command. */
const rulesOf = (command) => tables.rules.find(([commands]) => commands.includes(command))?.[1] ?? [];

/* Whether one side of a pair holds: `--x`, the switch is on; `--x=`, it has a value; `--x?`, it is given. */
const holds = (side, name, given) => (side.endsWith("=") ? given.last(name) : side.endsWith("?") ? given.has(name) : given.on(name));

/** Each flag that excludes another one given, what is wrong, and what the CLI says.
    @param {[string, string, string][]} pairs of the command */
function* excluded(pairs, given) {
  for (const [told, other, said] of pairs) {
    const sides = [told, other], names = sides.map((side) => side.replace(/[=?]$/, ""));
    if (sides.every((side, at) => holds(side, names[at], given))) yield [names[0], rules.both(...[...names].sort()), said];
  }
}

/** The flags that don't go with the rest of a command, and why. @param {Object<string, [string, string, string][]>}
    exclusions of all commands */
export function* checkTogether(command, given, exclusions) {
  if (command === "docker builder use") return; // `docker builder` names a builder itself: the default one
  const plain = command.replaceAll("docker container ", "docker ").replaceAll("docker builder ", "docker buildx ");
  if (Object.hasOwn(exclusions, plain)) yield* excluded(exclusions[plain], given);
  for (const name of rulesOf(plain)) yield* BY_NAME[name](given);
}
