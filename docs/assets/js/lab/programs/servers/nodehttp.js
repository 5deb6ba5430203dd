/* `node:http`: servers and requests on the lab's network. */
import { bytesOf } from "../../fs/nodes.js";
import { NetError } from "../../net/network.js";
import { listen } from "../network/serve.js";
import { connectError, Emitter } from "./emitter.js";

/** The names of HTTP status codes. */
export const STATUS = { 200: "OK", 201: "Created", 204: "No Content", 301: "Moved Permanently", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 500: "Internal Server Error", 503: "Service Unavailable" };

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

/** `node:http` */
export function httpModule(runtime) {
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
          this.close_ = listen(process, port, (request, from) => this.#answer(request, from), { ip: host });
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
