/* The lab's node modules, on the container's files and network; and npm's express, pg and redis. */
import { groupById, userById } from "../../proc/users.js";
import { bytesOf } from "../../fs/nodes.js";
import { inspect } from "./nodeinspect.js";
import { connectError, Emitter } from "./emitter.js";
import { express } from "./express.js";
import { assertModule } from "./nodeassert.js";
import { httpModule } from "./nodehttp.js";
import { pgModule, redisModule } from "./nodeclients.js";

/** @param {import("./node.js").Runtime} runtime */
export function modulesFor(runtime) {
  const { process } = runtime;
  const http = httpModule(runtime);
  const path = pathModule(process);
  const util = { promisify: (fn) => (...args) => new Promise((done, no) => fn(...args, (error, value) => (error ? no(error) : done(value)))), inspect: (value) => inspect(value), format: (...values) => inspect.format(values), types: {}, isDeepStrictEqual: (a, b) => JSON.stringify(a) === JSON.stringify(b), inherits: () => {}, parseArgs: () => ({ values: {}, positionals: [] }) };
  const events = Object.assign(Emitter, { EventEmitter: Emitter, once: (emitter, name) => new Promise((done) => emitter.once(name, (...args) => done(args))) });
  const fs = fsModule(runtime);
  const modules = {
    http, https: http, fs, "fs/promises": fs.promises, path, "path/posix": path, util, events, process: runtime.api, console: runtime.console, url: { URL, URLSearchParams, fileURLToPath: (url) => String(url).replace(/^file:\/\//, ""), pathToFileURL: (each) => new URL(`file://${each}`), parse: (text) => { const url = new URL(text, "http://x"); return { pathname: url.pathname, query: Object.fromEntries(url.searchParams), search: url.search }; } },
    os: osModule(process), timers: { setTimeout: runtime.globals.setTimeout, setInterval: runtime.globals.setInterval, clearTimeout: runtime.globals.clearTimeout }, "timers/promises": { setTimeout: (ms, value) => new Promise((done) => runtime.globals.setTimeout(() => done(value), ms)) }, buffer: { Buffer: runtime.globals.Buffer },
    crypto: { randomUUID: () => globalThis.crypto.randomUUID(), randomBytes: (size) => runtime.globals.Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(size))), randomInt: (a, b) => (b === undefined ? Math.floor(Math.random() * a) : a + Math.floor(Math.random() * (b - a))) },
    assert: assertModule(), "assert/strict": null, test: runtime.tests.module(), querystring: { parse: (text) => Object.fromEntries(new URLSearchParams(text)) }, dns: dnsModule(process), "dns/promises": dnsModule(process).promises,
  };
  modules["assert/strict"] = modules.assert.strict;
  modules.express = express(runtime, http, fs);
  modules.pg = pgModule(runtime);
  modules.redis = redisModule(runtime);
  return modules;
}

const nodeError = (error, call) => Object.assign(new Error(`${error.code}: ${lower(error.message)}, ${call} '${error.path}'`), { code: error.code, path: error.path, syscall: call, errno: -2 });
const lower = (text) => text[0].toLowerCase() + text.slice(1);

