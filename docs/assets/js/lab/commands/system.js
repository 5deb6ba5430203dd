/* `docker info`, `version`, `system df`, `system prune`, `container prune`, `events`, `context`, `login`, `search`, `help`. */
import { EngineError, NotModelled } from "../engine/errors.js";
import { remove } from "../engine/stop.js";
import { ask } from "./ask.js";
import { readAll } from "./cp.js";
import { formatList, formatOne, FormatError, read } from "./format.js";
import { FillError } from "./evaluate.js";
import { holds, labelTest, readFilters } from "./filters.js";
import { typed, toJson } from "./go.js";
import { pruneImages } from "./images.js";
import { parseTemplate } from "./template.js";
import { moment } from "./logs.js";
import { pruneNetworks } from "./networks.js";
import { request } from "./pull.js";
import { humanSize, readDuration } from "./units.js";
import { pruneVolumes } from "./volumes.js";

export const VERSION = "29.9.3", API = "1.56";

const counts = (engine) => {
  const all = [...engine.containers.values()], running = all.filter((each) => each.state.running && !each.state.paused).length, paused = all.filter((each) => each.state.paused).length;
  return { all: all.length, running, paused, stopped: all.length - running - paused };
};

export async function info(call, { engine }) {
  const { all, running, paused, stopped } = counts(engine), images = engine.images.tags.size, format = call.last("--format");
  const data = typed("system.dockerInfo", {
    ID: "dbd52864-3320-48fa-a661-9a2c35f34322", Containers: all, ContainersRunning: running, ContainersPaused: paused, ContainersStopped: stopped, Images: images, Driver: "overlayfs", DriverStatus: [["driver-type", "io.containerd.snapshotter.v1"]], MemoryLimit: true, SwapLimit: true, NCPU: 2, MemTotal: 8 * 2 ** 30,
    LoggingDriver: "json-file", CgroupDriver: "systemd", CgroupVersion: "2", KernelVersion: "6.12.0", OperatingSystem: "Debian GNU/Linux 13 (trixie)", OSVersion: "13", OSType: "linux", Architecture: "x86_64", IndexServerAddress: "https://index.docker.io/v1/", DockerRootDir: "/var/lib/docker", Name: "practice",
    Labels: [], ExperimentalBuild: false, ServerVersion: VERSION, DefaultRuntime: "runc", Swarm: { NodeID: "", NodeAddr: "", LocalNodeState: "inactive", ControlAvailable: false, Error: "", RemoteManagers: null }, LiveRestoreEnabled: false, InitBinary: "docker-init", SecurityOptions: ["name=seccomp,profile=builtin", "name=cgroupns"],
    Warnings: null, ServerErrors: [], ClientInfo: { Debug: false, Version: VERSION, Context: "default", Plugins: [], Warnings: null },
  });
  if (format) return fillOne(call, format, data, "");
  call.out(`Client:\n Version:    ${VERSION}\n Context:    default\n Debug Mode: false\n Plugins:\n  buildx: Docker Buildx (Docker Inc.)\n    Version:  0.38.2\n    Path:     /usr/libexec/docker/cli-plugins/docker-buildx\n  compose: Docker Compose (Docker Inc.)\n    Version:  5.6.0\n    Path:     /usr/libexec/docker/cli-plugins/docker-compose\n\n`);
  call.out(`Server:\n Containers: ${all}\n  Running: ${running}\n  Paused: ${paused}\n  Stopped: ${stopped}\n Images: ${images}\n Server Version: ${VERSION}\n Storage Driver: overlayfs\n  driver-type: io.containerd.snapshotter.v1\n Logging Driver: json-file\n Cgroup Driver: systemd\n Cgroup Version: 2\n Swarm: inactive\n Runtimes: io.containerd.runc.v2 runc\n Default Runtime: runc\n Init Binary: docker-init\n Kernel Version: ${data.KernelVersion}\n Operating System: ${data.OperatingSystem}\n OSType: linux\n Architecture: x86_64\n CPUs: 2\n Total Memory: 8GiB\n Name: practice\n Docker Root Dir: /var/lib/docker\n Debug Mode: false\n`);
  return 0;
}

function fillOne(call, format, data, name) {
  if (format === "json") {
    call.line(toJson(data));
    return 0;
  }
  try {
    call.line(parseTemplate(format, name).fill(data));
    return 0;
  } catch (error) {
    if (!(error instanceof FillError)) throw new FormatError(`template parsing error: ${error.message}`, 64);
    call.line("");
    call.err(`${error.message}\n`);
    return 1;
  }
}

