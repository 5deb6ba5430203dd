/* `docker compose …` */
import { EngineError, NotModelled } from "../engine/errors.js";
import { start, waitFor } from "../engine/run.js";
import { kill as killOne, pause as pauseOne, remove, stop as stopOne, unpause as unpauseOne } from "../engine/stop.js";
import { readAll } from "../commands/cp.js";
import { removeImage } from "../commands/images.js";
import { runIn } from "../commands/exec.js";
import { pullImage, push as pushImage } from "../commands/pull.js";
import { moment } from "../engine/run.js";
import { config as printConfig } from "./config.js";
import { buildService, containersOf, imageName, inOrder, replicas, VERSION } from "./containers.js";
import { copy, images, list, port, ps, stats, top, volumes } from "./lists.js";
import { loadDocument, normal, ProjectError, warning } from "./load.js";
import { makeProject, readEnvFiles } from "./model.js";
import { tellEvents } from "./progress.js";
import { printer, printLogs, shortName } from "./output.js";
import { run } from "./oneoff.js";
import { discard, makeContainers, orphans, startAll } from "./up.js";

/** The project of the files here. */
export function load(call, lab) {
  const loaded = loadDocument(call), profiles = [...call.all("--profile"), ...(call.io.env.COMPOSE_PROFILES ?? "").split(",").filter(Boolean)];
  const project = makeProject(loaded, { fs: call.io.fs, profiles });
  project.env = loaded.env;
  return project;
}

/** Of a project that may have no file any more: its name is enough. */
export function loadOrNamed(call, lab) {
  const name = call.last("--project-name") || call.io.env.COMPOSE_PROJECT_NAME;
  try {
    return load(call, lab);
  } catch (error) {
    if (!name || !(error instanceof ProjectError) || !error.message.startsWith("no configuration")) throw error;
    return { name: normal(name), services: new Map(), disabled: new Map(), networks: new Map(), volumes: new Map(), files: [], folder: "", isNamed: true };
  }
}

/** What makes containers of services reads their files of variables first. */
const resolve = (call, project, names, options) => readEnvFiles(inOrder(project, names, options), project, { fs: call.io.fs, env: project.env });

/** A service named by hand is wanted even when its profile is not. */
function check(project, names) {
  for (const name of names) {
    if (project.disabled.has(name)) {
      project.services.set(name, project.disabled.get(name));
      project.disabled.delete(name);
    }
    if (!project.services.has(name) && !project.isNamed) throw new ProjectError(`no such service: ${name}`);
  }
}

const command = (action, { named = false } = {}) => async (call, lab) => {
  call.now = () => lab.engine.clock.now();
  const finish = tellEvents(call);
  if (call.all("--file").includes("-")) call.stdinText = new TextDecoder().decode(await readAll(call.io.stdin));
  try {
    const project = named ? loadOrNamed(call, lab) : load(call, lab);
    return (await action(call, lab, project)) ?? 0;
  } catch (error) {
    if (error instanceof EngineError) {
      call.refused(error);
      return 1;
    }
    if (!(error instanceof ProjectError)) throw error;
    call.err(`${error.message}\n`);
    return 1;
  } finally {
    finish();
  }
};

const scalesOf = (call) => new Map(call.all("--scale").map((each) => [each.split("=")[0], Number(each.split("=")[1])]));

