/* Write and read tar archives of a file system's folders. */
import { basename, dirname, join, walk } from "../engine/tree.js";

const BLOCK = 512, encoder = new TextEncoder(), decoder = new TextDecoder();
const TYPES = { file: "0", link: "2", dir: "5" };

/** @param {string} name the path's name in the archive */
export async function writeTar(fs, path, name) {
  const entries = [];
  for (const each of walk(fs, path)) {
    const own = path === "/" ? each.slice(1) : name + each.slice(path.length), stat = fs.lstat(each);
    if (!TYPES[stat.type] || !own) continue;
    entries.push({ name: stat.type === "dir" ? `${own}/` : own, ...stat, data: stat.type === "file" ? fs.readFile(each) : new Uint8Array(), target: stat.type === "link" ? fs.readlink(each) : "" });
  }
  return pack(entries);
}

/** @param {{name: string, type: string, mode: number, uid: number, gid: number, mtime: number, data: Uint8Array, target?: string}[]} entries */
export function pack(entries) {
  const blocks = entries.map((each) => BLOCK + Math.ceil(each.data.length / BLOCK) * BLOCK), out = new Uint8Array(blocks.reduce((a, b) => a + b, 0) + 2 * BLOCK);
  let at = 0;
  for (const [i, each] of entries.entries()) {
    header(out.subarray(at, at + BLOCK), each);
    out.set(each.data, at + BLOCK);
    at += blocks[i];
  }
  return out;
}

function header(block, { name, type, mode, uid, gid, mtime, data, target = "" }) {
  const put = (text, place, length) => block.set(encoder.encode(text).subarray(0, length), place), octal = (value, length) => `${Math.floor(value).toString(8).padStart(length - 1, "0")}\0`;
  put(name, 0, 100);
  put(octal(mode & 0o7777, 8), 100, 8);
  put(octal(uid ?? 0, 8), 108, 8);
  put(octal(gid ?? 0, 8), 116, 8);
  put(octal(data.length, 12), 124, 12);
  put(octal((mtime ?? 0) / 1000, 12), 136, 12);
  put("        ", 148, 8);
  put(TYPES[type], 156, 1);
  put(target, 157, 100);
  put("ustar\u000000", 257, 8);
  put(octal(block.reduce((a, b) => a + b, 0), 7), 148, 7);
}

/** @returns {Generator<{name: string, type: string, mode: number, uid: number, gid: number, mtime: number, data: Uint8Array, target: string}>} */
export function* unpack(bytes) {
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at]; ) {
    const block = bytes.subarray(at, at + BLOCK), text = (from, length) => decoder.decode(block.subarray(from, from + length)).replace(/\0.*$/s, ""), octal = (from, length) => parseInt(text(from, length).trim() || "0", 8);
    const size = octal(124, 12), kind = text(156, 1);
    yield { name: text(0, 100), type: kind === "5" ? "dir" : kind === "2" ? "link" : "file", mode: octal(100, 8), uid: octal(108, 8), gid: octal(116, 8), mtime: octal(136, 12) * 1000, data: bytes.slice(at + BLOCK, at + BLOCK + size), target: text(157, 100) };
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** Unpack into a folder. */
export async function readTar(bytes, fs, folder) {
  for (const { name, type, mode, uid, gid, data, target } of unpack(bytes)) {
    const path = join(folder, name.replace(/^\.?\/+/, "").replace(/\/+$/, ""));
    if (!basename(path)) continue;
    if (type === "dir") fs.mkdir(path, { recursive: true, mode, uid, gid });
    else {
      if (!fs.exists(dirname(path))) fs.mkdir(dirname(path), { recursive: true });
      if (type === "link") fs.symlink(target, path);
      else fs.writeFile(path, data, { mode, uid, gid });
    }
  }
}
