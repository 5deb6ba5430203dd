/* test, type and command: check conditions and names. */
import { findProgram } from "../proc/load.js";
import { builtins, KEYWORDS, SPECIAL } from "./builtins.js";
import { testArguments, TestError } from "./conditions.js";
import { say } from "./saying.js";

export async function test(shell, args, { words }) {
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

export async function type(shell, args, { words }) {
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

export async function command(shell, args, context) {
  if (args[0] === "-v" || args[0] === "-V") return type(shell, args, { ...context, words: ["command"] });
  const words = args[0] === "-p" || args[0] === "--" ? args.slice(1) : args;
  if (!words.length) return 0;
  const own = builtins(shell.state.dialect)[words[0]];
  if (own) return own(shell, words.slice(1), { ...context, words });
  return runPlain(shell, words);
}

/** Run words as they are, ignoring functions. */
function runPlain(shell, words) {
  const known = shell.state.functions.get(words[0]);
  shell.state.functions.delete(words[0]);
  const parts = words.map((word) => [{ kind: "text", text: word, quoted: true }]);
  return shell.node({ kind: "simple", words: parts, assignments: [], redirections: [] }).finally(() => {
    if (known) shell.state.functions.set(words[0], known);
  });
}
