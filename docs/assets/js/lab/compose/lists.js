/* What `docker compose` lists: ps, images, ls, port, top, volumes, stats; and cp. */
import { portsOf } from "../engine/inspect.js";
import { cp } from "../commands/cp.js";
import { stats as containerStats } from "../commands/exec.js";
import { formatList } from "../commands/format.js";
import { readFilters, holds } from "../commands/filters.js";
import { toJson } from "../commands/go.js";
import { commandText, portsText, statusText } from "../commands/ps.js";
import { age, clockTime, ellipsis, humanSize } from "../commands/units.js";
import { containersOf, replicas } from "./containers.js";
import { ProjectError } from "./load.js";

const STATES = ["paused", "restarting", "removing", "running", "dead", "created", "exited"];
const HEADERS = { ID: "CONTAINER ID", Name: "NAME", Image: "IMAGE", Command: "COMMAND", Service: "SERVICE", CreatedAt: "CREATED AT", RunningFor: "CREATED", Status: "STATUS", Ports: "PORTS", State: "STATE", Health: "HEALTH", ExitCode: "EXIT CODE", Project: "PROJECT", Names: "NAMES", Labels: "LABELS", Mounts: "MOUNTS", Networks: "NETWORKS" };

export async function ps(call, lab, project) {
  const { engine } = lab, names = call.operands;
  for (const name of names) if (!project.services.has(name) && !project.disabled.has(name) && !project.isNamed) throw new ProjectError(`no such service: ${name}`);
  const filters = readFilters(call.all("--filter"), ["status", "source"]), wanted = [...call.all("--status"), ...(filters.get("status") ?? [])];
  const anyState = call.on("--all") || wanted.length > 0;
  const list = containersOf(engine, project.name).filter((each) => (!each.oneOff || call.on("--all")) && (anyState || each.container.state.running) && (!names.length || names.includes(each.service)) && (!wanted.length || wanted.includes(each.container.state.status)))
    .filter((each) => call.last("--orphans", "true") !== "false" || project.services.has(each.service)).sort((a, b) => (a.container.name < b.container.name ? -1 : 1));
  for (const each of wanted) if (!STATES.includes(each)) throw new ProjectError(`unknown status ${each}`);
  if (call.on("--quiet")) for (const { container } of list) call.line(container.id);
  else if (call.on("--services")) call.line([...new Set(list.map((one) => one.service))].join("\n"));
  else call.out(print(call, list.map((each) => row(engine, project, each))));
  return 0;
}

function print(call, rows) {
  const format = call.last("--format");
  if (format === "json") return rows.map((each) => `${toJson(Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))))}\n`).join("");
  return formatList(rows, { format, standard: "{{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}", headers: HEADERS, type: "*formatter.ContainerContext" });
}

function row(engine, project, { container, service }) {
  const { state, config } = container;
  const publishers = [...portsOf(container)].flatMap(([key, list]) => (list ?? [{ HostIp: "", HostPort: "0" }]).map(({ HostIp, HostPort }) => ({ URL: HostIp, TargetPort: Number(key.split("/")[0]), PublishedPort: Number(HostPort), Protocol: key.split("/")[1] })));
  return {
    Command: `"${ellipsis(commandText(container), 20)}"`, CreatedAt: clockTime(container.created), Engine: "", ExitCode: state.code, Health: state.health && state.running ? state.health.Status : "", ID: container.id.slice(0, 12), Image: container.imageName,
    Labels: [...config.Labels].map(([key, value]) => `${key}=${value}`).join(","), LocalVolumes: String(container.mounts.filter((each) => each.Type === "volume").length), Mounts: container.mounts.map((each) => ellipsis(each.Name || each.Source, 15)).join(","), Name: container.name, Names: container.name,
    Networks: [...container.networks.keys()].sort().join(","), Ports: portsText(container), Project: project.name, Publishers: publishers, RunningFor: `${age(engine.clock.now() - container.created)} ago`, Service: service, Size: "0B", State: state.status, Status: statusText(engine, container),
  };
}

/* Compose's other tables: equal columns, padded to the end. */
const wide = (rows) => rows.map((row, i, all) => `${row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(Math.max(20, ...all.map((each) => each[at].length + 4))))).join("")}\n`).join("");

export async function images(call, lab, project) {
  const { engine } = lab, list = containersOf(engine, project.name).filter((each) => !each.oneOff && (!call.operands.length || call.operands.includes(each.service))).map((each) => each.container).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (call.on("--quiet")) {
    for (const id of new Set(list.map((each) => each.image.id.slice(7)))) call.line(id);
    return;
  }
  const rows = list.map((each) => {
    const [name, tag] = each.imageName.includes(":") ? [each.imageName.slice(0, each.imageName.lastIndexOf(":")), each.imageName.slice(each.imageName.lastIndexOf(":") + 1)] : [each.imageName, "latest"];
    return [each.name, name, tag, "linux/amd64", each.image.id.slice(7, 19), humanSize(each.image.size, 3), `${age(engine.clock.now() - each.image.created)} ago`];
  });
  call.out(wide([["CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED"], ...rows]));
}

