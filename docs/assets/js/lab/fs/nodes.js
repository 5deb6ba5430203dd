/* Inodes: what a path leads to. A tree of them is a volume, or the root of a container over its layers.

   @typedef {{type: "file"|"dir"|"link"|"device"|"whiteout", mode: number, uid: number, gid: number, mtime: number,
     data?: Uint8Array, target?: string, device?: string, size?: number, same?: object}} Entry a path of a layer; entries
     with the same `same` are hard links of each other */

const MESSAGES = {
  ENOENT: "No such file or directory", EACCES: "Permission denied", EEXIST: "File exists", ENOTDIR: "Not a directory",
  EISDIR: "Is a directory", ENOTEMPTY: "Directory not empty", EROFS: "Read-only file system", ELOOP: "Too many levels of symbolic links",
  EPERM: "Operation not permitted", EBUSY: "Device or resource busy", EXDEV: "Invalid cross-device link", EINVAL: "Invalid argument",
  ENOSPC: "No space left on device", ENOEXEC: "Exec format error", EPIPE: "Broken pipe", EBADF: "Bad file descriptor",
  ESRCH: "No such process", ENAMETOOLONG: "File name too long", ENOMEM: "Out of memory", EAGAIN: "Resource temporarily unavailable",
};

/** An error of a system call, in the words of the C library. */
export class FsError extends Error {
  constructor(code, path) {
    super(MESSAGES[code] ?? code);
    Object.assign(this, { code, path });
  }
}

export const EMPTY = new Uint8Array(0);
const encoder = new TextEncoder();
const decoder = new TextDecoder();
export const bytesOf = (data) => (typeof data === "string" ? encoder.encode(data) : data);
export const textOf = (data) => (typeof data === "string" ? data : decoder.decode(data));

let lastIno = 1000;

/** A file, folder, link or device. `lower`: the entry it was made from, if it is still unchanged. */
export class Node {
  constructor(type, { mode, uid = 0, gid = 0, mtime, target, device, size, lower = null }) {
    Object.assign(this, { type, mode, uid, gid, mtime, target, device, lower, ino: (lastIno += 1), nlink: type === "dir" ? 2 : 1 });
    this.children = type === "dir" ? new Map() : null;
    this.buffer = EMPTY;
    this.length = 0;
    /* A program shows the real one's size, though it has few bytes here. */
    this.claimed = size;
  }

  get data() {
    return this.generate ? bytesOf(this.generate()) : this.buffer.subarray(0, this.length);
  }

  set data(bytes) {
    this.buffer = bytes;
    this.length = bytes.length;
    this.claimed = undefined;
    this.lower = null;
  }

  get size() {
    if (this.type === "link") return bytesOf(this.target).length;
    if (this.type === "dir") return 4096;
    return this.claimed ?? this.length;
  }

  /** Write at a position. Buffers double as they grow, which keeps long logs quick. */
  put(bytes, at) {
    const end = at + bytes.length;
    if (end > this.buffer.length || at < this.length || this.lower) {
      const grown = new Uint8Array(end > this.buffer.length ? Math.max(end, this.buffer.length * 2, 256) : this.buffer.length);
      grown.set(this.buffer.subarray(0, this.length));
      this.buffer = grown;
    }
    this.buffer.set(bytes, at);
    this.length = Math.max(this.length, end);
    this.claimed = undefined;
    this.lower = null;
  }
}

/** Nodes with one root, and a size limit. @param {() => number} now milliseconds */
export class Tree {
  constructor(now, { limit = Infinity } = {}) {
    this.now = now;
    this.limit = limit;
    this.used = 0;
    this.root = new Node("dir", { mode: 0o755, mtime: now() });
  }

  charge(bytes) {
    if (bytes > 0 && this.used + bytes > this.limit) throw new FsError("ENOSPC");
    this.used += bytes;
  }
}
