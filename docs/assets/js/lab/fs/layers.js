/* Layers: what a build step changed, path by path, and the tree that several layers make. */
import { EMPTY, Node, bytesOf } from "./nodes.js";

/* When the images' files were made. */
const MADE = Date.UTC(2026, 8, 1);
const MAGIC = "\x7fELF\x02\x01\x01 ";

/** The bytes of a program's file: copies of it stay the same program. */
export const programBytes = (name) => bytesOf(`${MAGIC}${name}\0`);

/** The program that a file holds, or null. */
export function programIn(data) {
  if (data.length < MAGIC.length || data[0] !== 0x7f) return null;
  const text = new TextDecoder("latin1").decode(data.subarray(0, 200));
  return text.startsWith(MAGIC) ? text.slice(MAGIC.length, text.indexOf("\0", MAGIC.length)) : null;
}

/** A layer that no longer changes. @property {Map<string, import("./nodes.js").Entry>} entries */
export class Layer {
  constructor(entries) {
    this.entries = entries;
  }

  get size() {
    const seen = new Set();
    let sum = 0;
    for (const entry of this.entries.values()) {
      if (entry.same && seen.has(entry.same)) continue;
      seen.add(entry.same);
      sum += entry.size ?? entry.data?.length ?? 0;
    }
    return sum;
  }
}

/** Files in their written form: text, null for a removed one, or an object with what is special. */
export function layerOf(files) {
  const entries = new Map();
  for (const [path, file] of Object.entries(files)) entries.set(path === "/" ? path : path.replace(/\/$/, ""), entryOf(path, file));
  return new Layer(entries);
}

function entryOf(path, file) {
  if (file === null) return { type: "whiteout", mode: 0, uid: 0, gid: 0, mtime: MADE };
  if (typeof file === "string" || file instanceof Uint8Array) file = { data: file };
  const { uid = 0, gid = 0, mtime = MADE, size } = file;
  const common = { uid, gid, mtime };
  if (file.dir || file.type === "dir" || path.endsWith("/")) return { type: "dir", mode: file.mode ?? 0o755, ...common };
  if (file.link ?? file.target) return { type: "link", mode: 0o777, target: file.link ?? file.target, ...common };
  if (file.device) return { type: "device", mode: file.mode ?? 0o666, device: file.device, ...common };
  if (file.program) return { type: "file", mode: file.mode ?? 0o755, data: programBytes(file.program), size: size ?? 60000, ...common };
  return { type: "file", mode: file.mode ?? 0o644, data: bytesOf(file.data ?? file.content ?? EMPTY), size, same: file.same, ...common };
}

/** Put a layer on a tree. Its content counts as unchanged. */
export function applyLayer(tree, layer) {
  const made = new Map();
  for (const path of [...layer.entries.keys()].sort()) {
    const entry = layer.entries.get(path);
    const names = path.split("/").filter(Boolean);
    const name = names.pop();
    const parent = folderOf(tree, names, layer);
    if (entry.type === "whiteout") {
      parent.children.delete(name);
      continue;
    }
    const known = name === undefined ? tree.root : parent.children.get(name);
    if (known?.type === "dir" && entry.type === "dir") {
      Object.assign(known, { mode: entry.mode, uid: entry.uid, gid: entry.gid, mtime: entry.mtime, lower: entry });
      touch(known, layer);
      continue;
    }
    const twin = entry.same && made.get(entry.same);
    if (twin) twin.nlink += 1;
    const node = twin ?? nodeOf(entry);
    if (entry.same) made.set(entry.same, node);
    node.layer = layer;
    parent.children.set(name, node);
  }
}

/** A folder in several layers shows one link, whatever it contains: overlayfs does this. */
function touch(folder, layer) {
  folder.isMerged ||= folder.layer !== undefined && folder.layer !== layer;
  folder.layer ??= layer;
}

function folderOf(tree, names, layer) {
  let folder = tree.root;
  touch(folder, layer);
  for (const name of names) {
    let next = folder.children.get(name);
    if (next?.type !== "dir") {
      next = nodeOf({ type: "dir", mode: 0o755, uid: 0, gid: 0, mtime: MADE });
      folder.children.set(name, next);
    }
    touch(next, layer);
    folder = next;
  }
  return folder;
}

function nodeOf(entry) {
  const node = new Node(entry.type, { ...entry, lower: entry });
  if (entry.data) {
    node.buffer = entry.data;
    node.length = entry.data.length;
  }
  return node;
}

/** How a tree differs from the layers below. @returns {{kind: "A"|"C"|"D", path: string, node: Node}[]} */
export function changesOf(tree, below) {
  const changes = [];
  const visit = (folder, at, lower) => {
    for (const name of lower ? lower.children.keys() : []) {
      if (!folder.children.has(name)) changes.push({ kind: "D", path: `${at}/${name}`, node: null });
    }
    for (const [name, node] of folder.children) {
      const path = `${at}/${name}`;
      const before = lower?.children.get(name);
      if (!before) changes.push({ kind: "A", path, node });
      else if (isChanged(node, before)) changes.push({ kind: "C", path, node });
      if (node.type !== "dir") continue;
      const place = changes.length, isKnown = Boolean(before) && !isChanged(node, before);
      visit(node, path, before?.type === "dir" ? before : null);
      // A folder counts as changed when its contents are.
      if (isKnown && changes.length > place) changes.splice(place, 0, { kind: "C", path, node });
    }
  };
  visit(tree.root, "", below.root);
  return changes;
}

const isChanged = (node, before) =>
  node.type !== before.type || node.mode !== before.mode || node.uid !== before.uid || node.gid !== before.gid ||
  node.mtime !== before.mtime || node.target !== before.target || (node.type === "file" && node.lower !== before.lower);

/** Return changes as a layer. */
export function layerFrom(changes) {
  const entries = new Map();
  const links = new Map();
  for (const { kind, path, node } of changes) {
    if (kind === "D") {
      entries.set(path, entryOf(path, null));
      continue;
    }
    const { type, mode, uid, gid, mtime, target, device, claimed: size } = node;
    const entry = { type, mode, uid, gid, mtime, target, device, size };
    if (type === "file") entry.data = node.data.slice();
    if (type === "file" && node.nlink > 1) {
      if (!links.has(node)) links.set(node, {});
      entry.same = links.get(node);
    }
    entries.set(path, entry);
  }
  return new Layer(entries);
}
