/* cp, mv and rm. */
import { FsError } from "../../fs/nodes.js";
import { Misuse } from "../tool.js";
import { copy, into, isFolder } from "./copying.js";

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
