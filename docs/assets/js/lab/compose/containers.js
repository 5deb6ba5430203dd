/* The containers of a project: found by their labels, made from services. */
import { createContainer } from "../engine/create.js";
import { EngineError } from "../engine/errors.js";
import { checkMount } from "../engine/mounts.js";
import { sortedMap } from "../commands/go.js";
import { columnsOf } from "../build/command.js";
import { bakeReads, buildImage, progressOf } from "../build/imagebuild.js";
import { pullImage } from "../commands/pull.js";
import { reference, referenceFault } from "../engine/references.js";
import { ProjectError } from "./load.js";

export const LABEL = "com.docker.compose.";
export const VERSION = "5.6.0";
const label = (container, name) => container.config.Labels.get(`${LABEL}${name}`);

/** @returns {{container: object, service: string, number: number, oneOff: boolean}[]} newest first */
export function containersOf(engine, name) {
  return [...engine.containers.values()].reverse().filter((each) => label(each, "project") === name)
    .map((container) => ({ container, service: label(container, "service"), number: Number(label(container, "container-number") ?? 0), oneOff: label(container, "oneoff") === "True" }));
}

/** One service's, by number. */
export const replicas = (engine, project, service) => containersOf(engine, project.name).filter((each) => each.service === service.name && !each.oneOff).sort((a, b) => a.number - b.number);

/** What a container takes from its service: when this changes, it is made again. */
export function hashOf(service) {
  const { depends_on: _, profiles: __, scale: ___, ...own } = service.raw, text = JSON.stringify([own, [...service.environment]]);
  let hash = 0n;
  for (const letter of text) hash = (hash * 1099511628211n + BigInt(letter.codePointAt(0))) % 2n ** 256n;
  return hash.toString(16).padStart(64, "0");
}

export const imageName = (project, service) => service.image || `${project.name}-${service.name}`;

/** Order services so that each follows its dependencies. @param {string[]} names empty: all */
export function inOrder(project, names, { withDependencies = true } = {}) {
  const list = [], visit = (name) => {
    const service = project.services.get(name);
    if (!service || list.includes(service)) return;
    if (withDependencies || !names.length) for (const each of service.dependsOn.keys()) visit(each);
    list.push(service);
  };
  for (const name of names.length ? names : [...project.services.keys()].sort()) visit(name);
  return list;
}

/** Find, build or fetch a service's image. */
export async function ensureImage(call, lab, project, service, { build = false, pull = "" } = {}) {
  const { engine } = lab, name = imageName(project, service), policy = pull || service.pullPolicy;
  if (service.build && (build || policy === "build" || !engine.images.find(name))) return buildService(call, lab, project, service);
  if (engine.images.find(name) && policy !== "always") return engine.images.find(name);
  if (policy === "never") throw new ProjectError(`Error response from daemon: No such image: ${reference(name).short}`);
  const fault = referenceFault(name);
  if (fault) throw new ProjectError(`unable to get image '${name}': Error response from daemon: ${fault}`);
  call.err(` Image ${name} Pulling \n`);
  try {
    const image = await pullImage(lab, name, () => {});
    call.err(` Image ${name} Pulled \n`);
    return image;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    call.err(` Image ${name} Error ${error.message}\n`);
    throw new ProjectError(`Error response from daemon: ${error.message}`);
  }
}

export async function buildService(call, lab, project, service) {
  const name = imageName(project, service), { build } = service, { fs, env, signal } = call.io;
  const write = call.on("--quiet") || call.quiet ? () => {} : call.out, columns = columnsOf(call);
  call.err(` Image ${name} Building \n`);
  if (!fs.exists(build.context)) {
    const progress = progressOf(lab.engine.clock, { columns, write });
    bakeReads(progress);
    progress.end();
    throw new ProjectError(`unable to prepare context: path ${JSON.stringify(build.context)} not found\n`);
  }
  const file = `${build.context}/${build.dockerfile}`.replace("//", "/"), path = build.dockerfile.startsWith("/") ? build.dockerfile : file;
  const text = build.inline ?? (fs.exists(path) ? new TextDecoder().decode(fs.readFile(path)) : null);
  const args = new Map([...build.args].map(([key, value]) => [key, value ?? env[key]]));
  for (const each of call.all("--build-arg")) args.set(each.split("=")[0], each.includes("=") ? each.slice(each.indexOf("=") + 1) : env[each]);
  const made = await buildImage(lab, { fs, root: build.context, file: build.dockerfile.split("/").at(-1), text, signal, tags: [name, ...build.tags], target: build.target, noCache: call.on("--no-cache"), labels: [...build.labels].map(([key, value]) => `${key}=${value}`), args, write, columns, separate: true });
  if (made.error) throw new ProjectError(`${made.excerpt.replaceAll("\n", "\n\n")}failed to solve: ${made.error}\n`);
  call.err(` Image ${name} Built \n`);
  return made.image;
}

/** Make a container of a service. `extra`: what `compose run` changes. */
export function makeContainer(engine, project, service, image, { name, number, oneOff = false, extra = {}, replaces = null, hostFs }) {
  const { config, host } = settings(engine, project, service), labels = new Map([
    ...service.labels, [`${LABEL}config-hash`, hashOf(service)], [`${LABEL}container-number`, String(number)], [`${LABEL}depends_on`, [...service.dependsOn].map(([each, { condition, restart }]) => `${each}:${condition}:${restart}`).join(",")],
    [`${LABEL}image`, image.manifest ? `manifest:${image.layerIds.at(-1)}` : image.id], [`${LABEL}oneoff`, oneOff ? "True" : "False"], [`${LABEL}project`, project.name], [`${LABEL}project.config_files`, project.files.join(",")], [`${LABEL}project.working_dir`, project.folder],
    ...(replaces ? [[`${LABEL}replace`, replaces]] : []), [`${LABEL}service`, service.name], [`${LABEL}version`, VERSION],
  ]);
  Object.assign(config, extra.config);
  Object.assign(host, extra.host);
  config.Labels = sortedMap([...labels, ...(extra.labels ?? [])]);
  const mounts = [...mountsOf(engine, project, service), ...(extra.mounts ?? [])], networks = networksFor(project, service, number, oneOff);
  for (const each of mounts) checkMount(each, hostFs);
  return createContainer(engine, { name, image, imageName: imageName(project, service), config, host, mounts, tmpfs: service.tmpfs, from: [], networks });
}

