/* A container's life: it starts, its program ends, its policy restarts it. */
import { keep } from "./logfile.js";
import { joinAll, leaveAll } from "./connect.js";
import { EngineError } from "./errors.js";
import { watchHealth } from "./health.js";
import { mountAll } from "./mounts.js";
import { hostFiles } from "./hostfiles.js";
import { remove } from "./stop.js";

const RUNC = "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ";
const STARTUP = 30, FIRST_DELAY = 100, LONGEST_DELAY = 60_000, SETTLED = 10_000;
const DEFAULT = "CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE".split(" ");

/* Standard input that nobody types into or closes. */
const OPEN = { read: () => new Promise(() => {}) };

/** Start a container that is stopped. Throws EngineError, and leaves what a failed start leaves. */
export async function start(engine, container, { stdin = null } = {}) {
  const { state } = container;
  if (state.paused) throw new EngineError("cannot start a paused container, try unpause instead");
  if (state.running) return;
  try {
    checkLinks(engine, container);
    joinAll(engine, container);
    mount(engine, container);
    container.proc = await launch(engine, container, stdin);
  } catch (error) {
    await failed(engine, container, error);
  }
  Object.assign(state, { status: "running", running: true, restarting: false, pid: container.proc.hostPid ?? 1000 + engine.ids.number(30000), code: 0, error: "", oom: false, started: engine.clock.now() });
  container.startedOnce = true;
  container.stopping = false;
  engine.events.add("container", "start", container.id, engine.attributes(container));
  watchHealth(engine, container);
  container.ended = ended(engine, container, container.proc);
  engine.changed();
}

/* What `--link` names must run. */
function checkLinks(engine, container) {
  for (const each of container.host.Links ?? []) {
    const [name, alias = name] = each.split(":"), other = engine.find(name);
    if (!other.state.running) throw new EngineError(`Cannot link to a non running container: /${other.name} AS /${container.name}/${alias}`);
  }
}

function mount(engine, container) {
  const { fs } = container;
  mountAll(engine, container);
  hostFiles(engine, container);
  const cwd = container.config.WorkingDir || "/";
  if (!fs.exists(cwd)) fs.mkdir(cwd, { recursive: true, mode: 0o755 });
  fs.readOnly = Boolean(container.host.ReadonlyRootfs);
}

async function launch(engine, container, stdin) {
  const { config, host } = container;
  container.env = [...config.Env, `HOSTNAME=${config.Hostname}`];
  if (config.Tty) container.env.push("TERM=xterm");
  let user;
  try {
    user = engine.machine.user(container.fs, config.User || "0");
  } catch (error) {
    throw new EngineError(error.message, 125);
  }
  if (!container.env.some((each) => each.startsWith("HOME="))) container.env.push(`HOME=${user.home || "/"}`);
  const cwd = config.WorkingDir || "/";
  const input = stdin ?? (config.OpenStdin || config.Tty ? OPEN : null), take = (stream) => (chunk) => {
    const text = engine.text(chunk);
    keep(container, { stream, text, time: engine.clock.now() });
    for (const each of [...container.listeners]) each(stream, chunk);
  };
  try {
    return await engine.machine.start({
      fs: container.fs, argv: [container.path, ...container.args], env: container.env, cwd, user: config.User, hostname: config.Hostname, tty: config.Tty,
      stdin: input, netns: container.netns, limits: { memory: host.Memory, pids: host.PidsLimit ?? 0, ulimits: host.Ulimits ?? [], shm: host.ShmSize ?? 0 }, caps: capabilities(host), privileged: host.Privileged, seccomp: !host.Privileged && !(host.SecurityOpt ?? []).some((each) => /^seccomp[=:]unconfined$/.test(each)), init: Boolean(host.Init),
      stopSignal: config.StopSignal || "SIGTERM", onStdout: take("stdout"), onStderr: take("stderr"), name: container.name,
    });
  } catch (error) {
    if (error.code !== 126 && error.code !== 127) throw error;
    throw new EngineError(error.message.startsWith("failed to create") ? error.message : RUNC + error.message, error.code);
  }
}

export function capabilities({ CapAdd: add, CapDrop: drop, Privileged: all }) {
  const bare = (list) => (list ?? []).map((each) => each.toUpperCase().replace(/^CAP_/, ""));
  const removed = bare(drop), added = bare(add);
  const base = all || added.includes("ALL") ? [...DEFAULT, "SYS_ADMIN", "NET_ADMIN", "SYS_TIME"] : DEFAULT;
  return new Set([...(removed.includes("ALL") ? [] : base.filter((each) => !removed.includes(each))), ...added]);
}

async function failed(engine, container, error) {
  leaveAll(engine, container);
  const { state } = container;
  Object.assign(state, { status: state.started === null ? "created" : "exited", running: false, restarting: false, pid: 0, code: error.code === 126 || error.code === 127 ? error.code : 128, error: error.message, finished: engine.clock.now() });
  if (!(error instanceof EngineError)) throw error;
  if (container.host.AutoRemove) await remove(engine, container, { volumes: true, force: true });
  engine.changed();
  throw error;
}

/** Wait till the program ends, and do what follows. */
async function ended(engine, container, proc) {
  const { code, signal, oom } = await proc.wait();
  if (container.proc !== proc) return;
  const { state } = container, ran = engine.clock.now() - state.started;
  leaveAll(engine, container);
  container.proc = null;
  Object.assign(state, { status: "exited", running: false, paused: false, pid: 0, code: code ?? (signal ? 128 + signal : 0), oom: Boolean(oom), finished: engine.clock.now() });
  if (state.health) state.health.Status = state.health.Status === "starting" ? "starting" : "unhealthy";
  if (oom) engine.events.add("container", "oom", container.id, engine.attributes(container));
  engine.events.add("container", "die", container.id, { ...engine.attributes(container), exitCode: String(state.code) });
  const again = startsAgain(container);
  if (again) restartLater(engine, container, ran);
  for (const each of [...container.waiters ?? []]) each(state.code);
  container.waiters = new Set();
  if (!again && container.host.AutoRemove) await remove(engine, container, { volumes: true, force: true });
  engine.changed();
}

function startsAgain(container) {
  const { Name: name, MaximumRetryCount: most } = container.host.RestartPolicy;
  if (container.stopping || container.removed) return false;
  if (name === "always" || name === "unless-stopped") return true;
  return name === "on-failure" && container.state.code !== 0 && (!most || container.restarts < most);
}

function restartLater(engine, container, ran) {
  container.delay = ran > SETTLED ? FIRST_DELAY : Math.min((container.delay ?? FIRST_DELAY / 2) * 2, LONGEST_DELAY);
  Object.assign(container.state, { status: "restarting", restarting: true, running: true });
  container.cancelRestart = engine.clock.after(container.delay, async () => {
    if (container.stopping || container.removed) return;
    container.restarts += 1;
    Object.assign(container.state, { running: false });
    try {
      await start(engine, container);
    } catch {
      // its state says so
    }
  });
}

/** The exit code of a container's next end, or the last one if it isn't running. */
export function waitFor(container) {
  if (!container.state.running) return Promise.resolve(container.state.code);
  container.waiters ??= new Set();
  return new Promise((resolve) => container.waiters.add(resolve));
}

/** Let a moment pass, as every start does: a program's first output is there when the command ends. */
export const moment = (engine) => engine.clock.sleep(STARTUP);
