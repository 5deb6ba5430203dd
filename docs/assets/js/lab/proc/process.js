/* Processes: they run an asynchronous function, read and write descriptors, get signals, and end. */
import { FsError, bytesOf } from "../fs/nodes.js";
import { isIgnored, isStop, signalNumber } from "./signals.js";
import { Bell, openDevice, openFile } from "./streams.js";

/** Thrown in a program to end its process. */
export class Exit extends Error {
  constructor(code) {
    super(`exit ${code}`);
    this.code = code & 255;
  }
}

/** Thrown out of a process's wait when a signal has ended it. */
export class Killed extends Error {}

/** Thrown to become another program. @property {() => Promise<number>} main */
export class Become extends Error {
  constructor(main) {
    super("exec");
    this.main = main;
  }
}

export class Process {
  /** @param {import("./space.js").Space} space whose numbers it uses @param {object} from `{parent, argv, env, files, descriptors, group}` */
  constructor(space, { parent = null, argv, env, files, descriptors, group = null, program = argv[0] }) {
    Object.assign(this, { space, parent, argv, env, program, files, descriptors, code: null, signal: null });
    this.pid = space.nextPid();
    this.group = group ?? this.pid;
    this.handlers = new Map();
    this.children = new Set();
    this.started = space.clock.now();
    this.memory = 400 * 1024;
    this.#ended = new Promise((done) => {
      this.#end = done;
    });
    this.changed = new Bell();
    /* What ends with the process, such as the ports it listens on. */
    this.closers = new Set();
    files.proc = this;
    parent?.children.add(this);
    space.add(this);
  }

  #ended;
  #end;
  #rejecters = new Set();
  #stopped = false;

  get clock() {
    return this.space.clock;
  }

  get isAlive() {
    return this.code === null;
  }

  get state() {
    return !this.isAlive ? "Z" : this.#stopped || this.space.isFrozen ? "T" : "S";
  }

  /** Run a program to its end. @param {(process: Process) => Promise<number>} main */
  async run(main) {
    let code = 0;
    try {
      code = await this.#runAll(main);
    } catch (error) {
      code = await this.#codeOf(error);
    }
    this.finish(code ?? 0, null);
  }

  async #runAll(main) {
    for (let next = main; ; ) {
      try {
        return await next(this);
      } catch (error) {
        if (!(error instanceof Become)) throw error;
        next = error.main;
      }
    }
  }

  async #codeOf(error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof Killed || !this.isAlive) return 0;
    if (error instanceof FsError && error.code === "EPIPE") {
      this.finish(141, "PIPE");
      return 0;
    }
    this.space.onFault?.(error, this);
    await this.warn(`${this.argv[0]}: not modelled here (${error.message})\n`).catch(() => {});
    return 70;
  }

  /** End: close descriptors, and tell those who wait. */
  finish(code, signal) {
    if (!this.isAlive) return;
    Object.assign(this, { code, signal });
    for (const stream of this.descriptors.values()) stream.close();
    this.descriptors = new Map();
    for (const reject of this.#rejecters) reject(new Killed());
    this.#rejecters.clear();
    for (const close of this.closers) close();
    for (const child of this.children) child.parent = this.space.first === this ? null : this.space.first;
    this.#end({ code, signal });
    this.space.ended(this);
    this.parent?.changed.ring();
  }

  /** Resolve to `{code, signal}` at its end. */
  wait() {
    return this.#ended;
  }

  /** Wait for something, unless a signal ends the process first. */
  async until(promise) {
    if (!this.isAlive) throw new Killed();
    let reject;
    const killed = new Promise((_, no) => {
      reject = no;
    });
    killed.catch(() => {});
    this.#rejecters.add(reject);
    try {
      const value = await Promise.race([promise, killed]);
      await this.#running(killed);
      return value;
    } finally {
      this.#rejecters.delete(reject);
    }
  }

  async #running(killed) {
    while (this.isAlive && (this.#stopped || this.space.isFrozen)) await Promise.race([this.#stopped ? this.changed.wait() : this.space.thawed(), killed]);
    if (!this.isAlive) throw new Killed();
  }

  async sleep(ms) {
    let cancel;
    const slept = new Promise((done) => {
      cancel = this.clock.after(ms, done);
    });
    try {
      await this.until(slept);
    } finally {
      cancel();
    }
  }

  /** In loops: let signals in. */
  async breathe() {
    if (!this.isAlive) throw new Killed();
    await this.clock.breathe();
    if (!this.isAlive) throw new Killed();
    if (this.#stopped || this.space.isFrozen) await this.until(Promise.resolve());
  }

  /** @param {boolean} outside from outside the container: even its first process must obey KILL */
  kill(name, outside = false) {
    if (!this.isAlive) return;
    const handler = name === "KILL" || name === "STOP" ? undefined : this.handlers.get(name);
    const isFirst = this.space.first === this && this.space.isContainer;
    if (handler === "ignore") return;
    if (handler) {
      handler(name);
      return;
    }
    if (name === "CONT") {
      this.#stopped = false;
      this.changed.ring();
      return;
    }
    if (isIgnored(name) || (isFirst && !(outside && (name === "KILL" || name === "STOP")))) return;
    if (isStop(name)) this.#stopped = true;
    else this.finish(128 + signalNumber(name), name);
  }

  stream(number) {
    const stream = this.descriptors.get(number);
    if (!stream) throw new FsError("EBADF");
    return stream;
  }

  /** Put a stream at a number, closing what was there. */
  place(number, stream) {
    this.descriptors.get(number)?.close();
    if (stream) this.descriptors.set(number, stream);
    else this.descriptors.delete(number);
  }

  async read(number = 0, max = 65536) {
    await this.breathe();
    return this.stream(number).read(max, this);
  }

  async write(data, number = 1) {
    await this.breathe();
    await this.stream(number).write(bytesOf(data), this);
  }

  out(text) {
    return this.write(text, 1);
  }

  async warn(text) {
    if (this.descriptors.has(2)) await this.write(text, 2);
  }

  /** Open a path. @param {"r"|"w"|"a"|"rw"} how */
  open(path, how = "r", options = {}) {
    const own = /^\/(?:dev\/(stdin|stdout|stderr)|(?:dev|proc\/self)\/fd\/(\d+))$/.exec(this.#device(path));
    if (own) {
      const number = own[2] === undefined ? ["stdin", "stdout", "stderr"].indexOf(own[1]) : Number(own[2]);
      if (!this.descriptors.has(number)) throw new FsError("ENOENT", path);
      return this.stream(number).share();
    }
    if (how === "r") {
      const { node, tree } = this.files.walk(path);
      if (!node) throw new FsError("ENOENT", path);
      if (!this.files.may(path, 4)) throw new FsError("EACCES", path);
      if (node.type === "device") return openDevice(node.device);
      return openFile(node, tree, { readOnly: true, path });
    }
    const { node, tree } = this.files.create(path, options);
    if (node.type === "device") return openDevice(node.device);
    if (how === "w" && node.length) {
      tree.charge(-node.length);
      node.data = new Uint8Array(0);
    }
    if (how === "w") node.mtime = tree.now();
    return openFile(node, tree, { append: how === "a", path });
  }

  /** Follow a path's links, as far as they matter for the descriptors of /dev. */
  #device(path) {
    const full = path.startsWith("/") ? path : `${this.files.cwd}/${path}`;
    if (/^\/dev\/(std|fd\/)|^\/proc\/self\/fd\//.test(full)) return full;
    try {
      const target = this.files.readlink(path);
      return /^\/dev\/std|^\/proc\/self\/fd\//.test(target) ? target : full;
    } catch {
      return full;
    }
  }
}
