/* `docker ps` */
import { EngineError } from "../engine/errors.js";
import { formatList } from "./format.js";
import { holds, labelTest, readFilters } from "./filters.js";
import { age, clockTime, ellipsis, hostPort, humanSize } from "./units.js";
import { portsOf } from "../engine/inspect.js";

const FILTERS = ["ancestor", "before", "exited", "expose", "health", "id", "is-task", "isolation", "label", "name", "network", "publish", "since", "status", "volume"];
const STATES = ["created", "running", "paused", "restarting", "removing", "exited", "dead"];
const HEADERS = {
  ID: "CONTAINER ID", Image: "IMAGE", Command: "COMMAND", CreatedAt: "CREATED AT", RunningFor: "CREATED", Status: "STATUS", Ports: "PORTS", Names: "NAMES", Size: "SIZE", State: "STATE",
  Labels: "LABELS", Mounts: "MOUNTS", LocalVolumes: "LOCAL VOLUMES", Networks: "NETWORKS", Label: "LABEL", HealthStatus: "HEALTH STATUS", Platform: "PLATFORM",
};
const STANDARD = "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}";

export async function ps(call, lab) {
  const { engine } = lab, filters = readFilters(call.all("--filter"), FILTERS), withSize = call.on("--size"), whole = call.on("--no-trunc");
  const list = listContainers(engine, filters, { all: call.on("--all"), last: call.on("--latest") ? 1 : Number(call.last("--last", "-1")) });
  if (call.on("--quiet") && !call.last("--format")) {
    for (const each of list) call.line(whole ? each.id : each.id.slice(0, 12));
    return 0;
  }
  tryFormat(call.last("--format"));
  const rows = list.map((each) => row(engine, each, whole)), standard = withSize ? `${STANDARD}\t{{.Size}}` : STANDARD;
  call.out(formatList(rows, { format: call.last("--format"), standard, headers: HEADERS, type: "*formatter.ContainerContext", fault: "failed to execute template" }));
  return 0;
}

/* The CLI first fills in the template with nothing, to see what it needs: a wrong one fails even without containers. */
function tryFormat(format) {
  if (!format || format === "json" || format.startsWith("table")) return;
  const empty = { ...Object.fromEntries(Object.keys(HEADERS).map((key) => [key, ""])), Label: () => "" };
  formatList([empty], { format, standard: "", headers: HEADERS, type: "*formatter.ContainerContext", fault: "failed to execute template" });
}

/** The containers that pass all filters, newest first. */
export function listContainers(engine, filters, { all = false, last = -1 } = {}) {
  const byAge = [...engine.containers.values()].reverse();
  for (const each of filters.get("status") ?? []) if (!STATES.includes(each)) throw new EngineError(`invalid filter 'status=${each}': invalid value for state (${each}): must be one of ${STATES.join(", ")}`);
  for (const each of filters.get("health") ?? []) if (!["starting", "healthy", "unhealthy", "none"].includes(each)) throw new EngineError(`invalid filter 'health=${each}': invalid value for health (${each}): must be one of none, starting, healthy, unhealthy`);
  for (const each of filters.get("exited") ?? []) if (!/^-?\d+$/.test(each)) throw new EngineError(`invalid filter 'exited=${each}': strconv.Atoi: parsing ${JSON.stringify(each)}: invalid syntax`);
  for (const key of ["before", "since"]) for (const each of filters.get(key) ?? []) engine.find(each);
  const known = new Map([...filters].map(([key, values]) => [key, values]));
  const anyState = all || last > 0 || known.has("status") || known.has("exited");
  const found = byAge.filter((each) => (anyState || each.state.running) && holds(known, tests(engine, each, byAge)));
  return last > 0 ? found.slice(0, last) : found;
}

function tests(engine, container, byAge) {
  const place = byAge.indexOf(container), { state } = container;
  return {
    id: (value) => container.id.startsWith(value), label: labelTest(container.config.Labels), status: (value) => state.status === value,
    name: (value) => matches(value, `/${container.name}`) || matches(value, container.name),
    exited: (value) => state.status === "exited" && state.code === Number(value), health: (value) => (state.health?.Status ?? "none") === value,
    ancestor: (value) => isFrom(engine, container, value),
    volume: (value) => container.mounts.some((mount) => mount.Name === value || mount.Destination === value || mount.Source === value),
    network: (value) => [...container.networks].some(([name, endpoint]) => name === value || endpoint.networkId.startsWith(value)),
    publish: (value) => (container.published ?? []).some((each) => value.split("/")[0] === String(each.port) || value.split("/")[0] === each.key.split("/")[0]),
    expose: (value) => container.config.ExposedPorts.has(value.includes("/") ? value : `${value}/tcp`),
    before: (value) => place > byAge.indexOf(engine.find(value)), since: (value) => place < byAge.indexOf(engine.find(value)),
    "is-task": (value) => value === "false", isolation: () => true,
  };
}

