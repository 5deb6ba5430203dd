/* The services of a document, in one form however they were written. */
import { absolute } from "../engine/mounts.js";
import { splitVolume } from "../../explain/mount.js";
import { readDuration, readSize } from "../commands/units.js";
import { readEnv } from "./dotenv.js";
import { ProjectError } from "./load.js";

const decoder = new TextDecoder();

/** Split a command as a shell would. */
export function shellWords(text) {
  const words = [];
  let word = "", open = false, quote = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quote) {
      if (c === quote) quote = "";
      else if (c === "\\" && quote === '"' && /["\\$`]/.test(text[i + 1] ?? "")) word += text[++i];
      else word += c;
    } else if (c === "'" || c === '"') [quote, open] = [c, true];
    else if (c === "\\") [word, open] = [word + (text[++i] ?? ""), true];
    else if (/\s/.test(c)) {
      if (open || word) words.push(word);
      [word, open] = ["", false];
    } else word += c;
  }
  if (open || word) words.push(word);
  return words;
}

const words = (value) => (value === undefined ? undefined : value === null ? null : Array.isArray(value) ? value.map(String) : shellWords(String(value)));
const list = (value) => (value === undefined || value === null ? [] : [value].flat().map(String));

/** `KEY=value` lists and maps, as a Map; null means "take it from the shell". */
function pairs(value) {
  if (!value) return new Map();
  const entries = Array.isArray(value) ? value.map((each) => { const at = String(each).indexOf("="); return at < 0 ? [String(each), null] : [each.slice(0, at), each.slice(at + 1)]; }) : Object.entries(value).map(([key, each]) => [key, each === null ? null : String(each)]);
  return new Map(entries);
}

/** @returns {object} the project: services by name, networks, volumes, secrets, configs, each normal */
export function makeProject({ document, folder, files, name, env }, { fs, profiles }) {
  const project = { name, folder, files, services: new Map(), networks: new Map(), volumes: new Map(), disabled: new Map(), secrets: document.secrets ?? {}, configs: document.configs ?? {} };
  for (const [key, service] of Object.entries(document.services ?? {})) {
    const made = makeService(key, service, { project, folder, env, fs }), on = !made.profiles.length || made.profiles.some((each) => profiles.includes(each) || profiles.includes("*"));
    (on ? project.services : project.disabled).set(key, made);
  }
  if (!project.services.size && !project.disabled.size) throw new ProjectError("empty compose file");
  for (const kind of ["networks", "volumes"]) for (const [key, value] of Object.entries(document[kind] ?? {})) project[kind].set(key, resource(project, key, value));
  check(project);
  return project;
}

function resource(project, key, value) {
  const its = value ?? {}, external = Boolean(its.external);
  return { key, name: its.name ?? (external ? key : `${project.name}_${key}`), external, driver: its.driver ?? "", labels: pairs(its.labels), internal: Boolean(its.internal), options: pairs(its.driver_opts), subnet: its.ipam?.config?.[0]?.subnet ?? "", raw: its };
}

function makeService(name, raw, { project, folder, env, fs }) {
  const environment = new Map(), fault = decodingFault(name, raw);
  if (fault) throw new ProjectError(`decoding failed due to the following error(s):\n\n${fault}`);
  for (const [key, value] of pairs(raw.environment)) environment.set(key, value ?? env(key) ?? null);
  const limits = raw.deploy?.resources?.limits ?? {};
  return {
    name, raw, image: raw.image ?? "", build: raw.build === undefined ? null : buildOf(raw.build, folder), command: words(raw.command), entrypoint: words(raw.entrypoint), environment, ports: (raw.ports ?? []).flatMap(port),
    expose: list(raw.expose), volumes: (raw.volumes ?? []).map((each) => volume(each, folder, project)), networks: networksOf(raw), networkMode: raw.network_mode ?? "", dependsOn: dependencies(raw), restart: raw.restart ?? "", labels: pairs(raw.labels),
    containerName: raw.container_name ?? "", profiles: list(raw.profiles), init: raw.init, user: raw.user === undefined ? "" : String(raw.user), workingDir: raw.working_dir ?? "", hostname: raw.hostname ?? "", tty: raw.tty === true, stdin: raw.stdin_open === true, privileged: raw.privileged === true,
    readOnly: raw.read_only === true, capAdd: list(raw.cap_add), capDrop: list(raw.cap_drop), tmpfs: list(raw.tmpfs), memory: sizeOf(limits.memory ?? raw.mem_limit), cpus: Number(limits.cpus ?? raw.cpus ?? 0), pids: limits.pids ?? raw.pids_limit ?? null, healthcheck: healthOf(raw.healthcheck),
    stopSignal: raw.stop_signal ?? "", grace: raw.stop_grace_period ? readDuration(raw.stop_grace_period) / 1000 : null, extraHosts: Array.isArray(raw.extra_hosts) ? raw.extra_hosts.map((each) => each.replace("=", ":")) : Object.entries(raw.extra_hosts ?? {}).map(([host, ip]) => `${host}:${ip}`),
    scale: Number(raw.deploy?.replicas ?? raw.scale ?? 1), scaleGiven: raw.deploy?.replicas !== undefined || raw.scale !== undefined, pullPolicy: raw.pull_policy ?? "", secrets: raw.secrets ?? [], configs: raw.configs ?? [], dns: list(raw.dns), restartCondition: raw.deploy?.restart_policy ?? null,
  };
}

