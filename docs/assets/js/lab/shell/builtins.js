/* The commands that a shell carries out itself. Each gets the shell and its arguments and returns the status. */
import { FsError } from "../fs/nodes.js";
import { Exit } from "../proc/process.js";
import { findProgram, loadProgram } from "../proc/load.js";
import { echoed, formatted } from "../programs/text/print.js";
import { TestError, testArguments } from "./conditions.js";
import { jobBuiltins } from "./jobs.js";
import { Leave } from "./leave.js";
import { allSignals, isOption, optionOf } from "./state.js";
import { variableBuiltins } from "./variables.js";
import { commandWords } from "./messages.js";
import { signalName } from "../proc/signals.js";

/** `cd: /nope: …`, with the shell's name before it. */
export async function say(shell, name, message) {
  const { dialect } = shell.state;
  await shell.complain(dialect === "ash" && !shell.state.source ? `${name}: line 0: ${message}` : `${name}: ${message}`);
  return dialect === "bash" ? 1 : 2;
}

async function cd(shell, args) {
  const { state, process } = shell;
  const words = args.filter((word) => !/^-[LP]$/.test(word) && word !== "--");
  if (state.dialect === "bash" && words.length > 1) return say(shell, "cd", "too many arguments");
  const target = words[0] === "-" ? state.get("OLDPWD") : (words[0] ?? state.get("HOME"));
  if (target === undefined) return say(shell, "cd", words[0] === "-" ? "OLDPWD not set" : "HOME not set");
  const before = process.files.cwd;
  const fail = (message) => say(shell, "cd", state.dialect === "bash" ? `${target}: ${message}` : state.dialect === "ash" ? `can't cd to ${target}: ${message}` : `can't cd to ${target}`);
  try {
    if (process.files.stat(target || ".").type !== "dir") return fail("Not a directory");
    if (!process.files.may(target, 1)) return fail("Permission denied");
    const logical = normal(target.startsWith("/") ? target : `${state.get("PWD") ?? before}/${target}`);
    process.files.cwd = process.files.exists(logical) ? logical : process.files.realpath(target);
  } catch (error) {
    if (error instanceof FsError) return fail(error.message);
    throw error;
  }
  state.set("OLDPWD", before, { exported: true });
  state.set("PWD", process.files.cwd, { exported: true });
  if (words[0] === "-") await process.out(`${process.files.cwd}\n`);
  return 0;
}