function matches(pattern, text) {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return text === pattern;
  }
}

function isFrom(engine, container, value) {
  const image = engine.images.find(value);
  if (!image) return false;
  return container.image.id === image.id || (container.image.ancestors ?? []).includes(image.id);
}

/** A container's command as one text: words with blanks are quoted. */
export const commandText = ({ path, args }) => [path, ...args.map((each) => (each.includes(" ") ? `'${each}'` : each))].join(" ");

/** `Up 3 seconds (healthy)` */
export function statusText(engine, { state }) {
  const since = (time) => age(engine.clock.now() - time);
  if (state.restarting) return `Restarting (${state.code}) ${since(state.finished)} ago`;
  if (state.running) return `Up ${since(state.started)}${state.paused ? " (Paused)" : state.health ? ` (${state.health.Status === "starting" ? "health: starting" : state.health.Status})` : ""}`;
  if (state.status === "created") return "Created";
  return `Exited (${state.code}) ${since(state.finished)} ago`;
}

/** `80/tcp, 0.0.0.0:8080->8090/tcp`: first what isn't published or keeps its number, several in a row as one. */
export function portsText(container) {
  const ports = [...portsOf(container)].flatMap(([key, list]) => {
    const [port, type] = key.split("/");
    return (list ?? [{ HostIp: "", HostPort: "" }]).map(({ HostIp: ip, HostPort }) => ({ port: Number(port), type, ip, host: Number(HostPort) }));
  });
  ports.sort((a, b) => a.port - b.port || order(a.ip, b.ip) || a.host - b.host || order(a.type, b.type));
  const groups = new Map(), ended = [], moved = [];
  for (const { port, type, ip, host } of ports) {
    const key = `${ip}/${type}`, group = groups.get(key);
    if (ip && host !== port) moved.push(`${hostPort(ip, host)}->${port}/${type}`);
    else if (group?.last === port - 1) group.last = port;
    else {
      if (group) ended.push(groupText(group));
      groups.set(key, { ip, type, first: port, last: port });
    }
  }
  return [...ended, ...[...groups.values()].map(groupText), ...moved].join(", ");
}

const order = (a, b) => (a < b ? -1 : Number(a > b));

function groupText({ ip, type, first, last }) {
  const range = first === last ? `${first}` : `${first}-${last}`;
  return `${ip ? `${hostPort(ip, range)}->` : ""}${range}/${type}`;
}

function row(engine, container, whole) {
  const { config, image } = container, command = commandText(container);
  const known = engine.images.find(container.imageName)?.id === image.id, labels = config.Labels;
  const names = container.mounts.filter((each) => !each.hidden).map((each) => each.Name || each.Source).filter(Boolean).map((each) => (whole ? each : ellipsis(each, 15)));
  return {
    ID: whole ? container.id : container.id.slice(0, 12), Image: known ? container.imageName : whole ? image.id : image.id.slice(7, 19), Command: `"${whole ? command : ellipsis(command, 20)}"`,
    CreatedAt: clockTime(container.created), RunningFor: `${age(engine.clock.now() - container.created)} ago`, Ports: portsText(container), Status: statusText(engine, container), State: container.state.status,
    Names: container.name, Labels: [...labels].map(([key, value]) => `${key}=${value}`).join(","), Label: (name) => labels.get(name) ?? "",
    Mounts: names.join(","), LocalVolumes: String(container.mounts.filter((each) => each.Type === "volume").length), Networks: [...container.networks.keys()].sort().join(","),
    Size: sizeText(container), HealthStatus: container.state.health?.Status ?? "", Platform: "linux/amd64",
  };
}

/** The size of a container's files that differ from its image's. */
export const changedSize = (container) => container.fs.changes().reduce((sum, { kind, path }) => sum + (kind === "D" ? 0 : sizeOf(container.fs, path)), 0);

function sizeText(container) {
  const own = changedSize(container);
  return `${humanSize(own, 3)} (virtual ${humanSize(container.image.size + own, 3)})`;
}

function sizeOf(fs, path) {
  try {
    const { type, size } = fs.lstat(path);
    return type === "dir" ? 4096 : Math.ceil((size || 1) / 4096) * 4096;
  } catch {
    return 0;
  }
}
