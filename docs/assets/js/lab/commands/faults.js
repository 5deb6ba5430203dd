/* The CLI's own messages about a command it can't read: Explain's parser finds the fault, the wording is here. */
import { text as partText, valueOf } from "../../explain/parse.js";
import { referenceFault } from "../engine/references.js";
import { useLine } from "./usage.js";

/** @returns {{stderr: string, code: number} | null} null: nothing is wrong */
export function faultOf(parsed, typed) {
  const found = parsed.problems.map((problem) => ({ ...said(problem, parsed, typed), rank: ["few", "many"].includes(problem.reason) ? 1 : 0 })).filter((each) => each.stderr);
  const [first] = found.sort((one, other) => (one.late ? 2 : one.rank) - (other.late ? 2 : other.rank));
  return first ?? null;
}

/** Null: Explain objects to it, but this version of the CLI leaves it to the engine. */
function said(problem, parsed, words) {
  // A flag before the command is docker's.
  const first = parsed.parts.find((part) => part.role === "command")?.word, typed = problem.reason === "flag" && first !== undefined && problem.word < first ? "docker" : words;
  const isCompose = typed.startsWith("docker compose"), isBuild = /^docker (?:build|image build|builder build|buildx)/.test(typed);
  const name = isBuild && !typed.startsWith("docker buildx") ? "docker buildx build" : typed;
  const use = `\n\nUsage:  ${useLine(name)}\n\n`, run = `Run '${name} --help' for more information\n`;
  switch (problem.reason) {
    case "flag": case "missing":
      return isCompose ? { stderr: `${problem.cli}\n`, code: 1 } : { stderr: `${problem.cli}${use}${run}`, code: 125 };
    case "command":
      return unknown(problem, parsed, typed);
    case "few": case "many":
      if (isCompose && typed !== "docker compose cp") return { stderr: `${composeCount(parsed)}\n`, code: 1 };
      return { stderr: `${isBuild ? "ERROR: " : ""}docker: '${name}' ${count(parsed.command)}${use}${parsed.command.most === null ? "See" : "Run"} '${name} --help' for more information\n`, code: 1 };
    case "value": case "conflict":
      return value(problem, parsed, typed, { use, run, isBuild });
    default:
      return { stderr: `${problem.message}\n`, code: 125 };
  }
}

function unknown(problem, parsed, typed) {
  if (typed.startsWith("docker compose")) {
    return { stderr: `unknown docker command: "compose ${parsed.argv[problem.word]}"\n`, code: 1, help: "docker compose" };
  }
  if (typed.startsWith("docker buildx")) return { stderr: `ERROR: unknown command: ${JSON.stringify(parsed.argv[problem.word])}\n`, code: 1, help: "docker buildx" };
  if (problem.cli.startsWith("unknown help")) return { stderr: `${problem.cli}\n`, code: 1 };
  const group = parsed.command.name, said = `docker: ${problem.cli}\n\n`;
  return { stderr: group === "docker" ? `${said}Run 'docker --help' for more information\n` : `${said}Usage:  ${group}${group === "docker volume" ? " COMMAND" : ""}\n\nRun '${group} --help' for more information\n`, code: 1 };
}

function count({ least, most }) {
  const many = (n) => `${n} argument${n === 1 ? "" : "s"}`;
  if (most === 0) return "accepts no arguments";
  if (most === null) return `requires at least ${many(least)}`;
  if (least === most) return `requires ${many(least)}`;
  return least === 0 ? `requires at most ${many(most)}` : `requires at least ${least} and at most ${many(most)}`;
}

function composeCount({ command: { least, most }, operands }) {
  if (most === null) return `requires at least ${least} arg(s), only received ${operands.length}`;
  return `accepts ${least === most ? most : `between ${least} and ${most}`} arg(s), received ${operands.length}`;
}

