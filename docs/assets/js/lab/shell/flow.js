/* Builtins that change what runs next: exit, break, return, exec, source, eval, trap. */
import { FsError } from "../fs/nodes.js";
import { findProgram, loadProgram } from "../proc/load.js";
import { Exit } from "../proc/process.js";
import { signalName } from "../proc/signals.js";
import { Leave } from "./leave.js";
import { commandWords } from "./messages.js";
import { say } from "./saying.js";
import { allSignals } from "./state.js";

export async function exit(shell, args) {
  if (args[0] !== undefined && !/^-?\d+$/.test(args[0])) {
    await say(shell, "exit", shell.state.dialect === "bash" ? `${args[0]}: numeric argument required` : `Illegal number: ${args[0]}`);
    throw new Exit(2);
  }
  if (shell.state.interactive && shell.state.dialect === "bash" && shell.process.space.isContainer) await shell.process.warn("exit\n");
  throw new Exit(args[0] === undefined ? shell.state.status : Number(args[0]));
}

export async function leaveLoop(shell, kind, args) {
  if (!shell.loops) {
    if (shell.state.dialect === "bash") await say(shell, kind, "only meaningful in a `for', `while', or `until' loop");
    return 0;
  }
  throw new Leave(kind, Math.min(Number(args[0] ?? 1), shell.loops));
}

export async function return_(shell, args) {
  const { state } = shell;
  if (!state.frames.length && !shell.sourcing && state.dialect === "bash") {
    await say(shell, "return", "can only `return' from a function or sourced script");
    return 2;
  }
  state.status = args[0] === undefined ? state.status : Number(args[0]) & 255;
  if (!state.frames.length && !shell.sourcing) throw new Exit(state.status);
  throw new Leave("return");
}

export async function exec(shell, args, { node }) {
  const { state, process } = shell;
  while (args[0] === "--" || args[0] === "-a" || args[0] === "-c") args = args.slice(args[0] === "-a" ? 2 : 1);
  if (!args.length) {
    for (const number of [...process.descriptors.keys()]) if (number < 0) process.descriptors.delete(number);
    return 0;
  }
  const custom = shell.custom && Object.hasOwn(shell.custom, args[0]);
  if (custom) throw new Exit(await shell.custom[args[0]](args, process, state.environment()));
  const { path, error } = findProgram(process.files, args[0], state.get("PATH") ?? "");
  const isLoadable = path && !loadProgram(process.space, process.files, path, args).error;
  if (error || (!isLoadable && loadProgram(process.space, process.files, path, args).error !== "ENOEXEC")) {
    const words = error === "ENOENT" || !error ? "not found" : "Permission denied";
    const prefix = state.dialect === "ash" && !state.source ? "exec: line 0: " : "exec: ";
    await shell.complain(`${prefix}${state.dialect === "bash" && args[0].includes("/") ? commandWords(state, args[0], error ?? "ENOENT") : `${args[0]}: ${words}`}`);
    throw new Exit(error === "EACCES" || error === "EISDIR" ? 126 : 127);
  }
  const env = state.environment();
  for (const { name, value } of node.assignments) env[name] = await shell.expander.text(value);
  return shell.become(path, args, env);
}

export async function source(shell, args, { words }) {
  const { state, process } = shell;
  if (!args.length) return say(shell, words[0], "filename argument required");
  let text;
  try {
    const path = args[0].includes("/") || process.files.exists(args[0]) ? args[0] : findProgram(process.files, args[0], state.get("PATH") ?? "").path;
    text = process.files.readText(path ?? args[0]);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (state.dialect === "bash") {
      await shell.complain(`${args[0]}: ${error.message}`);
      return 1;
    }
    await say(shell, words[0], state.dialect === "ash" ? `can't open '${args[0]}': ${error.message}` : `cannot open ${args[0]}: No such file`);
    if (!state.interactive) throw new Exit(2);
    return 2;
  }
  const before = state.parameters;
  if (args.length > 1 && state.dialect === "bash") state.parameters = args.slice(1);
  shell.sourcing = (shell.sourcing ?? 0) + 1;
  try {
    return await shell.runText(text);
  } catch (error) {
    if (!(error instanceof Leave) || error.kind !== "return") throw error;
    return state.status;
  } finally {
    shell.sourcing -= 1;
    state.parameters = before;
  }
}

export async function eval_(shell, args) {
  return shell.runText(args.join(" "));
}

export async function trap(shell, args) {
  const { state, process } = shell;
  if (args[0] === "-l") {
    await process.out(`${allSignals.slice(4).map((name, at) => `${at + 1}) SIG${name}`).join("\n")}\n`);
    return 0;
  }
  if (!args.length || args[0] === "-p") {
    for (const [signal, action] of state.traps) await process.out(`trap -- '${action.replaceAll("'", "'\\''")}' ${signal === "EXIT" || state.dialect !== "bash" ? signal : `SIG${signal}`}\n`);
    return 0;
  }
  const rest = args[0] === "--" ? args.slice(1) : args;
  const isReset = rest[0] === "-" || (rest.length === 1 && signalName(rest[0]) !== null);
  const signals = isReset && rest[0] !== "-" ? rest : rest.slice(1);
  let status = 0;
  for (const word of signals) {
    const signal = signalName(word) ?? (["ERR", "DEBUG", "RETURN"].includes(word.toUpperCase()) && state.dialect === "bash" ? word.toUpperCase() : null);
    if (signal === null) {
      await say(shell, "trap", state.dialect === "bash" ? `${word}: invalid signal specification` : `${word}: ${state.dialect === "ash" ? "invalid signal specification" : "bad trap"}`);
      status = 1;
    } else shell.trap(signal, isReset ? null : rest[0]);
  }
  return status;
}
