/* The modules of node that the lab has, on the container's files and network; and of npm: express, pg and redis. */
import { bytesOf } from "../../fs/nodes.js";
import { groupById, userById } from "../../proc/users.js";
import { NetError } from "../../net/network.js";
import { listen } from "../network/serve.js";
import { typeOf } from "./static.js";
import { inspect } from "./nodeinspect.js";
import { shown } from "./sql.js";

export class Emitter {
  #listeners = new Map();

  on(name, fn) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), fn]);
    return this;
  }

  addListener(name, fn) {
    return this.on(name, fn);
  }

  once(name, fn) {
    const own = (...args) => {
      this.off(name, own);
      return fn.apply(this, args);
    };
    return this.on(name, own);
  }

  off(name, fn) {
    this.#listeners.set(name, (this.#listeners.get(name) ?? []).filter((each) => each !== fn));
    return this;
  }

  removeListener(name, fn) {
    return this.off(name, fn);
  }

  removeAllListeners(name) {
    this.#listeners.delete(name);
    return this;
  }

  listenerCount(name) {
    return (this.#listeners.get(name) ?? []).length;
  }

  emit(name, ...args) {
    const list = this.#listeners.get(name) ?? [];
    for (const fn of list) fn.apply(this, args);
    return list.length > 0;
  }
}

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
    assert: Object.assign((is, message) => { if (!is) throw new Error(message ?? "The expression evaluated to a falsy value"); }, { equal: (a, b) => { if (a != b) throw new Error(`${a} == ${b}`); }, strictEqual: (a, b) => { if (a !== b) throw new Error(`Expected values to be strictly equal:\n\n${inspect(a)} !== ${inspect(b)}\n`); } }), querystring: { parse: (text) => Object.fromEntries(new URLSearchParams(text)) }, dns: dnsModule(process), "dns/promises": dnsModule(process).promises,
  };
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

const STATUS = { 200: "OK", 201: "Created", 204: "No Content", 301: "Moved Permanently", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 500: "Internal Server Error", 503: "Service Unavailable" };

class Request extends Emitter {
  constructor({ method, path, headers, body }, ip) {
    super();
    const raw = body === undefined || body === null ? null : typeof body === "string" ? body : new TextDecoder().decode(body);
    Object.assign(this, { method, url: path, headers: { ...headers, ...(raw === null ? {} : { "content-length": String(bytesOf(raw).length) }) }, httpVersion: "1.1", socket: { remoteAddress: ip, destroy() {} }, connection: { remoteAddress: ip }, raw });
    this.complete = true;
  }

  on(name, fn) {
    super.on(name, fn);
    if (name === "end" || name === "data") queueMicrotask(() => this.#flow());
    return this;
  }

  #flow() {
    if (this.isDone) return;
    this.isDone = true;
    if (this.raw !== null && this.raw !== "") this.emit("data", this.raw);
    this.emit("end");
  }

  setEncoding() {
    return this;
  }

  resume() {
    return this;
  }

  async *[Symbol.asyncIterator]() {
    if (this.raw) yield this.raw;
  }
}

class Response extends Emitter {
  constructor(done) {
    super();
    Object.assign(this, { statusCode: 200, statusMessage: undefined, headersSent: false, writableEnded: false, chunks: [], fields: {}, done });
  }

  setHeader(name, value) {
    this.fields[name.toLowerCase()] = String(value);
    return this;
  }

  getHeader(name) {
    return this.fields[name.toLowerCase()];
  }

  removeHeader(name) {
    delete this.fields[name.toLowerCase()];
  }

  writeHead(status, ...rest) {
    this.statusCode = status;
    for (const [name, value] of Object.entries(rest.find((each) => typeof each === "object") ?? {})) this.setHeader(name, value);
    this.headersSent = true;
    return this;
  }

  write(chunk) {
    this.headersSent = true;
    this.chunks.push(bytesOf(chunk));
    return true;
  }

  end(chunk) {
    if (this.writableEnded) return this;
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function") this.write(chunk);
    this.writableEnded = true;
    this.headersSent = true;
    const body = new Uint8Array(this.chunks.reduce((sum, each) => sum + each.length, 0));
    let at = 0;
    for (const each of this.chunks) {
      body.set(each, at);
      at += each.length;
    }
    this.emit("finish");
    this.done({ status: this.statusCode, reason: this.statusMessage ?? STATUS[this.statusCode] ?? "", headers: { ...this.fields, connection: "keep-alive", "keep-alive": "timeout=5", "content-length": String(body.length) }, body });
    return this;
  }
}

