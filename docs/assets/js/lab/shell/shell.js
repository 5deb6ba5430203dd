/* The shell: it runs a script's tree. machine.js says why it isn't just-bash's interpreter or parser. */
import { Exit } from "../proc/process.js";
import { signalNumber } from "../proc/signals.js";
import { userById } from "../proc/users.js";
import { background as inBackground, capture, fork, pipeline, subshell, substituted, toEnd, waitFor } from "./children.js";
import { become, callFunction, fillArray, runBuiltin, simple } from "./commands.js";
import { COMPOUNDS } from "./compounds.js";
import { Expander } from "./expand.js";
import { Interrupted } from "./leave.js";
import { fatalWords, lineOf, scriptWords, syntaxWords } from "./messages.js";
import { parseNext } from "./parser.js";
import { applyRedirections } from "./redirect.js";
import { Fatal, ReadOnly } from "./state.js";
import { SyntaxError_ } from "./words.js";

const DEEPEST = 500;

export class Shell {
  constructor(process, state) {
    Object.assign(this, { process, state, rootPid: process.pid, jobs: [], pending: [], trapping: false, depth: 0, quiet: 0, custom: process.space.custom ?? null, foreground: new Set(), isInterrupted: false, isChild: false });
    this.expander = new Expander(this);
  }

  /** Run a text command by command: those before a mistake run. @returns the status */
  async runText(text, { tail = false } = {}) {
    const { state } = this;
    let at = 0;
    for (;;) {
      let next;
      try {
        next = parseNext(text, at, state.dialect);
      } catch (error) {
        if (!(error instanceof SyntaxError_)) throw error;
        state.line = error.notName ? error.line : lineOf(state, error, text);
        await this.process.warn(`${error.notName ? fatalWords(state) : scriptWords(state)}${syntaxWords(state, error, text)}\n`);
        state.status = error.notName ? 1 : 2;
        if (state.dialect !== "bash" && !state.interactive) throw new Exit(2);
        return state.status;
      }
      if (!next.list) return state.status;
      at = next.at;
      await this.list(next.list, tail && text.slice(at).trim() === "");
    }
  }

  /** A mistake in a script ends the shell, or the current line of an interactive one. */
  async guarded(run) {
    try {
      return await run();
    } catch (error) {
      if (error instanceof ReadOnly) await this.complain(`${error.variable}: ${this.state.dialect === "bash" ? "readonly variable" : "is read only"}`);
      else if (error instanceof Fatal) await this.complain(error.message);
      else throw error;
      const code = error instanceof Fatal ? error.code : this.state.dialect === "bash" ? 1 : 2;
      this.state.status = code;
      if (!this.state.interactive) throw new Exit(code);
      return code;
    }
  }

  complain(message) {
    return this.process.warn(`${fatalWords(this.state)}${message}\n`);
  }

  async list({ items }, tail = false) {
    for (const [at, { node, background, source }] of items.entries()) {
      if (background) await inBackground(this, node, source);
      else await this.node(node, tail && at === items.length - 1);
    }
    return this.state.status;
  }

  async node(node, tail = false) {
    if ((this.depth += 1) > DEEPEST) {
      this.depth = 0;
      throw new Fatal("maximum function nesting level exceeded", 1);
    }
    this.state.line = node.line ?? this.state.line;
    try {
      await this.process.breathe();
      if (this.isInterrupted) throw new Interrupted();
      const status = await this.guarded(() => this.#evaluate(node, tail));
      this.state.status = status ?? 0;
      await this.runTraps();
      await this.#failed(node);
      return this.state.status;
    } finally {
      this.depth -= 1;
    }
  }

  /** `set -e` and the ERR trap. */
  async #failed(node) {
    if (this.state.status === 0 || this.quiet || CARRIERS.has(node.kind) || node.negated) return;
    if (this.state.traps.get("ERR")) await this.#trapped(this.state.traps.get("ERR"));
    if (this.state.options.has("errexit")) throw new Exit(this.state.status);
  }

