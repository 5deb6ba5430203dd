/* Copy files and folders between file systems: for `docker cp`, COPY, and new volumes. */

/** Whether anything is at a path, even a link to nowhere. */
export function isThere(fs, path) {
  try {
    fs.lstat(path);
    return true;
  } catch {
    return false;
  }
}

/** Copy what is at `from` to `to`. Folders are merged. `own`: the owner of all copies. */
export function copyTree(source, from, target, to, { own = null, filter = () => true, follow = false } = {}) {
  const stat = follow ? source.stat(from) : source.lstat(from), { mode, mtime } = stat, uid = own?.uid ?? stat.uid, gid = own?.gid ?? stat.gid;
  if (stat.type === "dir") {
    if (to !== "/" && !(target.exists(to) && target.stat(to).type === "dir")) target.mkdir(to, { recursive: true, mode, uid, gid });
    for (const name of source.readdir(from)) {
      const path = join(from, name);
      if (filter(path)) copyTree(source, path, target, join(to, name), { own, filter });
    }
  } else if (stat.type === "link") {
    if (exists(target, to)) target.rm(to);
    target.symlink(source.readlink(from), to);
  } else if (stat.type === "file") {
    target.copyFile ? target.copyFile(source, from, to, { mode, uid, gid }) : target.writeFile(to, source.readFile(from), { mode, uid, gid });
    target.chmod(to, mode);
    target.chown(to, uid, gid);
    target.utimes?.(to, mtime);
  }
}

export const join = (folder, name) => (folder.endsWith("/") ? folder + name : `${folder}/${name}`);

function exists(fs, path) {
  try {
    fs.lstat(path);
    return true;
  } catch {
    return false;
  }
}

/** A folder's path, then all paths below it. @returns {Generator<string>} */
export function* walk(fs, path) {
  yield path;
  if (fs.lstat(path).type !== "dir") return;
  for (const name of [...fs.readdir(path)].sort()) yield* walk(fs, join(path, name));
}

/** The folder of a path. */
export const dirname = (path) => path.replace(/\/[^/]*$/, "") || "/";
export const basename = (path) => path.replace(/\/+$/, "").split("/").at(-1);
