/* Which flags of which command don't go together; the CLI finds it before it connects. After given.py and together.py of
   hooks/dockernotes/dockercli. */
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

const BUILDS = [["--build", "--no-build"], ["--force-recreate", "--no-recreate"]];
const UPS = [
  ...BUILDS, ["--abort-on-container-exit", "--abort-on-container-failure"], ["--renew-anon-volumes", "--no-recreate"],
  ["--always-recreate-deps", "--no-recreate"], ["--no-build", "--watch"],
];
const CREATE = [containers.restart, containers.health, containers.belowZero, containers.logging, containers.networks];
const RULES = {
  "docker bake": [rules.printOrList],
  "docker build": [rules.build],
  "docker buildx bake": [rules.printOrList],
  "docker buildx build": [rules.build],
  "docker buildx create": [rules.leave],
  "docker buildx du": [rules.formatOrVerbose],
  "docker buildx history inspect attachment": [rules.someAttachment],
  "docker buildx history rm": [rules.someRecord],
  "docker buildx imagetools create": [rules.pushed],
  "docker buildx rm": [rules.inactive],
  "docker buildx use": [rules.someBuilder],
  "docker commit": [rules.paused],
  "docker compose create": [rules.neverBoth(...BUILDS)],
  "docker compose run": [rules.terminal, rules.published],
  "docker compose up": [rules.up, rules.neverBoth(...UPS)],
  "docker compose logs": [rules.oneService],
  "docker context create": [rules.copiedContext],
  "docker create": CREATE,
  "docker image build": [rules.build],
  "docker image ls": [rules.tree],
  "docker image pull": [rules.allTags],
  "docker image push": [rules.allTags, rules.byTag],
  "docker images": [rules.tree],
  "docker login": [rules.onePassword],
  "docker network create": [rules.addresses],
  "docker pull": [rules.allTags],
  "docker push": [rules.allTags, rules.byTag],
  "docker restart": [rules.time],
  "docker run": [...CREATE, containers.detached],
  "docker secret create": [rules.secretFile],
  "docker service create": [containers.mode, containers.health],
  "docker service inspect": [rules.pretty],
  "docker stack config": [rules.stackFile],
  "docker stack deploy": [rules.stackFile],
  "docker start": [containers.oneToAttach, containers.oneToRestore],
  "docker stop": [rules.time],
  "docker system prune": [rules.noUntil],
  "docker update": [containers.atLeastOne],
  "docker volume create": [rules.eitherName],
};

/** The flags that don't go with the rest of a command, and why. */
export function* checkTogether(command, given) {
  if (command === "docker builder use") return; // `docker builder` names a builder itself: the default one
  const plain = command.replaceAll("docker container ", "docker ").replaceAll("docker builder ", "docker buildx ");
  for (const rule of Object.hasOwn(RULES, plain) ? RULES[plain] : []) yield* rule(given);
}
