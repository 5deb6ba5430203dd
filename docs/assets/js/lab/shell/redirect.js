/* `<`, `>`, `2>&1` and their kin. */
import { FsError } from "../fs/nodes.js";
import { fromBytes } from "../proc/streams.js";

const HOW = { "<": "r", ">": "w", ">|": "w", ">>": "a", "<>": "rw" };

/** Put streams in place. @returns an undo function, or null after printing an error */
export async function applyRedirections(shell, redirections) {
  const { process } = shell;
  const before = [];
  const put = (number, stream) => {
    before.push([number, process.descriptors.get(number)]);
    if (stream) process.descriptors.set(number, stream);
    else process.descriptors.delete(number);
  };
  const undo = () => {
    for (const [number, stream] of before.reverse()) {
      process.descriptors.get(number)?.close();
      if (stream && process.isAlive) process.descriptors.set(number, stream);
      else process.descriptors.delete(number);
    }
  };
  for (const redirection of redirections) {
    try {
      await one(shell, redirection, put);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      undo();
      await shell.complain(words(shell.state, error, redirection));
      return null;
    }
  }
  return undo;
}

async function one(shell, { descriptor, op, target, body }, put) {
  const { process } = shell;
  if (op === "<<" || op === "<<-") return put(descriptor ?? 0, fromBytes(await shell.expander.text([{ kind: "double", parts: body ?? [] }])));
  const name = op === "<<<" ? await shell.expander.text(target) : (await shell.expander.words([target])).join(" ");
  if (op === "<<<") return put(descriptor ?? 0, fromBytes(`${name}\n`));
  if (op === "&>" || op === "&>>" || (op === ">&" && descriptor === null && !/^(\d+|-)$/.test(name))) {
    const stream = process.open(name, op === "&>>" ? "a" : "w");
    put(1, stream);
    return put(2, stream.share());
  }
  if (op === ">&" || op === "<&") {
    const number = descriptor ?? (op === ">&" ? 1 : 0);
    if (name === "-") return put(number, null);
    if (!/^\d+-?$/.test(name)) throw Object.assign(new FsError("EBADF", name), { ambiguous: true });
    const source = process.descriptors.get(parseInt(name, 10));
    if (!source) throw new FsError("EBADF", name);
    put(number, source.share());
    if (name.endsWith("-")) put(parseInt(name, 10), null);
    return undefined;
  }
  if (op === ">" && shell.state.options.has("noclobber") && process.files.exists(name) && process.files.stat(name).type === "file") throw new FsError("EEXIST", name);
  return put(descriptor ?? (op.startsWith("<") ? 0 : 1), process.open(name, HOW[op]));
}

function words({ dialect }, error, { op }) {
  const path = error.path ?? "";
  const isIn = op.startsWith("<") && op !== "<>";
  if (dialect === "bash") {
    if (error.code === "EEXIST") return `${path}: cannot overwrite existing file`;
    return path === "" ? `: No such file or directory` : `${path}: ${error.message}`;
  }
  if (error.code === "EBADF") return dialect === "dash" ? `${path}: Bad file descriptor` : `dup2(${path},1): Bad file descriptor`;
  const text = { ash: { in: "no such file", out: "nonexistent directory" }, dash: { in: "No such file", out: "Directory nonexistent" } }[dialect];
  const why = error.code === "ENOENT" || (error.code === "ENOTDIR" && !isIn) ? (isIn ? text.in : text.out) : error.message;
  const verb = isIn ? "open" : "create";
  return dialect === "ash" ? `can't ${verb} ${path}: ${why}` : `cannot ${verb} ${path}: ${why}`;
}
