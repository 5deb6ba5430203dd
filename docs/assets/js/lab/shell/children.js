/* The shell and its children: subshells, pipelines, jobs, and captured output. */
import { FsError } from "../fs/nodes.js";
import { Become, Exit, Process } from "../proc/process.js";
import { saidOf } from "../proc/signals.js";
import { Pipe, fromBytes } from "../proc/streams.js";
import { Interrupted, Leave } from "./leave.js";
import { fatalWords } from "./messages.js";
import { Fatal } from "./state.js";

/** A child with a copy of everything. @param {(shell: Shell) => Promise<number>} run */
export function fork(shell, run, { streams = {}, group = null, argv = shell.process.argv } = {}) {
  const { process } = shell;
  const descriptors = new Map([...process.descriptors].map(([number, stream]) => [number, stream.share()]));
  for (const [number, stream] of Object.entries(streams)) {
    descriptors.get(Number(number))?.close();
    descriptors.set(Number(number), stream);
  }
  const files = process.files.as(process.files.who);
  const child = born(shell, { parent: process, argv, env: process.env, files, descriptors, group: group ?? process.group, program: process.program });
  child.memory = process.memory;
  for (const [name, handler] of process.handlers) if (handler === "ignore") child.handlers.set(name, handler);
  const copy = new shell.constructor(child, shell.state.clone());
  Object.assign(copy, { rootPid: shell.rootPid, custom: shell.custom, isChild: true, quiet: shell.quiet, loops: shell.loops });
  void child.run(() => copy.toEnd(() => run(copy)));
  return child;
}

function born(shell, details) {
  try {
    return new Process(shell.process.space, details);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    for (const stream of details.descriptors.values()) stream.close();
    throw new Fatal(`${shell.state.dialect === "bash" ? "fork: retry" : shell.state.dialect === "dash" ? "Cannot fork" : "can't fork"}: ${error.message}`, shell.state.dialect === "bash" ? 254 : 2);
  }
}

/** Run something, then the EXIT trap. */
export async function toEnd(shell, run) {
  let code;
  let next = null;
  try {
    code = await run();
  } catch (error) {
    if (error instanceof Exit) code = error.code;
    else if (error instanceof Leave) code = shell.state.status;
    else if (error instanceof Interrupted) code = 130;
    else if (error instanceof Become) next = error;
    else throw error;
  }
  if (next) throw next;
  const action = shell.state.traps.get("EXIT");
  if (!action) return code;
  shell.state.traps.delete("EXIT");
  shell.state.status = code;
  try {
    await shell.runText(action);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    return error.code;
  }
  return code;
}

/** Wait for a foreground child. */
export async function waitFor(shell, child) {
  shell.foreground.add(child);
  try {
    const { code, signal } = await shell.process.until(child.wait());
    if (signal === "INT" && shell.state.interactive) throw new Interrupted();
    await sayEnded(shell, child, signal);
    return code;
  } finally {
    shell.foreground.delete(child);
  }
}

async function sayEnded(shell, child, signal) {
  if (!signal || signal === "PIPE" || signal === "INT" || !saidOf(signal) || shell.isChild) return;
  const said = saidOf(signal);
  if (shell.state.dialect !== "bash") await shell.process.warn(`${said}\n`);
  else if (signal !== "TERM" || !shell.state.interactive) await shell.process.warn(`${fatalWords(shell.state)}${String(child.pid).padStart(5)} ${said.padEnd(23)} ${child.commandLine ?? child.argv.join(" ")}\n`);
}

