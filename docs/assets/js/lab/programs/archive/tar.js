/* tar: the POSIX format, as GNU's and BusyBox's programs use it. */
import { FsError } from "../../fs/nodes.js";
import { groupById, groupByName, userById, userByName } from "../../proc/users.js";
import { patternMatches } from "../../shell/patterns.js";
import { modeText } from "../files/list.js";
import { strftime } from "../system/who.js";
import { Misuse, concat } from "../tool.js";
import { compress, decompress, isGzip } from "./gzip.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const KINDS = { file: "0", link: "2", dir: "5" };

/** Make an archive of entries `{name, type, mode, uid, gid, mtime, data, target, user, group, hard}`. */
export function pack(entries) {
  const chunks = [];
  for (const entry of entries) {
    const name = entry.type === "dir" && !entry.name.endsWith("/") ? `${entry.name}/` : entry.name;
    if (encoder.encode(name).length > 100) chunks.push(header({ name: "././@LongLink", type: "L", mode: 0, uid: 0, gid: 0, mtime: 0, data: encoder.encode(`${name}\0`) }), padded(encoder.encode(`${name}\0`)));
    chunks.push(header({ ...entry, name: name.slice(0, 100) }));
    if (entry.type === "file" && !entry.hard) chunks.push(padded(entry.data));
  }
  chunks.push(new Uint8Array(1024));
  return concat(chunks);
}

function padded(data) {
  const whole = new Uint8Array(Math.ceil(data.length / 512) * 512);
  whole.set(data);
  return whole;
}

function header(entry) {
  const block = new Uint8Array(512);
  const put = (text, at, length) => block.set(encoder.encode(text).subarray(0, length), at);
  const octal = (value, at, length) => put(`${Math.max(0, Math.floor(value)).toString(8).padStart(length - 1, "0")}\0`, at, length);
  put(entry.name, 0, 100);
  octal(entry.mode & 0o7777, 100, 8);
  octal(entry.uid, 108, 8);
  octal(entry.gid, 116, 8);
  octal((entry.type === "file" || entry.type === "L") && !entry.hard ? entry.data.length : 0, 124, 12);
  octal(entry.mtime / 1000, 136, 12);
  put("        ", 148, 8);
  put(entry.hard ? "1" : (KINDS[entry.type] ?? entry.type), 156, 1);
  put(entry.hard ?? entry.target ?? "", 157, 100);
  put("ustar\0" + "00", 257, 8);
  put(entry.user ?? "", 265, 32);
  put(entry.group ?? "", 297, 32);
  const sum = block.reduce((all, byte) => all + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148, 8);
  return block;
}

/** The entries of an archive. */
export function unpack(data) {
  const entries = [];
  let long = null;
  for (let at = 0; at + 512 <= data.length; ) {
    const block = data.subarray(at, at + 512);
    if (block.every((byte) => byte === 0)) break;
    const text = (from, length) => decoder.decode(block.subarray(from, from + length)).split("\0")[0];
    const number = (from, length) => parseInt(text(from, length).trim() || "0", 8);
    if (!text(257, 6).startsWith("ustar")) throw new FsError("EINVAL");
    const size = number(124, 12);
    const body = data.subarray(at + 512, at + 512 + size);
    const kind = text(156, 1);
    at += 512 + Math.ceil(size / 512) * 512;
    if (kind === "L") {
      long = decoder.decode(body).split("\0")[0];
      continue;
    }
    if (kind === "x" || kind === "g") continue;
    const prefix = text(345, 155);
    entries.push({ name: long ?? (prefix ? `${prefix}/${text(0, 100)}` : text(0, 100)), mode: number(100, 8), uid: number(108, 8), gid: number(116, 8), mtime: number(136, 12) * 1000, type: { 2: "link", 5: "dir", 1: "hard" }[kind] ?? "file", target: text(157, 100), data: body, user: text(265, 32), group: text(297, 32) });
    long = null;
  }
  return entries;
}

export async function tar(tool) {
  if (tool.args[0] && !tool.args[0].startsWith("-")) tool.args[0] = `-${tool.args[0]}`;
  const { options, rest } = ordered(tool);
  const doing = [..."cxtr"].filter((letter) => options[letter]);
  if (doing.length !== 1) throw new Misuse(tool.gnu ? (doing.length ? "You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option\nTry 'tar --help' or 'tar --usage' for more information." : "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\nTry 'tar --help' or 'tar --usage' for more information.") : "must specify one of -ctxr", tool.gnu ? 2 : 1);
  return options.c || options.r ? create(tool, options, rest) : extract(tool, options, rest);
}

