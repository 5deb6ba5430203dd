/* The services of a Compose file as docker commands: networks and volumes first, then each service after its
   dependencies. compose.js does the reverse; both share the table of keys. */
import { BLKIO, HEALTH, LISTS, MAPS, NUMBERS, SWITCHES, TEXTS } from "./composekeys.js";
import { servicesOf } from "./composefile.js";
import { listOf, mapOf } from "./composenames.js";

const turned = (table) => Object.fromEntries(Object.entries(table).map(([flag, key]) => [key, flag]));
const KEY_FLAGS = { text: { ...turned(TEXTS), ...turned(NUMBERS) }, switch: turned(SWITCHES), list: turned(LISTS), map: turned(MAPS) };
const HEALTH_FLAGS = turned(HEALTH), BLKIO_FLAGS = turned(BLKIO);
/* Keys handled separately, or not about the container. */
const OWN = new Set(["image", "build", "command", "entrypoint", "ports", "volumes", "networks", "network_mode", "depends_on", "healthcheck", "ulimits", "logging", "deploy", "container_name", "stop_grace_period", "profiles", "labels", "gpus", "mac_address", "volumes_from", "pull_policy", "blkio_config"]);
const LOST = {
  depends_on: "`docker run` doesn't wait: start the next one when the first is ready.",
  secrets: "There's no flag for `secrets`: mount the file, `-v ./secret.txt:/run/secrets/secret:ro`.",
  configs: "There's no flag for `configs`: mount the file with `-v`.",
  develop: "`develop` is only for `docker compose watch`.",
  profiles: "Only Compose has profiles: leave out the services you don't want.",
  extends: "Only Compose reads `extends`: copy the keys of the other service.",
  links: "You don't need `links`: on a user-defined network, containers find each other by name.",
  scale: "`docker run` makes one container: run it once for each one.",
};

/** @param {object} data of a file @returns {{commands: string[], notes: string[]}} */
export function toRun(data) {
  const project = typeof data.name === "string" ? data.name : "app", notes = new Set(), commands = [], services = new Map(servicesOf(data));
  if (!data.name) notes.add("`app` stands for the project's name, which is the folder's unless the file has a `name`.");
  const used = new Set([...services.values()].flatMap((service) => (service.network_mode ? [] : networksOf(service))));
  for (const name of used) {
    const its = mapOf(mapOf(data.networks)[name]);
    if (its.external) notes.add(`The network \`${ownName(name, its, project)}\` has to be there.`);
    else commands.push(words("docker network create", its.driver && ["--driver", its.driver], its.internal && "--internal", its.enable_ipv6 && "--ipv6", its.attachable && "--attachable", ...pairs("--opt", its.driver_opts), ...pairs("--label", its.labels), ...listOf(mapOf(its.ipam).config).flatMap(({ subnet, gateway }) => [subnet && ["--subnet", subnet], gateway && ["--gateway", gateway]]), ownName(name, its, project)));
  }
  for (const [name, settings] of Object.entries(mapOf(data.volumes))) {
    const its = mapOf(settings);
    if (its.external) notes.add(`The volume \`${ownName(name, its, project)}\` has to be there.`);
    else if (its.driver || its.driver_opts || its.labels) commands.push(words("docker volume create", its.driver && ["--driver", its.driver], ...pairs("--opt", its.driver_opts), ...pairs("--label", its.labels), ownName(name, its, project)));
  }
  for (const name of inOrder(services)) commands.push(...ofService(name, services.get(name), { data, project, notes }));
  return { commands, notes: [...notes] };
}

const ownName = (name, its, project) => its.name ?? (its.external ? name : `${project}_${name}`);
const networksOf = ({ networks }) => (Array.isArray(networks) ? networks : networks ? Object.keys(mapOf(networks)) : ["default"]);

/** The names of services, each after its dependencies. */
function inOrder(services) {
  const done = new Set(), begun = new Set();
  const add = (name) => {
    if (begun.has(name) || !services.has(name)) return;
    begun.add(name);
    const { depends_on: needs } = services.get(name);
    (Array.isArray(needs) ? needs : Object.keys(mapOf(needs))).forEach(add);
    done.add(name);
  };
  [...services.keys()].forEach(add);
  return done;
}