function httpModule(runtime) {
  const { process } = runtime;
  class Server extends Emitter {
    constructor(handler) {
      super();
      if (handler) this.on("request", handler);
      this.listening = false;
    }

    listen(...args) {
      const done = args.find((each) => typeof each === "function");
      const options = typeof args[0] === "object" ? args[0] : { port: args[0], host: typeof args[1] === "string" ? args[1] : undefined };
      const port = Number(options.port ?? 0) || 40000 + process.pid;
      const host = { localhost: "127.0.0.1", "::": "0.0.0.0", undefined: "0.0.0.0" }[options.host] ?? options.host;
      runtime.globals.process.nextTick(() => {
        try {
          if (port < 1024 && process.files.who.uid !== 0 && false) throw new NetError("EACCES");
          this.close_ = listen(process, port, (request, from) => this.#answer(request, from), host);
        } catch (error) {
          if (!(error instanceof NetError)) throw error;
          const fault = Object.assign(new Error(`listen ${error.code}: ${error.code === "EADDRINUSE" ? "address already in use" : "permission denied"} ${host === "0.0.0.0" ? ":::" : `${host}:`}${port}`), { code: error.code, errno: -98, syscall: "listen", address: "::", port });
          if (!this.emit("error", fault)) runtime.fault(fault);
          return;
        }
        Object.assign(this, { listening: true, port, release: runtime.hold() });
        if (done) runtime.guard(() => done.call(this));
        this.emit("listening");
      });
      return this;
    }

    #answer(request, { ip }) {
      return new Promise((done) => {
        const response = new Response(done);
        const own = new Request(request, ip);
        response.req = own;
        runtime.guard(() => this.emit("request", own, response));
      });
    }

    address() {
      return this.listening ? { port: this.port, address: "0.0.0.0", family: "IPv4" } : null;
    }

    close(done) {
      this.close_?.();
      const release = this.release;
      Object.assign(this, { listening: false, release: null });
      runtime.globals.process.nextTick(() => {
        runtime.guard(() => done?.());
        this.emit("close");
        release?.();
      });
      return this;
    }

    closeAllConnections() {}

    closeIdleConnections() {}

    setTimeout() {
      return this;
    }

    unref() {
      this.release?.();
      return this;
    }
  }
  const request = (first, ...rest) => {
    const done = rest.find((each) => typeof each === "function");
    const options = { ...(typeof first === "string" || first instanceof URL ? fromUrl(new URL(first)) : first), ...rest.find((each) => typeof each === "object") };
    const out = new Emitter();
    let body = "";
    const release = runtime.hold();
    Object.assign(out, {
      write: (chunk) => { body += typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk); return true; }, setHeader: () => out, setTimeout: () => out, destroy: () => release(),
      end: (chunk) => {
        if (chunk) body += chunk;
        process.until(process.space.net.request(options.hostname ?? options.host ?? "localhost", Number(options.port ?? 80), { method: options.method ?? "GET", path: options.path ?? "/", headers: { host: options.host ?? options.hostname, ...options.headers }, body: body || undefined }, { files: process.files })).then((response) => {
          const incoming = new Request({ method: "", path: "", headers: response.headers, body: response.body ?? "" }, "");
          Object.assign(incoming, { statusCode: response.status, statusMessage: response.reason });
          if (done) runtime.guard(() => done(incoming));
          out.emit("response", incoming);
          release();
        }, (error) => {
          release();
          const fault = error instanceof NetError ? connectError(error, options.hostname ?? options.host ?? "localhost", options.port ?? 80) : error;
          if (!out.emit("error", fault)) runtime.fault(fault);
        });
        return out;
      },
    });
    return out;
  };
  return { createServer: (...args) => new Server(args.find((each) => typeof each === "function")), Server, request, get: (...args) => request(...args).end(), STATUS_CODES: STATUS, METHODS: ["GET", "POST"], Agent: class {} };
}

const fromUrl = (url) => ({ hostname: url.hostname, port: url.port || 80, path: url.pathname + url.search });
const connectError = (error, host, port) => Object.assign(new Error(error.code === "ENOTFOUND" ? `getaddrinfo ENOTFOUND ${host}` : `connect ${error.code} ${host}:${port}`), { code: error.code, syscall: error.code === "ENOTFOUND" ? "getaddrinfo" : "connect" });