/** Options, and names with the folder set by `-C` before each. */
function ordered(tool) {
  const marked = [];
  let folder = ".";
  const args = tool.args;
  const kept = [];
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === "-C" || args[at] === "--directory") folder = args[(at += 1)];
    else if (args[at].startsWith("--directory=")) folder = args[at].slice(12);
    else if (/^-[a-zA-Z]*C$/.test(args[at])) {
      kept.push(args[at].slice(0, -1));
      folder = args[at + 1];
      if (!/f/.test(args[at])) at += 1;
      else args.splice(at + 1, 1);
    } else {
      kept.push(args[at]);
      marked.push([args[at], folder]);
    }
  }
  tool.args = kept;
  const { options, rest } = tool.options("cxtrvzf:kpOjJaohPmT:X:s", { create: "c", extract: "x", list: "t", append: "r", verbose: "v", gzip: "z", file: "f", "strip-components": "strip:", exclude: "exclude:", "to-stdout": "O", "same-owner": "so", "no-same-owner": "nso", "numeric-owner": "numeric", "preserve-permissions": "p", "auto-compress": "a" }, { code: tool.gnu ? 2 : 1 });
  options.folder = folder;
  return { options, rest: rest.map((name) => ({ name, folder: marked.find(([word]) => word === name)?.[1] ?? folder })) };
}