export async function list(call, lab) {
  const { engine } = lab, projects = new Map();
  for (const container of engine.containers.values()) {
    const name = container.config.Labels.get("com.docker.compose.project");
    if (!name || container.config.Labels.get("com.docker.compose.oneoff") === "True" || (!call.on("--all") && !container.state.running)) continue;
    projects.set(name, [...(projects.get(name) ?? []), container]);
  }
  const rows = [...projects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, containers]) => {
    const states = new Map();
    for (const each of containers) states.set(each.state.status, (states.get(each.state.status) ?? 0) + 1);
    return { name, status: [...states].sort().map(([state, count]) => `${state}(${count})`).join(", "), files: containers[0].config.Labels.get("com.docker.compose.project.config_files") };
  }).filter((each) => holds(readFilters(call.all("--filter"), ["name"]), { name: (value) => each.name.includes(value) }));
  if (call.on("--quiet")) for (const each of rows) call.line(each.name);
  else if (call.last("--format") === "json") call.line(toJson(rows.map((each) => ({ Name: each.name, Status: each.status, ConfigFiles: each.files }))));
  else call.out(wide([["NAME", "STATUS", "CONFIG FILES"], ...rows.map((each) => [each.name, each.status, each.files])]));
  return 0;
}

export async function port(call, lab, project) {
  const [name, wanted] = call.operands;
  if (wanted !== undefined && !/^\d+$/.test(wanted)) throw new ProjectError(`strconv.ParseUint: parsing ${JSON.stringify(wanted)}: invalid syntax`);
  const index = Number(call.last("--index", "1")) || 1, found = replicas(lab.engine, project, { name }).find((each) => each.number === index);
  if (!found?.container.state.running) throw new ProjectError(`service ${JSON.stringify(name)} is not running`);
  const key = `${wanted}/${call.last("--protocol", "tcp") || "tcp"}`, ports = portsOf(found.container);
  if (!ports.has(key)) throw new ProjectError(`no port ${key} for container ${found.container.name}: ${listed(ports)}`);
  const [first] = ports.get(key) ?? [];
  call.line(first ? `${first.HostIp}:${first.HostPort}` : ":0");
}

/* The ports, each once for each kind of address. */
const listed = (ports) => [...ports].flatMap(([port, list]) => (list ?? [{}]).map(() => port)).join(", ");

export async function top(call, lab, project) {
  const rows = [["SERVICE", "#", "UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"]];
  for (const { container, service, number } of containersOf(lab.engine, project.name).filter((each) => each.container.state.running && (!call.operands.length || call.operands.includes(each.service)))) {
    const stime = new Date(container.state.started).toISOString().slice(11, 16);
    for (const each of container.proc?.processes() ?? []) rows.push([service, String(number), each.uid ? String(each.user ?? each.uid) : "root", String(each.pid === 1 ? container.state.pid : container.state.pid + each.pid), String(container.state.pid - 20), "0", stime, "?", "00:00:00", each.args ?? (each.argv ?? []).join(" ")]);
  }
  if (rows.length < 2) return;
  const widths = rows[0].map((_, at) => Math.max(...rows.map((each) => each[at].length)));
  for (const each of rows) call.line(each.map((cell, at) => (at === each.length - 1 ? cell : cell.padEnd(widths[at] + 2))).join(""));
}

export async function volumes(call, lab, project) {
  const list = [...lab.engine.volumes.byName.values()].filter((each) => each.labels.get("com.docker.compose.project") === project.name);
  if (call.on("--quiet")) for (const each of list) call.line(each.name);
  else call.out(formatList(list.map((each) => ({ Driver: "local", Name: each.name })), { format: call.last("--format"), standard: "{{.Driver}}\t{{.Name}}", headers: { Driver: "DRIVER", Name: "VOLUME NAME" }, type: "*formatter.volumeContext" }));
}

export async function stats(call, lab, project) {
  const list = containersOf(lab.engine, project.name).filter((each) => each.container.state.running && (!call.operands.length || call.operands.includes(each.service)));
  return containerStats({ ...call, operands: list.map(({ container }) => container.id), isAll: !list.length }, lab);
}

export async function copy(call, lab, project) {
  const named = (text) => /^([^/.:][^:]*):(.*)$/.exec(text), sides = call.operands.map(named), at = sides.findIndex(Boolean);
  if (at < 0 || sides.every(Boolean)) throw new ProjectError(at < 0 ? "unknown copy direction" : "copying between services is not supported");
  const [, name, path] = sides[at], found = replicas(lab.engine, project, { name });
  if (!found.length) throw new ProjectError(`no container found for service ${JSON.stringify(name)}`);
  for (const { container } of at ? found : found.slice(0, 1)) {
    const operands = call.operands.map((each, i) => (i === at ? `${container.name}:${path}` : each)), said = `${operands[0]} to ${operands[1]}`;
    call.err(` ${container.name} Copying ${said}\n`);
    const code = await cp({ ...call, operands }, lab);
    if (code) return code;
    call.err(` ${container.name} Copied ${said}\n`);
  }
  return 0;
}

