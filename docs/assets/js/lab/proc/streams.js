/* What a file descriptor refers to. Each has `read(max)` that resolves to bytes or null at the end, `write(bytes)`, `close()`,
   and `isTerminal`. To wait, use `process.until(promise)`: signals end it. */
import { EMPTY, FsError, bytesOf } from "../fs/nodes.js";

const FULL = 65536;

/** Some wait until somebody wakes all who wait. */
export class Bell {
  #waiting = [];

  wait() {
    return new Promise((done) => this.#waiting.push(done));
  }

  ring() {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const done of waiting) done();
  }
}

/** A pipe. A writer without readers gets EPIPE, a reader without writers the end. */
export class Pipe {
  #chunks = [];
  #size = 0;
  #bell = new Bell();
  readers = 0;
  writers = 0;

  reader() {
    this.readers += 1;
    return new Shared({ read: (max, process) => this.#read(max, process), write: () => bad(), closed: () => this.#left("readers"), ready: () => this.#size > 0 || !this.writers, kind: "pipe" });
  }

  writer() {
    this.writers += 1;
    return new Shared({ read: () => bad(), write: (bytes, process) => this.#write(bytes, process), closed: () => this.#left("writers"), kind: "pipe" });
  }

  #left(side) {
    this[side] -= 1;
    this.#bell.ring();
  }

  async #read(max, process) {
    while (!this.#size && this.writers) await process.until(this.#bell.wait());
    if (!this.#size) return null;
    const first = this.#chunks[0];
    const taken = first.subarray(0, max);
    if (taken.length === first.length) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(taken.length);
    this.#size -= taken.length;
    this.#bell.ring();
    return taken;
  }

  async #write(bytes, process) {
    while (this.#size >= FULL && this.readers) await process.until(this.#bell.wait());
    if (!this.readers) throw new FsError("EPIPE");
    if (!bytes.length) return;
    this.#chunks.push(bytes.slice());
    this.#size += bytes.length;
    this.#bell.ring();
  }
}

const bad = () => {
  throw new FsError("EBADF");
};

/** A description shared by several descriptors: the last one closes it. */
export class Shared {
  #users = 1;

  constructor(what) {
    this.what = what;
    this.pushed = EMPTY;
    this.isTerminal = what.isTerminal ?? false;
    this.kind = what.kind ?? "other";
  }

  share() {
    this.#users += 1;
    return this;
  }

  async read(max, process) {
    if (!this.pushed.length) return this.what.read(max, process);
    const taken = this.pushed.subarray(0, max);
    this.pushed = this.pushed.subarray(taken.length);
    return taken;
  }

  /** Give back what was read in excess, for the next reader. */
  unread(bytes) {
    const all = new Uint8Array(bytes.length + this.pushed.length);
    all.set(bytes);
    all.set(this.pushed, bytes.length);
    this.pushed = all;
  }

  async write(bytes, process) {
    await this.what.write(bytes, process);
  }

  ready() {
    return this.what.ready ? this.what.ready() : true;
  }

  close() {
    this.#users -= 1;
    if (this.#users === 0) this.what.closed?.();
  }
}

/** An open file. */
export function openFile(node, tree, { append = false, readOnly = false, path = "" } = {}) {
  let at = 0;
  /* What a program appends to its input isn't read again, or `cat f >> f` would go on forever. */
  const end = readOnly ? node.data.length : Infinity;
  const file = {
    kind: "file",
    node,
    path,
    read: (max) => {
      const data = node.data;
      if (at >= Math.min(end, data.length)) return null;
      const taken = data.slice(at, Math.min(at + max, end));
      at += taken.length;
      return taken;
    },
    write: (bytes) => {
      if (append) at = node.length;
      tree.charge(Math.max(0, at + bytes.length - node.length));
      if (bytes.length) node.put(bytes, at);
      at += bytes.length;
      node.mtime = tree.now();
    },
  };
  return new Shared(file);
}

/** A device of /dev. */
export function openDevice(name) {
  const random = (max) => globalThis.crypto.getRandomValues(new Uint8Array(Math.min(max, FULL)));
  const reads = { null: () => null, zero: (max) => new Uint8Array(max), full: (max) => new Uint8Array(max), random, urandom: random, tty: () => null };
  const write = name === "full" ? () => { throw new FsError("ENOSPC"); } : () => {};
  return new Shared({ kind: "device", name, read: reads[name] ?? (() => null), write });
}

/** Fixed input, such as a here-document's. */
export function fromBytes(data) {
  let rest = bytesOf(data);
  return new Shared({
    kind: "text",
    read: (max) => {
      const taken = rest.subarray(0, max);
      rest = rest.subarray(taken.length);
      return taken.length ? taken : null;
    },
    write: () => bad(),
  });
}

/** Output that goes to a function. */
export function toFunction(write, { isTerminal = false } = {}) {
  return new Shared({ kind: "out", isTerminal, read: () => null, write: (bytes) => write(bytes.slice()) });
}

/** Input from whoever types, or from a client: `{read(): Promise<chunk|null>}`. */
export function fromSource(source, { isTerminal = false } = {}) {
  let rest = EMPTY;
  return new Shared({
    kind: "in",
    isTerminal,
    write: source.write ? (bytes) => source.write(bytes) : () => bad(),
    read: async (max, process) => {
      if (!rest.length) {
        const chunk = await process.until(Promise.resolve(source.read()));
        if (chunk === null || chunk === undefined) return null;
        rest = bytesOf(chunk);
      }
      const taken = rest.subarray(0, max);
      rest = rest.subarray(taken.length);
      return taken;
    },
  });
}
