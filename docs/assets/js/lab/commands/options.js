/* The flags of `docker run` and `docker create`, as config for the engine. */
import { splitFields } from "../../explain/fields.js";
import { absolute, bindText, readMount } from "../engine/mounts.js";
import { readPorts } from "../engine/ports.js";
import { EngineError } from "../engine/errors.js";
import { sortedMap } from "./go.js";
import { readDuration, readSize } from "./units.js";

/** A fault that the CLI finds before it asks the engine. */
export class CliError extends Error {
  constructor(message, code = 125) {
    super(message);
    this.code = code;
  }
}

const SIMPLE = ["bridge", "host", "none", "default"];

/** @returns {{config: object, host: object, mounts: object[], tmpfs: string[], from: string[], networks: object[]}} */
export function readOptions(call) {
  const [, ...words] = call.operands, { cwd } = call.io, networks = call.all("--network").map(readNetwork);
  const ports = cliWords(() => readPorts(call.all("--publish"), call.all("--expose")));
  const entrypoint = call.has("--entrypoint") ? [call.last("--entrypoint")] : null;
  const config = {
    Hostname: call.last("--hostname"), Domainname: call.last("--domainname"), User: call.last("--user"), Tty: call.on("--tty"), OpenStdin: call.on("--interactive"),
    StdinOnce: call.on("--interactive") && !call.on("--detach"), AttachStdin: call.on("--interactive") && !call.on("--detach"), AttachStdout: !call.on("--detach"), AttachStderr: !call.on("--detach"),
    Env: variables(call, "--env-file", "--env"), Cmd: words.length ? words : null, Entrypoint: entrypoint, WorkingDir: call.last("--workdir"),
    Labels: pairs(variables(call, "--label-file", "--label", true)), ExposedPorts: ports.exposed, StopSignal: call.last("--stop-signal"),
    StopTimeout: call.has("--stop-timeout") ? Number(call.last("--stop-timeout")) : null, Healthcheck: health(call),
  };
  const host = hostOptions(call, networks, ports.bindings);
  const mounts = call.all("--mount").map((each) => readMount(each, cwd));
  host.Mounts = mounts.map(({ type, source, target, readOnly }) => ({ Type: type, ...(source ? { Source: source } : {}), Target: target, ...(readOnly ? { ReadOnly: true } : {}) }));
  host.Binds = call.all("--volume").filter((each) => each.includes(":")).map((each) => bindText(each, cwd));
  const alone = call.all("--volume").filter((each) => !each.includes(":"));
  return { config, host, mounts: [...mounts, ...alone.map(anonymous)], tmpfs: call.all("--tmpfs"), from: call.all("--volumes-from"), networks: attached(call, networks) };
}

const anonymous = (target) => ({ type: "volume", source: "", target: target.startsWith("/") ? target : `/${target}`, readOnly: false, mode: "", options: new Map() });

function cliWords(read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof EngineError ? new CliError(error.message) : error;
  }
}

function readNetwork(value) {
  if (!/\w+=\w+/.test(value)) return { name: value, aliases: [], ip: "" };
  const network = { name: "", aliases: [], ip: "" };
  for (const field of splitFields(value) ?? []) {
    const [key, text] = field.split("=");
    if (key === "name") network.name = text;
    else if (key === "alias") network.aliases.push(text);
    else if (key === "ip") network.ip = text;
  }
  return network;
}

function attached(call, networks) {
  const [first = { name: "bridge", aliases: [], ip: "" }, ...rest] = networks.map((each) => ({ ...each, name: each.name === "default" ? "bridge" : each.name }));
  const mine = { ...first, aliases: [...first.aliases, ...call.all("--network-alias"), ...call.all("--net-alias")], ip: first.ip || call.last("--ip") };
  if (mine.aliases.length && SIMPLE.includes(mine.name)) throw new EngineError("invalid config for network bridge: invalid endpoint settings:\nnetwork-scoped aliases are only supported for user-defined networks");
  return mine.name.startsWith("container:") ? [] : [mine, ...rest];
}

function restartPolicy(text) {
  const [Name, count = "0"] = text.split(":");
  return { Name: Name || "no", MaximumRetryCount: Number(count) };
}