function fsModule({ process, globals }) {
  const { files } = process;
  const guarded = (call, run) => (...args) => {
    try {
      return run(...args);
    } catch (error) {
      throw error.code && error.path !== undefined ? nodeError(error, call) : error;
    }
  };
  const statOf = (path, follow = true) => {
    const stat = follow ? files.stat(path) : files.lstat(path);
    return { ...stat, mtimeMs: stat.mtime, mtime: new Date(stat.mtime), birthtime: new Date(stat.mtime), isFile: () => stat.type === "file", isDirectory: () => stat.type === "dir", isSymbolicLink: () => stat.type === "link" };
  };
  const encoding = (options) => (typeof options === "string" ? options : options?.encoding);
  const sync = {
    readFile: guarded("open", (path, options) => { const data = globals.Buffer.from(files.readFile(String(path).replace(/^file:\/\//, ""))); return encoding(options) ? data.toString(encoding(options)) : data; }),
    writeFile: guarded("open", (path, data) => files.writeFile(String(path), typeof data === "string" ? data : bytesOf(data))), appendFile: guarded("open", (path, data) => files.appendFile(String(path), data)),
    readdir: guarded("scandir", (path, options) => files.readdir(path).map((name) => (options?.withFileTypes ? { name, ...statOf(`${path}/${name}`, false) } : name))), mkdir: guarded("mkdir", (path, options) => void files.mkdir(path, { recursive: Boolean(options?.recursive) })), unlink: guarded("unlink", (path) => files.unlink(path)), rm: guarded("rm", (path, options) => { if (!options?.force || files.exists(path)) files.rm(path, options); }), rmdir: guarded("rmdir", (path) => files.rmdir(path)),
    stat: guarded("stat", (path) => statOf(path)), lstat: guarded("lstat", (path) => statOf(path, false)), rename: guarded("rename", (from, to) => files.rename(from, to)), copyFile: guarded("copyfile", (from, to) => files.writeFile(to, files.readFile(from))), access: guarded("access", (path) => void files.stat(path)), chmod: guarded("chmod", (path, mode) => files.chmod(path, mode)), realpath: guarded("realpath", (path) => files.realpath(path)),
  };
  const promises = Object.fromEntries(Object.entries(sync).map(([name, run]) => [name, async (...args) => run(...args)]));
  const called = Object.fromEntries(Object.entries(sync).map(([name, run]) => [name, (...args) => {
    const done = args.pop();
    Promise.resolve().then(() => run(...args)).then((value) => done(null, value), (error) => done(error));
  }]));
  return { ...called, ...Object.fromEntries(Object.entries(sync).map(([name, run]) => [`${name}Sync`, run])), existsSync: (path) => files.exists(String(path)), promises, constants: { R_OK: 4, W_OK: 2, X_OK: 1, F_OK: 0 }, createReadStream: (path) => ({ pipe: (target) => { target.end(sync.readFile(path)); return target; }, on() { return this; } }) };
}

function pathModule(process) {
  const normalize = (text) => {
    const parts = [];
    for (const part of text.split("/")) {
      if (part === ".." && parts.length && parts.at(-1) !== "..") parts.pop();
      else if (part && part !== ".") parts.push(part);
    }
    return (text.startsWith("/") ? "/" : "") + parts.filter((part) => !(text.startsWith("/") && part === "..")).join("/") || ".";
  };
  const api = {
    sep: "/", delimiter: ":", normalize, join: (...parts) => normalize(parts.filter(Boolean).join("/")), resolve: (...parts) => normalize(parts.reduceRight((all, part) => (all.startsWith("/") ? all : `${part}/${all}`), "").startsWith("/") ? parts.reduceRight((all, part) => (all.startsWith("/") ? all : `${part}/${all}`), "") : `${process.files.cwd}/${parts.join("/")}`).replace(/(.)\/$/, "$1"),
    basename: (path, end = "") => { const name = path.replace(/\/+$/, "").split("/").at(-1); return end && name.endsWith(end) ? name.slice(0, -end.length) : name; }, dirname: (path) => path.replace(/\/?[^/]*\/?$/, "") || (path.startsWith("/") ? "/" : "."), extname: (path) => /[^/.](\.[^./]*)$/.exec(path)?.[1] ?? "", isAbsolute: (path) => path.startsWith("/"), parse: (path) => ({ base: api.basename(path), ext: api.extname(path), dir: api.dirname(path), name: api.basename(path, api.extname(path)) }), relative: (from, to) => to.replace(`${from}/`, ""),
  };
  return Object.assign(api, { posix: api });
}

function osModule(process) {
  return { hostname: () => process.space.hostname, platform: () => "linux", type: () => "Linux", arch: () => "x64", release: () => "6.12.48", cpus: () => [{ model: "Virtual CPU" }, { model: "Virtual CPU" }], availableParallelism: () => 2, totalmem: () => 8319401984, freemem: () => 5550112768, uptime: () => 274320, homedir: () => process.env.HOME ?? "/", tmpdir: () => "/tmp", EOL: "\n", loadavg: () => [0.08, 0.03, 0.01], userInfo: () => ({ username: userById(process.files, process.files.who.uid)?.name ?? "", uid: process.files.who.uid, gid: process.files.who.gid, group: groupById(process.files, process.files.who.gid)?.name }), networkInterfaces: () => ({ eth0: [{ address: process.space.net.address, family: "IPv4", internal: false }] }) };
}

function dnsModule(process) {
  const lookup = (host) => {
    try {
      return { address: process.space.net.resolve(host, process.files), family: 4 };
    } catch {
      throw connectError({ code: "ENOTFOUND" }, host);
    }
  };
  return { lookup: (host, ...rest) => { const done = rest.at(-1); try { const { address, family } = lookup(host); done(null, address, family); } catch (error) { done(error); } }, promises: { lookup: async (host) => lookup(host) } };
}
