/* From a path to a running program: the PATH search, `#!` lines, and file contents. */
import { programIn } from "../fs/layers.js";
import { FsError } from "../fs/nodes.js";

/** Find a command. @returns {{path?: string, error?: string}} */
export function findProgram(files, name, path) {
  if (name === "") return { error: "ENOENT" };
  if (name.includes("/")) return usable(files, name);
  let error = "ENOENT";
  for (const folder of path.split(":")) {
    const found = usable(files, `${folder || "."}/${name}`);
    if (found.path) return { path: found.path.replace(/^\.\/(?=.)/, "./") };
    if (found.error === "EACCES") error = "EACCES";
  }
  return { error };
}

function usable(files, path) {
  try {
    const stat = files.stat(path);
    if (stat.type === "dir") return { error: "EISDIR" };
    return files.may(path, 1) ? { path } : { error: "EACCES" };
  } catch (error) {
    if (error instanceof FsError) return { error: error.code };
    throw error;
  }
}

/** What a file runs. @returns {{start?: (process) => Promise<number>, error?: string}} */
export function loadProgram(space, files, path, argv, depth = 0) {
  if (depth > 4) return { error: "ELOOP" };
  const found = usable(files, path);
  if (found.error) return found;
  const { data } = files.node(path);
  const name = programIn(data);
  if (name) {
    const main = space.programs(name, argv);
    if (!main) return { error: "ENOEXEC" };
    return { start: (process) => begin(process, argv, name, main) };
  }
  if (data[0] !== 0x23 || data[1] !== 0x21) return { error: "ENOEXEC" };
  const line = new TextDecoder().decode(data.subarray(2, 300)).split("\n")[0].trim();
  const [, interpreter, argument] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
  if (!interpreter) return { error: "ENOEXEC" };
  return loadProgram(space, files, interpreter, [interpreter, ...(argument ? [argument] : []), path, ...argv.slice(1)], depth + 1);
}

function begin(process, argv, name, main) {
  process.argv = argv;
  process.program = argv[0];
  process.flavour = name;
  return main(process);
}
