/* echo and printf, and the error messages of builtins. */
import { echoed, formatted } from "../programs/text/print.js";

/** `cd: /nope: …`, preceded by the shell's name. */
export async function say(shell, name, message) {
  const { dialect } = shell.state;
  await shell.complain(dialect === "ash" && !shell.state.source ? `${name}: line 0: ${message}` : `${name}: ${message}`);
  return dialect === "bash" ? 1 : 2;
}

export async function echo(shell, args) {
  await shell.process.out(echoed(args, shell.state.dialect));
  return 0;
}

export async function printf(shell, args) {
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
