/* The commands built into a shell. Each gets the shell and its arguments and returns the status. */
import { eval_, exec, exit, leaveLoop, return_, source, trap } from "./flow.js";
import { jobBuiltins } from "./jobs.js";
import { command, test, type } from "./lookups.js";
import { cd, pwd } from "./places.js";
import { echo, printf } from "./saying.js";
import { alias, getopts, hash, set, shift, shopt, ulimit, umask } from "./settings.js";
import { variableBuiltins } from "./variables.js";

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

export const SPECIAL = new Set([":", ".", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "trap", "unset", "break", "continue", "times"]);

export const KEYWORDS = new Set(["if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "in", "function", "{", "}", "!", "[[", "]]", "time", "select"]);
