/* Programs that run other programs: env, xargs, timeout, nohup, setpriv, su, time, watch … */
import { FsError } from "../../fs/nodes.js";
import { findProgram, loadProgram } from "../../proc/load.js";
import { Become, Process } from "../../proc/process.js";
import { resolveUser, userByName } from "../../proc/users.js";
import { signalName, signalNumber } from "../../proc/signals.js";
import { Misuse } from "../tool.js";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** @returns {{start?: Function, error?: string}} */
function programOf(process, argv, env) {
  const { custom } = process.space;
  if (custom && Object.hasOwn(custom, argv[0])) return { start: (child) => custom[argv[0]](argv, child, env) };
  const { path, error } = findProgram(process.files, argv[0], env.PATH ?? PATH);
  if (error) return { error };
  const load = loadProgram(process.space, process.files, path, argv);
  if (load.error !== "ENOEXEC") return load;
  /* As in execvp: a script without a `#!` line goes to /bin/sh. */
  return loadProgram(process.space, process.files, "/bin/sh", ["sh", path, ...argv.slice(1)]);
}

/** Start a program as a child. @returns {Process|{error: string}} */
export function spawn(process, argv, { env = process.env, streams = {}, who = process.files.who, cwd = process.files.cwd } = {}) {
  const { start, error } = programOf(process, argv, env);
  if (error) return { error };
  const descriptors = new Map([...process.descriptors].map(([number, stream]) => [number, stream.share()]));
  for (const [number, stream] of Object.entries(streams)) {
    descriptors.get(Number(number))?.close();
    descriptors.set(Number(number), stream);
  }
  const child = new Process(process.space, { parent: process, argv, env: { ...env }, files: process.files.as(who, cwd), descriptors, group: process.group });
  void child.run(start);
  return child;
}

/** Run a program to its end. @returns its code */
export async function runProgram(process, argv, options) {
  const child = spawn(process, argv, options);
  if (child.error) {
    await process.warn(`${process.argv[0].split("/").at(-1)}: ${argv[0]}: ${new FsError(child.error).message}\n`);
    return child.error === "ENOENT" ? 127 : 126;
  }
  return (await process.until(child.wait())).code;
}

/** Become another program. */
function become(tool, argv, { env = tool.process.env, who = null, words = (message) => `can't execute '${argv[0]}': ${message}` } = {}) {
  const { process } = tool;
  const { start, error } = programOf(process, argv, env);
  if (error) throw new Misuse(words(new FsError(error).message), error === "ENOENT" ? 127 : 126);
  process.env = env;
  if (who) {
    process.files = Object.assign(process.files.as(who), { proc: process });
  }
  throw new Become(() => start(process));
}

export async function env(tool) {
  const own = { ...tool.process.env };
  const args = [...tool.args];
  let cwd = null;
  while (args.length) {
    if (args[0] === "-i" || args[0] === "-" || args[0] === "--ignore-environment") for (const name of Object.keys(own)) delete own[name];
    else if (args[0] === "-u" || args[0] === "--unset") delete own[args.splice(1, 1)[0]];
    else if (args[0] === "-C" || args[0] === "--chdir") cwd = args.splice(1, 1)[0];
    else if (args[0] === "-S") args.splice(1, 1, ...args[1].trim().split(/\s+/));
    else if (/^[^=]+=/.test(args[0])) own[args[0].slice(0, args[0].indexOf("="))] = args[0].slice(args[0].indexOf("=") + 1);
    else if (args[0] === "--") {
      args.shift();
      break;
    } else if (args[0].startsWith("-")) throw new Misuse(`invalid option -- '${args[0][1]}'${tool.hint}`, 125);
    else break;
    args.shift();
  }
  if (cwd) tool.process.files.cwd = tool.files.realpath(cwd);
  if (args.length) become(tool, args, { env: own, words: (message) => (tool.gnu ? `'${args[0]}': ${message}` : `can't execute '${args[0]}': ${message}`) });
  await tool.out(Object.entries(own).map(([name, value]) => `${name}=${value}\n`).join(""));
}

