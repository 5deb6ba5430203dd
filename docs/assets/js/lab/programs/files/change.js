/* cp, mv, rm, mkdir, rmdir, touch, ln, chmod, chown, … */
import { FsError } from "../../fs/nodes.js";
import { groupByName, userByName } from "../../proc/users.js";
import { Misuse, sizeOf } from "../tool.js";

const base = (path) => path.replace(/\/+$/, "").split("/").at(-1) || "/";
const isFolder = (files, path) => files.exists(path) && files.stat(path).type === "dir";
const into = (files, target, source) => (isFolder(files, target) ? `${target.replace(/\/+$/, "")}/${base(source)}` : target);

export async function mkdir(tool) {
  const { options, rest } = tool.options("pm:v", { parents: "p", mode: "m", verbose: "v" });
  if (!rest.length) throw tool.missing();
  for (const name of rest) {
    await tool.attempt(
      async () => {
        tool.files.mkdir(name, { recursive: Boolean(options.p), mode: options.m ? parseInt(options.m, 8) : undefined });
        if (options.v) await tool.out(tool.gnu ? `mkdir: created directory '${name}'\n` : `created directory: '${name}'\n`);
      },
      (_, message) => (tool.gnu ? `cannot create directory '${name}': ${message}` : `can't create directory '${name}': ${message}`));
  }
}

export async function rmdir(tool) {
  const { options, rest } = tool.options("pv", { parents: "p", "ignore-fail-on-non-empty": "quiet" });
  if (!rest.length) throw tool.missing();
  for (const name of rest) {
    for (let path = name; path; path = options.p ? path.replace(/\/?[^/]*$/, "") : "") {
      await tool.attempt(() => tool.files.rmdir(path), (_, message) => (tool.gnu ? `failed to remove '${path}': ${message}` : `'${path}': ${message}`));
    }
  }
}

export async function rm(tool) {
  const { options, rest } = tool.options("rRfiIvd", { recursive: "r", force: "f", verbose: "v", "no-preserve-root": "root", interactive: "i", dir: "d" });
  const deep = Boolean(options.r || options.R);
  if (!rest.length && !options.f) throw tool.missing();
  for (const name of rest) {
    if (/(^|\/)\.\.?\/?$/.test(name)) {
      await tool.fail(tool.gnu ? `refusing to remove '.' or '..' directory: skipping '${name}'` : `can't remove '.' or '..'`);
      continue;
    }
    if (tool.gnu && deep && /^\/+$/.test(name) && !options.root) {
      await tool.fail(`it is dangerous to operate recursively on '/'\n${tool.name}: use --no-preserve-root to override this failsafe`);
      continue;
    }
    await remove(tool, name, deep, options);
  }
}

async function remove(tool, name, deep, options) {
  const words = (_, message) => (tool.gnu ? `cannot remove '${name}': ${message}` : `can't remove '${name}': ${message}`);
  let stat;
  try {
    stat = tool.files.lstat(name);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (options.f && (error.code === "ENOENT" || error.code === "ENOTDIR")) return;
    await tool.fail(words("", error.message));
    return;
  }
  if (stat.type === "dir" && deep) {
    const names = await tool.attempt(() => tool.files.readdir(name), words);
    for (const child of names ?? []) await remove(tool, `${name}/${child}`, deep, options);
    if (names) await tool.attempt(() => tool.files.rmdir(name), (_, message, error) => words("", error.code === "EBUSY" ? "Device or resource busy" : message));
  } else if (stat.type === "dir") await tool.fail(tool.gnu ? `cannot remove '${name}': Is a directory` : `'${name}' is a directory`);
  else {
    await tool.attempt(() => tool.files.unlink(name), words);
    if (options.v) await tool.out(tool.gnu ? `removed '${name}'\n` : `removed '${name}'\n`);
  }
}

export async function cp(tool) {
  const { options, rest } = tool.options("aRrfpdPLHiuvnlstT", { recursive: "r", archive: "a", force: "f", verbose: "v", "no-clobber": "n", parents: "parents", preserve: "p", update: "u" });
  if (rest.length < 2) throw rest.length || !tool.gnu ? new Misuse(tool.gnu ? `missing destination file operand after '${rest[0]}'${tool.hint}` : "missing operand") : new Misuse(`missing file operand${tool.hint}`);
  const target = rest.pop();
  const deep = Boolean(options.r || options.R || options.a);
  if (rest.length > 1 && !isFolder(tool.files, target)) {
    await tool.fail(tool.gnu ? `target '${target}': ${tool.files.exists(target) ? "Not a directory" : "No such file or directory"}` : `can't stat '${target}': No such file or directory`);
    return tool.status;
  }
  for (const name of rest) await copy(tool, name, options.T ? target : into(tool.files, target, name), { deep, keep: Boolean(options.a || options.p), links: Boolean(options.a || options.d || options.P || deep), verbose: options.v, never: options.n });
  return tool.status;
}

