/* Node: a script of the container runs as what it is, JavaScript, with the modules of node that the lab has on its own files
   and network. A loop without an end freezes the worker; the page can end that. */
import { FsError, bytesOf } from "../../fs/nodes.js";
import { Exit, Killed } from "../../proc/process.js";
import { modulesFor } from "./nodemodules.js";
import { asFunctionBody } from "./nodesyntax.js";
import { inspect } from "./nodeinspect.js";

const VERSION = "v24.11.1";
const AsyncFunction = (async () => {}).constructor;

export async function node(process) {
  const args = process.argv.slice(1);
  while (/^--(?!version|eval|print|check|help)/.test(args[0] ?? "")) args.shift();
  const [first] = args;
  if (first === "-v" || first === "--version") return (await process.out(`${VERSION}\n`), 0);
  const runtime = new Runtime(process);
  if (first === "-e" || first === "--eval" || first === "-p" || first === "--print" || first === "-pe") return runtime.text(args[1] ?? "", args.slice(2), first.includes("p"));
  if (first === undefined || first === "-") {
    let source = "";
    for (let chunk; (chunk = await process.read(0)); ) source += new TextDecoder().decode(chunk);
    return runtime.text(source, [], false);
  }
  return runtime.file(first, args.slice(1));
}

class Runtime {
  constructor(process) {
    Object.assign(this, { process, cache: new Map(), handles: 0, listeners: new Map(), code: undefined, pending: Promise.resolve(), ended: null });
    this.end = new Promise((done) => {
      this.finish = done;
    });
    this.console = this.#console();
    this.globals = this.#globals();
    this.builtins = modulesFor(this);
  }

