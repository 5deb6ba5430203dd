/* Files as a process sees them: paths, mounts, permissions. All calls are synchronous and throw an FsError. */
import { layerFrom } from "./layers.js";
import { FsError, Node, bytesOf } from "./nodes.js";
import { mayAccess, mayChange, mayChown, mayRemove } from "./rights.js";
import { View } from "./view.js";

/** A container's mounts, and the tree they are in. */
export class Mounts {
  constructor(tree, below = null) {
    Object.assign(this, { tree, below, readOnly: false, at: new Map() });
  }
}

/** One process's view: its rights and folder. The engine works with root's view. */
export class Files extends View {
  #writable(found, path) {
    if (found.readOnly) throw new FsError("EROFS", path);
  }

  /** Make way for a new name. */
  #place(found, path) {
    if (found.node) throw new FsError("EEXIST", path);
    if (!found.parent || found.parent.list) throw new FsError(found.parent ? "EPERM" : "EEXIST", path);
    this.#writable(found, path);
    this.demand(found.parent, 3, path);
  }

  #add(found, node) {
    found.parent.children.set(found.name, node);
    found.parent.mtime = found.tree.now();
    return node;
  }

  #make(type, found, path, details) {
    this.#place(found, path);
    const { mode, uid = this.who.uid, gid = this.who.gid } = details;
    return this.#add(found, new Node(type, { mtime: found.tree.now(), ...details, mode, uid, gid }));
  }

  /** Find or make a file to write to. */
  create(path, { mode = 0o666 & ~this.umask, exclusive = false, uid, gid } = {}) {
    const found = this.walk(path);
    if (!found.node) {
      if (path.endsWith("/")) throw new FsError("EISDIR", path);
      return { node: this.#make("file", found, path, { mode, uid, gid }), tree: found.tree };
    }
    if (exclusive) throw new FsError("EEXIST", path);
    if (found.node.type === "dir") throw new FsError("EISDIR", path);
    if (found.node.type !== "device") this.#writable(found, path);
    this.demand(found.node, 2, path);
    return { node: found.node, tree: found.tree };
  }

  writeFile(path, data, options = {}) {
    const { node, tree } = this.create(path, options);
    if (node.type === "device") return;
    const bytes = bytesOf(data);
    tree.charge(bytes.length - node.length);
    node.data = bytes.slice();
    node.mtime = options.mtime ?? tree.now();
    if (options.mode !== undefined) node.mode = options.mode;
    if (options.uid !== undefined) node.uid = options.uid;
    if (options.gid !== undefined) node.gid = options.gid;
  }

  appendFile(path, data) {
    const { node, tree } = this.create(path);
    if (node.type === "device") return;
    const bytes = bytesOf(data);
    tree.charge(bytes.length);
    node.put(bytes, node.length);
    node.mtime = tree.now();
  }

  mkdir(path, { recursive = false, mode = 0o777 & ~this.umask, uid, gid } = {}) {
    if (recursive) {
      const found = this.#deepest(path);
      if (found) return found;
    }
    return this.#make("dir", this.walk(path.replace(/(.)\/+$/, "$1"), { follow: recursive }), path, { mode, uid, gid });
  }

  /** For `mkdir -p`: parents first. Returns the folder if it exists. */
  #deepest(path) {
    let found;
    try {
      found = this.walk(path);
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
      const parent = path.replace(/\/+$/, "").replace(/\/?[^/]*$/, "") || (path.startsWith("/") ? "/" : ".");
      this.mkdir(parent, { recursive: true });
      return null;
    }
    if (found.node && found.node.type !== "dir") throw new FsError("EEXIST", path);
    return found.node;
  }

  symlink(target, path, { uid, gid } = {}) {
    this.#make("link", this.walk(path, { follow: false }), path, { mode: 0o777, target, uid, gid });
  }

  device(path, device, mode = 0o666) {
    return this.#make("device", this.walk(path, { follow: false }), path, { mode, device });
  }

  link(from, to) {
    const source = this.found(from, { follow: false });
    if (source.node.type === "dir") throw new FsError("EPERM", to);
    const found = this.walk(to, { follow: false });
    this.#place(found, to);
    if (found.tree !== source.tree) throw new FsError("EXDEV", to);
    this.#add(found, source.node).nlink += 1;
  }

  readlink(path) {
    const { node } = this.found(path, { follow: false });
    if (node.type !== "link") throw new FsError("EINVAL", path);
    return node.follow ? node.follow(this) : node.target;
  }

  #leaving(path) {
    const found = this.found(path.replace(/(.)\/+$/, "$1"), { follow: false });
    if (!found.parent || found.isMount) throw new FsError("EBUSY", path);
    this.#writable(found, path);
    if (!mayRemove(this.who, found.parent, found.node)) throw new FsError(mayAccess(this.who, found.parent, 3) ? "EPERM" : "EACCES", path);
    return found;
  }

  #drop({ parent, name, node, tree }) {
    parent.children.delete(name);
    parent.mtime = tree.now();
    node.nlink -= 1;
    if (node.nlink === 0 && node.type === "file") tree.charge(-node.length);
  }

  unlink(path) {
    const found = this.#leaving(path);
    if (found.node.type === "dir") throw new FsError("EISDIR", path);
    this.#drop(found);
  }

  rmdir(path) {
    const found = this.#leaving(path);
    if (found.node.type !== "dir") throw new FsError("ENOTDIR", path);
    if (found.node.children.size) throw new FsError("ENOTEMPTY", path);
    this.#drop(found);
  }

  rm(path, { recursive = false } = {}) {
    const { node } = this.found(path, { follow: false });
    if (node.type !== "dir") return this.unlink(path);
    if (!recursive) throw new FsError("EISDIR", path);
    for (const name of this.readdir(path)) this.rm(`${path}/${name}`, { recursive });
    return this.rmdir(path);
  }

  rename(from, to) {
    const source = this.#leaving(from);
    const found = this.walk(to.replace(/(.)\/+$/, "$1"), { follow: false });
    if (found.node === source.node) return;
    if (source.node.type === "dir" && `${found.path}/`.startsWith(`${source.path}/`)) throw new FsError("EINVAL", to);
    if (found.tree !== source.tree || found.isMount) throw new FsError(found.isMount ? "EBUSY" : "EXDEV", to);
    if (found.node?.type === "dir") {
      if (source.node.type !== "dir") throw new FsError("EISDIR", to);
      if (found.node.children.size) throw new FsError("ENOTEMPTY", to);
    } else if (found.node && source.node.type === "dir") throw new FsError("ENOTDIR", to);
    if (found.node) this.#drop(this.#leaving(to));
    this.#place({ ...found, node: null }, to);
    source.parent.children.delete(source.name);
    source.parent.mtime = source.tree.now();
    this.#add(found, source.node);
  }

  #owned(path, options) {
    const found = this.found(path, options);
    this.#writable(found, path);
    return found;
  }

  chmod(path, mode) {
    const { node } = this.#owned(path);
    if (!mayChange(this.who, node)) throw new FsError("EPERM", path);
    node.mode = mode;
  }

  chown(path, uid, gid, options) {
    const { node } = this.#owned(path, options);
    if (!mayChown(this.who, node, uid, gid)) throw new FsError("EPERM", path);
    if (uid !== undefined && uid !== null && uid >= 0) node.uid = uid;
    if (gid !== undefined && gid !== null && gid >= 0) node.gid = gid;
  }

  utimes(path, mtime, options) {
    const { node } = this.#owned(path, options);
    if (!mayChange(this.who, node) && !mayAccess(this.who, node, 2)) throw new FsError("EACCES", path);
    node.mtime = mtime;
  }

  /** Mount something over an existing path. @param {{node: Node, tree: object}|Files} what */
  mount(path, what, { readOnly = false, options = "" } = {}) {
    const { node, tree } = what instanceof Files ? what.sub("/") : what;
    this.mounts.at.set(this.walk(path).path, { node, tree, readOnly: readOnly || Boolean(what.readOnly), options });
  }

  unmount(path) {
    this.mounts.at.delete(this.walk(path).path);
  }

  /** A folder or file for a mount elsewhere. */
  sub(path) {
    const { node, tree, readOnly } = this.found(path);
    return { node, tree, readOnly };
  }

  set readOnly(value) {
    this.mounts.readOnly = value;
  }

  commit() {
    return layerFrom(this.changes());
  }
}