function hostOptions(call, networks, bindings) {
  const bytes = (flag) => (call.has(flag) ? (call.last(flag) === "-1" ? -1 : readSize(call.last(flag))) : 0);
  return {
    NetworkMode: networks[0]?.name && networks[0].name !== "default" ? networks[0].name : "bridge", PortBindings: sortedMap(bindings), RestartPolicy: restartPolicy(call.last("--restart")),
    AutoRemove: call.on("--rm"), VolumesFrom: call.all("--volumes-from"), CapAdd: call.all("--cap-add").map(capability), CapDrop: call.all("--cap-drop").map(capability),
    Dns: call.has("--dns") ? call.all("--dns") : null, ExtraHosts: call.all("--add-host").map((each) => each.replace("=", ":")), GroupAdd: call.all("--group-add"), Privileged: call.on("--privileged"),
    PublishAllPorts: call.on("--publish-all"), ReadonlyRootfs: call.on("--read-only"), SecurityOpt: call.all("--security-opt"), PidMode: call.last("--pid"), IpcMode: call.last("--ipc"),
    Tmpfs: new Map(call.all("--tmpfs").map((each) => each.split(/:(.*)/s).slice(0, 2).concat("").slice(0, 2))), ShmSize: bytes("--shm-size"), Memory: bytes("--memory"), MemorySwap: bytes("--memory-swap"),
    MemoryReservation: bytes("--memory-reservation"), NanoCpus: Math.round(Number(call.last("--cpus", "0")) * 1e9), CpuShares: Number(call.last("--cpu-shares", "0")), CpusetCpus: call.last("--cpuset-cpus"),
    PidsLimit: call.has("--pids-limit") ? Number(call.last("--pids-limit")) : null, Init: call.has("--init") ? call.on("--init") : null,
    LogConfig: { Type: call.last("--log-driver") || "json-file", Config: pairs(call.all("--log-opt")) }, Ulimits: call.all("--ulimit").map(ulimit),
    Links: call.all("--link"), UTSMode: call.last("--uts"), Sysctls: pairs(call.all("--sysctl")),
  };
}

function capability(name) {
  const upper = name.toUpperCase();
  return upper === "ALL" ? "ALL" : upper.startsWith("CAP_") ? upper : `CAP_${upper}`;
}

function ulimit(text) {
  const [Name, limits] = text.split("="), [soft, hard = soft] = limits.split(":");
  return { Name, Hard: Number(hard), Soft: Number(soft) };
}

const pairs = (list) => sortedMap(list.map((each) => (each.includes("=") ? [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)] : [each, ""])));

/** Variables from files, then from flags. A name alone takes the value exported by the shell, if any. */
export function variables(call, fileFlag, flag, isLabel = false) {
  const { env, fs, cwd } = call.io, list = [];
  for (const file of call.all(fileFlag)) list.push(...readFile(fs, absolute(file, cwd), file, fileFlag));
  list.push(...call.all(flag));
  if (isLabel) return list;
  const given = list.flatMap((each) => (each.includes("=") ? [each] : env[each] === undefined ? [] : [`${each}=${env[each]}`]));
  return given.filter((each, i) => !given.slice(i + 1).some((later) => later.split("=")[0] === each.split("=")[0]));
}

function readFile(fs, path, shown, flag) {
  let text;
  try {
    text = new TextDecoder().decode(fs.readFile(path));
  } catch {
    throw new CliError(`${flag}: open ${shown}: no such file or directory`);
  }
  return text.split("\n").map((line) => line.replace(/^\uFEFF/, "").trimStart().replace(/\r$/, "")).filter((line) => line && !line.startsWith("#")).map((line) => {
    const [name] = line.split("=");
    if (/\s/.test(name)) throw new CliError(`${flag}: invalid env file (${shown}): variable '${name}' contains whitespaces`);
    if (!name) throw new CliError(`${flag}: invalid env file (${shown}): no variable name on line '${line}'`);
    return line;
  });
}

function health(call) {
  if (call.on("--no-healthcheck")) return { Test: ["NONE"] };
  const names = { "--health-interval": "Interval", "--health-timeout": "Timeout", "--health-start-period": "StartPeriod", "--health-start-interval": "StartInterval" };
  const check = call.last("--health-cmd") ? { Test: ["CMD-SHELL", call.last("--health-cmd")] } : {};
  for (const [flag, key] of Object.entries(names)) {
    if (!call.has(flag)) continue;
    check[key] = readDuration(call.last(flag));
    if (check[key] > 0 && check[key] < 1) throw new EngineError(`${key} in Healthcheck cannot be less than 1ms`);
  }
  if (call.has("--health-retries")) check.Retries = Number(call.last("--health-retries"));
  return Object.keys(check).length ? check : null;
}
