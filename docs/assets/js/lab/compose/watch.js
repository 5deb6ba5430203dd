/* `docker compose watch`: changes on the host go into the containers, or have them rebuilt or restarted. */
import { start } from "../engine/run.js";
import { absolute } from "../engine/mounts.js";
import { stop } from "../engine/stop.js";
import { walk } from "../engine/tree.js";
import { matcher } from "../build/ignore.js";
import { buildService, inOrder, replicas } from "./containers.js";
import { ProjectError } from "./load.js";
import { check, resolve } from "./project.js";
import { makeContainers, startAll } from "./up.js";

const EVERY = 500; // milliseconds between checks
const NONE = "none of the selected services is configured for watch, consider setting a 'develop' section";

export async function watch(call, lab, project) {
  check(project, call.operands);
  const services = inOrder(project, call.operands);
  if (!call.on("--no-up")) {
    resolve(call, project, call.operands);
    await makeContainers(call, lab, project, services, { build: true });
    await startAll(call, lab.engine, project, services);
  }
  const triggers = services.filter((each) => !call.operands.length || call.operands.includes(each.name)).flatMap((service) => (service.raw.develop?.watch ?? []).map((its) => triggerOf(service, its, project)));
  if (!triggers.length) throw new ProjectError(NONE);
  const { fs, signal } = call.io, seen = new Map(triggers.map((each) => [each, stamps(fs, each)])), ended = new Promise((done) => signal?.addEventListener("abort", done));
  call.line("Watch enabled");
  while (!signal?.aborted) {
    await Promise.race([lab.engine.clock.sleep(EVERY), ended]);
    for (const trigger of triggers) {
      const before = seen.get(trigger), now = stamps(fs, trigger), changed = [...new Set([...before.keys(), ...now.keys()])].filter((path) => before.get(path) !== now.get(path));
      seen.set(trigger, now);
      if (changed.length) await act(call, lab, project, trigger, changed);
    }
  }
  call.line("Watch disabled");
  return 130;
}

function triggerOf(service, { path, action, target = "", ignore = [] }, { folder }) {
  const patterns = [ignore].flat().map((each) => matcher(each.replace(/\/$/, "")));
  return { service, action, path: absolute(path, folder), target, hides: (name) => patterns.some((fits) => fits(name)) };
}

/** The files below a trigger's path, each with a stamp that changes with it. */
function stamps(fs, { path, hides }) {
  const found = new Map();
  if (!fs.exists(path)) return found;
  for (const each of fs.stat(path).type === "dir" ? walk(fs, path) : [path]) {
    const stat = fs.lstat(each);
    if (stat.type !== "dir" && !hides(each.slice(path.length + 1))) found.set(each, `${stat.mtime} ${stat.size} ${stat.ino ?? ""}`);
  }
  return found;
}

async function act(call, lab, project, { service, action, path, target }, changed) {
  const { engine } = lab, containers = replicas(engine, project, service).map((each) => each.container).filter((each) => each.state.running);
  if (action === "rebuild") {
    call.line(`Rebuilding service(s) ["${service.name}"] after changes were detected...`);
    await buildService(call, lab, project, service);
    call.line(`service(s) ["${service.name}"] successfully built`);
    await makeContainers(call, lab, project, [service], {});
    return startAll(call, engine, project, [service]);
  }
  if (action !== "restart") {
    call.line(`Syncing service ${JSON.stringify(service.name)} after ${changed.length} changes were detected`);
    for (const container of containers) for (const each of changed) put(call.io.fs, each, container.fs, `${target}${each.slice(path.length)}`);
  }
  if (action !== "sync") {
    for (const container of containers) {
      await stop(engine, container, {});
      await start(engine, container);
    }
    call.line(`service(s) ["${service.name}"] restarted`);
  }
  return 0;
}

/* The engine writes, so root owns the files. Delete what is gone on the host. */
function put(fs, from, into, to) {
  if (!fs.exists(from)) {
    if (into.exists(to)) into.rm(to, { recursive: true });
    return;
  }
  into.mkdir(to.slice(0, to.lastIndexOf("/")) || "/", { recursive: true });
  into.writeFile(to, fs.readFile(from), { mode: fs.stat(from).mode & 0o777 });
}