async function copy(tool, from, to, how) {
  const { files } = tool;
  const stat = await tool.attempt(() => (how.links ? files.lstat(from) : files.stat(from)), (_, message) => (tool.gnu ? `cannot stat '${from}': ${message}` : `can't stat '${from}': ${message}`));
  if (!stat) return;
  if (stat.type === "dir" && !how.deep) {
    await tool.fail(tool.gnu ? `-r not specified; omitting directory '${from}'` : `omitting directory '${from}'`);
    return;
  }
  if (files.exists(to) && stat.type !== "dir" && files.stat(to).ino === stat.ino) {
    await tool.fail(`'${from}' and '${to}' are the same file`);
    return;
  }
  if (how.never && files.exists(to)) return;
  const words = (_, message) => (tool.gnu ? `cannot create ${stat.type === "dir" ? "directory" : "regular file"} '${to}': ${message}` : `can't create '${to}': ${message}`);
  if (stat.type === "dir") {
    const names = files.readdir(from);
    if (!isFolder(files, to) && (await tool.attempt(() => (files.mkdir(to, { mode: stat.mode }), true), words)) === undefined) return;
    for (const name of names) await copy(tool, `${from}/${name}`, `${to}/${name}`, how);
  } else if (stat.type === "link") {
    await tool.attempt(() => {
      if (files.exists(to) || isLink(files, to)) files.unlink(to);
      files.symlink(files.readlink(from), to);
    }, words);
    return;
  } else {
    const data = await tool.attempt(() => readable(files, from), (_, message) => (tool.gnu ? `cannot open '${from}' for reading: ${message}` : `can't open '${from}': ${message}`));
    if (data === undefined) return;
    const isNew = !files.exists(to);
    if ((await tool.attempt(() => (files.writeFile(to, data, isNew ? { mode: stat.mode & ~files.umask } : {}), true), words)) === undefined) return;
    if (files.node(from).claimed) files.node(to).claimed = files.node(from).claimed;
  }
  if (how.verbose) await tool.out(`'${from}' -> '${to}'\n`);
  if (how.keep) keep(files, to, stat);
}

function readable(files, path) {
  const { node } = files.walk(path);
  return node.type === "device" ? new Uint8Array(0) : files.readFile(path);
}

const isLink = (files, path) => {
  try {
    return files.lstat(path).type === "link";
  } catch {
    return false;
  }
};

function keep(files, path, stat) {
  try {
    files.chmod(path, stat.mode);
    files.utimes(path, stat.mtime);
    files.chown(path, stat.uid, stat.gid);
  } catch {
    /* Not the owner: what can be kept is kept. */
  }
}

export async function mv(tool) {
  const { options, rest } = tool.options("finvTut:", { force: "f", verbose: "v", "no-clobber": "n" });
  if (rest.length < 2) throw rest.length || !tool.gnu ? new Misuse(tool.gnu ? `missing destination file operand after '${rest[0]}'${tool.hint}` : "missing operand") : new Misuse(`missing file operand${tool.hint}`);
  const target = rest.pop();
  const { files } = tool;
  if (rest.length > 1 && !isFolder(files, target)) {
    await tool.fail(tool.gnu ? `target '${target}': No such file or directory` : `can't rename '${rest[0]}': Not a directory`);
    return tool.status;
  }
  for (const name of rest) {
    const to = into(files, target, name);
    await tool.attempt(
      async () => {
        if (options.n && files.exists(to)) return;
        try {
          files.lstat(name);
        } catch (error) {
          throw Object.assign(error, { path: name, isSource: true });
        }
        try {
          files.rename(name, to);
        } catch (error) {
          if (error.code !== "EXDEV") throw error;
          await copy(tool, name, to, { deep: true, keep: true, links: true });
          files.rm(name, { recursive: true });
        }
        if (options.v) await tool.out(`renamed '${name}' -> '${to}'\n`);
      },
      (_, message, error) => (tool.gnu ? (error.isSource ? `cannot stat '${name}': ${message}` : error.code === "EINVAL" ? `cannot move '${name}' to a subdirectory of itself, '${to}'` : `cannot move '${name}' to '${to}': ${message}`) : `can't rename '${name}': ${message}`));
  }
  return tool.status;
}

