/* Which flags of which command don't go together; the CLI finds it before it connects. After given.py, conflicts.py
   and exclusions.py of hooks/dockernotes/dockercli/rules. */
import * as containers from "./container_rules.js";
import { isTrue } from "./kinds.js";
import * as rules from "./rules.js";

/** What a command was given: the values of each flag in order, and the operands. Null: a shell fills it in. */
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

  /** The value that counts of a flag given once or more; empty when it is none or not known. */
  last(name) {
    return this.flags.get(name)?.at(-1) ?? "";
  }

  /** The values of a flag that are known. */
  all(name) {
    return (this.flags.get(name) ?? []).filter((value) => value !== null);
  }
}

const CREATE = [containers.restart, containers.health, containers.belowZero, containers.logging, containers.networks];
const RULES = {
  "docker build": [rules.build],
  "docker buildx build": [rules.build],
  "docker buildx create": [rules.leave],
  "docker buildx history inspect attachment": [rules.someAttachment],
  "docker buildx history rm": [rules.someRecord],
  "docker buildx imagetools create": [rules.pushed],
  "docker buildx rm": [rules.inactive],
  "docker buildx use": [rules.someBuilder],
  "docker compose up": [rules.up],
  "docker compose logs": [rules.oneService],
  "docker create": CREATE,
  "docker image build": [rules.build],
  "docker image pull": [rules.allTags],
  "docker image push": [rules.allTags, rules.byTag],
  "docker login": [rules.whosePassword],
  "docker network create": [rules.addresses],
  "docker pull": [rules.allTags],
  "docker push": [rules.allTags, rules.byTag],
  "docker run": CREATE,
  "docker secret create": [rules.secretFile],
  "docker service create": [containers.mode, containers.health],
  "docker stack config": [rules.stackFile],
  "docker stack deploy": [rules.stackFile],
  "docker start": [containers.oneToAttach, containers.oneToRestore],
  "docker system prune": [rules.noUntil],
  "docker update": [containers.atLeastOne],
  "docker volume create": [rules.eitherName],
};

/* Whether one side of a pair holds: `--x`, the switch is on; `--x=`, it has a value; `--x?`, it is given. */
const holds = (side, name, given) => (side.endsWith("=") ? given.last(name) : side.endsWith("?") ? given.has(name) : given.on(name));

/** Each flag that excludes another one which is there as well, what is wrong, and what the CLI says.
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
  for (const rule of Object.hasOwn(RULES, plain) ? RULES[plain] : []) yield* rule(given);
}
