/* Programs for owners and rights: chmod, chown, install. */
import { FsError } from "../../fs/nodes.js";
import { groupByName, userByName } from "../../proc/users.js";
import { Misuse } from "../tool.js";
import { copy, into, isFolder, isLink } from "./copying.js";

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
