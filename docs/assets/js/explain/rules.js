/* Which flags of which command don't go together; the CLI finds it before it connects. After the modules together.py,
   rules.py, container_rules.py and given.py of hooks/dockernotes/dockercli. A rule yields a flag and what is wrong there. */
import { isIn, readNetwork } from "./address.js";
import { hasLocalOutput } from "./buildflags.js";
import { cut, isLong, splitFields } from "./fields.js";
import { isTrue } from "./kinds.js";

/** What a command was given: the values of each flag in order, and the operands. Null: a shell fills it in. */
export class Given {
  /** @param {Map<string, (string | null)[]>} flags @param {(string | null)[]} operands */
  constructor(flags, operands) {
    Object.assign(this, { flags, operands });
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

const both = (first, second) => `\`${first}\` and \`${second}\` exclude each other`;

const neverBoth = (...pairs) => function* (given) {
  for (const [first, second] of pairs) if (given.on(first) && given.on(second)) yield [second, both(first, second)];
};

/* ---- Containers and services ---- */

function* detached(given) {
  if (given.on("--detach") && given.has("--attach")) yield ["--attach", both("--attach", "--detach")];
}

function* restart(given) {
  const [policy] = cut(given.last("--restart"), ":");
  if (given.on("--rm") && !["", "no"].includes(policy)) {
    yield ["--restart", "`--rm` and `--restart` exclude each other: what is removed can't start again"];
  }
}

const ofHealth = (given) =>
  [...given.flags.keys()].filter((name) => name.startsWith("--health-") && !["", "0", "0s"].includes(given.last(name)));

function* health(given) {
  const named = ofHealth(given);
  if (given.on("--no-healthcheck") && named.length) yield [named[0], both("--no-healthcheck", named[0])];
}

function* belowZero(given) {
  for (const name of ofHealth(given)) {
    if (name !== "--health-cmd" && given.last(name).startsWith("-")) yield [name, `\`${name}\` is below zero`];
  }
}

function* logging(given) {
  if (given.last("--log-driver") === "none" && given.has("--log-opt")) {
    yield ["--log-opt", "`--log-driver none` takes no `--log-opt`"];
  }
}

function* networks(given) {
  const values = given.flags.get("--network") ?? given.flags.get("--net") ?? [];
  if (values.includes(null) || (given.flags.has("--network") && given.flags.has("--net"))) return;
  const targets = values.map(target);
  if (targets.some((each) => each.trim() === "")) yield ["--network", "the network has no name"];
  else if (new Set(targets).size < targets.length) yield ["--network", "the same network twice"];
  else if (new Set(targets.map(isOwn)).size > 1) {
    yield ["--network", "a network of your own and one of `bridge`, `host`, `none`, `container:…` exclude each other"];
  }
  for (const alias of ["--network-alias", "--net-alias"]) {
    if (given.has(alias) && !(targets.length && isOwn(targets[0]))) {
      yield [alias, `\`${alias}\` needs a network of your own: \`--network name\``];
    }
  }
}

function target(value) {
  if (!isLong(value)) return value;
  const fields = new Map((splitFields(value) ?? []).map((field) => cut(field.toLowerCase(), "=")));
  return (fields.get("name") ?? "").trim();
}

const isOwn = (name) => !["default", "bridge", "host", "none"].includes(name) && !name.startsWith("container:");

function* mode(given) {
  const its = given.last("--mode") || "replicated";
  if (!["replicated", "global", "replicated-job", "global-job"].includes(its)) {
    yield ["--mode", `unknown mode \`${its}\`; known: \`global\`, \`global-job\`, \`replicated\`, \`replicated-job\``];
  }
  for (const [name, wrong] of [["--replicas", "global"], ["--replicas-max-per-node", "global"], ["--max-concurrent", ""]]) {
    const jobs = name === "--max-concurrent" && its !== "replicated-job";
    if (!["", "0"].includes(given.last(name)) && (jobs || (wrong && its.startsWith(wrong)))) {
      yield [name, `\`${name}\` does not go with \`--mode ${its}\``];
    }
  }
}

const GLOBAL = ["--config", "--context", "--debug", "--host", "--log-level"];

function* atLeastOne(given) {
  if ([...given.flags.keys()].every((name) => GLOBAL.includes(name))) yield ["", "needs at least one flag: without one there is nothing to change"];
}

function* oneToAttach(given) {
  for (const name of ["--attach", "--interactive"]) {
    if (given.on(name) && given.operands.length > 1) {
      yield [name, `\`${name}\` goes with one container only`];
      return;
    }
  }
}

function* oneToRestore(given) {
  if (given.last("--checkpoint") && given.operands.length > 1) {
    yield ["--checkpoint", "`--checkpoint` goes with one container only"];
  }
}

/* ---- The other commands ---- */

function* eitherName(given) {
  if (given.last("--name") && given.operands.length) yield ["--name", "the name stands twice: as the value of `--name` and by itself"];
}

function* allTags(given) {
  const image = given.operands[0];
  if (image && given.on("--all-tags") && (image.split("/").at(-1).includes(":") || image.includes("@"))) {
    yield ["--all-tags", "`--all-tags` takes an image without a tag"];
  }
}

function* byTag(given) {
  if (given.operands[0]?.includes("@")) yield ["", "takes a name with a tag, not a digest"];
}

function* time(given) {
  if (given.has("--time") && given.has("--timeout")) yield ["--time", both("--time", "--timeout")];
}

function* tree(given) {
  for (const name of ["--quiet", "--no-trunc", "--digests", "--format"]) {
    if (given.on("--tree") && (given.on(name) || (name === "--format" && given.last(name)))) yield [name, `\`${name}\` does not go with \`--tree\``];
  }
}

function* addresses(given) {
  const names = ["--subnet", "--ip-range", "--gateway"];
  if ([...names, "--aux-address"].some((name) => given.flags.get(name)?.includes(null))) return;
  const subnets = given.all("--subnet");
  for (const name of names.slice(1)) {
    if (given.all(name).length > subnets.length) {
      yield [name, `\`${name}\` needs a \`--subnet\``];
      return;
    }
  }
  const nets = subnets.map(readNetwork);
  if (nets.includes(null)) return;
  const within = names.slice(1).flatMap((name) => given.all(name).map((value) => [name, value]));
  within.push(...given.all("--aux-address").map((value) => ["--aux-address", cut(value, "=")[1]]));
  for (const [name, value] of within) {
    const address = value ? readNetwork(value) : null;
    if (value && !address && nets.length) return;
    if (!value || !nets.some((net) => isIn(address, net))) yield [name, `\`${value}\` lies in no \`--subnet\``];
  }
}

function* someRecord(given) {
  if (!given.operands.length && !given.on("--all")) yield ["", "needs a build record, or `--all`"];
}

function* someAttachment(given) {
  if (given.operands.length < 2 && !given.has("--type") && !given.has("--platform")) {
    yield ["", "needs `--type`, `--platform` or the digest of an attachment"];
  }
}

function* pushed(given) {
  if (!given.has("--tag") && !given.on("--dry-run")) yield ["", "needs `--tag`: the name under which to push"];
}

function* build(given) {
  if (given.on("--no-cache") && given.has("--no-cache-filter")) {
    yield ["--no-cache-filter", both("--no-cache", "--no-cache-filter")];
  }
  if (given.on("--quiet") && !["", "auto", "quiet", "none"].includes(given.last("--progress"))) {
    yield ["--progress", both("--progress", "--quiet")];
  }
  if (given.last("--iidfile") && hasLocalOutput(given.all("--output"))) {
    yield ["--iidfile", "no image is made here, so it has no id: `--output` writes files"];
  }
}

function* formatOrVerbose(given) {
  if (given.last("--format") && given.on("--verbose")) yield ["--verbose", both("--format", "--verbose")];
}

function* noUntil(given) {
  if (given.on("--volumes") && given.all("--filter").some((value) => value.startsWith("until="))) {
    yield ["--filter", "a volume has no age: `until` does not go with `--volumes`"];
  }
}

function* terminal(given) {
  if (given.has("--tty") && given.has("--no-TTY")) yield ["--no-TTY", both("--no-TTY", "--tty")];
}

function* leave(given) {
  for (const name of ["--leave", "--append"]) {
    if (given.on(name) && !given.last("--name")) yield [name, `\`${name}\` needs \`--name\`: the builder`];
  }
}

function* someBuilder(given) {
  if (!given.operands.length && !given.has("--builder")) yield ["", "needs the name of a builder"];
}

function* inactive(given) {
  if (given.on("--all-inactive") && given.operands.length) yield ["--all-inactive", "`--all-inactive` takes no names"];
}

function* oneService(given) {
  if (!["", "0"].includes(given.last("--index")) && given.operands.length !== 1) {
    yield ["--index", "`--index` goes with one service"];
  }
}

function* secretFile(given) {
  if (given.operands.length === 1 && !given.last("--driver")) yield ["", "needs a file, or `-` for standard input"];
  if (given.operands.length > 1 && given.last("--driver")) yield ["--driver", "a secret of a driver takes no file"];
}

function* stackFile(given) {
  if (!given.has("--compose-file")) yield ["", "needs `--compose-file`: a stack has no usual file"];
}

function* copiedContext(given) {
  if (given.last("--from") && given.has("--docker")) yield ["--docker", both("--docker", "--from")];
}

function* pretty(given) {
  if (given.on("--pretty") && given.last("--format")) yield ["--format", both("--format", "--pretty")];
}

function* printOrList(given) {
  if (given.on("--print") && given.last("--list")) yield ["--list", both("--list", "--print")];
}

function* up(given) {
  const exits = ["--abort-on-container-exit", "--abort-on-container-failure"];
  const stays = [...exits, "--attach-dependencies", "--watch"].filter((name) => given.on(name));
  stays.push(...["--attach", "--exit-code-from"].filter((name) => given.has(name)));
  for (const name of ["--wait", "--detach"]) {
    if (given.on(name) && stays.length) {
      yield [name, both(name, stays[0])];
      return;
    }
  }
}

const BUILDS = [["--build", "--no-build"], ["--force-recreate", "--no-recreate"]];
const UPS = [
  ...BUILDS, ["--abort-on-container-exit", "--abort-on-container-failure"], ["--renew-anon-volumes", "--no-recreate"],
  ["--always-recreate-deps", "--no-recreate"], ["--no-build", "--watch"],
];
const CREATE = [restart, health, belowZero, logging, networks];
const RULES = {
  "docker bake": [printOrList],
  "docker build": [build],
  "docker buildx bake": [printOrList],
  "docker buildx build": [build],
  "docker buildx create": [leave],
  "docker buildx du": [formatOrVerbose],
  "docker buildx history inspect attachment": [someAttachment],
  "docker buildx history rm": [someRecord],
  "docker buildx imagetools create": [pushed],
  "docker buildx rm": [inactive],
  "docker buildx use": [someBuilder],
  "docker compose create": [neverBoth(...BUILDS)],
  "docker compose run": [terminal],
  "docker compose up": [up, neverBoth(...UPS)],
  "docker compose logs": [oneService],
  "docker context create": [copiedContext],
  "docker create": CREATE,
  "docker image build": [build],
  "docker image ls": [tree],
  "docker image pull": [allTags],
  "docker image push": [allTags, byTag],
  "docker images": [tree],
  "docker network create": [addresses],
  "docker pull": [allTags],
  "docker push": [allTags, byTag],
  "docker restart": [time],
  "docker run": [...CREATE, detached],
  "docker secret create": [secretFile],
  "docker service create": [mode, health],
  "docker service inspect": [pretty],
  "docker stack config": [stackFile],
  "docker stack deploy": [stackFile],
  "docker start": [oneToAttach, oneToRestore],
  "docker stop": [time],
  "docker system prune": [noUntil],
  "docker update": [atLeastOne],
  "docker volume create": [eitherName],
};

/** The flags that don't go with the rest of a command, and why. */
export function* checkTogether(command, given) {
  if (command === "docker builder use") return; // `docker builder` names a builder itself: the default one
  const plain = command.replaceAll("docker container ", "docker ").replaceAll("docker builder ", "docker buildx ");
  for (const rule of Object.hasOwn(RULES, plain) ? RULES[plain] : []) yield* rule(given);
}