/** Read the `env_file` files of some services, as commands that make containers do. `environment` takes precedence. */
export function readEnvFiles(services, { folder }, { fs, env }) {
  for (const service of services) {
    const found = new Map();
    for (const each of [service.raw.env_file ?? []].flat()) {
      const wanted = typeof each === "string" ? { path: each } : each, path = absolute(wanted.path, folder);
      if (fs.exists(path)) for (const [key, value] of readEnv(decoder.decode(fs.readFile(path)), env)) found.set(key, value);
      else if (wanted.required !== false) throw new ProjectError(`env file ${path} not found: stat ${path}: no such file or directory`);
    }
    service.environment = new Map([...found, ...service.environment]);
  }
}

const sizeOf = (value) => (value === undefined ? 0 : typeof value === "number" ? value : readSize(String(value)));

/* Sizes and times that are invalid, found when the project is made. */
const SIZES = ["mem_limit", "mem_reservation", "memswap_limit", "shm_size"], TIMES = ["interval", "timeout", "start_period", "start_interval"];

function decodingFault(name, raw) {
  for (const key of SIZES) {
    const value = raw[key], [, number, rest] = /^(\d+(?:\.\d+)?)?\s*(.*)$/.exec(String(value ?? 0)) ?? [];
    if (number === undefined) return `'services[${name}].${key}' invalid size: '${value}'`;
    if (rest && !/^(?:[kmgtp]i?b?|b)$/i.test(rest)) return `'services[${name}].${key}' invalid suffix: '${rest}'`;
  }
  for (const key of TIMES) {
    const value = raw.healthcheck?.[key];
    if (typeof value === "string" && !/^(?:0|(?:[\d.]+(?:w|d|h|m|s|ms|us|µs|ns))+)$/.test(value)) return `'services[${name}].healthcheck.${key}' not a valid duration string: ${JSON.stringify(value)}`;
  }
  return null;
}

function buildOf(value, folder) {
  const its = typeof value === "string" ? { context: value } : value;
  return { context: absolute(its.context ?? ".", folder), dockerfile: its.dockerfile ?? "Dockerfile", inline: its.dockerfile_inline ?? null, target: its.target ?? "", args: pairs(its.args), tags: its.tags ?? [], labels: pairs(its.labels) };
}

function port(value) {
  if (typeof value === "object") return [{ target: Number(value.target), published: value.published === undefined ? "" : String(value.published), ip: value.host_ip ?? "", protocol: value.protocol ?? "tcp" }];
  const text = String(value), [, ip = "", host = "", from, to, protocol = "tcp"] = /^(?:(\[[^\]]+\]|\d+\.[\d.]+):)?(?:([^:]*):)?(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(text) ?? [];
  if (from === undefined) throw new ProjectError(`invalid containerPort: ${text.split(":").at(-1)}`);
  if (host && !host.split("-").every((each) => /^\d+$/.test(each) && Number(each) < 65536)) throw new ProjectError(`invalid hostPort: ${host}`);
  const count = Number(to ?? from) - Number(from), [first, last] = host.split("-");
  return Array.from({ length: count + 1 }, (_, i) => ({ target: Number(from) + i, published: host === "" ? "" : count ? String(Number(first) + i) : last ? host : first, ip: ip.replace(/[[\]]/g, ""), protocol }));
}

function volume(value, folder, project) {
  if (typeof value === "object") {
    const { type, source = "", target, read_only: readOnly = false } = value;
    return { type, source: type === "bind" ? absolute(source, folder) : source, target, readOnly, makesSource: value.bind?.create_host_path !== false && type === "bind" ? value.bind?.create_host_path === true || value.bind?.create_host_path === undefined : false, raw: value };
  }
  const [source, target, mode = ""] = splitVolume(String(value)), readOnly = mode.split(",").includes("ro");
  if (target === undefined) return { type: "volume", source: "", target: source.startsWith("/") ? source : absolute(source, "/").slice(1), readOnly: false };
  if (/^(?:[/.~])/.test(source)) return { type: "bind", source: absolute(source.replace(/^~/, "/root"), folder), target, readOnly, makesSource: true };
  return { type: "volume", source, target, readOnly, project: project.name };
}

function networksOf(raw) {
  if (raw.network_mode) return new Map();
  if (!raw.networks) return new Map([["default", { aliases: [], ip: "" }]]);
  const entries = Array.isArray(raw.networks) ? raw.networks.map((each) => [each, null]) : Object.entries(raw.networks);
  return new Map(entries.map(([name, its]) => [name, { aliases: its?.aliases ?? [], ip: its?.ipv4_address ?? "" }]));
}