function ofService(name, service, { data, project, notes }) {
  const made = [], flags = [], image = service.image ?? `${project}-${name}`, build = service.build;
  if (build) made.push(builds(build, image));
  flags.push("-d", ["--name", service.container_name ?? `${project}-${name}-1`]);
  flags.push(...network(name, service, { data, project, notes }));
  for (const [key, value] of Object.entries(service)) {
    if (value !== null && Object.hasOwn(LOST, key) && !(key === "profiles" && !listOf(value).length)) notes.add(LOST[key]);
    if (OWN.has(key) || Object.hasOwn(LOST, key) || value === null) continue;
    if (KEY_FLAGS.text[key]) flags.push([KEY_FLAGS.text[key], value]);
    else if (KEY_FLAGS.switch[key]) flags.push(value && KEY_FLAGS.switch[key]);
    else if (KEY_FLAGS.list[key]) flags.push(...items(key, value).map((each) => [KEY_FLAGS.list[key], each]));
    else if (KEY_FLAGS.map[key]) flags.push(...pairs(KEY_FLAGS.map[key], value));
    else if (!key.startsWith("x-")) notes.add(`\`${key}\` of \`${name}\` has no matching \`docker run\` flag.`);
  }
  flags.push(...pairs("--label", service.labels), ...listOf(service.ports).map((port) => ["-p", portOf(port)]), ...mounts(service, { data, project }));
  if (service.pull_policy && service.pull_policy !== "build") flags.push(["--pull", service.pull_policy === "if_not_present" ? "missing" : service.pull_policy]);
  flags.push(...health(service.healthcheck), ...limits(service, notes));
  const entrypoint = asWords(service.entrypoint), [program, ...rest] = entrypoint;
  if (service.entrypoint !== undefined && service.entrypoint !== null) flags.push(["--entrypoint", program ?? ""]);
  made.push(words("docker run", ...flags.filter(Boolean), image, ...rest, ...asWords(service.command)));
  const [, ...others] = service.network_mode ? [] : networksOf(service);
  for (const other of others) made.push(words("docker network connect", ["--alias", name], ownName(other, mapOf(mapOf(data.networks)[other]), project), service.container_name ?? `${project}-${name}-1`));
  return made;
}

function builds(build, image) {
  const its = typeof build === "string" ? { context: build } : mapOf(build);
  return words("docker build", ["-t", image], its.dockerfile && ["-f", its.context && its.context !== "." ? `${its.context.replace(/\/$/, "")}/${its.dockerfile}` : its.dockerfile], its.target && ["--target", its.target],
    ...pairs("--build-arg", its.args), its.no_cache && "--no-cache", its.pull && "--pull", its.context ?? ".");
}

function network(name, service, { data, project, notes }) {
  const mode = service.network_mode;
  if (mode) return [["--network", mode.startsWith("service:") ? `container:${project}-${mode.slice(8)}-1` : mode]];
  const [first] = networksOf(service);
  if (first === undefined) return [];
  const its = mapOf(mapOf(service.networks)[first]);
  notes.add("Compose gives each service its own name on its networks. `--network-alias` does that here.");
  return [["--network", ownName(first, mapOf(mapOf(data.networks)[first]), project)], ["--network-alias", name], ...listOf(its.aliases).map((alias) => ["--network-alias", alias]), its.ipv4_address && ["--ip", its.ipv4_address], its.ipv6_address && ["--ip6", its.ipv6_address], service.mac_address && ["--mac-address", service.mac_address]];
}

function portOf(port) {
  if (typeof port !== "object" || port === null) return `${port}`;
  const { target, published, protocol, host_ip: ip } = port;
  return `${ip ? `${ip}:` : ""}${published ?? (ip ? "" : "")}${published !== undefined || ip ? ":" : ""}${target}${protocol ? `/${protocol}` : ""}`;
}

