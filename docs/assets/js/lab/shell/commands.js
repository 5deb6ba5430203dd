/* Simple commands: assignments, functions, builtins and programs. */
import { FsError } from "../fs/nodes.js";
import { findProgram, loadProgram } from "../proc/load.js";
import { Become, Exit } from "../proc/process.js";
import { builtins } from "./builtins.js";
import { Leave } from "./leave.js";
import { commandWords } from "./messages.js";
import { State } from "./state.js";

const SPECIAL = new Set([":", ".", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "trap", "unset", "break", "continue", "times"]);
const traced = (word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

export async function simple(shell, node, tail) {
  const { state } = shell;
  shell.captured = 0;
  const words = await shell.expander.words(node.words);
  const lent = shell.lent?.splice(0) ?? [];
  const undo = node.redirections.length ? await shell.redirect(node.redirections) : () => {};
  if (!undo) {
    if (state.dialect !== "bash" && SPECIAL.has(words[0]) && !state.interactive) throw new Exit(state.dialect === "ash" ? 1 : 2);
    return state.dialect === "dash" ? 2 : 1;
  }
  let keep = false;
  try {
    if (state.options.has("xtrace") && words.length) await shell.process.warn(`${state.get("PS4") ?? "+ "}${words.map(traced).join(" ")}\n`);
    if (!words.length) {
      const status = shell.captured;
      await assign(shell, node.assignments);
      return node.assignments.length || node.words.length ? (shell.captured || status) : 0;
    }
    keep = words[0] === "exec";
    return await named(shell, words, node, tail && !node.redirections.some((each) => each.descriptor !== null && each.descriptor > 2));
  } catch (error) {
    /* The new program keeps what was opened for it. */
    keep ||= error instanceof Become;
    throw error;
  } finally {
    if (!keep) undo();
    for (const number of lent) shell.process.place(number, null);
  }
}

async function assign(shell, assignments, exported) {
  for (const { name, value, append, index, array } of assignments) {
    if (array) {
      const map = new Map();
      const known = shell.state.variables.get(name)?.value;
      if (known?.named) map.named = true;
      await shell.fill(map, array);
      shell.state.set(name, map, { append });
    } else if (index) shell.expander.setElement(name, await shell.expander.index(name, index), await shell.expander.text(value, { assignment: true }), append);
    else {
      let text = await shell.expander.text(value, { assignment: true });
      if (shell.state.variables.get(name)?.integer) text = String(await shell.expander.arithmetic(text));
      shell.state.set(name, text, { exported, append });
    }
    if (shell.state.options.has("xtrace")) await shell.process.warn(`+ ${name}=${traced(shell.state.get(name) ?? "")}\n`);
  }
}

/** Fill in an array. */
export async function fillArray(shell, map, items) {
  let next = 0;
  for (const { key, value } of items) {
    if (key !== null) {
      const name = map.named ? await shell.expandText(key.replace(/^["']|["']$/g, "")) : Number(await shell.expander.arithmetic(await shell.expandText(key)));
      map.set(name, await shell.expander.text(value));
      next = map.named ? next : name + 1;
    } else for (const each of await shell.expander.words([value])) map.set(next++, each);
  }
}

async function named(shell, words, node, tail) {
  const { state } = shell;
  const [name] = words;
  const call = state.functions.get(name);
  const builtin = call ? null : builtins(state.dialect)[name];
  if (!call && !builtin) return external(shell, words, node, tail);
  if (!node.assignments.length) return call ? shell.call(call, words) : shell.builtin(builtin, words, node, tail);
  const keeps = SPECIAL.has(name) && state.dialect !== "bash";
  const before = node.assignments.map(({ name: each }) => [each, state.variables.get(each)]);
  await assign(shell, node.assignments, true);
  try {
    return call ? await shell.call(call, words) : await shell.builtin(builtin, words, node, tail);
  } finally {
    if (!keeps) for (const [each, variable] of before) variable ? state.variables.set(each, variable) : state.variables.delete(each);
  }
}

export async function runBuiltin(shell, run, words, node, tail) {
  try {
    return (await run(shell, words.slice(1), { words, node, tail })) ?? 0;
  } catch (error) {
    if (!(error instanceof FsError) || error.code === "EPIPE") throw error;
    await shell.complain(`${shell.state.dialect === "ash" ? "" : `${words[0]}: `}${shell.state.dialect === "dash" ? "I/O error" : `write error: ${error.message}`}`);
    return 1;
  }
}

export async function callFunction(shell, node, words) {
  const { state } = shell;
  const before = state.parameters;
  state.parameters = words.slice(1);
  state.frames.push(new Map());
  const loops = shell.loops;
  shell.loops = 0;
  try {
    await shell.node(node.body);
    return state.status;
  } catch (error) {
    if (!(error instanceof Leave) || error.kind !== "return") throw error;
    return state.status;
  } finally {
    shell.loops = loops;
    state.leave();
    state.parameters = before;
  }
}

/** Run a program. @param {boolean} tail whether nothing follows, so that no new process is needed */
async function external(shell, words, node, tail) {
  if (shell.custom && Object.hasOwn(shell.custom, words[0])) return customized(shell, words, node);
  const { path, error } = findProgram(shell.process.files, words[0], shell.state.get("PATH") ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  if (error) {
    await shell.complain(commandWords(shell.state, words[0], error));
    return error === "ENOENT" || error === "ENOTDIR" ? 127 : 126;
  }
  const isLast = tail && shell.isDisposable;
  const env = await environment(shell, node);
  if (isLast) shell.become(path, words, env);
  const child = shell.fork(async (copy) => copy.become(path, words, env), { argv: words });
  child.program = words[0];
  child.commandLine = words.join(" ");
  return shell.await(child);
}

async function environment(shell, node) {
  if (!node.assignments.length) return shell.state.environment();
  const own = shell.state.clone();
  const state = shell.state;
  shell.state = own;
  try {
    await assign(shell, node.assignments, true);
    return own.environment();
  } finally {
    shell.state = state;
  }
}

/** @throws {Become} */
export function become(shell, path, words, env) {
  const { process } = shell;
  const load = loadProgram(process.space, process.files, path, words);
  if (load.error === "ENOEXEC") {
    throw new Become(() => script(shell, path, words, env));
  }
  if (load.error) throw new FsError(load.error, path);
  process.env = env;
  handBack(shell);
  throw new Become(() => load.start(process));
}

/** A new program has no handlers; ignored signals stay ignored. */
function handBack(shell) {
  for (const [name, handler] of shell.process.handlers) if (handler !== "ignore") shell.process.handlers.delete(name);
  for (const [number, stream] of shell.process.descriptors) if (number >= 10 && number < 50) { stream.close(); shell.process.descriptors.delete(number); }
}

/** The shell itself runs a file without a `#!` line. */
async function script(shell, path, words, env) {
  const state = new State(shell.state.dialect, path);
  for (const [name, value] of Object.entries(env)) state.set(name, value, { exported: true });
  state.parameters = words.slice(1);
  state.source = path;
  const own = new shell.constructor(shell.process, state);
  own.custom = shell.custom;
  return own.toEnd(async () => own.runText(own.process.files.readText(path)));
}

/** A command that the lab adds, such as `docker`: it runs as a child. */
async function customized(shell, words, node) {
  const env = await environment(shell, node);
  const run = shell.custom[words[0]];
  const child = shell.fork(async (copy) => run(words, copy.process, env), { argv: words });
  child.commandLine = words.join(" ");
  return shell.await(child);
}
