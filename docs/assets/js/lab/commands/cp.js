/* `docker cp`: copy between a container's files and the host's. */
import { EngineError } from "../engine/errors.js";
import { absolute, mountAll } from "../engine/mounts.js";
import { basename, copyTree, dirname, isThere, join } from "../engine/tree.js";
import { readTar, writeTar } from "./tar.js";

const split = (text) => {
  const at = text.indexOf(":");
  return at > 0 && !/^[/.]/.test(text) ? [text.slice(0, at), text.slice(at + 1)] : [null, text];
};

export async function cp(call, lab) {
  const { engine } = lab, [from, to] = call.operands, [source, sourcePath] = split(from), [target, targetPath] = split(to), { io } = call;
  const say = (text) => {
    call.err(`${text}\n`);
    return 1;
  };
  if (source !== null && target !== null) return say("copying between containers is not supported");
  if (source === null && target === null) return say("must specify at least one container source");
  if (source !== null && targetPath !== "-") {
    const parent = dirname(absolute(targetPath, io.cwd));
    if (!isThere(io.fs, parent)) return say(`invalid output path: directory ${JSON.stringify(parent)} does not exist`);
  }
  if (source === null && sourcePath !== "-" && /\/$/.test(targetPath) && isThere(io.fs, absolute(sourcePath, io.cwd)) && !exists(engine, target)) return say("no such directory");
  const container = engine.find(source ?? target), { fs } = container;
  mounted(engine, container);
  if (source !== null) {
    const path = absolute(sourcePath, "/");
    if (!isThere(fs, path)) throw new EngineError(`Could not find the file ${sourcePath} in container ${source}`);
    if (targetPath === "-") {
      call.out(await writeTar(fs, path, basename(path) || "."));
      return 0;
    }
    return copy(fs, sourcePath, path, io.fs, targetPath, absolute(targetPath, io.cwd), { call, clock: engine.clock, own: { uid: 0, gid: 0 } });
  }
  const path = absolute(sourcePath, io.cwd);
  if (sourcePath === "-") {
    const folder = absolute(targetPath, "/");
    if (!isThere(fs, folder)) throw new EngineError(`Could not find the file ${targetPath} in container ${target}`);
    await readTar(await readAll(io.stdin), fs, folder);
    return 0;
  }
  if (!isThere(io.fs, path)) return say(`lstat ${path}: no such file or directory`);
  if (container.host.ReadonlyRootfs && container.state.running) throw new EngineError("container rootfs is marked read-only");
  return copy(io.fs, sourcePath, path, fs, targetPath, absolute(targetPath, "/"), { call, clock: engine.clock, container: target, own: call.on("--archive") ? null : { uid: 0, gid: 0 } });
}

function exists(engine, name) {
  try {
    return Boolean(engine.find(name));
  } catch {
    return false;
  }
}

/* `cp` sees a container's volumes even while it isn't running. */
function mounted(engine, container) {
  if (!container.state.running && !container.mounted) mountAll(engine, container);
}

/** Copy by `cp -a`'s rules, as `docker cp` does. */
function copy(source, given, from, target, asked, to, { call, clock, container = null, own }) {
  const isFolder = source.stat(from).type === "dir", exists = isThere(target, to), intoFolder = exists && target.stat(to).type === "dir", endsInSlash = /(?:\/|^|\/\.)$/.test(asked) && asked !== "";
  const refuse = (text) => {
    call.err(`${text}\n`);
    return 1;
  };
  // The CLI packs while it asks, and is told that the reader is gone.
  const cutOff = (text) => {
    if (container) call.err(`time="${new Date(clock.now()).toISOString().replace(/\.\d+Z/, "Z")}" level=error msg="Can't add file ${from} to tar: io: read/write on closed pipe"\n`);
    return refuse(text);
  };
  if (isFolder && exists && !intoFolder) return cutOff("cannot copy directory");
  if (!exists) {
    if (!isFolder && endsInSlash) return cutOff("no such directory");
    const parent = dirname(to);
    if (!isThere(target, parent) || target.stat(parent).type !== "dir") {
      return refuse(container ? `Error response from daemon: Could not find the file ${parent} in container ${container}` : `invalid output path: directory ${JSON.stringify(parent)} does not exist`);
    }
  }
  const contents = isFolder && /(?:^|\/)\.$/.test(given), into = intoFolder && !contents ? join(to, basename(from)) : to;
  copyTree(source, from, target, into, { own, follow: call.on("--follow-link") });
  return 0;
}

/** Read all input. @returns {Promise<Uint8Array>} */
export async function readAll(stdin) {
  const encoder = new TextEncoder(), chunks = [];
  for (let chunk = await stdin?.read(); chunk; chunk = await stdin.read()) chunks.push(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
  const all = new Uint8Array(chunks.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of chunks) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}