function dependencies(raw) {
  const its = raw.depends_on ?? [], entries = Array.isArray(its) ? its.map((each) => [each, {}]) : Object.entries(its);
  const all = new Map(entries.map(([name, each]) => [name, { condition: each?.condition ?? "service_started", required: each?.required ?? true, restart: each?.restart ?? false }]));
  const shares = /^service:(.+)$/.exec(raw.network_mode ?? "");
  if (shares && !all.has(shares[1])) all.set(shares[1], { condition: "service_started", required: true, restart: true });
  return all;
}

function healthOf(raw) {
  if (!raw) return null;
  if (raw.disable || raw.test?.[0] === "NONE") return { Test: ["NONE"] };
  const test = Array.isArray(raw.test) ? raw.test : raw.test ? ["CMD-SHELL", raw.test] : [], check = test.length ? { Test: test } : {};
  for (const [key, field] of [["interval", "Interval"], ["timeout", "Timeout"], ["start_period", "StartPeriod"], ["start_interval", "StartInterval"]]) if (raw[key]) check[field] = readDuration(raw[key]);
  if (raw.retries) check.Retries = Number(raw.retries);
  return check;
}

/** Find contradictions, in Compose's words. */
function check(project) {
  const invalid = (text) => new ProjectError(`${text}: invalid compose project`);
  for (const service of project.services.values()) {
    const { name } = service;
    const { raw } = service, first = [raw.healthcheck?.test].flat()[0];
    if (!service.image && !service.build && !service.raw.provider) throw invalid(`service "${name}" has neither an image nor a build context specified`);
    if (service.build?.inline && raw.build.dockerfile) throw invalid(`service "${name}" declares mutualy exclusive dockerfile and dockerfile_inline`);
    if (service.networkMode && raw.networks && Object.keys(raw.networks).length) throw invalid(`service ${name} declares mutually exclusive \`network_mode\` and \`networks\``);
    if (Array.isArray(raw.healthcheck?.test) && first && !["CMD", "CMD-SHELL", "NONE"].includes(first)) throw new ProjectError('healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"');
    for (const each of service.networks.keys()) if (each !== "default" && !project.networks.has(each)) throw invalid(`service "${name}" refers to undefined network ${each}`);
    for (const [each, { required }] of service.dependsOn) {
      if (project.services.has(each) || !required) continue;
      throw invalid(project.disabled.has(each) ? `service ${JSON.stringify(each)} is required by ${JSON.stringify(name)} but is disabled. Can be enabled by profiles [${project.disabled.get(each).profiles.join(" ")}]` : `service "${name}" depends on undefined service "${each}"`);
    }
    for (const each of service.volumes) if (each.type === "volume" && each.source && !project.volumes.has(each.source)) throw invalid(`service "${name}" refers to undefined volume ${each.source}`);
    for (const kind of ["secrets", "configs"]) for (const each of service[kind]) { const key = typeof each === "string" ? each : each.source; if (!project[kind][key]) throw invalid(`service "${name}" refers to undefined ${kind.slice(0, -1)} ${key}`); }
    if (raw.scale !== undefined && raw.deploy?.replicas !== undefined && Number(raw.scale) !== Number(raw.deploy.replicas)) throw invalid(`services.${name}: can't set distinct values on 'scale' and 'deploy.replicas'`);
    if (service.scale < 0) throw new ProjectError(`services.${name}.${raw.scale === undefined ? "deploy.replicas" : "scale"}: must be greater than or equal to 0`);
    const places = new Map();
    for (const [kind, list] of [["tmpfs", service.tmpfs.map((each) => each.split(":")[0])], ["volumes", service.volumes.map((each) => each.target)]]) {
      list.forEach((target, at) => {
        const here = `services.${name}.${kind}[${at}]`;
        if (places.has(target)) throw new ProjectError(`${here}: target ${target} already mounted as ${places.get(target)}`);
        places.set(target, here);
      });
    }
    if (service.containerName && service.scale > 1) throw invalid(`services.deploy.replicas: can't set container_name and ${name} as container name must be unique`);
  }
  cycles(project);
  if (![...project.services.values()].every((each) => each.networkMode) || !project.services.size) {
    const used = [...project.services.values()].some((each) => each.networks.has("default"));
    if (used && !project.networks.has("default")) project.networks.set("default", { key: "default", name: `${project.name}_default`, external: false, driver: "", labels: new Map(), internal: false, options: new Map(), subnet: "", raw: {} });
  }
}

function cycles(project) {
  const visit = (name, path) => {
    if (path.includes(name)) throw new ProjectError(`dependency cycle detected: ${[...path.slice(path.indexOf(name)), name].join(" -> ")}`);
    for (const each of project.services.get(name)?.dependsOn.keys() ?? []) visit(each, [...path, name]);
  };
  for (const name of project.services.keys()) visit(name, []);
}
