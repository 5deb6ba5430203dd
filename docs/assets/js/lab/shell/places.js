/* cd and pwd. */
import { FsError } from "../fs/nodes.js";
import { say } from "./saying.js";

export async function cd(shell, args) {
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

export async function pwd(shell, args) {
  const bad = args.find((word) => word.startsWith("-") && !/^-[LP]$/.test(word));
  if (bad) {
    await say(shell, "pwd", shell.state.dialect === "bash" ? `${bad}: invalid option\npwd: usage: pwd [-LP]` : `${shell.state.dialect === "dash" ? "Illegal" : "illegal"} option ${bad}`);
    return 2;
  }
  await shell.process.out(`${args.includes("-P") ? shell.process.files.realpath(".") : shell.process.files.cwd}\n`);
  return 0;
}
