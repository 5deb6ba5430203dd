/* ls and stat. */
import { groupById, userById } from "../../proc/users.js";
import { human } from "../tool.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const TYPES = { file: "-", dir: "d", link: "l", device: "c", fifo: "p" };

/** `-rwxr-xr-x` */
export function modeText({ type, mode }) {
  const bits = [...(mode & 0o777).toString(2).padStart(9, "0")].map((bit, at) => (bit === "1" ? "rwx"[at % 3] : "-"));
  if (mode & 0o4000) bits[2] = bits[2] === "x" ? "s" : "S";
  if (mode & 0o2000) bits[5] = bits[5] === "x" ? "s" : "S";
  if (mode & 0o1000) bits[8] = bits[8] === "x" ? "t" : "T";
  return TYPES[type] + bits.join("");
}

export async function ls(tool) {
  const { options, rest } = tool.options("alA1dhRtrSFinpCxkgos", { all: "a", "almost-all": "A", human: "h", "human-readable": "h", recursive: "R", reverse: "r", directory: "d", color: "color", "full-time": "full", inode: "i", classify: "F", "group-directories-first": "dirs", "numeric-uid-gid": "n", size: "s" }, { code: tool.gnu ? 2 : 1 });
  if (options.n || options.g || options.o) options.l = 1;
  const code = tool.gnu ? 2 : 1;
  const names = rest.length ? rest : ["."];
  const [plain, folders] = [[], []];
  for (const name of names) {
    const item = await tool.attempt(
      () => {
        const stat = options.l || options.d ? tool.files.lstat(name) : followed(tool.files, name);
        return { name, path: name, stat };
      },
      (path, message) => (tool.gnu ? `cannot access '${name}': ${message}` : `${name}: ${message}`), code);
    if (!item) continue;
    const isFolder = item.stat.type === "dir" || (item.stat.type === "link" && !options.l && tool.files.exists(name) && tool.files.stat(name).type === "dir");
    (isFolder && !options.d ? folders : plain).push(item);
  }
  await print(tool, sorted(plain, options), options);
  let isFirst = plain.length === 0;
  const heads = names.length > 1 || options.R;
  const queue = sorted(folders, options);
  while (queue.length) {
    const { path } = queue.shift();
    const items = await content(tool, path, options, code);
    if (!items) continue;
    if (heads) await tool.out(`${isFirst ? "" : "\n"}${path}:\n`);
    isFirst = false;
    if (options.l || options.s) await tool.out(`total ${Math.ceil(items.reduce((sum, { stat }) => sum + blocks(stat), 0) / (options.h ? 1 : 1))}\n`);
    await print(tool, items, options);
    if (options.R) queue.unshift(...items.filter(({ name, stat }) => stat.type === "dir" && name !== "." && name !== "..").map((item) => ({ ...item, path: `${path === "/" ? "" : path}/${item.name}` })));
  }
  return tool.status;
}

function followed(files, name) {
  try {
    return files.stat(name);
  } catch (error) {
    if (error.code === "ENOENT") return files.lstat(name);
    throw error;
  }
}

const blocks = (stat) => (stat.type === "dir" ? 4 : stat.type === "file" ? Math.ceil(stat.size / 4096) * 4 : 0);

async function content(tool, path, options, code) {
  const names = await tool.attempt(() => tool.files.readdir(path), (_, message) => (tool.gnu ? `cannot open directory '${path}': ${message}` : `can't open '${path}': ${message}`), code);
  if (!names) return null;
  let chosen = options.a ? [".", "..", ...names] : options.A ? names : names.filter((name) => !name.startsWith("."));
  const items = [];
  for (const name of chosen) {
    const stat = name === "." || name === ".." ? tool.files.stat(`${path}/${name}`) : tool.files.lstat(`${path}/${name}`);
    items.push({ name, path: `${path}/${name}`, stat });
  }
  return sorted(items, options);
}

function sorted(items, options) {
  const key = (name) => name;
  const order = options.t ? (a, b) => b.stat.mtime - a.stat.mtime || (a.name < b.name ? -1 : 1) : options.S ? (a, b) => b.stat.size - a.stat.size || (a.name < b.name ? -1 : 1) : (a, b) => (key(a.name) < key(b.name) ? -1 : 1);
  const list = [...items].sort(order);
  if (options.dirs) list.sort((a, b) => Number(b.stat.type === "dir") - Number(a.stat.type === "dir"));
  return options.r ? list.reverse() : list;
}

async function print(tool, items, options) {
  if (!items.length) return;
  const terminal = tool.process.descriptors.get(1)?.isTerminal;
  const shown = (item) => item.name + (options.F || options.p ? { dir: "/", link: options.p ? "" : "@" }[item.stat.type] ?? (options.F && item.stat.mode & 0o111 ? "*" : "") : "");
  if (!options.l) {
    const prefix = (item) => `${options.i ? `${item.stat.ino} ` : ""}${options.s ? `${blocks(item.stat)} ` : ""}`;
    if (!terminal || options[1]) return tool.out(items.map((item) => `${prefix(item)}${shown(item)}\n`).join(""));
    return tool.out(columns(items.map(shown)));
  }
  const now = tool.process.clock.now();
  const rows = items.map((item) => {
    const { stat } = item;
    const owner = options.n ? String(stat.uid) : (userById(tool.files, stat.uid)?.name ?? String(stat.uid));
    const group = options.n ? String(stat.gid) : (groupById(tool.files, stat.gid)?.name ?? String(stat.gid));
    const size = stat.type === "device" ? "1, 3" : options.h ? human(stat.size, { gnu: tool.gnu }) : String(stat.size);
    const target = stat.type === "link" ? ` -> ${linkTarget(tool.files, item.path)}` : "";
    return { stat, owner, group, size, time: options.full ? fullTime(stat.mtime) : shortTime(stat.mtime, now), name: shown(item) + target };
  });
  const width = (key) => Math.max(...rows.map((row) => row[key].length));
  const widths = tool.gnu ? { links: Math.max(...rows.map((row) => String(row.stat.nlink).length)), owner: width("owner"), group: width("group"), size: width("size") } : { links: 5, owner: 8, group: 8, size: 9 };
  return tool.out(rows.map((row) => {
    const links = String(row.stat.nlink).padStart(widths.links);
    const owner = options.g ? "" : `${row.owner.slice(0, tool.gnu ? 99 : 8).padEnd(widths.owner)} `;
    const group = options.o ? "" : `${row.group.slice(0, tool.gnu ? 99 : 8).padEnd(widths.group)} `;
    return `${options.i ? `${row.stat.ino} ` : ""}${modeText(row.stat)} ${links} ${owner}${group}${row.size.padStart(widths.size)} ${row.time} ${row.name}\n`;
  }).join(""));
}

