/* What the CLI accepts but the engine refuses, as far as words show: names, paths, mount modes, limits.
   After hooks/dockernotes/dockercli/engine/refused.py; tests/vectors keeps the two the same.

   @typedef {{word: number, start: number, end: number, reason: "engine", message: string, cli: string, meant: string | null}} Problem */
import { mount, volume } from "./engine_mounts.js";
import { cut, splitFields } from "./fields.js";
import { checkImage } from "./image.js";
import { values } from "./parse.js";
import { TO_FILL_IN, badName } from "./refusal.js";
import { hint, nearest } from "./suggest.js";
import { tables } from "./tables.js";
import { makesContainer } from "./values.js";

const LEAST_MEMORY = 6 * 1024 * 1024;
const SIZE = /^([0-9]+(?:\.[0-9]*)?|\.[0-9]+) ?([bkmgtp]?)(?:i?b)?$/i;

/** A size in bytes, -1 for `-1`; null if it is invalid, or written as nobody writes it. */
export function bytesOf(text) {
  if (text === "-1") return -1;
  const match = SIZE.exec(text);
  return match ? Math.trunc(Number(match[1]) * 1024 ** "bkmgtp".indexOf(match[2].toLowerCase() || "b")) : null;
}

function policy(value) {
  const [name, count] = cut(value, ":"), policies = tables.names["restart-policies"];
  if (name && !policies.includes(name)) {
    const meant = nearest(name, policies);
    const cli = `invalid restart policy: unknown policy '${name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`;
    return { length: name.length, message: `the engine has no policy \`${name}\`; known: \`${policies.join("`, `")}\`${hint(meant)}`, cli, meant };
  }
  if (/^0*$/.test(count) || name === "on-failure") return null;
  return { message: "a count of attempts works only with `on-failure`", cli: "invalid restart policy: maximum retry count can only be used with 'on-failure'" };
}

const memory = (cli) => (value) => {
  const size = bytesOf(value), isBare = /^[0-9]+$/.test(value), meant = isBare ? `${value}m` : null;
  if (size === null || size === 0 || size >= LEAST_MEMORY) return null;
  return { message: `${isBare ? `\`${value}\` is ${size} bytes` : `\`${value}\` is too little`}, and the engine needs at least 6 MB${hint(meant)}`, cli, meant };
};

const folder = (cli) => (value) => {
  if (!value || /^(?:\/|\\|[A-Za-z]:)/.test(value) || TO_FILL_IN.test(value)) return null;
  return { message: `the working folder, \`${value}\`, has to begin with \`/\`; did you mean \`/${value}\`?`, cli: cli(value), meant: `/${value}` };
};

