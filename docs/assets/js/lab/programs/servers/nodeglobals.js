/* Globals of a node program: console, timers, the time, fetch. */
import { bytesOf } from "../../fs/nodes.js";
import { bufferOf } from "./nodebuffer.js";
import { netWords } from "./nodefaults.js";
import { inspect } from "./nodeinspect.js";
import { processOf } from "./nodeprocess.js";

/** `console` */
export function consoleOf(runtime) {
  const line = (values) => `${inspect.format(values)}\n`;
  const out = (...values) => void runtime.write(line(values));
  const err = (...values) => void runtime.write(line(values), 2);
  return { log: out, info: out, debug: out, error: err, warn: err, trace: err, table: out, dir: out, time() {}, timeEnd() {}, group: out, groupEnd() {}, assert: (is, ...values) => is || err("Assertion failed:", ...values) };
}

/** A program's global names. */
export function globalsOf(runtime) {
  const { process } = runtime;
  const timer = (fn, ms, args, again) => {
    const own = { release: runtime.hold() };
    const fire = () => {
      if (!own.release && !own.isFree) return;
      if (!process.isAlive) return;
      if (again) own.cancel = process.clock.after(Math.max(1, ms), fire);
      else own.release?.();
      runtime.guard(() => fn(...args));
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
    console: runtime.console, process: processOf(runtime), setTimeout: (fn, ms, ...args) => timer(fn, ms, args, false), setInterval: (fn, ms, ...args) => timer(fn, ms, args, true), setImmediate: (fn, ...args) => timer(fn, 1, args, false), clearTimeout: clear, clearInterval: clear, clearImmediate: clear,
    Buffer: bufferOf(), Date: LabDate, fetch: (...args) => fetchFor(runtime, ...args), global: {}, queueMicrotask: (fn) => queueMicrotask(() => runtime.guard(fn)), URL, URLSearchParams, TextEncoder, TextDecoder, structuredClone, AbortController, AbortSignal,
  };
}

/** The global `fetch`. */
async function fetchFor(runtime, address, options = {}) {
  const url = new URL(address);
  const release = runtime.hold();
  try {
    const body = typeof options.body === "string" || options.body === undefined ? options.body : String(options.body);
    const response = await runtime.process.until(runtime.process.space.net.request(url.hostname, Number(url.port || 80), { method: options.method ?? "GET", path: url.pathname + url.search, headers: { host: url.host, ...options.headers }, body }, { files: runtime.process.files }));
    const text = new TextDecoder().decode(bytesOf(response.body ?? ""));
    return { ok: response.status >= 200 && response.status < 300, status: response.status, statusText: response.reason ?? "", headers: new Headers(response.headers), text: async () => text, json: async () => JSON.parse(text), arrayBuffer: async () => bytesOf(text).buffer };
  } catch (error) {
    if (!error.code) throw error;
    throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(netWords(error.code, url.hostname, url.port || 80)), { code: error.code, syscall: error.code === "ENOTFOUND" ? "getaddrinfo" : "connect" }) });
  } finally {
    release();
  }
}