/** Express: routes, middleware, JSON, static files. */
function express(runtime, http, fs) {
  const matcher = (pattern, isPrefix) => {
    if (pattern instanceof RegExp) return (path) => pattern.exec(path) && {};
    const names = [];
    const source = pattern.replace(/[.+^$()|[\]\\]/g, "\\$&").replace(/\{?\*\w*\}?/g, ".*").replace(/:(\w+)/g, (_, name) => (names.push(name), "([^/]+)"));
    const regex = new RegExp(isPrefix ? `^${source.replace(/\/$/, "")}(?:/|$)` : `^${source.replace(/(.)\/$/, "$1")}/?$`);
    return (path) => {
      const found = regex.exec(path);
      return found && Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1])]));
    };
  };
  const create = () => {
    const layers = [];
    const settings = {};
    const app = (request, response, out) => handle(request, response, out);
    const add = (method, path, fns, isPrefix) => {
      for (const fn of fns.flat()) layers.push({ method, path, match: matcher(path, isPrefix), fn });
      return app;
    };
    for (const method of ["get", "post", "put", "delete", "patch", "head", "options", "all"]) app[method] = (path, ...fns) => (method === "get" && !fns.length ? settings[path] : add(method === "all" ? null : method.toUpperCase(), path, fns, false));
    app.use = (...args) => (typeof args[0] === "string" ? add(null, args[0], args.slice(1), true) : add(null, "/", args, true));
    app.set = (name, value) => ((settings[name] = value), app);
    app.disable = () => app;
    app.enable = () => app;
    app.listen = (...args) => http.createServer(app).listen(...args);
    app.route = (path) => ({ get: (...fns) => app.get(path, ...fns), post: (...fns) => app.post(path, ...fns) });
    const handle = async (request, response, out) => {
      dress(request, response, settings);
      let fault = null;
      for (const { method, path, match, fn } of layers) {
        if (response.writableEnded) return;
        const params = (!method || method === request.method || (method === "GET" && request.method === "HEAD")) && match(request.path);
        if (!params || (fn.length === 4) !== Boolean(fault)) continue;
        Object.assign(request, { params: { ...request.params, ...params } });
        const url = request.url;
        if (!method && path !== "/") request.url = url.slice(path.length) || "/";
        let isNext = false;
        try {
          await new Promise((done, no) => {
            const next = (error) => (error ? no(error) : ((isNext = true), done()));
            response.once("finish", done);
            Promise.resolve(fault ? fn(fault, request, response, next) : fn(request, response, next)).catch(no);
          });
          if (fn.length === 4) fault = null;
        } catch (error) {
          fault = error;
          isNext = true;
        }
        request.url = url;
        if (!isNext) return;
      }
      if (out) return void out(fault);
      if (response.writableEnded) return;
      const message = fault ? "Internal Server Error" : `Cannot ${request.method} ${request.path}`;
      if (fault) runtime.console.error(fault.stack?.split("\n")[0] ?? fault);
      response.writeHead(fault ? 500 : 404, { "content-type": "text/html; charset=utf-8" }).end(`<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${message}</pre>\n</body>\n</html>\n`);
    };
    return app;
  };
  const dress = (request, response, settings) => {
    const url = new URL(request.url, "http://lab");
    Object.assign(request, { path: url.pathname, query: Object.fromEntries(url.searchParams), params: request.params ?? {}, hostname: (request.headers.host ?? "").split(":")[0], ip: request.socket.remoteAddress, get: (name) => request.headers[name.toLowerCase()], originalUrl: request.originalUrl ?? request.url, body: request.body });
    if (!settings["x-powered-by"]) response.setHeader("x-powered-by", "Express");
    Object.assign(response, {
      status: (code) => ((response.statusCode = code), response), set: (name, value) => (typeof name === "string" ? response.setHeader(name, value) : (Object.entries(name).forEach(([key, each]) => response.setHeader(key, each)), response)), type: (kind) => response.setHeader("content-type", kind.includes("/") ? kind : typeOf(`x.${kind}`)), sendStatus: (code) => response.status(code).type("text").end(STATUS[code] ?? String(code)),
      json: (value) => { response.setHeader("content-type", "application/json; charset=utf-8"); return response.end(JSON.stringify(value)); },
      send: (value) => { if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) return response.json(value); if (!response.getHeader("content-type")) response.setHeader("content-type", "text/html; charset=utf-8"); return response.end(value === undefined ? "" : typeof value === "number" ? String(value) : value); },
      redirect: (...args) => { response.statusCode = typeof args[0] === "number" ? args[0] : 302; response.setHeader("location", args.at(-1)); return response.end(`Found. Redirecting to ${args.at(-1)}`); }, sendFile: (path) => response.type(typeOf(path)).end(fs.readFileSync(path)),
    });
    response.header = response.set;
    response.location = (path) => response.setHeader("location", path);
  };
  const parsed = (read) => () => (request, response, next) => {
    request.body ??= {};
    try {
      if (request.raw) request.body = read(request, request.raw) ?? request.body;
      next();
    } catch (error) {
      next(error);
    }
  };
  return Object.assign(create, {
    json: parsed((request, text) => (/json/.test(request.headers["content-type"] ?? "") ? JSON.parse(text) : null)), urlencoded: parsed((request, text) => (/urlencoded/.test(request.headers["content-type"] ?? "") ? Object.fromEntries(new URLSearchParams(text)) : null)), text: parsed((request, text) => text), Router: create,
    static: (root) => (request, response, next) => {
      const path = `${root.startsWith("/") ? root : `${runtime.process.files.cwd}/${root}`}${new URL(request.url, "http://lab").pathname}`.replace(/\/$/, "/index.html");
      if (!fs.existsSync(path)) return next();
      return response.type(typeOf(path)).end(fs.readFileSync(path));
    },
  });
}