function normal(path) {
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

async function exit(shell, args) {
  if (args[0] !== undefined && !/^-?\d+$/.test(args[0])) {
    await say(shell, "exit", shell.state.dialect === "bash" ? `${args[0]}: numeric argument required` : `Illegal number: ${args[0]}`);
    throw new Exit(2);
  }
  if (shell.state.interactive && shell.state.dialect === "bash" && shell.process.space.isContainer) await shell.process.warn("exit\n");
  throw new Exit(args[0] === undefined ? shell.state.status : Number(args[0]));
}

async function leaveLoop(shell, kind, args) {
  if (!shell.loops) {
    if (shell.state.dialect === "bash") await say(shell, kind, "only meaningful in a `for', `while', or `until' loop");
    return 0;
  }
  throw new Leave(kind, Math.min(Number(args[0] ?? 1), shell.loops));
}

async function return_(shell, args) {
  const { state } = shell;
  if (!state.frames.length && !shell.sourcing && state.dialect === "bash") {
    await say(shell, "return", "can only `return' from a function or sourced script");
    return 2;
  }
  state.status = args[0] === undefined ? state.status : Number(args[0]) & 255;
  if (!state.frames.length && !shell.sourcing) throw new Exit(state.status);
  throw new Leave("return");
}

async function exec(shell, args, { node }) {
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

async function source(shell, args, { words }) {
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

async function set(shell, args) {
  const { state, process } = shell;
  if (!args.length) {
    const shown = [...state.variables].filter(([, { value }]) => typeof value === "string").sort(([a], [b]) => (a < b ? -1 : 1));
    await process.out(shown.map(([name, { value }]) => `${name}='${value.replaceAll("'", "'\\''")}'\n`).join(""));
    return 0;
  }
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (word === "--") {
      state.parameters = args.slice(at + 1);
      return 0;
    }
    if (!/^[-+]./.test(word)) {
      state.parameters = args.slice(at);
      return 0;
    }
    const change = word[0] === "-" ? "add" : "delete";
    for (const letter of word.slice(1)) {
      const name = letter === "o" ? args[(at += 1)] : optionOf(letter);
      if (name === undefined) return showOptions(shell);
      if (name === null || !isOption(name)) {
        const status = await say(shell, "set", letter === "o" ? `${state.dialect === "bash" ? `${name}: invalid option name` : `illegal option -o ${name}`}` : state.dialect === "bash" ? `${word[0]}${letter}: invalid option\nset: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]` : `${state.dialect === "dash" ? "Illegal" : "illegal"} option ${word[0]}${letter}`);
        if (state.dialect !== "bash" && !state.interactive) throw new Exit(2);
        return letter === "o" ? status : 2;
      }
      state.options[change](name);
    }
  }
  return 0;
}

async function showOptions(shell) {
  const names = ["allexport", "errexit", "noclobber", "noglob", "nounset", "pipefail", "verbose", "xtrace"];
  await shell.process.out(names.map((name) => `${name.padEnd(15)}\t${shell.state.options.has(name) ? "on" : "off"}\n`).join(""));
  return 0;
}

async function shift(shell, args) {
  const count = Number(args[0] ?? 1);
  if (count > shell.state.parameters.length) {
    if (shell.state.dialect !== "dash") return 1;
    await say(shell, "shift", "can't shift that many");
    throw new Exit(2);
  }
  shell.state.parameters.splice(0, count);
  return 0;
}

async function test(shell, args, { words }) {
  const { state } = shell;
  let list = args;
  if (words[0] === "[") {
    if (args.at(-1) !== "]") {
      await shell.complain(state.dialect === "bash" ? "[: missing `]'" : state.dialect === "dash" ? "[: missing ]" : "missing ]");
      return 2;
    }
    list = args.slice(0, -1);
  }
  if (words[0] === "[[") list = args.slice(0, -1);
  try {
    return testArguments(shell.process, list, state) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    await shell.complain(state.dialect === "ash" ? error.message : `${words[0]}: ${error.message}`);
    return 2;
  }
}

async function type(shell, args, { words }) {
  const { state, process } = shell;
  const isCommand = words[0] === "command";
  const wordsOnly = args.filter((word) => !/^-[a-zA-Z]+$/.test(word));
  const flags = args.filter((word) => /^-[a-zA-Z]+$/.test(word)).join("");
  let status = isCommand ? 1 : 0;
  for (const name of wordsOnly) {
    const kind = state.functions.has(name) ? "function" : builtins(state.dialect)[name] ? "builtin" : shell.custom && Object.hasOwn(shell.custom, name) ? "custom" : "file";
    const { path } = kind === "file" ? findProgram(process.files, name, state.get("PATH") ?? "") : { path: kind === "custom" ? `/usr/bin/${name}` : name };
    if (KEYWORDS.has(name)) await process.out(isCommand || flags.includes("t") ? `${flags.includes("t") ? "keyword" : name}\n` : `${name} is a shell keyword\n`);
    else if (path === undefined) {
      if (isCommand && flags.includes("V")) await shell.complain(`${name}: not found`);
      else if (!isCommand && state.dialect === "bash") {
        if (!/[tpP]/.test(flags)) await say(shell, "type", `${name}: not found`);
      } else if (!isCommand) await process.out(`${name}: not found\n`);
      status = state.dialect === "bash" ? 1 : 127;
      continue;
    } else if (isCommand && !flags.includes("V")) await process.out(`${path}\n`);
    else if (flags.includes("t")) await process.out(`${kind === "custom" ? "file" : kind}\n`);
    else if (kind === "function") await process.out(`${name} is a ${state.dialect === "bash" ? "function" : "shell function"}\n`);
    else if (kind === "builtin") await process.out(`${name} is a ${SPECIAL.has(name) && state.dialect === "dash" ? "special shell builtin" : "shell builtin"}\n`);
    else await process.out(`${name} is ${path}\n`);
    if (isCommand) status = 0;
  }
  return status;
}

async function command(shell, args, context) {
  if (args[0] === "-v" || args[0] === "-V") return type(shell, args, { ...context, words: ["command"] });
  const words = args[0] === "-p" || args[0] === "--" ? args.slice(1) : args;
  if (!words.length) return 0;
  const own = builtins(shell.state.dialect)[words[0]];
  if (own) return own(shell, words.slice(1), { ...context, words });
  return runPlain(shell, words);
}

/** Run words as they are, passing functions by. */
function runPlain(shell, words) {
  const known = shell.state.functions.get(words[0]);
  shell.state.functions.delete(words[0]);
  const parts = words.map((word) => [{ kind: "text", text: word, quoted: true }]);
  return shell.node({ kind: "simple", words: parts, assignments: [], redirections: [] }).finally(() => {
    if (known) shell.state.functions.set(words[0], known);
  });
}

async function trap(shell, args) {
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

async function eval_(shell, args) {
  return shell.runText(args.join(" "));
}

async function echo(shell, args) {
  await shell.process.out(echoed(args, shell.state.dialect));
  return 0;
}

async function printf(shell, args) {
  const { state, process } = shell;
  let variable = null;
  if (args[0] === "-v" && state.dialect === "bash") {
    variable = args[1];
    args = args.slice(2);
  }
  if (args[0] === "--") args = args.slice(1);
  if (!args.length) {
    await (state.dialect === "bash" ? process.warn("printf: usage: printf [-v var] format [arguments]\n") : shell.complain(state.dialect === "ash" ? "usage: printf FORMAT [ARGUMENT...]" : "printf: usage: printf format [arg ...]"));
    return 2;
  }
  const { text, problems } = formatted(args[0], args.slice(1), state.dialect);
  if (variable) state.set(variable, text);
  else await process.out(text);
  for (const problem of problems) await shell.complain(state.dialect === "ash" ? problem : `printf: ${problem}`);
  return problems.length ? 1 : 0;
}

async function getopts(shell, args) {
  const { state } = shell;
  const [options, name, ...rest] = args;
  const words = rest.length ? rest : state.parameters;
  let index = Number(state.get("OPTIND") ?? 1);
  if (index === 1 && !shell.optionAt) shell.optionAt = 0;
  const word = words[index - 1];
  const end = () => {
    state.set(name, "?");
    shell.optionAt = 0;
    return 1;
  };
  if (!shell.optionAt) {
    if (word === undefined || !/^-./.test(word)) return end();
    if (word === "--") {
      state.set("OPTIND", String(index + 1));
      return end();
    }
    shell.optionAt = 1;
  }
  const letter = word[shell.optionAt];
  const at = options.indexOf(letter);
  const isQuiet = options.startsWith(":");
  shell.optionAt += 1;
  if (shell.optionAt >= word.length) {
    index += 1;
    shell.optionAt = 0;
  }
  state.unset("OPTARG");
  if (at < 0 || letter === ":") {
    if (isQuiet) state.set("OPTARG", letter);
    else await shell.process.warn(state.dialect === "bash" ? `${state.name}: illegal option -- ${letter}\n` : `Illegal option -${letter}\n`);
    state.set(name, "?");
  } else {
    state.set(name, letter);
    if (options[at + 1] === ":") {
      const value = shell.optionAt ? word.slice(shell.optionAt) : words[index - 1];
      if (value === undefined) {
        state.set(name, isQuiet ? ":" : "?");
        if (isQuiet) state.set("OPTARG", letter);
        else await shell.process.warn(state.dialect === "bash" ? `${state.name}: option requires an argument -- ${letter}\n` : `No arg for -${letter} option\n`);
      } else {
        state.set("OPTARG", value);
      }
      shell.optionAt = 0;
      index += 1 - Number(index !== Number(state.get("OPTIND") ?? 1) && value === word.slice(shell.optionAt || word.length + 1));
    }
  }
  state.set("OPTIND", String(index));
  return 0;
}

async function pwd(shell, args) {
  const bad = args.find((word) => word.startsWith("-") && !/^-[LP]$/.test(word));
  if (bad) {
    await say(shell, "pwd", shell.state.dialect === "bash" ? `${bad}: invalid option\npwd: usage: pwd [-LP]` : `${shell.state.dialect === "dash" ? "Illegal" : "illegal"} option ${bad}`);
    return 2;
  }
  await shell.process.out(`${args.includes("-P") ? shell.process.files.realpath(".") : shell.process.files.cwd}\n`);
  return 0;
}

async function umask(shell, args) {
  const { files } = shell.process;
  if (args[0] === undefined) await shell.process.out(`${files.umask.toString(8).padStart(4, "0")}\n`);
  else if (/^[0-7]+$/.test(args[0])) files.umask = parseInt(args[0], 8) & 0o777;
  return 0;
}

async function hash(shell, args) {
  for (const name of args.filter((word) => !word.startsWith("-"))) {
    if (!findProgram(shell.process.files, name, shell.state.get("PATH") ?? "").path) return (await say(shell, "hash", `${name}: not found`), 1);
  }
  return 0;
}

async function shopt(shell, args) {
  const change = args[0] === "-s" ? "add" : args[0] === "-u" ? "delete" : null;
  for (const name of args.slice(1)) if (change) shell.state.shopts[change](name);
  return 0;
}

async function alias(shell, args) {
  const { aliases, dialect } = shell.state;
  for (const word of args) {
    const at = word.indexOf("=");
    if (at > 0) aliases.set(word.slice(0, at), word.slice(at + 1));
    else if (!aliases.has(word)) return (dialect === "bash" ? shell.complain(`alias: ${word}: not found`) : shell.process.warn(`alias: ${word} not found\n`)), 1;
  }
  if (!args.length) for (const [name, value] of aliases) await shell.process.out(`${dialect === "bash" ? "alias " : ""}${name}='${value}'\n`);
  return 0;
}

const LIMITS = { n: "nofile", u: "nproc", f: "fsize", c: "core", v: "as", t: "cpu", l: "memlock", s: "stack" };

/** `ulimit -n`: as `--ulimit` has set it, soft unless -H asks for the other. */
async function ulimit(shell, args) {
  const letters = args.filter((each) => /^-[A-Za-z]+$/.test(each)).join("").replaceAll("-", ""), name = LIMITS[[...letters].find((each) => LIMITS[each]) ?? "f"];
  const set = (shell.process.space.limits?.ulimits ?? []).find((each) => each.Name === name), value = set ? (letters.includes("H") ? set.Hard : set.Soft) : name === "nofile" ? 1048576 : "unlimited";
  await shell.process.out(`${value}\n`);
  return 0;
}

const common = {
  ":": async () => 0, true: async () => 0, false: async () => 1, cd, exit, exec, ".": source, eval: eval_, set, shift, test, "[": test, type, command, trap, echo, printf, getopts, pwd, umask, hash, alias,
  break: (shell, args) => leaveLoop(shell, "break", args), continue: (shell, args) => leaveLoop(shell, "continue", args), return: return_,
  times: async (shell) => (await shell.process.out("0m0.001s 0m0.001s\n0m0.001s 0m0.001s\n"), 0), unalias: async (shell, args) => (args.forEach((name) => shell.state.aliases.delete(name)), 0),
  ulimit, ...jobBuiltins, ...variableBuiltins,
};
const bash = {
  ...common, source, shopt, builtin: (shell, args, context) => command(shell, args, context), logout: exit, history: async () => 0, enable: async () => 0, bind: async () => 0, complete: async () => 0, disown: async (shell) => ((shell.jobs = []), 0),
  help: async (shell) => (await shell.process.out("GNU bash. These shell commands are defined internally: see `man bash' on your own machine.\n"), 0),
};
const ash = { ...common, source, "[[": test, let: variableBuiltins.let };
const dash = Object.fromEntries(Object.entries(common).filter(([name]) => name !== "let" && name !== "declare" && name !== "typeset" && name !== "mapfile" && name !== "readarray"));
delete ash.declare; delete ash.typeset; delete ash.mapfile; delete ash.readarray;
export const builtins = (dialect) => ({ bash, ash, dash })[dialect];
Object.setPrototypeOf(bash, null);
Object.setPrototypeOf(ash, null);
Object.setPrototypeOf(dash, null);

const SPECIAL = new Set([":", ".", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "trap", "unset", "break", "continue", "times"]);
const KEYWORDS = new Set(["if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "in", "function", "{", "}", "!", "[[", "]]", "time", "select"]);