const linkTarget = (files, path) => {
  try {
    return files.readlink(path);
  } catch {
    return "";
  }
};

function shortTime(mtime, now) {
  const time = new Date(mtime);
  const day = String(time.getUTCDate()).padStart(2);
  const isRecent = Math.abs(now - mtime) < 15778476000;
  const rest = isRecent ? `${String(time.getUTCHours()).padStart(2, "0")}:${String(time.getUTCMinutes()).padStart(2, "0")}` : ` ${time.getUTCFullYear()}`;
  return `${MONTHS[time.getUTCMonth()]} ${day} ${rest}`;
}

const fullTime = (mtime) => new Date(mtime).toISOString().replace("T", " ").replace(/\.(\d+)Z/, ".$1000000 +0000");

/** Names side by side, as on a terminal of 80 columns. */
function columns(names, width = 80) {
  for (let rows = 1; rows <= names.length; rows += 1) {
    const count = Math.ceil(names.length / rows);
    const widths = Array.from({ length: count }, (_, column) => Math.max(...names.slice(column * rows, (column + 1) * rows).map((name) => name.length)) + 2);
    if (widths.reduce((sum, each) => sum + each, 0) - 2 > width && rows < names.length) continue;
    return Array.from({ length: rows }, (_, row) => `${widths.map((each, column) => (names[column * rows + row] ?? "").padEnd(each)).join("").trimEnd()}\n`).join("");
  }
  return "";
}

export async function stat(tool) {
  const { options, rest } = tool.options("c:Lft", { format: "c", printf: "printf:", dereference: "L" });
  if (!rest.length) throw tool.missing();
  for (const name of rest) {
    await tool.attempt(
      async () => {
        const found = options.L ? tool.files.stat(name) : tool.files.lstat(name);
        const format = options.c ?? options.printf;
        await tool.out(format ? statFormat(tool, format, name, found) + (options.c ? "\n" : "") : statText(tool, name, found));
      },
      (_, message) => (tool.gnu ? `cannot statx '${name}': ${message}` : `can't stat '${name}': ${message}`));
  }
  return tool.status;
}

const KINDS = { dir: "directory", link: "symbolic link", device: "character special file", file: "regular file" };

function statFormat(tool, format, name, found) {
  const values = {
    n: name, N: found.type === "link" ? `'${name}' -> '${linkTarget(tool.files, name)}'` : tool.gnu ? `'${name}'` : `'${name}'`, s: found.size, a: (found.mode & 0o7777).toString(8), A: modeText(found), u: found.uid, g: found.gid, h: found.nlink, i: found.ino,
    U: userById(tool.files, found.uid)?.name ?? "UNKNOWN", G: groupById(tool.files, found.gid)?.name ?? "UNKNOWN", F: found.type === "file" && found.size === 0 ? "regular empty file" : KINDS[found.type],
    Y: Math.floor(found.mtime / 1000), y: fullTime(found.mtime), X: Math.floor(found.mtime / 1000), Z: Math.floor(found.mtime / 1000), b: blocks(found) * 2, B: 512, o: 4096, f: (({ file: 0x8000, dir: 0x4000, link: 0xa000, device: 0x2000 })[found.type] | found.mode).toString(16), d: 64, m: "/", "%": "%",
  };
  return format.replace(/%([a-zA-Z%])/g, (all, letter) => String(values[letter] ?? "?")).replace(/\\n/g, "\n").replace(/\\t/g, "\t");
}

function statText(tool, name, found) {
  const time = fullTime(found.mtime);
  const kind = found.type === "file" && found.size === 0 ? "regular empty file" : KINDS[found.type];
  const owner = (id, row) => `(${String(id).padStart(5)}/${(row?.name ?? "UNKNOWN").padStart(8)})`;
  return `  File: ${found.type === "link" ? `${name} -> ${linkTarget(tool.files, name)}` : name}\n  Size: ${String(found.size).padEnd(10)}\tBlocks: ${String(blocks(found) * 2).padEnd(10)} IO Block: 4096   ${kind}\n` +
    `Device: 0,64\tInode: ${String(found.ino).padEnd(11)} Links: ${found.nlink}\nAccess: (${(found.mode & 0o7777).toString(8).padStart(4, "0")}/${modeText(found)})  Uid: ${owner(found.uid, userById(tool.files, found.uid))}   Gid: ${owner(found.gid, groupById(tool.files, found.gid))}\n` +
    `Access: ${time}\nModify: ${time}\nChange: ${time}\n${tool.gnu ? ` Birth: ${time}\n` : ""}`;
}