/** pg: pools and clients on the lab's Postgres. */
function pgModule(runtime) {
  const { process } = runtime;
  class Client extends Emitter {
    constructor(options = {}) {
      super();
      const url = typeof options === "string" ? options : options.connectionString;
      const read = url ? new URL(url) : null;
      this.config = { host: read?.hostname ?? options.host ?? process.env.PGHOST ?? "localhost", port: Number((read?.port || options.port) ?? process.env.PGPORT ?? 5432) || 5432, user: decodeURIComponent(read?.username ?? "") || options.user || process.env.PGUSER || "postgres", password: decodeURIComponent(read?.password ?? "") || options.password || process.env.PGPASSWORD, database: read?.pathname.slice(1) || options.database || process.env.PGDATABASE };
    }

    async connect() {
      const { host, port, user, password, database } = this.config;
      try {
        this.session = process.space.net.open(host, port, "postgres", { files: process.files }).login(user, database ?? user, typeof password === "function" ? await password() : password);
      } catch (error) {
        if (error instanceof NetError) throw connectError(error, host, port);
        throw Object.assign(new Error(error.message), { code: error.code });
      }
      return this;
    }

    async query(text, values) {
      if (!this.session?.context.server.process.isAlive) await this.connect();
      const { text: sql, values: given } = typeof text === "object" ? text : { text, values };
      try {
        const results = this.session.run(sql, given ?? []);
        const last = results.at(-1) ?? { command: "" };
        const { columns = [], rows = [] } = last;
        return { command: last.command.split(" ")[0], rowCount: columns.length ? rows.length : Number(/\d+$/.exec(last.command)?.[0] ?? 0), fields: columns, rows: rows.map((row) => Object.fromEntries(columns.map(({ name, type }, at) => [name, valueOf(row[at], type)]))) };
      } catch (error) {
        throw Object.assign(new Error(error.message), { code: error.code, detail: error.detail });
      }
    }

    async end() {
      this.session = null;
    }

    release() {}
  }
  const valueOf = (value, type) => (value === null ? null : value?.time !== undefined ? new Date(value.time) : /^(bigint|numeric)/.test(type ?? "") ? shown(value) : value);
  class Pool extends Client {
    async connect() {
      await super.connect();
      return this;
    }
  }
  return { Client, Pool, default: { Client, Pool } };
}

/** redis: the client of npm on the lab's Redis. */
function redisModule(runtime) {
  const { process } = runtime;
  const plain = (reply) => {
    if (reply.kind === "error") throw new Error(reply.value);
    if (reply.kind === "array") return reply.value.map(plain);
    return reply.kind === "nil" ? null : reply.value;
  };
  const createClient = (options = {}) => {
    const url = new URL(options.url ?? `redis://${options.socket?.host ?? "localhost"}:${options.socket?.port ?? 6379}`);
    const client = new Emitter();
    let session = null;
    const send = async (words) => {
      if (!session) throw new Error("The client is closed");
      return plain(await session.command(words.map(String)));
    };
    const api = {
      isOpen: false, isReady: false,
      connect: async () => {
        for (;;) {
          try {
            session = process.space.net.open(url.hostname, Number(url.port || 6379), "redis", { files: process.files });
            Object.assign(client, { isOpen: true, isReady: true });
            client.emit("connect");
            client.emit("ready");
            return client;
          } catch (error) {
            if (!(error instanceof NetError)) throw error;
            client.emit("error", connectError(error, url.hostname, url.port || 6379));
            await process.sleep(500);
          }
        }
      },
      sendCommand: send, close: async () => { session = null; }, quit: async () => { session = null; }, disconnect: async () => { session = null; }, destroy: () => { session = null; },
    };
    return Object.assign(new Proxy(client, { get: (target, name) => (name in target ? (typeof target[name] === "function" ? target[name].bind(target) : target[name]) : typeof name === "string" && name !== "then" ? (...args) => send([name.toUpperCase(), ...args.flat()]) : undefined) }), api);
  };
  return { createClient, default: { createClient } };
}