async function up(call, lab, project) {
  const { engine } = lab, names = call.operands;
  check(project, names);
  for (const each of call.all("--scale")) {
    const [, name, count] = /^([^=]+)=(.*)$/.exec(each) ?? [];
    if (!name) throw new ProjectError(`invalid --scale option ${JSON.stringify(each)}. Should be SERVICE=NUM`);
    if (!/^-?\d+$/.test(count)) throw new ProjectError(`strconv.Atoi: parsing ${JSON.stringify(count)}: invalid syntax`);
  }
  resolve(call, project, names);
  for (const name of scalesOf(call).keys()) if (!project.services.has(name)) throw new ProjectError(`no such service: ${name}: not found`);
  await orphans(call, engine, project, { removes: call.on("--remove-orphans") });
  const services = inOrder(project, names, { withDependencies: !call.on("--no-deps") }), recreate = call.on("--force-recreate") || call.on("--renew-anon-volumes") ? "always" : call.on("--no-recreate") ? "never" : "diverged";
  await makeContainers(call, lab, project, services, { scales: scalesOf(call), recreate, build: call.on("--build"), pull: call.last("--pull"), asked: names, with: inOrder(project, names) });
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

async function create(call, lab, project) {
  check(project, call.operands);
  resolve(call, project, call.operands);
  await orphans(call, lab.engine, project, { removes: call.on("--remove-orphans") });
  await makeContainers(call, lab, project, inOrder(project, call.operands), { recreate: call.on("--force-recreate") ? "always" : "diverged", build: call.on("--build"), scales: scalesOf(call) });
}

async function down(call, lab, project) {
  const { engine } = lab, names = call.operands, all = call.on("--remove-orphans");
  if (names.length) check(project, names);
  const order = inOrder(project, []).map((each) => each.name), known = (name) => project.isNamed || project.services.has(name) || project.disabled.has(name);
  const list = containersOf(engine, project.name).filter((each) => (all || (known(each.service) && !each.oneOff)) && (!names.length || names.includes(each.service)) && (!project.disabled.has(each.service) || all));
  list.sort((a, b) => order.indexOf(b.service) - order.indexOf(a.service) || a.number - b.number);
  if (!list.length && call.last("--project-name") && !resources(engine, project).length) call.err(warning(call, `Warning: No resource found to remove for project ${JSON.stringify(project.name)}.`));
  for (const { container } of list) await discard(call, engine, container, { seconds: call.has("--timeout") ? Number(call.last("--timeout")) : null, volumes: call.on("--volumes") });
  if (names.length) return;
  if (call.on("--volumes")) {
    for (const each of mine(engine.volumes.byName, project, "volumes")) {
      call.err(` Volume ${each.name} Removing \n`);
      try {
        engine.volumes.remove(each.name);
        call.err(` Volume ${each.name} Removed \n`);
      } catch {
        call.err(` Volume ${each.name} Resource is still in use \n`);
      }
    }
  }
  for (const each of mine(engine.networks.byId, project, "networks")) {
    if (each.endpoints.size) {
      call.err(` Network ${each.name} Removing \n Network ${each.name} Resource is still in use \n`);
      continue;
    }
    call.err(` Network ${each.name} Removing \n`);
    engine.networks.remove(each.name);
    call.err(` Network ${each.name} Removed \n`);
  }
  if (call.last("--rmi")) for (const service of project.services.values()) removeImages(call, engine, project, service);
}

/* What the file declares; of a project without a file, what has its label. */
const mine = (all, project, kind) => [...all.values()].filter((each) => (project.isNamed ? each.labels.get("com.docker.compose.project") === project.name : [...project[kind].values()].some((its) => its.name === each.name && !its.external)));
const resources = (engine, project) => [...mine(engine.networks.byId, project, "networks")];

function removeImages(call, engine, project, service) {
  const name = imageName(project, service);
  if (call.last("--rmi") === "local" && service.image && !service.build) return;
  if (!engine.images.find(name)) return;
  const shown = name.includes(":") ? name : `${name}:latest`;
  call.err(` Image ${shown} Removing \n`);
  try {
    removeImage(engine, name, true);
    call.err(` Image ${shown} Removed \n`);
  } catch {
    call.err(` Image ${shown} Resource is still in use \n`);
  }
}

/** Something done to each container of the services, with a line before and after. */
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
const stop = each("Stopping", "Stopped", (engine, container, call) => stopOne(engine, container, seconds(call)), { reverse: true });
const kill = each("Killing", "Killed", (engine, container, call) => killOne(engine, container, call.last("--signal")), { only: (container) => container.state.running, none: (call) => { call.line("No container to kill"); return 0; } });
const pause = each("", "Paused", (engine, container) => pauseOne(engine, container));
const unpause = each("", "Unpaused", (engine, container) => unpauseOne(engine, container), { only: (container) => container.state.paused });
const restart = each("Restarting", "Started", async (engine, container, call) => {
  await stopOne(engine, container, seconds(call));
  await start(engine, container);
  await moment(engine);
});

async function startServices(call, lab, project) {
  const { engine } = lab;
  check(project, call.operands);
  const services = inOrder(project, call.operands);
  for (const service of services) if (!replicas(engine, project, service).length) throw new ProjectError(`service ${JSON.stringify(service.name)} has no container to start`);
  await startAll(call, engine, project, services);
}

async function rm(call, lab, project) {
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

async function logs(call, lab, project) {
  const { engine } = lab;
  check(project, call.operands);
  const containers = containersOf(engine, project.name).filter((one) => !one.oneOff && (!call.operands.length || call.operands.includes(one.service)) && (!call.last("--index") || one.number === Number(call.last("--index")))).map((one) => one.container);
  const print = printLogs(call, engine, project, containers, { prefix: !call.on("--no-log-prefix"), tail: call.last("--tail") || "all", stamps: call.on("--timestamps") });
  const running = containers.filter((one) => one.state.running);
  if (!call.on("--follow") || !running.length) return 0;
  const undo = running.map((container) => {
    const listener = (stream, chunk) => print(container, engine.text(chunk), stream);
    container.listeners.add(listener);
    return () => container.listeners.delete(listener);
  });
  const left = new Promise((resolve) => call.io.signal?.addEventListener("abort", () => resolve(130)));
  const code = await Promise.race([Promise.all(running.map(waitFor)).then(() => 0), left]);
  for (const one of undo) one();
  return code;
}

async function exec(call, lab, project) {
  const [name, ...argv] = call.operands, index = Number(call.last("--index", "0")), list = project.services.has(name) || project.disabled.has(name) ? replicas(lab.engine, project, { name }) : [];
  const found = index ? list.find((one) => one.number === index) : list[0];
  if (index && !found) throw new ProjectError(`service ${JSON.stringify(name)} is not running container #${index}`);
  if (!found || !found.container.state.running) throw new ProjectError(`service ${JSON.stringify(name)} is not running`);
  const env = call.all("--env").flatMap((one) => (one.includes("=") ? [one] : call.io.env[one] === undefined ? [] : [`${one}=${call.io.env[one]}`]));
  return runIn(lab.engine, found.container, { argv, env, cwd: call.last("--workdir"), user: call.last("--user"), detached: call.on("--detach"), io: call.io, stdin: call.io.stdin, tty: false });
}

async function build(call, lab, project) {
  check(project, call.operands);
  for (const service of inOrder(project, call.operands, { withDependencies: call.on("--with-dependencies") }).filter((one) => one.build)) await buildService(call, lab, project, service);
}

async function pull(call, lab, project) {
  check(project, call.operands);
  let code = 0;
  for (const service of inOrder(project, call.operands, { withDependencies: call.on("--include-deps") })) {
    const name = imageName(project, service);
    if (!service.image || (service.build && call.on("--ignore-buildable"))) {
      call.err(` ${name} Skipped \n`);
      continue;
    }
    call.err(` Image ${name} Pulling \n`);
    try {
      await pullImage(lab, name, () => {});
      call.err(` Image ${name} Pulled \n`);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      call.err(` Image ${name} Error ${error.message} \n`);
      if (!call.on("--ignore-pull-failures")) {
        call.err(`Error response from daemon: ${error.message}\n`);
        code = 1;
      }
    }
  }
  return code;
}

async function push(call, lab, project) {
  let code = 0;
  for (const service of inOrder(project, call.operands)) {
    if (!service.build || !service.image) call.err(` ${service.name} Skipped \n`);
    else code ||= await pushImage({ ...call, operands: [service.image], on: (flag) => flag === "--quiet", out: () => {}, line: () => {} }, lab);
  }
  return code;
}

async function scale(call, lab, project) {
  const scales = new Map(call.operands.map((one) => [one.split("=")[0], Number(one.split("=")[1])]));
  check(project, [...scales.keys()]);
  resolve(call, project, [...scales.keys()]);
  await makeContainers(call, lab, project, inOrder(project, [...scales.keys()], { withDependencies: !call.on("--no-deps") }), { scales });
  await startAll(call, lab.engine, project, inOrder(project, [...scales.keys()]));
}

async function wait(call, lab, project) {
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

async function version(call) {
  call.line(call.on("--short") ? VERSION : `Docker Compose version ${VERSION}`);
  return 0;
}

const COMMANDS = {
  build: command(build), config: command(printConfigOf), cp: command(copy), create: command(create), down: command(down, { named: true }), exec: command(exec, { named: true }), images: command(images, { named: true }), kill: command(kill), logs: command(logs, { named: true }), ls: list, pause: command(pause),
  port: command(port), ps: command(ps, { named: true }), pull: command(pull), push: command(push), restart: command(restart), rm: command(rm), run: command(runService), scale: scaleChecked, start: command(startServices), stats: command(stats, { named: true }), stop: command(stop), top: command(top, { named: true }),
  unpause: command(unpause), up: command(up), version, volumes: command(volumes, { named: true }), wait: command(wait),
};

/* What is no number of a service is told before the file is read. */
function scaleChecked(call, lab) {
  const odd = call.operands.find((one) => !/^[^=]+=\d+$/.test(one));
  if (!odd) return command(scale)(call, lab);
  call.err(odd.includes("=") ? `could not parse scale specifier: ${odd}\n` : `invalid scale specifier: ${odd}\n`);
  return 1;
}

function printConfigOf(call, lab, project) {
  check(project, call.operands);
  if (!["--services", "--volumes", "--networks", "--images", "--profiles", "--variables"].some(call.on)) resolve(call, project, call.operands);
  return printConfig(call, project);
}

function runService(call, lab, project) {
  check(project, call.operands.slice(0, 1));
  resolve(call, project, call.operands.slice(0, 1));
  return run(call, lab, project);
}

export const COMPOSE = Object.fromEntries(Object.entries(COMMANDS).map(([name, action]) => [`compose ${name}`, action]));
for (const name of ["attach", "commit", "events", "export", "publish", "watch", "convert", "alpha", "bridge"]) COMPOSE[`compose ${name}`] = async () => { throw new NotModelled(`compose ${name}`); };