/** A bad value of a flag or an operand. Errors found while flags are parsed come with the usage. */
function value(problem, parsed, typed, { use, run, isBuild }) {
  const makes = /(?:run|create)$/.test(typed) && /^docker(?: container)? (?:run|create)$/.test(typed);
  const late = (said, code = makes ? 125 : 1) => ({ stderr: makes ? `docker: ${said}\n\n${run}` : `${isBuild ? "ERROR: " : ""}${said}\n`, code, late: true });
  const at = parsed.parts.findIndex((part) => part.word === problem.word && part.start === problem.start && part.role === "value");
  if (problem.reason === "conflict") return late(problem.cli || conflict(problem, parsed));
  if (at < 0 && typed.startsWith("docker compose")) return null; // Compose checks its operands itself
  if (at < 0) return late(operand(parsed.argv[problem.word], typed, parsed.operands.map((each) => parsed.argv[each])));
  const part = parsed.parts[at], given = partText(parsed, part), said = flagValue(part.flag, given);
  if (said.late) return late(said.late);
  if (!said.early) return null;
  const flag = part.flag.short ? `${part.flag.short}, ${part.flag.name}` : part.flag.name;
  const message = `invalid argument ${JSON.stringify(given)} for ${JSON.stringify(flag)} flag: ${said.early}`;
  return typed.startsWith("docker compose") ? { stderr: `${message}\n`, code: 1 } : { stderr: `${message}${use}${run}`, code: 125 };
}

function operand(word, typed, sides) {
  const fault = referenceFault(word) ?? "invalid reference format";
  if (/(?:^| )tag$/.test(typed) ) return `error parsing reference: ${JSON.stringify(word)} is not a valid repository/tag: ${fault}`;
  if (/ cp$/.test(typed)) return sides?.every((each) => /^[^/.][^:]*:/.test(each)) ? "copying between containers is not supported" : "must specify at least one container source";
  return fault;
}

function conflict(problem, parsed) {
  const text = problem.message, name = parsed.command.name, flags = [...text.matchAll(/`(-[^`]+)`/g)].map((match) => match[1]);
  if (flags.includes("--rm") && flags.includes("--restart")) return "conflicting options: cannot specify both --restart and --rm";
  if (flags.includes("--no-healthcheck")) return "--no-healthcheck conflicts with --health-* options";
  if (name.endsWith("network create") && text.includes("needs a `--subnet`")) return "every ip-range or gateway must have a corresponding subnet";
  if (flags.some((each) => each.startsWith("--network-alias"))) return "network-scoped aliases are only supported for user-defined networks";
  if (flags.includes("--volumes")) return "ERROR: The \"until\" filter is not supported with \"--volumes\"";
  // Told apart by command and flag: Explain's wording may change.
  const short = name.replace(/^docker (?:container )?/, ""), given = (flag) => parsed.parts.find((part, at) => part.role === "flag" && part.flag?.name === flag && valueOf(parsed, at)), [flag = ""] = flags;
  if (short === "volume create") return "conflicting options: cannot specify a volume-name through both --name and as a positional arg";
  if (short === "network create" && given("--subnet")) {
    const subnet = partText(parsed, valueOf(parsed, parsed.parts.indexOf(given("--subnet"))));
    if (!/^[\d.]+\/\d+$/.test(subnet)) return `netip.ParsePrefix(${JSON.stringify(subnet)}): ${subnet.includes("/") ? `ParseAddr(${JSON.stringify(subnet.split("/")[0])}): unable to parse IP` : "no '/'"}`;
  }
  if (flag.startsWith("--health-")) return `${flag} cannot be negative`;
  if (short === "start") return "you cannot start and attach multiple containers at once";
  if (short === "update") return "you must provide one or more flags when using this command";
  return text.replaceAll("`", "");
}

const NUMBERS = { int: "ParseInt", uint: "ParseUint", uint16: "ParseUint", uint32: "ParseUint", float: "ParseFloat", "": "ParseBool" };