export async function touch(tool) {
  const { options, rest } = tool.options("acmd:t:r:h", { "no-create": "c", date: "d", reference: "r" });
  if (!rest.length) throw new Misuse(tool.gnu ? `missing file operand${tool.hint}` : "missing operand");
  const now = tool.process.clock.now();
  const time = options.r ? tool.files.stat(options.r).mtime : options.d ? Date.parse(/Z|[+-]\d\d:?\d\d$/.test(options.d) ? options.d : `${options.d.replace(" ", "T")}${/\d:\d/.test(options.d) ? "Z" : ""}`) || now : now;
  for (const name of rest) {
    await tool.attempt(
      () => {
        if (!tool.files.walk(name).node) {
          if (options.c) return;
          tool.files.create(name);
        }
        tool.files.utimes(name, time);
      },
      (_, message) => (tool.gnu ? `cannot touch '${name}': ${message}` : `${name}: ${message}`));
  }
}

export async function ln(tool) {
  const { options, rest } = tool.options("sfnrvT", { symbolic: "s", force: "f", "no-dereference": "n" });
  if (!rest.length) throw new Misuse(tool.gnu ? `missing file operand${tool.hint}` : "missing operand");
  const target = rest.length > 1 ? rest.pop() : base(rest[0]);
  for (const name of rest) {
    const to = options.n && isLink(tool.files, target) ? target : into(tool.files, target, name);
    await tool.attempt(
      () => {
        if (options.f && (isLink(tool.files, to) || tool.files.exists(to))) tool.files.unlink(to);
        if (options.s) tool.files.symlink(name, to);
        else tool.files.link(name, to);
      },
      (_, message, error) => {
        if (!tool.gnu) return options.s || error.code === "EEXIST" ? `${to}: ${message}` : `${error.code === "EPERM" ? to : name}: ${message}`;
        if (!options.s && error.code === "EPERM") return `${name}: hard link not allowed for directory`;
        if (!options.s && error.code === "ENOENT" && !tool.files.exists(name)) return `failed to access '${name}': ${message}`;
        return `failed to create ${options.s ? "symbolic" : "hard"} link '${to}'${options.s || error.code === "EEXIST" ? "" : ` => '${name}'`}: ${message}`;
      });
  }
}

/** `u+x`, `a=r,g-w`, `755` on a mode. */
export function changedMode(text, mode, isFolderNode, umask = 0o022) {
  if (/^[0-7]+$/.test(text)) return parseInt(text, 8) & 0o7777;
  let value = mode;
  for (const clause of text.split(",")) {
    const found = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (!found) return null;
    for (const [, op, letters] of found[2].matchAll(/([-+=])([rwxXstugo]*)/g)) value = applied(value, found[1], op, letters, isFolderNode, umask);
  }
  return value;
}

function applied(mode, who, op, letters, isFolderNode, umask) {
  let bits = 0;
  for (const letter of letters) {
    if (letter === "r") bits |= 0o444;
    else if (letter === "w") bits |= 0o222;
    else if (letter === "x" || (letter === "X" && (isFolderNode || mode & 0o111))) bits |= 0o111;
    else if (letter === "s") bits |= 0o6000;
    else if (letter === "t") bits |= 0o1000;
    else if ("ugo".includes(letter)) bits |= ((mode >> { u: 6, g: 3, o: 0 }[letter]) & 7) * 0o111;
  }
  let mask = 0;
  for (const letter of who || "a") mask |= { u: 0o4700, g: 0o2070, o: 0o0007, a: 0o6777 }[letter];
  mask |= 0o1000;
  if (!who) mask &= ~umask;
  bits &= mask;
  if (op === "+") return mode | bits;
  return op === "-" ? mode & ~bits : (mode & ~(mask & 0o7777)) | bits;
}

