/* Shared by cp, mv, ln and install: where something goes, and the copying. */

export const base = (path) => path.replace(/\/+$/, "").split("/").at(-1) || "/";

export const isFolder = (files, path) => files.exists(path) && files.stat(path).type === "dir";

export const into = (files, target, source) => (isFolder(files, target) ? `${target.replace(/\/+$/, "")}/${base(source)}` : target);

export async function copy(tool, from, to, how) {
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

export const isLink = (files, path) => {
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
    /* Not the owner: keep what we can. */
  }
}
