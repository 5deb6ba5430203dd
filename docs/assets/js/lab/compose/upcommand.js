/* `docker compose up` and `create`. */
import { waitFor } from "../engine/run.js";
import { stop as stopOne } from "../engine/stop.js";
import { containersOf, inOrder, replicas } from "./containers.js";
import { ProjectError } from "./load.js";
import { printer, shortName } from "./output.js";
import { check, resolve, scalesOf } from "./project.js";
import { makeContainers, startAll } from "./up.js";

export async function up(call, lab, project) {
  const { engine } = lab, names = call.operands;
  check(project, names);
  for (const each of call.all("--scale")) {
    const [, name, count] = /^([^=]+)=(.*)$/.exec(each) ?? [];
    if (!name) throw new ProjectError(`invalid --scale option ${JSON.stringify(each)}. Should be SERVICE=NUM`);
    if (!/^-?\d+$/.test(count)) throw new ProjectError(`strconv.Atoi: parsing ${JSON.stringify(count)}: invalid syntax`);
  }
  resolve(call, project, names);
  for (const name of scalesOf(call).keys()) if (!project.services.has(name)) throw new ProjectError(`no such service: ${name}: not found`);
  const services = inOrder(project, names, { withDependencies: !call.on("--no-deps") }), recreate = call.on("--force-recreate") || call.on("--renew-anon-volumes") ? "always" : call.on("--no-recreate") ? "never" : "diverged";
  await makeContainers(call, lab, project, services, { scales: scalesOf(call), recreate, build: call.on("--build"), pull: call.last("--pull"), asked: names, with: inOrder(project, names), removesOrphans: call.on("--remove-orphans") });
  if (call.on("--no-start")) return 0;
  if (call.on("--detach") || call.on("--wait")) {
    await startAll(call, engine, project, services, { waits: call.on("--wait") });
    return 0;
  }
  return inForeground(call, engine, project, services, names);
}

async function inForeground(call, engine, project, services, names) {
  const shown = services.filter((each) => !names.length || names.includes(each.name) || call.on("--attach-dependencies")).filter((each) => !call.all("--no-attach").includes(each.name));
  const containers = shown.flatMap((each) => replicas(engine, project, each).map((one) => one.container)), print = printer(call, project, containers, { prefix: !call.on("--no-log-prefix"), streams: true });
  call.line(`Attaching to ${containers.map((each) => shortName(project, each)).sort().join(", ")}`);
  const undo = [], ends = [], from = call.last("--exit-code-from"), aborts = call.on("--abort-on-container-exit") || Boolean(from) || call.on("--abort-on-container-failure");
  let abort = () => {};
  const aborted = new Promise((resolve) => (abort = resolve));
  const watch = (container) => {
    if (!containers.includes(container)) return;
    const listener = (stream, chunk) => print(container, engine.text(chunk), stream);
    container.listeners.add(listener);
    undo.push(() => container.listeners.delete(listener));
  };
  const follow = async (container) => {
    for (;;) {
      const code = await waitFor(container);
      call.out(`\r\u001b[K${shortName(project, container)} exited with code ${code}\n`);
      if (aborts) abort({ container, code });
      if (!container.state.running) return;
    }
  };
  const stopAll = async () => {
    for (const { container } of containersOf(engine, project.name).filter((each) => !each.oneOff)) {
      call.err(` Container ${container.name} Stopping \n`);
      await stopOne(engine, container, {});
      call.err(` Container ${container.name} Stopped \n`);
    }
  };
  for (const each of containers.filter((one) => one.state.running)) watch(each);
  try {
    await startAll(call, engine, project, services, { started: (container) => { watch(container); } });
    for (const each of containers) ends.push(follow(each));
    const interrupted = new Promise((resolve) => call.io.signal?.addEventListener("abort", () => resolve("interrupted")));
    const first = await Promise.race([Promise.all(ends).then(() => null), aborted, interrupted]);
    if (first === "interrupted") {
      call.err("Gracefully Stopping... press Ctrl+C again to force\n");
      await stopAll();
      return 130;
    }
    if (first) {
      call.err(" Compose Stopping Aborting on container exit...\n");
      await stopAll();
      await Promise.all(ends);
    }
    if (from) return replicas(engine, project, project.services.get(from) ?? { name: from })[0]?.container.state.code ?? 1;
    return first ? first.code : 0;
  } finally {
    for (const each of undo) each();
  }
}

export async function create(call, lab, project) {
  check(project, call.operands);
  resolve(call, project, call.operands);
  await makeContainers(call, lab, project, inOrder(project, call.operands), { recreate: call.on("--force-recreate") ? "always" : "diverged", build: call.on("--build"), scales: scalesOf(call), removesOrphans: call.on("--remove-orphans") });
}
