/* The shell that a reader types into: bash on the host. Between lines it keeps its folder, variables and functions. */
import { Become, Exit, Killed, Process } from "../proc/process.js";
import { spread } from "../proc/signals.js";
import { Space } from "../proc/space.js";
import { fromBytes, fromSource, toFunction } from "../proc/streams.js";
import { programFor } from "../programs/index.js";
import { needsMore, stateFor } from "../programs/shells.js";
import { Interrupted, Leave } from "./leave.js";
import { Shell } from "./shell.js";

/** @param {{home?: string, env?: object, commands: Record<string, (argv: string[], io: object) => Promise<number>>, interactive?: boolean}} options */
export function createHostShell(machine, { home = "/root", cwd = home, env = {}, commands = {}, interactive = false, user = { uid: 0, gid: 0, groups: [0] } }) {
  const space = new Space({ clock: machine.clock, isContainer: false, hostname: "host", net: machine.hostNetns, programs: programFor, machine, onFault: machine.onFault, files: machine.hostFs });
  machine.hostFs.mkdir(cwd, { recursive: true });
  let files = machine.hostFs.as(user, cwd);
  const variables = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME: home, USER: "root", LANG: "C.UTF-8", TERM: "xterm", ...env };
  space.custom = Object.fromEntries(Object.entries(commands).map(([name, run]) => [name, (argv, process, environment) => customized(run, argv, process, environment)]));
  const open = () => {
    const first = new Process(space, { argv: ["bash"], env: variables, files, descriptors: new Map() });
    const shell = new Shell(first, stateFor(first, "bash", "bash"));
    shell.state.interactive = interactive;
    return shell;
  };
  let shell = open();
  return {
    fs: machine.hostFs,
    get cwd() {
      return files.cwd;
    },
    needsMore: (text) => needsMore(`${text}\n`, "bash"),
    run: async (line, options = {}) => {
      const code = await runLine(shell, line, options);
      if (!shell.process.isAlive) {
        /* It was killed, or became another program: the next line gets a new one, as in a new terminal. */
        files = machine.hostFs.as(user, files.cwd);
        shell = open();
      }
      return code;
    },
  };
}

async function runLine(shell, line, { onStdout = () => {}, onStderr = () => {}, stdin = null, signal = null, isTerminal = false }) {
  const { process, state } = shell;
  process.descriptors = new Map([
    [0, stdin ? fromSource(stdin, { isTerminal }) : fromBytes("")],
    [1, toFunction(onStdout, { isTerminal })],
    [2, toFunction(onStderr, { isTerminal })],
  ]);
  const interrupt = () => {
    const running = [...shell.foreground];
    if (!running.length) shell.isInterrupted = true;
    for (const child of running) spread(child);
  };
  signal?.addEventListener("abort", interrupt);
  try {
    await shell.runText(line);
  } catch (error) {
    if (error instanceof Interrupted) state.status = 130;
    else if (error instanceof Exit) state.status = error.code;
    else if (error instanceof Become) await process.run(error.main);
    else if (error instanceof Killed) state.status = process.code;
    else if (!(error instanceof Leave)) throw error;
  } finally {
    signal?.removeEventListener("abort", interrupt);
    shell.isInterrupted = false;
    shell.depth = 0;
    shell.quiet = 0;
    shell.loops = 0;
    shell.foreground.clear();
  }
  return process.isAlive ? state.status : process.code;
}

/** A command of the lab, such as `docker`. It may handle signals with `io.onSignal`. */
async function customized(run, argv, process, env) {
  const abort = new AbortController();
  /* Handlers that each get Ctrl-C, as a program on a terminal does. */
  const interrupts = new Set();
  const stop = (name) => {
    process.handlers.set(name, () => {
      if (name === "INT" && interrupts.size) for (const each of interrupts) each();
      else abort.abort(name);
    });
  };
  stop("INT");
  stop("TERM");
  const close = () => abort.abort("PIPE");
  process.closers.add(close);
  const stream = (number) => process.descriptors.get(number);
  let broken = null;
  const writer = (number) => (chunk) => {
    const done = process.write(chunk, number).catch((error) => {
      broken ??= error;
      abort.abort("PIPE");
    });
    pending = pending.then(() => done);
    return done;
  };
  let pending = Promise.resolve();
  const io = {
    stdin: { read: () => process.read(0), isTerminal: stream(0)?.isTerminal ?? false },
    stdout: writer(1), stderr: writer(2), cwd: process.files.cwd, env, fs: process.files, signal: abort.signal, interrupts,
    isTty: stream(1)?.isTerminal ?? false, process,
  };
  const code = await process.until(Promise.resolve(run(argv, io)));
  await process.until(pending);
  process.closers.delete(close);
  if (broken) throw broken;
  return code;
}
