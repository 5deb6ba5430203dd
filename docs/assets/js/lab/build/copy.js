/* COPY and ADD: which files they mean, and where they go. */
import { absolute } from "../engine/mounts.js";
import { NotModelled } from "../engine/errors.js";
import { basename, copyTree, dirname, isThere, join, walk } from "../engine/tree.js";
import { decompress, isGzip } from "../programs/archive/gzip.js";
import { readTar } from "../commands/tar.js";
import { matcher } from "./ignore.js";

/** A malformed pattern. */
export class BadPattern extends Error {
  constructor(pattern) {
    super(`rpc error: code = Unknown desc = invalid includepatterns: [${pattern}]: syntax error in pattern`);
  }
}

/** A file that COPY names is missing. */
export class MissingFile extends Error {}

/** The context of a build: the files below a folder of the host, without those in .dockerignore. */
export function contextOf(fs, root, ignored) {
  return { fs, root, hides: (path) => ignored(path.slice(root === "/" ? 1 : root.length + 1)) };
}

/** Find what a word of COPY means. @returns {string[]} */
export function sources({ fs, root, hides }, word) {
  const path = absolute(word, "/").slice(1), at = (relative) => (relative ? join(root, relative) : root);
  if (!/[*?[]/.test(path)) {
    const whole = at(path);
    if (!isThere(fs, whole) || (path && hides(whole) && !hasKept(fs, whole, hides))) throw new MissingFile(`/${path}`);
    return [whole];
  }
  const folder = path.split("/").slice(0, path.split("/").findIndex((part) => /[*?[]/.test(part))).join("/");
  if (folder && !isThere(fs, at(folder))) throw new MissingFile(`lstat /${folder}`);
  if (/\[[^\]]*$/.test(path)) throw new BadPattern(path);
  const match = matcher(path);
  return [...walk(fs, root)].filter((each) => each !== root && match(each.slice(root === "/" ? 1 : root.length + 1)) && !hides(each));
}

const hasKept = (fs, path, hides) => fs.lstat(path).type === "dir" && [...walk(fs, path)].some((each) => !hides(each));

/** Copy the paths. `own`: the owner of the copies; `mode`: their rights; `unpacks`: the clock, if archives are to be unpacked. */
export async function copyFiles(from, paths, target, to, { own = { uid: 0, gid: 0 }, mode = null, unpacks = null, keepsOwner = false }) {
  const intoFolder = to.endsWith("/") || paths.length > 1 || (isThere(target, to) && target.stat(to).type === "dir");
  for (const path of paths) {
    const { type } = from.fs.stat(path), filter = (each) => !from.hides(each) || hasKept(from.fs, each, from.hides);
    if (unpacks && type === "file" && isArchive(path)) {
      await unpack(from.fs.readFile(path), target, to, unpacks);
      continue;
    }
    const place = type === "dir" ? to.replace(/\/+$/, "") || "/" : intoFolder ? join(to, basename(path)) : to;
    if (type === "dir" && !isThere(target, place)) target.mkdir(place, { recursive: true, mode: mode ?? 0o755, ...(keepsOwner ? {} : own) });
    if (type !== "dir" && !isThere(target, dirname(place))) target.mkdir(dirname(place), { recursive: true, ...own });
    copyTree(from.fs, path, target, place, { own: keepsOwner ? null : own, filter, follow: true });
    if (mode !== null) for (const each of walk(target, place)) if (target.lstat(each).type === "file" || type !== "dir") target.chmod(each, mode);
  }
}

const isArchive = (path) => /\.(?:tar|tar\.gz|tgz)$/.test(path);

async function unpack(bytes, target, to, clock) {
  if (!isThere(target, to)) target.mkdir(to, { recursive: true });
  await readTar(isGzip(bytes) ? await decompress(clock, bytes) : bytes, target, to);
}

/** Return a digest of the paths for the cache: names, rights and contents. */
export function fingerprint({ fs, hides }, paths) {
  let a = 0x811c9dc5, b = 0x1000193;
  const add = (byte) => {
    a = Math.imul(a ^ byte, 0x01000193) >>> 0;
    b = (Math.imul(b, 31) + byte) >>> 0;
  };
  for (const path of paths) {
    const whole = fs.stat(path).type === "dir" ? walk(fs, path) : [path];
    for (const each of whole) {
      if (hides(each)) continue;
      const stat = fs.lstat(each);
      for (const letter of `${each.slice(path.length)}:${stat.type === "dir" ? "dir" : stat.mode};`) add(letter.charCodeAt(0) & 255);
      if (stat.type === "file") for (const byte of fs.readFile(each)) add(byte);
    }
  }
  return `${a.toString(16)}${b.toString(16)}`;
}

export function refuseUrls(words) {
  const remote = words.find((each) => /^(?:https?:|git@|git:)/.test(each));
  if (remote) throw new NotModelled(`ADD ${remote}`);
}
