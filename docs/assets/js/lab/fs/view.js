/* Files as a process sees them: where a path leads, what is there, and what it may read. Every call throws an FsError. */
import { changesOf } from "./layers.js";
import { FsError } from "./nodes.js";
import { mayAccess, ROOT } from "./rights.js";

const DEEPEST = 40;

export class View {
  constructor(mounts, who = ROOT, cwd = "/") {
    Object.assign(this, { mounts, who, cwd, proc: null, umask: 0o022 });
  }

  as(who, cwd = this.cwd) {
    return Object.assign(new this.constructor(this.mounts, who, cwd), { umask: this.umask });
  }

  /** Follow a path. @returns {{node: Node|null, parent: Node|null, name: string, path: string, tree: object, readOnly: boolean}} */
  walk(path, { follow = true } = {}) {
    if (path === "") throw new FsError("ENOENT", path);
    const { mounts } = this;
    const rest = (path.startsWith("/") ? path : `${this.cwd}/${path}`).split("/").filter((part) => part && part !== ".").reverse();
    const mustBeFolder = /\/\.?$/.test(path);
    const trail = [];
    let at = { node: mounts.tree.root, parent: null, name: "", path: "/", tree: mounts.tree, readOnly: mounts.readOnly };
    let links = 0;
    while (rest.length) {
      const name = rest.pop();
      if (at.node === null) throw new FsError("ENOENT", path);
      if (at.node.type !== "dir") throw new FsError("ENOTDIR", path);
      if (name === "..") {
        at = trail.pop() ?? at;
        continue;
      }
      if (!mayAccess(this.who, at.node, 1)) throw new FsError("EACCES", path);
      const below = at.path === "/" ? `/${name}` : `${at.path}/${name}`;
      const mount = mounts.at.get(below);
      const node = mount ? mount.node : (this.#special(at, name) ?? at.node.children.get(name) ?? null);
      const next = { node, parent: at.node, name, path: below, tree: mount?.tree ?? at.tree, readOnly: mount ? mount.readOnly : at.readOnly, isMount: Boolean(mount) };
      if (node?.type === "link" && (rest.length || follow || mustBeFolder)) {
        if ((links += 1) > DEEPEST) throw new FsError("ELOOP", path);
        const target = node.follow ? node.follow(this) : node.target;
        rest.push(...target.split("/").filter((part) => part && part !== ".").reverse());
        if (target.startsWith("/")) {
          trail.length = 0;
          at = { node: mounts.tree.root, parent: null, name: "", path: "/", tree: mounts.tree, readOnly: mounts.readOnly };
        }
        continue;
      }
      trail.push(at);
      at = next;
    }
    if (mustBeFolder && at.node && at.node.type !== "dir") throw new FsError("ENOTDIR", path);
    return at;
  }

  /** What /proc shows about processes. */
  #special(at, name) {
    return at.node.lookup ? at.node.lookup(name, this) : null;
  }

  found(path, options) {
    const found = this.walk(path, options);
    if (!found.node) throw new FsError("ENOENT", path);
    return found;
  }

  node(path, options) {
    return this.found(path, options).node;
  }

  exists(path) {
    try {
      return this.walk(path).node !== null;
    } catch {
      return false;
    }
  }

  realpath(path) {
    return this.found(path).path;
  }

  stat(path, options) {
    return statOf(this.node(path, options));
  }

  lstat(path) {
    return this.stat(path, { follow: false });
  }

  readdir(path) {
    const found = this.found(path);
    if (found.node.type !== "dir") throw new FsError("ENOTDIR", path);
    this.demand(found.node, 4, path);
    const names = found.node.list ? found.node.list(this) : [...found.node.children.keys()];
    return names.sort((a, b) => (a < b ? -1 : 1));
  }

  readFile(path) {
    const { node } = this.found(path);
    if (node.type === "dir") throw new FsError("EISDIR", path);
    this.demand(node, 4, path);
    return node.data.slice();
  }

  readText(path) {
    return new TextDecoder().decode(this.readFile(path));
  }

  demand(node, mask, path) {
    if (!mayAccess(this.who, node, mask)) throw new FsError("EACCES", path);
  }

  may(path, mask) {
    try {
      const found = this.walk(path);
      return Boolean(found.node) && mayAccess(this.who, found.node, mask) && !(mask & 2 && found.readOnly && found.node.type !== "device");
    } catch {
      return false;
    }
  }

  /** How it differs from layers. */
  changes() {
    return changesOf(this.mounts.tree, this.mounts.below());
  }
}

export function statOf(node) {
  const { type, mode, uid, gid, size, mtime, ino, device } = node;
  return { type, mode, uid, gid, size, mtime, ino, nlink: type === "dir" ? linksOf(node) : node.nlink, device };
}

function linksOf(folder) {
  if (folder.isMerged || (folder.lower && folder.mtime !== folder.lower.mtime)) return 1;
  let count = 2;
  for (const child of folder.children.values()) if (child.type === "dir") count += 1;
  return count;
}