export async function version(call) {
  const part = { Version: VERSION, ApiVersion: API, GitCommit: "", GoVersion: "go1.26.8", Os: "linux", Arch: "amd64", BuildTime: "", Context: "default" };
  const data = typed("system.versionInfo", { Client: typed("system.clientVersion", part), Server: typed("system.serverVersion", { Platform: { Name: "" }, ...part, APIVersion: API, MinAPIVersion: "1.40", KernelVersion: "6.12.0", Components: [] }) });
  if (call.last("--format")) return fillOne(call, call.last("--format"), data, "version");
  call.out(`Client:\n Version:           ${VERSION}\n API version:       ${API}\n Go version:        go1.26.8\n OS/Arch:           linux/amd64\n Context:           default\n\nServer:\n Engine:\n  Version:          ${VERSION}\n  API version:      ${API} (minimum version 1.40)\n  Go version:       go1.26.8\n  OS/Arch:          linux/amd64\n  Experimental:     false\n containerd:\n  Version:          2.4.2\n runc:\n  Version:          1.5.3\n docker-init:\n  Version:          0.19.0\n`);
  return 0;
}

export async function printVersion(call) {
  call.line(`Docker version ${VERSION}, build practice`);
  return 0;
}

export async function df(call, { engine }) {
  if (call.on("--verbose")) throw new NotModelled("system df -v");
  const images = [...engine.images.byId.values()], containers = [...engine.containers.values()], volumes = [...engine.volumes.byName.values()];
  const used = images.filter((image) => containers.some((each) => each.image.id === image.id)), size = images.reduce((sum, each) => sum + each.size, 0), free = images.filter((each) => !used.includes(each)).reduce((sum, each) => sum + each.size, 0);
  const share = (part, whole) => (whole ? ` (${Math.floor((100 * part) / whole)}%)` : "");
  const rows = [
    { Type: "Images", TotalCount: String(engine.images.tags.size), Active: String(used.length), Size: humanSize(size), Reclaimable: `${humanSize(free)}${share(free, size)}` },
    { Type: "Containers", TotalCount: String(containers.length), Active: String(containers.filter((each) => each.state.running).length), Size: "0B", Reclaimable: "0B" },
    { Type: "Local Volumes", TotalCount: String(volumes.length), Active: String(volumes.filter((each) => engine.volumes.usersOf(each.name).length).length), Size: "0B", Reclaimable: "0B" },
    { Type: "Build Cache", TotalCount: String(engine.cache.size), Active: "0", Size: humanSize(engine.cache.size * 8190), Reclaimable: humanSize(engine.cache.size * 8190) },
  ];
  call.out(formatList(rows, { format: call.last("--format"), standard: "{{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}", headers: { Type: "TYPE", TotalCount: "TOTAL", Active: "ACTIVE", Size: "SIZE", Reclaimable: "RECLAIMABLE" }, type: "*formatter.diskUsageContext" }));
  return 0;
}

/* Remove stopped containers by filters. */
async function pruneContainers(engine, filters) {
  const until = filters.has("until") ? engine.clock.now() - readDuration(filters.get("until")[0]) : Infinity;
  const gone = [...engine.containers.values()].filter((each) => !each.state.running && each.created <= until && holds(filters, { label: labelTest(each.config.Labels) }));
  for (const each of gone) await remove(engine, each);
  return gone.map((each) => each.id);
}

export async function containerPrune(call, { engine }) {
  if (!(await ask(call, "WARNING! This will remove all stopped containers."))) return 0;
  const gone = await pruneContainers(engine, readFilters(call.all("--filter"), ["label", "label!", "until"]));
  if (gone.length) call.out(`Deleted Containers:\n${gone.map((each) => `${each}\n`).join("")}\n`);
  call.line("Total reclaimed space: 0B");
  return 0;
}

export async function systemPrune(call, { engine }) {
  const all = call.on("--all"), volumes = call.on("--volumes"), { cache } = engine;
  const warning = `WARNING! This will remove:\n  - all stopped containers\n  - all networks not used by at least one container\n${volumes ? "  - all anonymous volumes not used by at least one container\n" : ""}  - all ${all ? "images without at least one container associated to them" : "dangling images"}\n  - ${all ? "all" : "unused"} build cache\n`;
  if (!(await ask(call, warning))) return 0;
  const filters = readFilters(call.all("--filter"), ["label", "label!", "until"]), section = (title, list) => (list.length ? call.out(`${title}:\n${list.map((each) => `${each}\n`).join("")}\n`) : null);
  section("Deleted Containers", await pruneContainers(engine, filters));
  section("Deleted Networks", pruneNetworks(engine, filters));
  if (volumes) section("Deleted Volumes", pruneVolumes(engine, false, filters));
  const images = pruneImages(engine, all, filters);
  section("Deleted Images", images.lines);
  section("Deleted build cache objects", [...cache.keys()].map((each) => each.slice(0, 25)));
  const bytes = images.bytes + cache.size * 8190;
  cache.clear();
  engine.builtOn.clear();
  call.line(`Total reclaimed space: ${humanSize(bytes)}`);
  return 0;
}