function container(value) {
  const bare = value.replace(/^\//, ""), cli = `Invalid container name (${value}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`;
  if (!value || TO_FILL_IN.test(value) || /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(bare)) return null;
  if (/^[a-zA-Z0-9]$/.test(bare)) return { message: `the name \`${value}\` is too short: a container's name needs at least two characters`, cli };
  return { message: `no container can have the name \`${value}\`: only letters, digits, \`_\`, \`.\` and \`-\` are allowed`, cli };
}

const volumeName = (value) => (value && !TO_FILL_IN.test(value) ? badName(value) : null);

function gpus(value) {
  const fields = splitFields(value) ?? [], more = fields.filter((field) => !field.includes("="));
  const names = new Set(fields.filter((field) => field.includes("=")).map((field) => cut(field, "=")[0]));
  if (!names.has("device") || !(names.has("count") || more.length)) return null;
  const devices = [...fields.filter((field) => field.startsWith("device=")), ...more].join(",");
  const hinted = more.length ? `; put several devices in their own double quotes: \`'"${devices}"'\`` : "";
  return { message: `\`device\` and a count can't be combined${hinted}`, cli: "cannot set both Count and DeviceIDs on device request", typed: more.length ? `'"${devices}"'` : null };
}

/** BuildKit's client reads the result's name once it has found an engine to build with. */
function tag(value) {
  const fault = value && !TO_FILL_IN.test(value) ? checkImage(value, false) : null, lower = value.toLowerCase();
  const why = value !== lower ? "repository name must be lowercase" : "invalid reference format";
  return fault && { message: `no image can have the name \`${value}\`: ${fault}`, cli: `invalid tag "${value}": ${why}`, meant: checkImage(lower, false) ? null : lower };
}

const EXEC = () => "OCI runtime exec failed: exec failed: unable to start container process: Cwd must be an absolute path";
const WORKDIR = folder((value) => `the working directory '${value}' is invalid, it needs to be an absolute path`);
const RESOURCES = {
  "--memory": memory("Minimum memory limit allowed is 6MB"),
  "--memory-reservation": memory("Minimum memory reservation allowed is 6MB"),
  "--restart": policy,
};
const CREATE = { ...RESOURCES, "--gpus": gpus, "--mount": mount, "--name": container, "--volume": volume, "--workdir": WORKDIR };
const forAll = (words, verb, table) => Object.fromEntries(words.map((word) => [`docker ${word}${verb}`, table]));
const FLAGS = {
  ...forAll(["", "container "], "update", RESOURCES),
  ...forAll(["", "container ", "compose "], "exec", { "--workdir": folder(EXEC) }),
  "docker compose run": { "--name": container, "--volume": volume, "--workdir": WORKDIR },
  "docker volume create": { "--name": volumeName },
  ...forAll(["", "buildx ", "builder ", "image "], "build", { "--tag": tag }),
};
/* Command -> place of an operand -> check. */
const OPERANDS = { ...forAll(["", "container "], "rename", { 1: container }), "docker volume create": { 0: volumeName } };
/** What the engine would refuse in a command that the CLI accepts. @param {Set<number>} opaque @returns {Problem[]} */
export function refused(parsed, opaque) {
  const { command, argv, parts, operands } = parsed, found = [];
  if (parsed.problems.length || parsed.asksHelp) return found;
  const own = (table) => (Object.hasOwn(table, command.name) ? table[command.name] : {}), checks = makesContainer(command.name) ? CREATE : own(FLAGS);
  const look = (check, word, start, end) => {
    const refusal = check?.(argv[word].slice(start, end));
    if (refusal) found.push(problem(word, start, end, refusal));
  };
  for (const part of parts) {
    if (part.role === "value" && !opaque.has(part.word) && Object.hasOwn(checks, part.flag.name)) look(checks[part.flag.name], part.word, part.start, part.end);
  }
  for (const [place, check] of Object.entries(own(OPERANDS))) {
    const at = operands[place];
    if (at !== undefined && !opaque.has(at)) look(check, at, 0, argv[at].length);
  }
  return found.length || !makesContainer(command.name) ? found : [...together(parsed, opaque)];
}

function problem(word, start, end, { at = 0, length, message, cli, meant = null, typed = null }) {
  const begin = start + at;
  return { word, start: begin, end: length === undefined ? end : begin + length, reason: "engine", message, cli, meant, typed };
}

function* together(parsed, opaque) {
  const last = (name) => values(parsed, name, opaque).at(-1) ?? "", has = (name) => values(parsed, name).length > 0;
  const at = (name, message, cli) => {
    const { word, start, end } = parsed.parts.findLast((part) => part.role === "flag" && part.flag.name === name);
    return { word, start, end, reason: "engine", message, cli, meant: null };
  };
  if ((last("--network") || last("--net")).startsWith("container:")) {
    for (const [names, cli] of tables.engine) {
      for (const name of names.filter(has)) yield at(name, `\`${name}\` can't be used with the network of another container: set it on that container`, cli);
    }
  }
  const [size, swap, reserved] = ["--memory", "--memory-swap", "--memory-reservation"].map((name) => bytesOf(last(name)));
  if (swap > 0 && !has("--memory")) {
    yield at("--memory-swap", "`--memory-swap` needs `--memory`", "You should always set the Memory limit when using Memoryswap limit, see usage");
  } else if (size && swap > 0 && swap < size) {
    yield at("--memory-swap", "`--memory-swap` is memory and swap together, so it can't be below `--memory`", "Minimum memoryswap limit should be larger than memory limit, see usage");
  }
  if (size && reserved && size < reserved) {
    yield at("--memory-reservation", "`--memory-reservation` is above `--memory`", "Minimum memory limit can not be less than memory reservation limit, see usage");
  }
}