/** @returns {{early?: string, late?: string}} */
function flagValue(flag, given) {
  const quoted = JSON.stringify(given);
  switch (flag.name) {
    case "--publish": return { late: publish(given) };
    case "--restart": return { late: /:/.test(given) ? "invalid restart policy format: maximum retry count must be an integer" : "invalid restart policy format" };
    case "--pull": return { late: `invalid pull option: '${given}': must be one of "always", "missing" or "never"` };
    case "--env": case "--label": return { early: given.startsWith("=") ? `invalid ${flag.name === "--env" ? "environment variable" : "label"}: ${given}` : `invalid value: ${given}` };
    case "--add-host": return { early: given.includes(":") || given.includes("=") ? `invalid IP address in add-host: ${JSON.stringify(given.split(/[:=]/).slice(1).join(":"))}` : `bad format for add-host: ${quoted}` };
    case "--memory-swap": return { early: bytes(given) };
    case "--volume": return { late: given.split(":").includes("") ? `invalid spec: ${given}: empty section between colons` : `invalid spec: ${given}: too many colons` };
    case "--ulimit": return { early: `invalid ulimit argument: ${given}` };
    case "--expose": return { late: given.includes(":") ? `invalid port format for --expose: ${given}` : `invalid range format for --expose: ${given}` };
    case "--type": case "--project-name": return {}; // the command checks it itself
    case "--attach": return { early: "valid streams are STDIN, STDOUT and STDERR" };
    case "--dns": return { early: `${given} is not an ip address` };
    case "--platform": return { late: `${quoted}: unknown operating system or architecture: invalid argument` };
    default:
  }
  switch (flag.kind) {
    case "bytes": return { early: bytes(given) };
    case "decimal": return { early: `failed to parse ${given} as a rational number` };
    case "duration": return { early: duration(given) };
    case "filter": return { early: "bad format of filter (expected name=value)" };
    case "mount": return { early: mount(given) };
    default: return { early: Object.hasOwn(NUMBERS, flag.kind) ? `strconv.${NUMBERS[flag.kind]}: parsing ${quoted}: ${/^[+-]?\d+$/.test(given) ? "value out of range" : "invalid syntax"}` : `invalid value ${quoted}` };
  }
}

/* As go-units reads a size: the number ends at the last digit, point or blank. */
function bytes(text) {
  const end = Math.max(...[..."0123456789. "].map((each) => text.lastIndexOf(each))), number = text.slice(0, text[end] === " " ? end : end + 1), suffix = text.slice(end + 1);
  if (end < 0) return `invalid size: '${text}'`;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(number)) return `strconv.ParseFloat: parsing ${JSON.stringify(number)}: invalid syntax`;
  return Number(number) < 0 || !suffix ? `invalid size: '${text}'` : `invalid suffix: '${suffix.toLowerCase()}'`;
}

function duration(text) {
  const quoted = JSON.stringify(text);
  if (/^[+-]?(?:[\d.]+(?:ns|us|µs|ms|s|m|h))*[\d.]+$/.test(text)) return `time: missing unit in duration ${quoted}`;
  const unit = /^[+-]?[\d.]+([a-z]+)/.exec(text)?.[1];
  return unit ? `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}` : `time: invalid duration ${quoted}`;
}

function publish(given) {
  const fields = given.replace(/^\[[^\]]*\]/, "").split(":"), last = fields.at(-1), [port, protocol = "tcp"] = last.split("/"), host = fields.at(-2) ?? "";
  const isPort = (text) => /^\d+(?:-\d+)?$/.test(text) && text.split("-").every((each) => Number(each) <= 65535);
  const ip = fields.slice(0, -2).join(":");
  if (ip && !/^\d+(?:\.\d+){3}$/.test(ip)) return `invalid IP address: ${ip}`;
  if (!port) return `no port specified: ${given}<empty>`;
  if (!isPort(port)) return `invalid containerPort: ${port}`;
  if (host && !isPort(host)) return `invalid hostPort: ${host}`;
  return ["tcp", "udp", "sctp"].includes(protocol.toLowerCase()) ? `invalid ranges specified for container and host Ports: ${port} and ${host}` : `invalid proto: ${protocol}`;
}

const MOUNT = "type source src target dst destination readonly ro volume-nocopy consistency bind-propagation bind-recursive bind-create-src volume-subpath volume-label volume-driver volume-opt image-subpath tmpfs-size tmpfs-mode".split(" ");

function mount(given) {
  for (const field of given.split(",")) {
    const at = field.indexOf("="), key = (at < 0 ? field : field.slice(0, at)).toLowerCase(), text = at < 0 ? "" : field.slice(at + 1);
    if (key === "bind-nonrecursive") return "bind-nonrecursive is deprecated, use bind-recursive=disabled instead";
    if (at < 0 && !["readonly", "ro", "volume-nocopy", "bind-create-src"].includes(key)) return `invalid field '${field}' must be a key=value pair`;
    if (!MOUNT.includes(key)) return `unknown option '${key}' in '${field}'`;
    if (["readonly", "ro", "volume-nocopy", "bind-create-src"].includes(key) && at >= 0 && !["true", "1", "false", "0"].includes(text)) return `invalid value for '${key}': invalid boolean value (${JSON.stringify(text)}): must be one of "true", "1", "false", or "0" (default "true")`;
  }
  return "";
}
