/* Start a container's first process, and others in it. */
import { FsError } from "../fs/nodes.js";
import { programFor } from "../programs/index.js";
import { findProgram, loadProgram } from "./load.js";
import { Process } from "./process.js";
import { deviceTree, processTree, systemTree } from "./pseudo.js";
import { Space } from "./space.js";
import { fromBytes, fromSource, toFunction } from "./streams.js";
import { resolveUser, userById } from "./users.js";

let lastPid = 1200;

/** runc's words for a program that can't be started. */
class StartError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export async function start(machine, options) {
  const { fs } = options;
  const space = new Space({
    clock: machine.clock, isContainer: true, hostname: options.hostname ?? "", net: options.netns ?? machine.netns({}), limits: options.limits ?? {},
    programs: programFor, machine, onFault: machine.onFault, files: fs, caps: options.caps, hasAll: options.privileged ?? false, seccomp: options.seccomp ?? true,
  });
  const started = machine.clock.now();
  mountPseudo(space, fs, started);
  const process = begin(space, options, null);
  return procOf(machine, space, process, options);
}

function mountPseudo(space, fs, started) {
  const trees = { "/dev": deviceTree(() => space.clock.now()), "/proc": processTree(space, () => started), "/sys": systemTree(space) };
  for (const [path, tree] of Object.entries(trees)) {
    if (fs.exists(path)) fs.mounts.at.set(path, { node: tree.root, tree, readOnly: path === "/sys", options: "" });
  }
}

function begin(space, { fs, argv, env = {}, cwd = "/", user = "", tty = false, stdin = null, onStdout, onStderr, init = false, caps = space.caps }, parent) {
  const who = resolveUser(fs, user || "0");
  const variables = Array.isArray(env) ? Object.fromEntries(env.map((each) => [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)])) : { ...env };
  variables.HOME ??= who.home;
  if (!fs.exists(cwd)) makeFolder(fs, cwd);
  const files = fs.as({ uid: who.uid, gid: who.gid, groups: who.groups, caps }, cwd);
  const path = programPath(files, argv[0], variables.PATH ?? "");
  const out = toFunction((bytes) => onStdout?.(bytes), { isTerminal: tty });
  const descriptors = new Map([
    [0, stdin ? fromSource(stdin, { isTerminal: tty }) : fromBytes("")],
    [1, out],
    [2, tty ? out.share() : toFunction((bytes) => onStderr?.(bytes))],
  ]);
  const process = new Process(space, { parent, argv, env: variables, files, descriptors });
  const main = mainOf(space, files, path, argv);
  void process.run(init ? (first) => supervise(first, space, { main, argv, variables, files }) : main);
  return process;
}

function makeFolder(fs, path) {
  try {
    fs.mkdir(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new StartError(127, `mkdir ${path}: ${error.message.toLowerCase()}`);
  }
}

function programPath(files, name, path) {
  const { path: found, error } = findProgram(files, name, path);
  if (found) return found;
  const isPath = name.includes("/");
  if (error === "EISDIR") throw new StartError(126, `exec: "${name}": is a directory: permission denied`);
  if (error === "EACCES") throw new StartError(126, `exec: "${name}": permission denied`);
  if (error === "ENOTDIR") throw new StartError(126, `exec: "${name}": stat ${name}: not a directory`);
  throw new StartError(127, isPath ? `exec: "${name}": stat ${name}: no such file or directory` : `exec: "${name}": executable file not found in $PATH`);
}

function mainOf(space, files, path, argv) {
  const load = loadProgram(space, files, path, argv);
  if (!load.error) return load.start;
  return async (process) => {
    await process.warn(`exec ${path}: ${load.error === "ENOEXEC" ? "exec format error" : load.error === "EACCES" ? "permission denied" : "no such file or directory"}\n`);
    return 255;
  };
}

/** What --init runs first: it passes on signals and ends with its child. */
async function supervise(first, space, { main, argv, variables, files }) {
  const child = new Process(space, { parent: first, argv, env: variables, files: files.as(files.who), descriptors: new Map([...first.descriptors].map(([number, stream]) => [number, stream.share()])) });
  first.argv = ["/sbin/docker-init", "--", ...argv];
  for (const name of ["TERM", "INT", "HUP", "QUIT", "USR1", "USR2", "WINCH"]) first.handlers.set(name, () => child.kill(name));
  void child.run(main);
  const { code } = await first.until(child.wait());
  return code;
}

function procOf(machine, space, process, options) {
  const own = {
    pid: (lastPid += 1),
    space,
    process,
    async wait() {
      const { code, signal } = await process.wait();
      return { code, signal, oom: space.oom };
    },
    kill: (signal) => process.kill(signal.replace(/^SIG/, ""), true),
    /* Ctrl-C on its terminal. */
    interrupt: () => process.space.killGroup(process.group, "INT"),
    pause: () => space.freeze(),
    resume: () => space.thaw(),
    async exec(more) {
      const second = begin(space, { fs: options.fs, env: options.env, user: options.user, cwd: options.cwd, ...more, init: false }, null);
      return procOf(machine, space, second, options);
    },
    processes: () => [...space.processes.values()].map((each) => ({
      pid: each.pid, ppid: each.parent?.pid ?? 0, uid: each.files.who.uid, user: userById(options.fs, each.files.who.uid)?.name ?? String(each.files.who.uid),
      args: each.argv.join(" "), name: each.argv[0], started: each.started, memory: each.memory, state: each.state,
    })),
  };
  return own;
}