async function create(tool, options, names) {
  if (!names.length) throw new Misuse(tool.gnu ? "Cowardly refusing to create an empty archive\nTry 'tar --help' or 'tar --usage' for more information." : "empty archive", tool.gnu ? 2 : 1);
  const entries = [];
  const links = new Map();
  const visit = async (folder, name) => {
    const path = name.startsWith("/") ? name : `${folder}/${name}`;
    if ((options.all?.exclude ?? []).some((pattern) => patternMatches(pattern, name.replace(/\/+$/, "")) || patternMatches(pattern, name.split("/").at(-1)) || patternMatches(pattern, name.replace(/^\.\//, "")))) return;
    const stat = await tool.attempt(() => tool.files.lstat(path), (_, message) => (tool.gnu ? `${name}: Cannot stat: ${message}` : `${name}: ${message}`), tool.gnu ? 2 : 1);
    if (!stat) return;
    const common = { ...stat, name: name.replace(/^\/+/, "") || "./", user: userById(tool.files, stat.uid)?.name, group: groupById(tool.files, stat.gid)?.name };
    if (stat.type === "link") entries.push({ ...common, target: tool.files.readlink(path) });
    else if (stat.type === "file") {
      const data = await tool.attempt(() => tool.files.readFile(path), (_, message) => (tool.gnu ? `${name}: Cannot open: ${message}` : `can't open '${name}': ${message}`), tool.gnu ? 2 : 1);
      if (!data) return;
      entries.push(links.has(stat.ino) && stat.nlink > 1 ? { ...common, hard: links.get(stat.ino) } : { ...common, data });
      links.set(stat.ino, common.name);
    } else if (stat.type === "dir") entries.push(common);
    if (options.v) await (options.f && options.f !== "-" ? tool.out(`${shownName(common)}\n`) : tool.process.warn(`${shownName(common)}\n`));
    if (stat.type === "dir") for (const child of tool.files.readdir(path)) await visit(folder, `${name.replace(/\/+$/, "")}/${child}`);
  };
  if (names.some(({ name }) => name.startsWith("/"))) await tool.process.warn(`tar: Removing leading ${tool.gnu ? "`/'" : "'/'"} from member names\n`);
  for (const { folder, name } of names) await visit(folder, name);
  const packed = pack(entries);
  const isZipped = options.z || (options.a && /gz$/.test(options.f ?? ""));
  const data = isZipped ? await compress(tool.process.clock, packed) : packed;
  if (!options.f || options.f === "-") await tool.process.write(data);
  else await tool.attempt(() => tool.files.writeFile(options.f, data), (_, message) => (tool.gnu ? `${options.f}: Cannot open: ${message}\ntar: Error is not recoverable: exiting now` : `can't open '${options.f}': ${message}`), tool.gnu ? 2 : 1);
  if (tool.gnu && tool.status === 2 && !/recover/.test("")) await tool.process.warn("tar: Exiting with failure status due to previous errors\n");
  else if (!tool.gnu && tool.status) await tool.process.warn("tar: error exit delayed from previous errors\n");
  return tool.status;
}

const shownName = ({ name, type }) => (type === "dir" && !name.endsWith("/") ? `${name}/` : name);

async function extract(tool, options, names) {
  const fail = (message) => new Misuse(message, tool.gnu ? 2 : 1);
  let data;
  try {
    data = await tool.bytes(options.f ?? "-");
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw fail(tool.gnu ? `${options.f}: Cannot open: ${error.message}\ntar: Error is not recoverable: exiting now` : `can't open '${options.f}': ${error.message}`);
  }
  if (isGzip(data)) data = await decompress(tool.process.clock, data);
  else if (options.z && data.length) throw fail(tool.gnu ? "\ngzip: stdin: not in gzip format" : "invalid magic");
  let entries;
  try {
    entries = unpack(data);
  } catch {
    throw fail(tool.gnu ? "This does not look like a tar archive\ntar: Exiting with failure status due to previous errors" : "invalid tar magic");
  }
  if (!data.length) throw fail(tool.gnu ? "This does not look like a tar archive\ntar: Exiting with failure status due to previous errors" : "short read");
  const wanted = names.map(({ name }) => name.replace(/\/+$/, ""));
  const found = new Set();
  for (const entry of entries) {
    const plain = entry.name.replace(/\/+$/, "");
    const match = wanted.find((name) => plain === name || plain.startsWith(`${name}/`));
    if (wanted.length && match === undefined) continue;
    found.add(match);
    if (options.t) {
      await tool.out(`${options.v ? longLine(tool, entry) : ""}${entry.name}${options.v && entry.type === "link" ? ` -> ${entry.target}` : ""}\n`);
      continue;
    }
    if (options.O) {
      await tool.process.write(entry.data);
      continue;
    }
    if (options.v) await tool.out(`${entry.name}\n`);
    await place(tool, options, entry);
  }
  for (const name of wanted) if (!found.has(name)) await tool.fail(tool.gnu ? `${name}: Not found in archive` : `${name}: not found in archive`, tool.gnu ? 2 : 1);
  if (tool.status && tool.gnu) await tool.process.warn("tar: Exiting with failure status due to previous errors\n");
  return tool.status;
}

function longLine(tool, entry) {
  const type = entry.type === "hard" ? "file" : entry.type;
  const owner = `${entry.user || entry.uid}/${entry.group || entry.gid}`;
  return tool.gnu ? `${modeText({ type, mode: entry.mode })} ${owner} ${String(entry.data.length).padStart(Math.max(1, 19 - owner.length - 1))} ${strftime("%Y-%m-%d %H:%M", entry.mtime)} ` : `${modeText({ type, mode: entry.mode })} ${owner} ${String(entry.data.length).padStart(9)} ${strftime("%Y-%m-%d %H:%M:%S", entry.mtime)} `;
}

async function place(tool, options, entry) {
  const parts = entry.name.split("/").filter((part) => part && part !== ".").slice(Number(options.strip ?? 0));
  if (parts.includes("..")) return;
  const { files } = tool;
  const path = `${options.folder}/${parts.join("/")}`;
  const isRoot = files.who.uid === 0;
  await tool.attempt(
    () => {
      const folder = parts.slice(0, -1).join("/");
      if (folder && !files.exists(`${options.folder}/${folder}`)) files.mkdir(`${options.folder}/${folder}`, { recursive: true });
      if (entry.type === "dir") {
        if (parts.length && !files.exists(path)) files.mkdir(path, { recursive: true });
      } else if (!parts.length) return;
      else {
        if (isThere(files, path)) files.unlink(path);
        if (entry.type === "link") files.symlink(entry.target, path);
        else if (entry.type === "hard") files.link(`${options.folder}/${entry.target}`, path);
        else files.writeFile(path, entry.data, { mode: entry.mode & ~(isRoot ? 0 : files.umask) });
      }
      if (entry.type === "link" || entry.type === "hard") return;
      if (isRoot) files.chown(path, userByName(files, entry.user)?.uid ?? entry.uid, groupByName(files, entry.group)?.gid ?? entry.gid);
      if (entry.type === "dir") files.chmod(path, entry.mode);
      files.utimes(path, entry.mtime);
    },
    (_, message) => (tool.gnu ? `${entry.name}: Cannot open: ${message}` : `can't open '${entry.name}': ${message}`), tool.gnu ? 2 : 1);
}

const isThere = (files, path) => {
  try {
    return files.lstat(path).type !== "dir";
  } catch {
    return false;
  }
};
