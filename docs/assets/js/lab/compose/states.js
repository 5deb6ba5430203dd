/* Compose commands that change the state of containers. */
import { moment, start, waitFor } from "../engine/run.js";
import { kill as killOne, pause as pauseOne, remove, stop as stopOne, unpause as unpauseOne } from "../engine/stop.js";
import { inOrder, replicas } from "./containers.js";
import { ProjectError } from "./load.js";
import { check, command, resolve } from "./project.js";
import { makeContainers, startAll } from "./up.js";

/** Do something to each container of the services, with a line before and after. */
const each = (begins, ends, action, { reverse = false, only = () => true, none = null } = {}) => async (call, lab, project) => {
  const { engine } = lab;
  check(project, call.operands);
  const services = inOrder(project, call.operands, { withDependencies: false });
  let count = 0;
  for (const service of reverse ? [...services].reverse() : services) {
    for (const { container } of replicas(engine, project, service).filter((one) => only(one.container))) {
      count += 1;
      if (begins) call.err(` Container ${container.name} ${begins} \n`);
      await action(engine, container, call);
      call.err(` Container ${container.name} ${ends} \n`);
    }
  }
  if (!count && none) return none(call, project, services);
  return 0;
};

const seconds = (call) => ({ seconds: call.has("--timeout") ? Number(call.last("--timeout")) : null });

export const stop = each("Stopping", "Stopped", (engine, container, call) => stopOne(engine, container, seconds(call)), { reverse: true });

export const kill = each("Killing", "Killed", (engine, container, call) => killOne(engine, container, call.last("--signal")), { only: (container) => container.state.running, none: (call) => { call.line("No container to kill"); return 0; } });

export const pause = each("", "Paused", (engine, container) => pauseOne(engine, container));

export const unpause = each("", "Unpaused", (engine, container) => unpauseOne(engine, container), { only: (container) => container.state.paused });

export const restart = each("Restarting", "Started", async (engine, container, call) => {
  await stopOne(engine, container, seconds(call));
  await start(engine, container);
  await moment(engine);
});

export async function startServices(call, lab, project) {
  const { engine } = lab;
  check(project, call.operands);
  const services = inOrder(project, call.operands);
  for (const service of services) if (!replicas(engine, project, service).length) throw new ProjectError(`service ${JSON.stringify(service.name)} has no container to start`);
  await startAll(call, engine, project, services);
}

export async function rm(call, lab, project) {
  const { engine } = lab;
  check(project, call.operands);
  const list = inOrder(project, call.operands, { withDependencies: false }).flatMap((service) => replicas(engine, project, service).map((one) => one.container));
  if (call.on("--stop")) for (const container of list.filter((one) => one.state.running)) {
    call.err(` Container ${container.name} Stopping \n`);
    await stopOne(engine, container, {});
    call.err(` Container ${container.name} Stopped \n`);
  }
  const gone = list.filter((one) => !one.state.running);
  if (!gone.length) {
    call.err("No stopped containers\n");
    return;
  }
  call.line(`Going to remove ${gone.map((one) => one.name).join(", ")}`);
  if (!call.on("--force") && !(await yes(call))) return;
  for (const container of gone) {
    call.err(` Container ${container.name} Removing \n`);
    await remove(engine, container, { volumes: call.on("--volumes") });
    call.err(` Container ${container.name} Removed \n`);
  }
}

async function yes(call) {
  call.out("? Are you sure? [yN] ");
  const chunk = await call.io.stdin?.read();
  return /^y/i.test(typeof chunk === "string" ? chunk : chunk ? new TextDecoder().decode(chunk) : "");
}

async function scale(call, lab, project) {
  const scales = new Map(call.operands.map((one) => [one.split("=")[0], Number(one.split("=")[1])]));
  check(project, [...scales.keys()]);
  resolve(call, project, [...scales.keys()]);
  await makeContainers(call, lab, project, inOrder(project, [...scales.keys()], { withDependencies: !call.on("--no-deps") }), { scales });
  await startAll(call, lab.engine, project, inOrder(project, [...scales.keys()]));
}

/* A bad number for a service is reported before the file is read. */
export function scaleChecked(call, lab) {
  const odd = call.operands.find((one) => !/^[^=]+=\d+$/.test(one));
  if (!odd) return command(scale)(call, lab);
  call.err(odd.includes("=") ? `could not parse scale specifier: ${odd}\n` : `invalid scale specifier: ${odd}\n`);
  return 1;
}

export async function wait(call, lab, project) {
  check(project, call.operands);
  const containers = call.operands.flatMap((name) => replicas(lab.engine, project, { name }).map((one) => one.container));
  if (!containers.length) throw new ProjectError(`no containers for project ${JSON.stringify(project.name)}`);
  let code = 0;
  for (const container of containers) {
    code = await waitFor(container);
    call.line(`container ${JSON.stringify(container.name)} exited with code ${code}`);
  }
  return code;
}