export async function chmod(tool) {
  const isMode = /^-[rwxXst]+$/.test(tool.args[0] ?? "");
  if (isMode) tool.args.unshift("--");
  const { options, rest } = tool.options("Rvfc", { recursive: "R", verbose: "v", reference: "reference:" });
  const [mode, ...names] = rest;
  if (mode === undefined || !names.length) throw new Misuse(tool.gnu ? (mode === undefined ? `missing operand${tool.hint}` : `missing operand after '${mode}'${tool.hint}`) : "missing operand");
  if (changedMode(mode, 0) === null) throw new Misuse(tool.gnu ? `invalid mode: '${mode}'${tool.hint}` : `invalid mode '${mode}'`);
  const visit = async (path) => {
    await tool.attempt(
      () => {
        const { node } = tool.files.walk(path);
        if (!node) throw new FsError("ENOENT", path);
        tool.files.chmod(path, changedMode(mode, node.mode, node.type === "dir", tool.files.umask));
      },
      (_, message, error) => (tool.gnu ? (error.code === "EPERM" || error.code === "EROFS" ? `changing permissions of '${path}': ${message}` : `cannot access '${path}': ${message}`) : `${path}: ${message}`));
    if (options.R && !isLink(tool.files, path) && isFolder(tool.files, path)) for (const name of tool.files.readdir(path)) if (!isLink(tool.files, `${path}/${name}`)) await visit(`${path}/${name}`);
  };
  for (const name of names) await visit(name);
}

export async function chown(tool) {
  const { options, rest } = tool.options("RhvfcLHP", { recursive: "R", "no-dereference": "h", verbose: "v" });
  const [owner, ...names] = rest;
  if (owner === undefined || !names.length) throw new Misuse(tool.gnu ? (owner === undefined ? `missing operand${tool.hint}` : `missing operand after '${owner}'${tool.hint}`) : "missing operand");
  const isGroup = tool.name === "chgrp";
  const [user, group] = isGroup ? ["", owner] : owner.split(/[:.]/);
  const ids = {
    uid: user === "" ? -1 : (userByName(tool.files, user)?.uid ?? (/^\d+$/.test(user) ? Number(user) : null)),
    gid: group === undefined || group === "" ? -1 : (groupByName(tool.files, group)?.gid ?? (/^\d+$/.test(group) ? Number(group) : null)),
  };
  if (ids.uid === null) throw new Misuse(tool.gnu ? `invalid user: '${owner}'` : `unknown user ${user}`);
  if (ids.gid === null) throw new Misuse(tool.gnu ? `invalid group: '${isGroup ? group : owner}'` : `unknown group ${group}`);
  const visit = async (path) => {
    await tool.attempt(
      () => tool.files.chown(path, ids.uid, ids.gid, { follow: !options.h && !options.R }),
      (_, message, error) => (tool.gnu ? (error.code === "EPERM" || error.code === "EROFS" ? `changing ${isGroup ? "group" : "ownership"} of '${path}': ${message}` : `cannot access '${path}': ${message}`) : `${path}: ${message}`));
    if (options.R && !isLink(tool.files, path) && isFolder(tool.files, path)) for (const name of tool.files.readdir(path)) await visit(`${path}/${name}`);
  };
  for (const name of names) await visit(name);
}

export async function mktemp(tool) {
  const { options, rest } = tool.options("dp:tuq", { directory: "d" });
  const template = rest[0] ?? "tmp.XXXXXXXXXX";
  const folder = options.p ?? (rest[0] ? "" : "/tmp");
  const filled = template.replace(/X{3,}/, (marks) => [...marks].map(() => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[Math.floor(Math.random() * 62)]).join(""));
  const path = folder ? `${folder}/${filled}` : filled;
  if (options.d) tool.files.mkdir(path, { mode: 0o700 });
  else tool.files.writeFile(path, "", { mode: 0o600 });
  await tool.out(`${path}\n`);
}

export async function truncate(tool) {
  const { options, rest } = tool.options("s:cr:", { size: "s" });
  const size = sizeOf((options.s ?? "").replace(/^[+-]/, ""));
  if (size === null) throw new Misuse(tool.gnu ? "you must specify either '--size' or '--reference'" : "missing operand");
  for (const name of rest) {
    await tool.attempt(() => {
      const { node } = tool.files.create(name);
      const data = new Uint8Array(options.s.startsWith("+") ? node.length + size : size);
      data.set(node.data.subarray(0, data.length));
      tool.files.writeFile(name, data);
    }, (_, message) => (tool.gnu ? `cannot open '${name}' for writing: ${message}` : `${name}: open: ${message}`));
  }
}

export async function install(tool) {
  const { options, rest } = tool.options("dm:o:g:Dv", { directory: "d", mode: "m", owner: "o", group: "g" });
  const mode = options.m ? parseInt(options.m, 8) : 0o755;
  if (options.d) for (const name of rest) tool.files.mkdir(name, { recursive: true });
  else {
    const target = rest.pop();
    for (const name of rest) {
      const to = into(tool.files, target, name);
      await copy(tool, name, to, { deep: false });
      tool.files.chmod(to, mode);
    }
  }
}