export async function printenv(tool) {
  if (!tool.args.length) return env(tool);
  for (const name of tool.args) {
    if (name in tool.process.env) await tool.out(`${tool.process.env[name]}\n`);
    else tool.status = 1;
  }
  return tool.status;
}

export async function xargs(tool) {
  const { options, rest } = tool.options("0n:I:L:P:rtd:s:E:e", { null: "0", "max-args": "n", "no-run-if-empty": "r", delimiter: "d", "max-lines": "L", verbose: "t" }, { stop: true });
  const command = rest.length ? rest : ["echo"];
  const text = await tool.text("-");
  const items = options[0] ? text.split("\0").filter(Boolean) : options.d !== undefined ? text.replace(/\n$/, "").split(options.d.replace("\\n", "\n")) : options.I || options.L ? text.split("\n").map((line) => line.trim()).filter(Boolean) : wordsOf(text, tool);
  const batches = [];
  if (options.I) for (const item of items) batches.push(command.map((word) => word.replaceAll(options.I, item)));
  else {
    const size = Number(options.n ?? options.L ?? 5000);
    for (let at = 0; at < items.length; at += size) batches.push([...command, ...(options.L ? items.slice(at, at + size).flatMap((line) => wordsOf(line, tool)) : items.slice(at, at + size))]);
    if (!items.length && !options.r) batches.push(command);
  }
  let status = 0;
  for (const argv of batches) {
    if (options.t) await tool.process.warn(`${argv.join(" ")}\n`);
    const code = await runOne(tool, argv);
    if (code === 126 || code === 127) return code;
    if (code === 255) return 124;
    if (code !== 0) status = 123;
  }
  return status;
}

async function runOne(tool, argv) {
  const { process } = tool;
  const child = spawn(process, argv);
  if (!child.error) return (await process.until(child.wait())).code;
  await tool.warn(`${argv[0]}: ${new FsError(child.error).message}`);
  return child.error === "ENOENT" ? 127 : 126;
}