export async function builderPrune(call, { engine }) {
  if (!(await ask(call, "WARNING! This will remove all dangling build cache."))) return 0;
  const bytes = engine.cache.size * 8190;
  engine.cache.clear();
  engine.builtOn.clear();
  call.line(`Total:\t${humanSize(bytes)}`);
  return 0;
}

export async function events(call, { engine }) {
  const known = ["config", "container", "daemon", "event", "image", "label", "network", "node", "plugin", "scope", "secret", "service", "type", "volume"];
  const filters = readFilters(call.all("--filter"), known), format = call.last("--format"), template = format && format !== "json" ? read(format) : null;
  const since = call.last("--since") ? moment(call.last("--since"), engine) : Infinity, until = call.last("--until") ? moment(call.last("--until"), engine) : Infinity;
  if (Number.isNaN(since) || Number.isNaN(until)) {
    call.err(`failed to parse value as time or duration: ${JSON.stringify(Number.isNaN(since) ? call.last("--since") : call.last("--until"))}\n`);
    return 1;
  }
  const print = (event) => {
    if (event.time > until) return;
    const passes = holds(filters, { type: (v) => event.type === v, event: (v) => event.action === v || event.action.split(":")[0] === v, container: (v) => event.type === "container" && (event.attributes.name === v || event.id.startsWith(v)), image: (v) => event.attributes.image === v || event.attributes.name === v, volume: (v) => event.type === "volume" && event.id === v, network: (v) => event.type === "network" && event.attributes.name === v, label: labelTest(new Map(Object.entries(event.attributes))) });
    if (passes) call.line(template ? formatOne(template, eventOf(event)) : format === "json" ? toJson(eventOf(event)) : eventText(event, engine));
  };
  if (since !== Infinity) engine.events.list.filter((each) => each.time >= since).forEach(print);
  if (until <= engine.clock.now()) return 0;
  const stop = engine.events.listen(print);
  const waits = [new Promise((resolve) => (call.io.signal?.aborted ? resolve(130) : call.io.signal?.addEventListener("abort", () => resolve(130))))];
  if (until !== Infinity) waits.push(engine.clock.sleep(until - engine.clock.now()).then(() => 0));
  const code = await Promise.race(waits);
  stop();
  return code;
}

const eventOf = (event) => ({ status: event.action, id: event.id, from: event.attributes.image ?? "", Type: event.type, Action: event.action, Actor: { ID: event.id, Attributes: new Map(Object.entries(event.attributes)) }, scope: "local", time: Math.floor(event.time / 1000), timeNano: event.time * 1e6 });

function eventText(event, engine) {
  const attributes = Object.entries(event.attributes).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`).join(", ");
  return `${engine.stamp(event.time)} ${event.type} ${event.action} ${event.id}${attributes ? ` (${attributes})` : ""}`;
}

export async function login(call, lab) {
  const [server = ""] = call.operands;
  if (!call.last("--username") && !call.io.isTty) throw new EngineError("cannot perform an interactive login from a non-TTY device");
  const password = call.on("--password-stdin") ? new TextDecoder().decode(await readAll(call.io.stdin)).trim() : call.last("--password");
  if (call.has("--password")) call.err("WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n");
  if (!server) throw new EngineError("Get \"https://registry-1.docker.io/v2/\": unauthorized: incorrect username or password");
  const basic = btoa(`${call.last("--username")}:${password}`), answer = await request(lab, server, "GET", "/v2/", { headers: { authorization: `Basic ${basic}` } });
  if (answer.refused) throw new EngineError(`Get "http://${server}/v2/": dial tcp 127.0.0.1:${server.split(":")[1] ?? 443}: connect: connection refused`);
  if (answer.status === 401) throw new EngineError(`login attempt to http://${server}/v2/ failed with status: 401 Unauthorized`);
  call.line("Login Succeeded");
  return 0;
}

export async function logout(call) {
  const [server = "https://index.docker.io/v1/"] = call.operands;
  call.line(`Removing login credentials for ${server}`);
  return 0;
}

export async function search() {
  throw new NotModelled("search");
}
