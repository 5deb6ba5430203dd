/* Flags of containers and services that are valid alone but not together. After
   hooks/dockernotes/dockercli/rules/container_conflicts.py. A rule yields a flag and its fault. */
import { cut, isLong, splitFields } from "./fields.js";
import { both } from "./rules.js";
import { tables } from "./tables.js";

export function* restart(given) {
  const [policy] = cut(given.last("--restart"), ":");
  if (given.on("--rm") && !["", "no"].includes(policy)) {
    yield ["--restart", "`--rm` and `--restart` can't be combined: a removed container can't start again"];
  }
}

const ofHealth = (given) =>
  [...given.flags.keys()].filter((name) => name.startsWith("--health-") && !["", "0", "0s"].includes(given.last(name)));

export function* health(given) {
  const named = ofHealth(given);
  if (given.on("--no-healthcheck") && named.length) yield [named[0], both("--no-healthcheck", named[0])];
}

export function* belowZero(given) {
  for (const name of ofHealth(given)) {
    if (name !== "--health-cmd" && given.last(name).startsWith("-")) yield [name, `\`${name}\` is below zero`];
  }
}

export function* logging(given) {
  if (given.last("--log-driver") === "none" && given.has("--log-opt")) {
    yield ["--log-opt", "`--log-driver none` takes no `--log-opt`"];
  }
}

export function* networks(given) {
  const values = given.flags.get("--network") ?? given.flags.get("--net") ?? [];
  if (values.includes(null) || (given.flags.has("--network") && given.flags.has("--net"))) return;
  const targets = values.map(target);
  if (targets.some((each) => each.trim() === "")) yield ["--network", "the network has no name"];
  else if (new Set(targets).size < targets.length) yield ["--network", "the same network twice"];
  else if (new Set(targets.map(isOwn)).size > 1) {
    yield ["--network", "a network of your own and one of `bridge`, `host`, `none`, `container:…` can't be combined"];
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

const isOwn = (name) => !tables.names["own-networks"].includes(name) && !name.startsWith("container:");

export function* mode(given) {
  const its = given.last("--mode") || "replicated";
  if (!tables.names["service-modes"].includes(its)) {
    yield ["--mode", `unknown mode \`${its}\`; known: \`global\`, \`global-job\`, \`replicated\`, \`replicated-job\``];
  }
  for (const [name, wrong] of [["--replicas", "global"], ["--replicas-max-per-node", "global"], ["--max-concurrent", ""]]) {
    const jobs = name === "--max-concurrent" && its !== "replicated-job";
    if (!(jobs ? [""] : ["", "0"]).includes(given.last(name)) && (jobs || (wrong && its.startsWith(wrong)))) {
      yield [name, `\`${name}\` can't be used with \`--mode ${its}\``];
    }
  }
}

export function* atLeastOne(given) {
  if ([...given.flags.keys()].every((name) => tables.names["global-flags"].includes(name))) yield ["", "needs at least one flag: without one there's nothing to change"];
}

export function* oneToAttach(given) {
  for (const name of ["--attach", "--interactive"]) {
    if (given.on(name) && given.operands.length > 1) {
      yield [name, `\`${name}\` works with only one container`];
      return;
    }
  }
}

export function* oneToRestore(given) {
  if (given.last("--checkpoint") && given.operands.length > 1) {
    yield ["--checkpoint", "`--checkpoint` works with only one container"];
  }
}