export async function pipeline(shell, node) {
  if (node.timed) return timed(shell, node);
  if (node.commands.length === 1) {
    const status = await shell.quietly(() => shell.node(node.commands[0]));
    return node.negated ? Number(status === 0) : status;
  }
  const children = [];
  let input = null;
  for (const [at, command] of node.commands.entries()) {
    const streams = {};
    if (input) streams[0] = input;
    const pipe = at < node.commands.length - 1 ? new Pipe() : null;
    if (pipe) {
      streams[1] = pipe.writer();
      input = pipe.reader();
    }
    children.push(shell.fork((copy) => copy.node(command, true), { streams }));
  }
  const codes = await awaitAll(shell, children);
  shell.state.pipeStatus = codes;
  const last = shell.state.options.has("pipefail") ? (codes.findLast((code) => code !== 0) ?? 0) : codes.at(-1);
  return node.negated ? Number(last === 0) : last;
}

async function awaitAll(shell, children) {
  for (const child of children) shell.foreground.add(child);
  try {
    const ends = [];
    for (const child of children) ends.push(await shell.process.until(child.wait()));
    if (shell.state.interactive && ends.some(({ signal }) => signal === "INT")) throw new Interrupted();
    return ends.map(({ code }) => code);
  } finally {
    for (const child of children) shell.foreground.delete(child);
  }
}

async function timed(shell, node) {
  const start = shell.process.clock.now();
  const status = await pipeline(shell, { ...node, timed: false });
  const seconds = (shell.process.clock.now() - start) / 1000;
  const shown = `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`;
  await shell.process.warn(`\nreal\t${shown}\nuser\t0m0.001s\nsys\t0m0.001s\n`);
  return status;
}

export async function subshell(shell, node) {
  const child = shell.fork(async (copy) => {
    const undo = await copy.redirect(node.redirections);
    return undo ? copy.list(node.body) : 1;
  });
  return shell.await(child);
}

export async function background(shell, node, source) {
  const streams = shell.state.interactive ? {} : { 0: fromBytes("") };
  const child = shell.fork((copy) => copy.node(node, true), { streams });
  child.commandLine = source;
  shell.state.lastBackground = child.pid;
  const number = Math.max(0, ...shell.jobs.map((job) => job.number)) + 1;
  shell.jobs.push({ number, child, source });
  if (shell.state.interactive && shell.state.dialect === "bash") await shell.process.warn(`[${number}] ${child.pid}\n`);
  shell.state.status = 0;
}

/** A command's output, without its final newlines. */
export async function capture(shell, list) {
  const only = list.items.length === 1 && list.items[0].node.kind === "simple" ? list.items[0].node : null;
  if (only && !only.words.length && !only.assignments.length && only.redirections.length === 1 && only.redirections[0].op === "<") {
    list = { items: [{ node: { ...only, words: [[{ kind: "text", text: "cat", quoted: true }]] }, background: false, source: "" }] };
  }
  const pipe = new Pipe();
  const reader = pipe.reader();
  const child = shell.fork((copy) => copy.list(list, true), { streams: { 1: pipe.writer() } });
  shell.foreground.add(child);
  const chunks = [];
  try {
    for (let chunk; (chunk = await reader.read(65536, shell.process)); ) chunks.push(chunk);
    reader.close();
    const { code, signal } = await shell.process.until(child.wait());
    if (signal === "INT" && shell.state.interactive) throw new Interrupted();
    shell.state.status = code;
    shell.captured = code;
  } finally {
    shell.foreground.delete(child);
  }
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return new TextDecoder().decode(bytes).replaceAll("\0", "").replace(/\n+$/, "");
}

/** `<(…)`: a path to read from. */
export async function substituted(shell, { way, list }) {
  const pipe = new Pipe();
  const number = 63 - [...shell.process.descriptors.keys()].filter((each) => each > 50).length;
  if (way === "<") {
    shell.fork((copy) => copy.list(list, true), { streams: { 1: pipe.writer() } });
    shell.process.place(number, pipe.reader());
  } else {
    shell.fork((copy) => copy.list(list, true), { streams: { 0: pipe.reader() } });
    shell.process.place(number, pipe.writer());
  }
  (shell.lent ??= []).push(number);
  return `/dev/fd/${number}`;
}