function wordsOf(text, tool) {
  const words = [];
  for (const found of text.matchAll(/(?:'([^'\n]*)'|"([^"\n]*)"|\\([\s\S])|[^\s'"\\])+/g)) words.push(found[0].replace(/'([^'\n]*)'|"([^"\n]*)"|\\([\s\S])/g, (_, a, b, c) => a ?? b ?? c));
  if (/^[^']*'[^']*$/.test(text)) throw new Misuse(tool.gnu ? "unmatched single quote; by default quotes are special to xargs unless you use the -0 option" : "unmatched single quote");
  return words;
}

export async function timeout(tool) {
  const { options, rest } = tool.options("s:k:v", { signal: "s", "kill-after": "k", "preserve-status": "keep", foreground: "f" }, { stop: true, code: 125 });
  if (rest.length < 2) throw new Misuse(tool.gnu ? `missing operand${tool.hint}` : "missing operand", tool.gnu ? 125 : 1);
  const seconds = durationOf(rest[0]);
  if (seconds === null) throw new Misuse(tool.gnu ? `invalid time interval '${rest[0]}'${tool.hint}` : `invalid number '${rest[0]}'`, tool.gnu ? 125 : 1);
  const argv = rest.slice(1);
  const child = spawn(tool.process, argv);
  if (child.error) throw new Misuse(tool.gnu ? `failed to run command '${argv[0]}': ${new FsError(child.error).message}` : `can't execute '${argv[0]}': ${new FsError(child.error).message}`, child.error === "ENOENT" ? 127 : 126);
  let isLate = false;
  const cancel = tool.process.clock.after(seconds * 1000, () => {
    isLate = true;
    child.kill(signalName(options.s ?? "TERM") ?? "TERM");
    if (options.k) tool.process.clock.after(durationOf(options.k) * 1000, () => child.kill("KILL"));
  });
  const { code, signal } = await tool.process.until(child.wait());
  cancel();
  if (!isLate) return code;
  if (!tool.gnu && signal === "TERM") await tool.process.warn("Terminated\n");
  return options.keep || !tool.gnu ? (signal ? 128 + signalNumber(signal) : code) : signal === "KILL" ? 137 : 124;
}

export function durationOf(text) {
  const found = /^(\d*\.?\d+)([smhd]?)$/.exec(text);
  return found ? Number(found[1]) * { "": 1, s: 1, m: 60, h: 3600, d: 86400 }[found[2]] : null;
}

/* A program takes a moment to start and to end, so loops of sleeps fall behind the clock. */
const START = 2;

export async function sleep(tool) {
  if (!tool.args.length) throw tool.missing();
  const seconds = tool.args.map((word) => (word === "infinity" || word === "inf" ? 1e9 : durationOf(word)));
  const bad = seconds.indexOf(null);
  if (bad >= 0) throw new Misuse(tool.gnu ? `invalid time interval '${tool.args[bad]}'${tool.hint}` : `invalid number '${tool.args[bad]}'`);
  await tool.process.sleep(seconds.reduce((sum, each) => sum + each, 0) * 1000 + START);
}

export async function nohup(tool) {
  if (!tool.args.length) throw tool.missing(125);
  tool.process.handlers.set("HUP", "ignore");
  become(tool, tool.args);
}

export async function nice(tool) {
  const { rest } = tool.options("n:", {}, { stop: true });
  if (!rest.length) return tool.out("0\n");
  return become(tool, rest);
}

export async function time(tool) {
  const { rest } = tool.options("pvo:", {}, { stop: true });
  const start = tool.process.clock.now();
  const code = await runProgram(tool.process, rest);
  const seconds = (tool.process.clock.now() - start) / 1000;
  await tool.process.warn(`real\t${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(2)}s\nuser\t0m 0.00s\nsys\t0m 0.00s\n`);
  return code;
}

export async function setsid(tool) {
  const { rest } = tool.options("cfw", {}, { stop: true });
  return become(tool, rest);
}

/** As the images' entrypoints use it; gosu and su-exec too. */
export async function setpriv(tool) {
  const { options, rest } = tool.options("", { reuid: "reuid:", regid: "regid:", "init-groups": "groups", "clear-groups": "clear", "inh-caps": "inh:", "no-new-privs": "nnp", "bounding-set": "bounding:" }, { stop: true });
  const user = resolveUser(tool.files, `${options.reuid ?? tool.files.who.uid}`);
  return become(tool, rest, { who: { uid: user.uid, gid: user.gid, groups: user.groups } });
}

export async function gosu(tool) {
  const user = resolveUser(tool.files, tool.args[0]);
  return become(tool, tool.args.slice(1), { who: { uid: user.uid, gid: user.gid, groups: user.groups }, env: { ...tool.process.env, HOME: user.home } });
}

export async function su(tool) {
  const { options, rest } = tool.options("c:s:lmp", { login: "l", command: "c", shell: "s" });
  const name = rest.find((word) => word !== "-") ?? "root";
  const user = userByName(tool.files, name);
  if (!user) throw new Misuse(tool.gnu ? `user ${name} does not exist or the user entry does not contain all the required fields` : `unknown user ${name}`);
  if (tool.files.who.uid !== 0) throw new Misuse(tool.gnu ? "Authentication failure" : "incorrect password");
  const { uid, gid, groups } = resolveUser(tool.files, name);
  const shell = options.s ?? user.shell ?? "/bin/sh";
  if (/nologin$|false$/.test(shell)) {
    await tool.out("This account is currently not available.\n");
    return 1;
  }
  return become(tool, [shell, ...(options.c ? ["-c", options.c] : [])], { who: { uid, gid, groups }, env: { ...tool.process.env, HOME: user.home, USER: name } });
}

export async function watch(tool) {
  const { options, rest } = tool.options("n:td", { interval: "n" }, { stop: true });
  for (;;) {
    await tool.out(`Every ${Number(options.n ?? 2).toFixed(1)}s: ${rest.join(" ")}\n\n`);
    await runProgram(tool.process, ["sh", "-c", rest.join(" ")]);
    await tool.process.sleep(Number(options.n ?? 2) * 1000);
  }
}
