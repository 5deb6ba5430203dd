/* Node's `process`: arguments, streams, signals, exit. */
import { bytesOf } from "../../fs/nodes.js";
import { Exit } from "../../proc/process.js";
import { VERSION } from "./nodefaults.js";

/** `process` */
export function processOf(runtime) {
  const { process } = runtime;
  const stream = (number) => ({ write: (text, ...rest) => { runtime.write(typeof text === "string" ? text : bytesOf(text), number); rest.find((each) => typeof each === "function")?.(); return true; }, isTTY: process.descriptors.get(number)?.isTerminal || undefined, columns: 80, on() { return this; }, once() { return this; }, end() {} });
  const on = (name, fn) => {
    runtime.listeners.set(name, [...(runtime.listeners.get(name) ?? []), fn]);
    const signal = /^SIG([A-Z0-9]+)$/.exec(name)?.[1];
    if (signal && signal !== "KILL" && signal !== "STOP") process.handlers.set(signal, () => runtime.emit(name, name));
    return api;
  };
  const env = new Proxy(process.env, { set: (target, name, value) => ((target[name] = String(value)), true) });
  const api = {
    argv: ["/usr/local/bin/node"], env, pid: process.pid, ppid: process.parent?.pid ?? 0, platform: "linux", arch: "x64", version: VERSION, versions: { node: VERSION.slice(1), v8: "13.6" }, title: "node", execPath: "/usr/local/bin/node", exitCode: undefined, stdout: stream(1), stderr: stream(2), stdin: inputOf(runtime),
    cwd: () => process.files.cwd, chdir: (path) => { process.files.cwd = process.files.realpath(path); }, exit: (code) => { runtime.exit(code ?? api.exitCode ?? 0); throw new Exit(code ?? api.exitCode ?? 0); }, on, once: on, addListener: on, off: () => api, removeListener: () => api, emit: (name, ...args) => runtime.emit(name, ...args), kill: (pid, signal = "SIGTERM") => { process.space.signal(process, pid, String(signal).replace(/^SIG/, "")); return true; }, uptime: () => (process.clock.now() - process.started) / 1000,
    hrtime: Object.assign(() => [Math.floor(process.clock.now() / 1000), 0], { bigint: () => BigInt(process.clock.now()) * 1000000n }), nextTick: (fn, ...args) => queueMicrotask(() => runtime.guard(() => fn(...args))), memoryUsage: () => ({ rss: 45e6, heapTotal: 8e6, heapUsed: 5e6, external: 1e6 }), getuid: () => process.files.who.uid, getgid: () => process.files.who.gid, geteuid: () => process.files.who.uid, emitWarning: (text) => runtime.write(`(node:${process.pid}) Warning: ${text}\n`, 2), umask: () => 0o22, release: { name: "node" }, config: {}, features: {},
  };
  runtime.api = api;
  return api;
}

/* `process.stdin` */
function inputOf(runtime) {
  const { process } = runtime;
  const listeners = {};
  const input = {
    isTTY: process.descriptors.get(0)?.isTerminal || undefined, setEncoding: () => input, resume: () => input, pause: () => input, unref: () => input,
    on: (name, fn) => {
      (listeners[name] ??= []).push(fn);
      if (name === "data" || name === "end") void flow();
      return input;
    },
    async *[Symbol.asyncIterator]() {
      for (let chunk; (chunk = await process.read(0)); ) yield new TextDecoder().decode(chunk);
    },
  };
  let isFlowing = false;
  const flow = async () => {
    if (isFlowing) return;
    isFlowing = true;
    const release = runtime.hold();
    for (let chunk; (chunk = await process.read(0).catch(() => null)); ) listeners.data?.forEach((fn) => runtime.guard(() => fn(new TextDecoder().decode(chunk))));
    listeners.end?.forEach((fn) => runtime.guard(() => fn()));
    release();
  };
  return input;
}
