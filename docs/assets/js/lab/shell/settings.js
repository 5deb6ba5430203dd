/* Builtins that set the shell: options, parameters, aliases, limits. */
import { findProgram } from "../proc/load.js";
import { Exit } from "../proc/process.js";
import { say } from "./saying.js";
import { isOption, optionOf } from "./state.js";

export async function set(shell, args) {
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

export async function shift(shell, args) {
  const count = Number(args[0] ?? 1);
  if (count > shell.state.parameters.length) {
    if (shell.state.dialect !== "dash") return 1;
    await say(shell, "shift", "can't shift that many");
    throw new Exit(2);
  }
  shell.state.parameters.splice(0, count);
  return 0;
}

export async function getopts(shell, args) {
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

export async function umask(shell, args) {
  const { files } = shell.process;
  if (args[0] === undefined) await shell.process.out(`${files.umask.toString(8).padStart(4, "0")}\n`);
  else if (/^[0-7]+$/.test(args[0])) files.umask = parseInt(args[0], 8) & 0o777;
  return 0;
}

export async function hash(shell, args) {
  for (const name of args.filter((word) => !word.startsWith("-"))) {
    if (!findProgram(shell.process.files, name, shell.state.get("PATH") ?? "").path) return (await say(shell, "hash", `${name}: not found`), 1);
  }
  return 0;
}

export async function shopt(shell, args) {
  const change = args[0] === "-s" ? "add" : args[0] === "-u" ? "delete" : null;
  for (const name of args.slice(1)) if (change) shell.state.shopts[change](name);
  return 0;
}

export async function alias(shell, args) {
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

/** `ulimit -n`: as set by `--ulimit`, soft unless -H asks for hard. */
export async function ulimit(shell, args) {
  const letters = args.filter((each) => /^-[A-Za-z]+$/.test(each)).join("").replaceAll("-", ""), name = LIMITS[[...letters].find((each) => LIMITS[each]) ?? "f"];
  const set = (shell.process.space.limits?.ulimits ?? []).find((each) => each.Name === name), value = set ? (letters.includes("H") ? set.Hard : set.Soft) : name === "nofile" ? 1048576 : "unlimited";
  await shell.process.out(`${value}\n`);
  return 0;
}