  async #evaluate(node, tail) {
    const runs = {
      simple: () => simple(this, node, tail),
      pipeline: () => pipeline(this, node),
      "and-or": () => this.#andOr(node, tail),
      subshell: () => subshell(this, node),
      function: () => this.#define(node),
    };
    return runs[node.kind] ? runs[node.kind]() : this.#redirected(node, () => COMPOUNDS[node.kind](this, node));
  }

  async #redirected(node, run) {
    if (!node.redirections.length) return run();
    const undo = await this.redirect(node.redirections);
    if (!undo) return 1;
    try {
      return await run();
    } finally {
      undo();
    }
  }

  /** Open what redirections name. @returns an undo function, or null after printing an error */
  async redirect(redirections) {
    return applyRedirections(this, redirections);
  }

  #define(node) {
    this.state.functions.set(node.name, node);
    return 0;
  }

  async #andOr(node, tail) {
    const left = await this.quietly(() => this.node(node.left));
    if ((node.op === "&&") === (left === 0)) return this.node(node.right, tail);
    return left;
  }

  async quietly(run) {
    this.quiet += 1;
    try {
      return await run();
    } finally {
      this.quiet -= 1;
    }
  }

  async expandText(text) {
    if (!/[$`]/.test(text)) return text;
    const { list } = parseNext(`"${text.replace(/"/g, '\\"')}"`, 0, this.state.dialect);
    return this.expander.text(list.items[0].node.words[0]);
  }

  // For processes and commands see children.js, commands.js

  fork(run, options) {
    return fork(this, run, options);
  }

  /** Run something, then the EXIT trap. */
  toEnd(run) {
    return toEnd(this, run);
  }

  /** Wait for a foreground child. */
  await(child) {
    return waitFor(this, child);
  }

  /** A command's output, without its final newlines. */
  capture(list) {
    return capture(this, list);
  }

  /** `<(…)`: a path to read from. */
  substituted(node) {
    return substituted(this, node);
  }

  /** The elements of an array. */
  fill(map, items) {
    return fillArray(this, map, items);
  }

  builtin(run, words, node, tail) {
    return runBuiltin(this, run, words, node, tail);
  }

  call(node, words) {
    return callFunction(this, node, words);
  }

  /** @throws {Become} */
  become(path, words, env) {
    become(this, path, words, env);
  }

  /** Whether this process may turn into its last command. */
  get isDisposable() {
    return !this.state.interactive && (this.isChild || this.isOneShot) && ![...this.state.traps.values()].some(Boolean) && !this.jobs.some((job) => job.child.isAlive) && !this.pending.length;
  }

  trap(signal, action) {
    const { handlers } = this.process;
    if (action === null) {
      this.state.traps.delete(signal);
      handlers.delete(signal);
      return;
    }
    this.state.traps.set(signal, action);
    if (signalNumber(signal) === 0) return;
    handlers.set(signal, action === "" ? "ignore" : () => {
      this.pending.push(signal);
      this.process.changed.ring();
    });
  }

  async runTraps() {
    while (this.pending.length && !this.trapping) {
      const signal = this.pending.shift();
      const action = this.state.traps.get(signal);
      if (action) await this.#trapped(action);
    }
  }

  async #trapped(action) {
    const { status } = this.state;
    this.trapping = true;
    try {
      await this.quietly(() => this.runText(action));
    } finally {
      this.trapping = false;
    }
    this.state.status = status;
  }

  async readLine(number = 0, { delimiter = "\n" } = {}) {
    const stream = this.process.stream(number);
    const chunks = [];
    const end = delimiter.charCodeAt(0) || 0;
    for (;;) {
      const chunk = await this.process.read(number, 4096);
      if (chunk === null) break;
      const at = chunk.indexOf(end);
      if (at >= 0) {
        stream.unread(chunk.subarray(at + 1));
        chunks.push(chunk.subarray(0, at));
        return joined(chunks);
      }
      chunks.push(chunk);
    }
    return chunks.length ? Object.assign(new String(joined(chunks)), { isLast: true }) : null;
  }

  userName() {
    return userById(this.process.files, this.process.files.who.uid)?.name ?? "I have no name!";
  }

  homeOf(name) {
    try {
      const lines = this.process.files.readText("/etc/passwd").split("\n").map((line) => line.split(":"));
      const found = lines.find((fields) => (name === null ? Number(fields[2]) === this.process.files.who.uid : fields[0] === name));
      return found?.[5] ?? (name === null ? "/" : null);
    } catch {
      return name === null ? "/" : null;
    }
  }

  /** Variables that the shell computes. */
  dynamic(name) {
    const { state } = this;
    if (name === "RANDOM" && state.dialect !== "dash") return String(Math.floor(Math.random() * 32768));
    if (name === "LINENO") return String(state.line);
    if (name === "SECONDS" && state.dialect === "bash") return String(Math.floor((this.process.clock.now() - this.process.started) / 1000));
    if (name === "EPOCHSECONDS" && state.dialect === "bash") return String(Math.floor(this.process.clock.now() / 1000));
    if (name === "BASHPID" && state.dialect === "bash") return String(this.process.pid);
    if (name === "PPID") return String(this.process.parent?.pid ?? 0);
    if (name === "UID" && state.dialect === "bash") return String(this.process.files.who.uid);
    if (name === "EUID" && state.dialect === "bash") return String(this.process.files.who.uid);
    if (name === "PIPESTATUS" && state.dialect === "bash") return String(state.pipeStatus[0]);
    return undefined;
  }

  flags() {
    const { state } = this;
    const letters = { errexit: "e", nounset: "u", xtrace: "x", noglob: "f" };
    const set = Object.entries(letters).filter(([name]) => state.options.has(name)).map(([, letter]) => letter).join("");
    return state.dialect === "bash" ? `${set}hB${state.interactive ? "i" : "c"}` : `${set}${state.interactive ? "i" : ""}`;
  }
}

const CARRIERS = new Set(["and-or", "if", "loop", "for", "case", "group", "function", "arithmetic-for", "select"]);
const joined = (chunks) => new TextDecoder().decode(chunks.length === 1 ? chunks[0] : Uint8Array.from(chunks.flatMap((chunk) => [...chunk])));
