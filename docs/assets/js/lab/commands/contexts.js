/* `docker context`: which engine a client talks to. The lab has one; others can be added but not reached. */
import { EngineError, NotModelled } from "../engine/errors.js";
import { formatList } from "./format.js";
import { inspect as inspectAll } from "./inspect.js";
import { sortedMap } from "./go.js";

const SOCKET = "unix:///var/run/docker.sock";
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/;

const contexts = (lab) => (lab.contexts ??= { current: "default", byName: new Map() });

function named(lab, name) {
  if (name === "default") return { name, description: "", host: SOCKET };
  return contexts(lab).byName.get(name) ?? null;
}

async function missing(call, { clock }, name) {
  const free = clock.hold(), digest = [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name)))].map((each) => each.toString(16).padStart(2, "0")).join("");
  free();
  call.err(`context ${JSON.stringify(name)}: context not found: open ${call.io.env.HOME ?? "/root"}/.docker/contexts/meta/${digest}/meta.json: no such file or directory\n`);
  return 1;
}

export async function create(call, lab) {
  const [name] = call.operands, { byName } = contexts(lab);
  if (name === "default") return refuse(call, '"default" is a reserved context name');
  if (!NAME.test(name)) return refuse(call, `context name ${JSON.stringify(name)} is invalid, names are validated against regexp "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"`);
  if (byName.has(name)) return refuse(call, `context ${JSON.stringify(name)} already exists`);
  const host = new Map(call.last("--docker").split(",").map((each) => each.split("="))).get("host");
  byName.set(name, { name, description: call.last("--description"), host: host ?? SOCKET });
  call.line(name);
  call.err(`Successfully created context ${JSON.stringify(name)}\n`);
  return 0;
}

function refuse(call, message) {
  call.err(`${message}\n`);
  return 1;
}

export async function rm(call, lab) {
  const all = contexts(lab);
  let code = 0;
  for (const name of call.operands) {
    if (name === "default") code = refuse(call, 'context "default" cannot be removed');
    else if (!all.byName.has(name)) code = call.on("--force") ? code : await missing(call, lab, name);
    else if (all.current === name && !call.on("--force")) code = refuse(call, `context ${JSON.stringify(name)} is in use, set -f flag to force remove`);
    else {
      all.byName.delete(name);
      if (all.current === name) all.current = "default";
      call.line(name);
    }
  }
  return code;
}

export async function use(call, lab) {
  const [name] = call.operands;
  if (!named(lab, name)) return missing(call, lab, name);
  contexts(lab).current = name;
  call.line(name);
  call.err(`Current context is now ${JSON.stringify(name)}\n`);
  return 0;
}

export async function show(call, lab) {
  call.line(contexts(lab).current);
  return 0;
}

export async function ls(call, lab) {
  const { current, byName } = contexts(lab), all = [{ name: "default", description: "Current DOCKER_HOST based configuration", host: SOCKET }, ...sortedMap(byName).values()];
  if (call.on("--quiet")) {
    for (const { name } of all) call.line(name);
    return 0;
  }
  const rows = all.map(({ name, description, host }) => ({ Name: call.last("--format") || name !== current ? name : `${name} *`, Description: description, DockerEndpoint: host, Error: "", Current: name === current }));
  const headers = { Name: "NAME", Description: "DESCRIPTION", DockerEndpoint: "DOCKER ENDPOINT", Error: "ERROR" };
  call.out(formatList(rows, { format: call.last("--format"), standard: "{{.Name}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}", headers, type: "*formatter.clientContextContext" }));
  return 0;
}

export async function inspect(call, lab) {
  const names = call.operands.length ? call.operands : [contexts(lab).current], missed = names.find((name) => !named(lab, name));
  if (missed) return missing(call, lab, missed);
  const all = new Map(names.map((name) => [name, { Name: name, Metadata: named(lab, name).description ? { Description: named(lab, name).description } : {}, Endpoints: { docker: { Host: named(lab, name).host, SkipTLSVerify: false } }, TLSMaterial: {}, Storage: { MetadataPath: "<IN MEMORY>", TLSPath: "<IN MEMORY>" } }]));
  call.operands = names;
  return inspectAll(call, (name) => all.get(name), (error) => error.message);
}

/** Refuse to talk to any engine but the lab's. */
export function requireOwnEngine(call, lab) {
  const { env } = call.io, name = call.last("--context") || env.DOCKER_CONTEXT || "", host = call.last("--host") || (name ? "" : env.DOCKER_HOST ?? "");
  if (host && host !== SOCKET) throw nobodyAt(host);
  const used = name || (host ? "default" : contexts(lab).current), found = named(lab, used);
  if (found && found.host !== SOCKET) {
    throw nobodyAt(found.host);
  }
  const version = env.DOCKER_API_VERSION;
  if (version && /^1\.\d+$/.test(version) && Number(version.slice(2)) < 40) throw new EngineError(`client version ${version} is too old. Minimum supported API version is 1.40, please upgrade your client to a newer version`);
}

function nobodyAt(host) {
  if (!host.startsWith("unix://")) return new NotModelled(`docker on the engine at ${host}`);
  return new Unreachable(`failed to connect to the docker API at ${host}; check if the path is correct and if the daemon is running: dial unix ${host.slice(7)}: connect: no such file or directory`);
}

/** Nobody listens at an address. */
class Unreachable extends Error {}

/** Print what the CLI says if nothing listens. @returns {number|null} the exit code; null: another error */
export function unreachable(call, error) {
  if (!(error instanceof Unreachable)) return null;
  const runs = call.name === "run" || call.name === "create";
  call.err(`${runs ? "docker: " : ""}${error.message}\n${runs ? `\nRun 'docker ${call.name} --help' for more information\n` : ""}`);
  return runs ? 125 : 1;
}