function mounts({ volumes, volumes_from: others }, { data, project }) {
  const its = (source) => (Object.hasOwn(mapOf(data.volumes), source) ? ownName(source, mapOf(data.volumes[source]), project) : source);
  const made = listOf(volumes).map((mount) => {
    // In quotes, no shell fills in `~`.
    if (typeof mount === "string") return ["-v", /^[A-Za-z0-9][\w.-]+:\//.test(mount) ? mount.replace(/^[^:]+/, its) : mount.replace(/^~(?=\/)/, "${HOME}")];
    const { type, source, target, read_only: isReadOnly, volume = {}, bind = {}, tmpfs = {}, image = {} } = mapOf(mount), fields = [`type=${type}`];
    if (source) fields.push(`source=${type === "volume" ? its(source) : source}`);
    fields.push(`target=${target}`);
    if (isReadOnly) fields.push("readonly");
    if (mapOf(bind).propagation) fields.push(`bind-propagation=${bind.propagation}`);
    if (mapOf(volume).nocopy) fields.push("volume-nocopy");
    if (mapOf(volume).subpath) fields.push(`volume-subpath=${volume.subpath}`);
    if (mapOf(image).subpath) fields.push(`image-subpath=${image.subpath}`);
    if (mapOf(tmpfs).size) fields.push(`tmpfs-size=${tmpfs.size}`);
    return ["--mount", fields.join(",")];
  });
  return [...made, ...listOf(others).map((from) => ["--volumes-from", from.startsWith("container:") ? from.slice(10) : `${project}-${from.split(":")[0]}-1${from.includes(":") ? `:${from.split(":")[1]}` : ""}`])];
}

function health(check) {
  const its = mapOf(check);
  if (its.disable || listOf(its.test)[0] === "NONE") return ["--no-healthcheck"];
  return Object.entries(its).flatMap(([key, value]) => {
    if (key !== "test") return HEALTH_FLAGS[key] ? [[HEALTH_FLAGS[key], value]] : [];
    const [kind, ...rest] = listOf(value);
    // `--health-cmd` goes to a shell.
    return [["--health-cmd", typeof value === "string" ? value : kind === "CMD" ? rest.map((word) => written(word)).join(" ") : rest[0] ?? ""]];
  });
}

function limits({ deploy, ulimits, logging, stop_grace_period: grace, gpus, blkio_config: blkio }, notes) {
  const { resources, replicas, restart_policy: policy, ...others } = mapOf(deploy), { limits: most, reservations: least } = mapOf(resources), flags = [];
  if (mapOf(most).memory) flags.push(["--memory", most.memory]);
  if (mapOf(most).cpus) flags.push(["--cpus", most.cpus]);
  if (mapOf(most).pids) flags.push(["--pids-limit", most.pids]);
  if (mapOf(least).memory) flags.push(["--memory-reservation", least.memory]);
  for (const { count, device_ids: ids } of listOf(mapOf(least).devices)) flags.push(["--gpus", ids ? `"device=${ids.join(",")}"` : `${count ?? "all"}`]);
  if (replicas > 1) notes.add(LOST.scale);
  if (policy || Object.keys(others).length) notes.add("Only the limits under `deploy` have a flag: the rest is for a swarm.");
  for (const [name, value] of Object.entries(mapOf(ulimits))) flags.push(["--ulimit", `${name}=${typeof value === "object" ? `${value.soft}:${value.hard}` : value}`]);
  if (mapOf(logging).driver) flags.push(["--log-driver", logging.driver]);
  flags.push(...pairs("--log-opt", mapOf(logging).options));
  if (grace) flags.push(["--stop-timeout", seconds(grace)]);
  if (gpus === "all") flags.push(["--gpus", "all"]);
  for (const request of listOf(gpus)) flags.push(["--gpus", request.device_ids ? `"device=${request.device_ids.join(",")}"` : `${request.count ?? "all"}`]);
  for (const [key, list] of Object.entries(mapOf(blkio))) for (const { path, rate } of listOf(list)) if (BLKIO_FLAGS[key]) flags.push([BLKIO_FLAGS[key], `${path}:${rate}`]);
  return flags;
}

const SECONDS = { h: 3600, m: 60, s: 1, ms: 0.001, us: 0.000001 };
const seconds = (text) => Math.ceil([...`${text}`.matchAll(/([\d.]+)(ms|us|[hms])/g)].reduce((sum, [, count, unit]) => sum + count * SECONDS[unit], 0));

/** The items of a list, which may be a text, a mapping, or mappings with a path. */
function items(key, value) {
  if (Array.isArray(value)) return value.map((each) => (typeof each === "object" && each ? each.path ?? each.source : each));
  if (key === "extra_hosts") return Object.entries(mapOf(value)).flatMap(([name, its]) => [its].flat().map((address) => `${name}:${address}`));
  return [value];
}

/** `name=value` of a mapping or a list; one without a value is the shell's. */
function pairs(flag, value) {
  if (Array.isArray(value)) return value.map((each) => [flag, each]);
  return Object.entries(mapOf(value)).map(([name, its]) => [flag, its === null ? name : `${name}=${its}`]);
}

/** A command as words. A text is split as a shell does, without filling in. */
function asWords(value) {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return [];
  return [...value.matchAll(/(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|((?:[^\s"'\\]|\\.)+))+/g)].map(([all]) =>
    all.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, (_, double, single, one) => double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? one));
}

const words = (...all) => all.flat(1).filter((word) => word !== undefined && word !== null && word !== false && word !== true).map((word, at) => (at === 0 ? word : written(`${word}`))).join(" ");

/** A value for bash. `${…}` is the shell's as well as Compose's; `$$` is a dollar. */
function written(value) {
  const isFilled = /(?<!\$)(?:\$\$)*\$(?:\{|[A-Za-z_])/.test(value), text = value.replaceAll("$$", "\0");
  if (isFilled) return `"${text.replace(/["`\\]/g, "\\$&").replaceAll("\0", "\\$")}"`;
  const plain = text.replaceAll("\0", "$");
  return /^[\w@%+=:,./-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", "'\\''")}'`;
}