  /** Something is open that keeps the program alive: a timer, a server. */
  hold() {
    this.handles += 1;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.handles -= 1;
      this.#check();
    };
  }

  #check() {
    if (this.handles === 0 && this.isLoaded) this.process.clock.after(0, () => this.handles === 0 && this.finish(this.code ?? 0));
  }

  /** Print without waiting; what is printed stays in order. */
  write(text, number = 1) {
    this.pending = this.pending.then(() => this.process.write(bytesOf(text), number)).catch((error) => {
      if (!(error instanceof FsError) && !(error instanceof Killed)) throw error;
    });
    return true;
  }

  #console() {
    const line = (values) => `${inspect.format(values)}\n`;
    const out = (...values) => void this.write(line(values));
    const err = (...values) => void this.write(line(values), 2);
    return { log: out, info: out, debug: out, error: err, warn: err, trace: err, table: out, dir: out, time() {}, timeEnd() {}, group: out, groupEnd() {}, assert: (is, ...values) => is || err("Assertion failed:", ...values) };
  }

  #globals() {
    const { process } = this;
    const timer = (fn, ms, args, again) => {
      const own = { release: this.hold() };
      const fire = () => {
        if (!own.release && !own.isFree) return;
        if (!process.isAlive) return;
        if (again) own.cancel = process.clock.after(Math.max(1, ms), fire);
        else own.release?.();
        this.guard(() => fn(...args));
      };
      own.cancel = process.clock.after(Math.max(1, ms || 1), fire);
      own.unref = () => {
        own.release?.();
        own.release = null;
        own.isFree = true;
        return own;
      };
      own.ref = () => own;
      own.hasRef = () => Boolean(own.release);
      own[Symbol.toPrimitive] = () => 1;
      return own;
    };
    const clear = (own) => {
      own?.cancel?.();
      own?.release?.();
      if (own) Object.assign(own, { release: null, isFree: false });
    };
    const now = () => process.clock.now();
    class LabDate extends Date {
      constructor(...args) {
        if (args.length) super(...args);
        else super(now());
      }

      static now() {
        return now();
      }
    }
    return {
      console: this.console, process: this.#process(), setTimeout: (fn, ms, ...args) => timer(fn, ms, args, false), setInterval: (fn, ms, ...args) => timer(fn, ms, args, true), setImmediate: (fn, ...args) => timer(fn, 1, args, false), clearTimeout: clear, clearInterval: clear, clearImmediate: clear,
      Buffer: bufferOf(), Date: LabDate, fetch: (...args) => this.fetch(...args), global: {}, queueMicrotask: (fn) => queueMicrotask(() => this.guard(fn)), URL, URLSearchParams, TextEncoder, TextDecoder, structuredClone, AbortController, AbortSignal,
    };
  }

  #process() {
    const { process } = this;
    const stream = (number) => ({ write: (text, ...rest) => { this.write(typeof text === "string" ? text : bytesOf(text), number); rest.find((each) => typeof each === "function")?.(); return true; }, isTTY: process.descriptors.get(number)?.isTerminal || undefined, columns: 80, on() { return this; }, once() { return this; }, end() {} });
    const on = (name, fn) => {
      this.listeners.set(name, [...(this.listeners.get(name) ?? []), fn]);
      const signal = /^SIG([A-Z0-9]+)$/.exec(name)?.[1];
      if (signal && signal !== "KILL" && signal !== "STOP") process.handlers.set(signal, () => this.emit(name, name));
      return api;
    };
    const env = new Proxy(process.env, { set: (target, name, value) => ((target[name] = String(value)), true) });
    const api = {
      argv: ["/usr/local/bin/node"], env, pid: process.pid, ppid: process.parent?.pid ?? 0, platform: "linux", arch: "x64", version: VERSION, versions: { node: VERSION.slice(1), v8: "13.6" }, title: "node", execPath: "/usr/local/bin/node", exitCode: undefined, stdout: stream(1), stderr: stream(2), stdin: this.#input(),
      cwd: () => process.files.cwd, chdir: (path) => { process.files.cwd = process.files.realpath(path); }, exit: (code) => { this.#exit(code ?? api.exitCode ?? 0); throw new Exit(code ?? api.exitCode ?? 0); }, on, once: on, addListener: on, off: () => api, removeListener: () => api, emit: (name, ...args) => this.emit(name, ...args), kill: (pid, signal = "SIGTERM") => { process.space.signal(process, pid, String(signal).replace(/^SIG/, "")); return true; }, uptime: () => (process.clock.now() - process.started) / 1000,
      hrtime: Object.assign(() => [Math.floor(process.clock.now() / 1000), 0], { bigint: () => BigInt(process.clock.now()) * 1000000n }), nextTick: (fn, ...args) => queueMicrotask(() => this.guard(() => fn(...args))), memoryUsage: () => ({ rss: 45e6, heapTotal: 8e6, heapUsed: 5e6, external: 1e6 }), getuid: () => process.files.who.uid, getgid: () => process.files.who.gid, geteuid: () => process.files.who.uid, emitWarning: (text) => this.write(`(node:${process.pid}) Warning: ${text}\n`, 2), umask: () => 0o22, release: { name: "node" }, config: {}, features: {},
    };
    this.api = api;
    return api;
  }

  #input() {
    const { process } = this;
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
      const release = this.hold();
      for (let chunk; (chunk = await process.read(0).catch(() => null)); ) listeners.data?.forEach((fn) => this.guard(() => fn(new TextDecoder().decode(chunk))));
      listeners.end?.forEach((fn) => this.guard(() => fn()));
      release();
    };
    return input;
  }

  emit(name, ...args) {
    const list = this.listeners.get(name) ?? [];
    for (const fn of list) this.guard(() => fn(...args));
    return list.length > 0;
  }

  #exit(code) {
    if (this.ended) return;
    this.ended = true;
    for (const fn of this.listeners.get("exit") ?? []) fn(code);
    this.finish(Number(code) & 255);
  }

  /** Run what the program gave us. An error that nobody catches ends it. */
  guard(run) {
    try {
      const value = run();
      if (value instanceof Promise) value.catch((error) => this.fault(error, true));
      return value;
    } catch (error) {
      this.fault(error);
      return undefined;
    }
  }

  fault(error, rejected = false) {
    if (error instanceof Exit || error instanceof Killed || this.ended) return;
    const handlers = this.listeners.get(rejected ? "unhandledRejection" : "uncaughtException") ?? this.listeners.get("uncaughtException");
    if (handlers) {
      for (const fn of handlers) this.guard(() => fn(error));
      return;
    }
    this.write(`${faultText(error, rejected)}\n\nNode.js ${VERSION}\n`, 2);
    this.#exit(1);
  }

  async settle() {
    this.isLoaded = true;
    this.#check();
    const code = await this.process.until(this.end);
    await this.pending;
    return this.api.exitCode && !code ? Number(this.api.exitCode) : code;
  }

  async text(source, args, prints) {
    this.api.argv.push(...args);
    try {
      const module = { exports: {} };
      const require = this.requireFrom(this.process.files.cwd);
      if (prints) this.console.log(await this.evaluate(`return (${source.trim().replace(/;$/, "")})`, { require, module, exports: module.exports, __filename: "[eval]", __dirname: "." }));
      else await this.evaluate((await asFunctionBody(source)).body, { require, module, exports: module.exports, __filename: "[eval]", __dirname: ".", ...this.#importing(this.process.files.cwd) });
    } catch (error) {
      this.fault(error);
    }
    return this.settle();
  }

  async file(name, args) {
    const { files } = this.process;
    const path = this.resolveFile(name.startsWith("/") ? name : `${files.cwd}/${name}`);
    if (!path) {
      const full = name.startsWith("/") ? name : `${files.cwd === "/" ? "" : files.cwd}/${name.replace(/^\.\//, "")}`;
      await this.process.warn(`node:internal/modules/cjs/loader:1423\n  throw err;\n  ^\n\nError: Cannot find module '${full}'\n    at node:internal/modules/cjs/loader:1420:15 {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: []\n}\n\nNode.js ${VERSION}\n`);
      return 1;
    }
    this.api.argv.push(path, ...args);
    try {
      await this.load(path);
    } catch (error) {
      this.fault(error);
    }
    return this.settle();
  }

  /** A path as node finds it: with an ending, or the index of a folder. */
  resolveFile(path) {
    const { files } = this.process;
    for (const end of ["", ".js", ".mjs", ".cjs", ".json", "/index.js"]) {
      if (files.exists(path + end) && files.stat(path + end).type === "file") return files.realpath(path + end);
    }
    return null;
  }

  evaluate(body, names) {
    const all = { ...this.globals, ...names };
    const keys = Object.keys(all);
    const run = new AsyncFunction(...keys, body);
    return run(...keys.map((key) => all[key]));
  }

  /** Load a module. A script with `require` inside runs to its end before whoever asked goes on, unless it awaits. */
  async load(path) {
    if (this.cache.has(path)) return this.cache.get(path).exports;
    const { files } = this.process;
    const source = files.readText(path).replace(/^#!.*/, "");
    const module = { exports: {}, path };
    this.cache.set(path, module);
    if (path.endsWith(".json")) return (module.exports = JSON.parse(source));
    const folder = path.replace(/\/[^/]*$/, "") || "/";
    const { body, isModule } = await asFunctionBody(source);
    module.isModule = isModule;
    await this.evaluate(body, { require: this.requireFrom(folder, module), module, exports: module.exports, __filename: path, __dirname: folder, ...this.#importing(folder, module) });
    return module.exports;
  }

  #importing(folder, module = { exports: {} }) {
    return {
      __import: async (name) => {
        const found = await this.find(name, folder);
        return found && typeof found === "object" && found.__esModule ? found : new Proxy(Object(found), { get: (target, key) => (key === "default" ? (target.default ?? found) : typeof target[key] === "function" && !target[key].prototype ? target[key].bind(target) : target[key]) });
      },
      __export: module.exports, __url: `file://${module.path ?? `${folder}/[eval]`}`,
    };
  }

  async find(name, folder) {
    const builtin = this.builtins[name.replace(/^node:/, "")];
    if (builtin && (name.startsWith("node:") || !PACKAGES.has(name))) return builtin;
    if (name.startsWith(".") || name.startsWith("/")) {
      const path = this.resolveFile(name.startsWith("/") ? name : `${folder}/${name}`);
      if (!path) throw notFound(name, folder, true);
      return this.load(path);
    }
    return this.package(name, folder);
  }

  package(name, folder) {
    const { files } = this.process;
    for (let at = folder; ; at = at.replace(/\/[^/]*$/, "")) {
      if (files.exists(`${at}/node_modules/${name}/package.json`)) {
        if (this.builtins[name]) return this.builtins[name];
        const main = JSON.parse(files.readText(`${at}/node_modules/${name}/package.json`)).main ?? "index.js";
        const path = this.resolveFile(`${at}/node_modules/${name}/${main}`);
        if (path) return this.load(path);
        throw new Error(`The package '${name}' is not modelled in this practice lab`);
      }
      if (!at) throw notFound(name, folder, false);
    }
  }

  /** `require`: builtins and JSON at once; other files must not await at their top. */
  requireFrom(folder) {
    const require = (name) => {
      const builtin = this.builtins[name.replace(/^node:/, "")];
      if (builtin && (name.startsWith("node:") || !PACKAGES.has(name))) return builtin;
      if (!name.startsWith(".") && !name.startsWith("/")) return this.package(name, folder);
      const path = this.resolveFile(name.startsWith("/") ? name : `${folder}/${name}`);
      if (!path) throw notFound(name, folder, false);
      return this.loadNow(path);
    };
    return Object.assign(require, { resolve: (name) => name, cache: {}, main: { filename: this.api.argv[1] } });
  }

  loadNow(path) {
    if (this.cache.has(path)) return this.cache.get(path).exports;
    const source = this.process.files.readText(path).replace(/^#!.*/, "");
    const module = { exports: {}, path };
    this.cache.set(path, module);
    if (path.endsWith(".json")) return (module.exports = JSON.parse(source));
    const folder = path.replace(/\/[^/]*$/, "") || "/";
    const all = { ...this.globals, require: this.requireFrom(folder), module, exports: module.exports, __filename: path, __dirname: folder };
    new Function(...Object.keys(all), source)(...Object.values(all));
    return module.exports;
  }

  /** The global `fetch`. */
  async fetch(address, options = {}) {
    const url = new URL(address);
    const release = this.hold();
    try {
      const body = typeof options.body === "string" || options.body === undefined ? options.body : String(options.body);
      const response = await this.process.until(this.process.space.net.request(url.hostname, Number(url.port || 80), { method: options.method ?? "GET", path: url.pathname + url.search, headers: { host: url.host, ...options.headers }, body }, { files: this.process.files }));
      const text = new TextDecoder().decode(bytesOf(response.body ?? ""));
      return { ok: response.status >= 200 && response.status < 300, status: response.status, statusText: response.reason ?? "", headers: new Headers(response.headers), text: async () => text, json: async () => JSON.parse(text), arrayBuffer: async () => bytesOf(text).buffer };
    } catch (error) {
      if (!error.code) throw error;
      throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(netWords(error.code, url.hostname, url.port || 80)), { code: error.code, syscall: error.code === "ENOTFOUND" ? "getaddrinfo" : "connect" }) });
    } finally {
      release();
    }
  }
}

/* A program's own promise may end in `process.exit()` while nobody waits for it. That is no fault of the page or of a test. */
if (typeof globalThis.process?.on === "function") {
  globalThis.process.on("unhandledRejection", (error) => {
    if (!(error instanceof Exit)) throw error;
  });
} else globalThis.addEventListener?.("unhandledrejection", (event) => event.reason instanceof Exit && event.preventDefault());

const PACKAGES = new Set(["express", "pg", "redis"]);

export const netWords = (code, host, port) => (code === "ENOTFOUND" ? `getaddrinfo ENOTFOUND ${host}` : `connect ${code} ${host}:${port}`);

function notFound(name, folder, isModule) {
  return Object.assign(new Error(isModule ? `Cannot find module '${folder}/${name.replace(/^\.\//, "")}' imported from ${folder}/` : `Cannot find module '${name}'\nRequire stack:\n- ${folder}/`), { code: isModule ? "ERR_MODULE_NOT_FOUND" : "MODULE_NOT_FOUND" });
}

function faultText(error, rejected) {
  if (!(error instanceof Error) && !error?.stack) return `node:internal/process/promises:394\n      triggerUncaughtException(err, true /* fromPromise */);\n      ^\n\n[UnhandledPromiseRejection: ${inspect(error)}]`;
  const extra = error.code && !(error instanceof SyntaxError) ? ` {\n  code: '${error.code}'\n}` : "";
  void rejected;
  return `${error.name}: ${error.message}\n    at file:///app (the lab keeps no line numbers)${extra}`;
}

/** The little of Buffer that the course's programs use. */
function bufferOf() {
  class Buffer extends Uint8Array {
    static from(value, encoding) {
      if (typeof value === "string") {
        const bytes = encoding === "base64" ? Uint8Array.from(atob(value), (char) => char.charCodeAt(0)) : encoding === "hex" ? Uint8Array.from(value.match(/../g) ?? [], (pair) => parseInt(pair, 16)) : bytesOf(value);
        return new Buffer(bytes);
      }
      return new Buffer(value);
    }

    static alloc(size) {
      return new Buffer(size);
    }

    static concat(list) {
      return Buffer.from(list.map((each) => new TextDecoder().decode(each)).join(""));
    }

    static byteLength(text) {
      return bytesOf(text).length;
    }

    static isBuffer(value) {
      return value instanceof Buffer;
    }

    toString(encoding = "utf8") {
      if (encoding === "hex") return [...this].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      if (encoding === "base64") return btoa(String.fromCharCode(...this));
      return new TextDecoder().decode(this);
    }
  }
  return Buffer;
}
