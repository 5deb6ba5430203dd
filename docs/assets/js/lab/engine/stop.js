/* Stop, kill, pause, rename and remove containers. */
import { leaveAll, renameOn } from "./connect.js";
import { EngineError } from "./errors.js";
import { start, waitFor } from "./run.js";

const SIGNALS = "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS".split(" ");
const GRACE = 10;

/** A signal by its name or number, as `SIGTERM`. */
export function signalName(text) {
  const bare = text.toUpperCase().replace(/^SIG/, ""), number = Number(text);
  if (SIGNALS.includes(bare)) return `SIG${bare}`;
  if (/^\d+$/.test(text) && number > 0 && number <= SIGNALS.length) return `SIG${SIGNALS[number - 1]}`;
  throw new EngineError(`invalid signal: ${text}`);
}

const notRunning = (container) => new EngineError(`container ${container.id} is not running`);

/** Ask it to end, wait, then end it. `seconds`: how long to wait; null: as created. */
export async function stop(engine, container, { seconds = null, signal = "" } = {}) {
  const { state } = container;
  if (!state.running) return;
  container.stopping = true;
  if (state.restarting && !container.proc) {
    container.cancelRestart?.();
    Object.assign(state, { status: "exited", restarting: false, running: false });
    for (const each of container.waiters ?? []) each(state.code);
    container.waiters = new Set();
    engine.events.add("container", "stop", container.id, engine.attributes(container));
    return;
  }
  const wait = waitFor(container), first = signalName(signal || container.config.StopSignal || "SIGTERM"), grace = seconds ?? container.config.StopTimeout ?? GRACE;
  const { proc, ended } = container;
  engine.events.add("container", "kill", container.id, { ...engine.attributes(container), signal: String(SIGNALS.indexOf(first.slice(3)) + 1) });
  if (state.paused) unpause(engine, container);
  proc.kill(first);
  if (grace >= 0) {
    const late = await Promise.race([wait.then(() => false), engine.clock.sleep(grace * 1000).then(() => true)]);
    if (late) proc.kill("SIGKILL");
  }
  await wait;
  await ended;
  engine.events.add("container", "stop", container.id, engine.attributes(container));
}

export async function kill(engine, container, text) {
  const signal = signalName(text || "SIGKILL");
  if (!container.state.running || !container.proc) throw notRunning(container);
  engine.events.add("container", "kill", container.id, { ...engine.attributes(container), signal: String(SIGNALS.indexOf(signal.slice(3)) + 1) });
  if (signal === "SIGKILL") {
    container.stopping = true;
    if (container.state.paused) unpause(engine, container);
    const wait = waitFor(container), { ended } = container;
    container.proc.kill(signal);
    await wait;
    await ended;
    return;
  }
  if (signal === (container.config.StopSignal || "SIGTERM")) container.stopping = true;
  container.proc.kill(signal);
}

export function pause(engine, container) {
  const { state } = container;
  if (!state.running) throw notRunning(container);
  if (state.paused) throw new EngineError(`container ${container.id} is already paused`);
  if (state.restarting) throw new EngineError(`Container ${container.id} is restarting, wait until the container is running`);
  Object.assign(state, { paused: true, status: "paused" });
  container.proc.kill("SIGSTOP");
  container.proc.pause?.();
  engine.events.add("container", "pause", container.id, engine.attributes(container));
  engine.changed();
}

export function unpause(engine, container) {
  const { state } = container;
  if (!state.paused) throw new EngineError(`Container ${container.id} is not paused`);
  Object.assign(state, { paused: false, status: "running" });
  container.proc.kill("SIGCONT");
  container.proc.resume?.();
  engine.events.add("container", "unpause", container.id, engine.attributes(container));
  engine.changed();
}

export async function restart(engine, container, options) {
  await stop(engine, container, options);
  await start(engine, container);
  engine.events.add("container", "restart", container.id, engine.attributes(container));
}

export function rename(engine, container, name) {
  const bare = name.replace(/^\//, "");
  if (bare === container.name) throw new EngineError("Renaming a container with the same name as its current name");
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(bare)) throw new EngineError(`Error when allocating new name: Invalid container name (/${bare}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  const owner = [...engine.containers.values()].find((each) => each.name === bare);
  if (owner) throw new EngineError(`Error when allocating new name: Conflict. The container name "/${bare}" is already in use by container "${owner.id}". You have to remove (or rename) that container to be able to reuse that name.`);
  const oldName = `/${container.name}`;
  container.name = bare;
  renameOn(engine, container);
  engine.events.add("container", "rename", container.id, { ...engine.attributes(container), oldName });
  engine.changed();
}

/** @param {{force?: boolean, volumes?: boolean}} options `volumes`: remove anonymous ones too */
export async function remove(engine, container, { force = false, volumes = false } = {}) {
  const { state } = container;
  if (state.running && !force) {
    const what = state.paused ? "container is paused and must be unpaused first" : state.restarting ? "container is restarting: stop the container before removing or force remove" : "container is running: stop the container before removing or force remove";
    throw new EngineError(`cannot remove container "${container.asked ?? container.name}": ${what}`);
  }
  container.removed = true;
  container.stopping = true;
  container.cancelRestart?.();
  if (container.proc) {
    const { ended } = container, wait = waitFor(container);
    if (state.paused) unpause(engine, container);
    container.host.AutoRemove = false;
    container.proc.kill("SIGKILL");
    await wait;
    await ended;
  }
  leaveAll(engine, container);
  engine.containers.delete(container.id);
  engine.events.add("container", "destroy", container.id, engine.attributes(container));
  if (volumes) {
    for (const mount of container.mounts) {
      if (mount.Type !== "volume" || !engine.volumes.byName.get(mount.Name)?.anonymous) continue;
      if (!engine.volumes.usersOf(mount.Name).length) engine.volumes.remove(mount.Name);
    }
  }
  for (const each of container.waiters ?? []) each(state.code);
  engine.changed();
}