/** Whether a container was made from this image. */
export const isFromImage = (container, image) => container.image.id === image.id || (container.image.manifest && container.image.manifest === image.manifest);

function settings(engine, project, service) {
  const exposed = new Map([...service.expose.map((each) => [each.includes("/") ? each : `${each}/tcp`, {}]), ...service.ports.map((each) => [`${each.target}/${each.protocol}`, {}])]), bindings = new Map();
  for (const { target, published, ip, protocol } of service.ports) bindings.set(`${target}/${protocol}`, [...(bindings.get(`${target}/${protocol}`) ?? []), { HostIp: ip, HostPort: published }]);
  const [Name, count = "0"] = (service.restart || restartOf(service)).split(":"), mode = networkMode(engine, project, service);
  const config = {
    Hostname: service.hostname, User: service.user, Tty: service.tty, OpenStdin: service.stdin, AttachStdout: true, AttachStderr: true, Env: [...service.environment].map(([key, value]) => (value === null ? key : `${key}=${value}`)), Cmd: service.command?.length ? service.command : null,
    Entrypoint: service.entrypoint === undefined ? null : service.entrypoint?.length ? service.entrypoint : [""], WorkingDir: service.workingDir, ExposedPorts: exposed, StopSignal: service.stopSignal, StopTimeout: service.grace, Healthcheck: service.healthcheck,
  };
  const host = {
    NetworkMode: mode, PortBindings: sortedMap(bindings), RestartPolicy: { Name: Name || "no", MaximumRetryCount: Number(count) }, AutoRemove: false, Binds: bindsOf(project, service), CapAdd: service.capAdd, CapDrop: service.capDrop, ExtraHosts: service.extraHosts, Dns: service.dns.length ? service.dns : null,
    Privileged: service.privileged, ReadonlyRootfs: service.readOnly, Memory: service.memory, NanoCpus: Math.round(service.cpus * 1e9), PidsLimit: service.pids, Init: service.init ?? null, Tmpfs: new Map(service.tmpfs.map((each) => [each, ""])),
  };
  return { config, host };
}

function restartOf({ restartCondition: policy }) {
  if (!policy) return "";
  return { any: "always", none: "no", "on-failure": `on-failure:${policy.max_attempts ?? 0}` }[policy.condition ?? "any"] ?? "";
}

function networkMode(engine, project, service) {
  const mode = service.networkMode;
  const other = /^service:(.+)$/.exec(mode)?.[1];
  if (other) return `container:${replicas(engine, project, project.services.get(other))[0]?.container.id}`;
  return mode || project.networks.get([...service.networks.keys()].sort()[0])?.name || "bridge";
}

function networksFor(project, service, number, oneOff) {
  if (service.networkMode) return ["host", "none", "bridge"].includes(service.networkMode) ? [{ name: service.networkMode, aliases: [], ip: "" }] : [];
  return [...service.networks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { aliases, ip }]) => ({ name: project.networks.get(key).name, aliases: oneOff ? [...aliases] : [service.name, ...aliases], ip }));
}

/* Compose hands the engine `source:target` in that form if it was written so. */
const isBind = ({ type, source, makesSource, raw }) => (type === "bind" && (makesSource || !raw)) || (type === "volume" && source && !raw?.volume);

function bindsOf(project, service) {
  return service.volumes.filter(isBind).map(({ type, source, target, readOnly }) => `${type === "volume" ? project.volumes.get(source).name : source}:${target}:${readOnly ? "ro" : "rw"}`);
}

function mountsOf(engine, project, service) {
  const mounts = service.volumes.filter((each) => !isBind(each)).map(({ type, source, target, readOnly, makesSource }) => ({ type, source: type === "volume" && source ? project.volumes.get(source).name : source, target, readOnly, mode: "", makesSource, options: new Map() }));
  for (const [kind, place] of [["secrets", "/run/secrets/"], ["configs", "/"]]) for (const each of service[kind]) mounts.push(fileMount(engine, project, kind, place, each));
  return mounts;
}

/* A secret or config is a host file, mounted read-only. If its text is in the project, it gets its own file. */
function fileMount(engine, project, kind, place, given) {
  const key = typeof given === "string" ? given : given.source, its = project[kind][key], wanted = typeof given === "string" ? key : given.target ?? key, target = wanted.startsWith("/") ? wanted : `${place}${wanted}`;
  if (its.file) return { type: "bind", source: its.file.startsWith("/") ? its.file : `${project.folder}/${its.file.replace(/^\.\//, "")}`, target, readOnly: true, mode: "", options: new Map() };
  const text = its.content ?? (its.environment ? project.env?.(its.environment) : undefined);
  if (text === undefined) throw new ProjectError(`environment variable ${JSON.stringify(its.environment)} required by ${kind.slice(0, -1)} "${project.name}_${key}" is not set`);
  const source = `/var/lib/docker/compose/${project.name}_${key}`;
  engine.hostFs.mkdir("/var/lib/docker/compose", { recursive: true });
  engine.hostFs.writeFile(source, text, { mode: 0o444 });
  return { type: "bind", source, target, readOnly: true, mode: "", options: new Map() };
}
