/* The shell: runs the tree of a script. Why not just-bash's interpreter, and why not its parser: see machine.js. */
import { FsError } from "../fs/nodes.js";
import { Become, Exit, Process } from "../proc/process.js";
import { saidOf, signalNumber } from "../proc/signals.js";
import { Pipe, fromBytes } from "../proc/streams.js";
import { findProgram, loadProgram } from "../proc/load.js";
import { userById } from "../proc/users.js";
import { ArithmeticError } from "./arithmetic.js";
import { builtins } from "./builtins.js";
import { condition } from "./conditions.js";
import { Interrupted, Leave } from "./leave.js";
import { Expander } from "./expand.js";
import { parseNext } from "./parser.js";
import { patternMatches } from "./patterns.js";
import { applyRedirections } from "./redirect.js";
import { Fatal, ReadOnly, State } from "./state.js";
import { SyntaxError_ } from "./words.js";
import { commandWords, fatalWords, lineOf, scriptWords, syntaxWords } from "./messages.js";

const DEEPEST = 500;

export class Shell {
  constructor(process, state) {
    Object.assign(this, { process, state, rootPid: process.pid, jobs: [], pending: [], trapping: false, depth: 0, quiet: 0, custom: process.space.custom ?? null, foreground: new Set(), isInterrupted: false, isChild: false });
    this.expander = new Expander(this);
  }

  // Scripts

  /** Run a text command by command, so that what comes before a mistake runs. @returns the status */
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

  /** What a mistake in a script does: it ends the shell, or the line of an interactive one. */
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
      if (background) await this.#background(node, source);
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

  /** `set -e` and the trap of ERR. */
  async #failed(node) {
    if (this.state.status === 0 || this.quiet || CARRIERS.has(node.kind) || node.negated) return;
    if (this.state.traps.get("ERR")) await this.#trapped(this.state.traps.get("ERR"));
    if (this.state.options.has("errexit")) throw new Exit(this.state.status);
  }

  async #evaluate(node, tail) {
    const runs = {
      simple: () => this.#simple(node, tail),
      pipeline: () => this.#pipeline(node),
      "and-or": () => this.#andOr(node, tail),
      subshell: () => this.#subshell(node),
      function: () => this.#define(node),
    };
    return runs[node.kind] ? runs[node.kind]() : this.#redirected(node, () => this.#compound(node));
  }

  #compound(node) {
    const runs = {
      group: () => this.list(node.body),
      if: () => this.#if(node),
      loop: () => this.#loop(node),
      for: () => this.#for(node),
      select: () => this.#select(node),
      "arithmetic-for": () => this.#arithmeticFor(node),
      arithmetic: () => this.#arithmetic(node),
      case: () => this.#case(node),
      condition: async () => ((await condition(this, node.expression)) ? 0 : 1),
    };
    return runs[node.kind]();
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

  /** Open what some redirections name. @returns how to undo it, or null where it failed and was said */
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

  async #if(node) {
    for (const { condition: test, body } of node.clauses) {
      if ((await this.quietly(() => this.list(test))) === 0) return this.list(body);
    }
    if (node.otherwise) return this.list(node.otherwise);
    return 0;
  }

  /** Run the body of a loop once. @returns whether the loop goes on */
  async #round(body) {
    try {
      await this.list(body);
    } catch (error) {
      if (!(error instanceof Leave) || error.kind === "return") throw error;
      if (error.count > 1) throw new Leave(error.kind, error.count - 1);
      return error.kind === "continue";
    }
    return true;
  }

  async #looped(run) {
    this.loops = (this.loops ?? 0) + 1;
    try {
      return await run();
    } finally {
      this.loops -= 1;
    }
  }

  #loop(node) {
    return this.#looped(async () => {
      let status = 0;
      for (;;) {
        const isTrue = (await this.quietly(() => this.list(node.condition))) === 0;
        if (isTrue === node.until) return status;
        if (!(await this.#round(node.body))) return this.state.status;
        status = this.state.status;
      }
    });
  }

  #for(node) {
    return this.#looped(async () => {
      const values = node.words ? await this.expander.words(node.words) : [...this.state.parameters];
      this.state.status = 0;
      for (const value of values) {
        this.state.set(node.name, value);
        if (!(await this.#round(node.body))) break;
      }
      return values.length ? this.state.status : 0;
    });
  }

  #select(node) {
    return this.#looped(async () => {
      const values = node.words ? await this.expander.words(node.words) : this.state.parameters;
      for (;;) {
        await this.process.warn(values.map((value, at) => `${at + 1}) ${value}\n`).join(""));
        await this.process.warn(this.state.get("PS3") ?? "#? ");
        const line = await this.readLine(0);
        if (line === null) return 1;
        this.state.set("REPLY", line);
        this.state.set(node.name, values[Number(line) - 1] ?? "");
        if (!(await this.#round(node.body))) return this.state.status;
      }
    });
  }

  #arithmeticFor(node) {
    return this.#looped(async () => {
      const [first, test, step] = node.steps;
      await this.expander.arithmetic(first ?? "");
      while (!test?.trim() || (await this.expander.arithmetic(test)) !== 0n) {
        if (!(await this.#round(node.body))) break;
        await this.expander.arithmetic(step ?? "");
      }
      return this.state.status;
    });
  }

  async #arithmetic(node) {
    try {
      return (await this.expander.arithmetic(await this.expandText(node.text))) === 0n ? 1 : 0;
    } catch (error) {
      if (!(error instanceof Fatal) && !(error instanceof ArithmeticError)) throw error;
      await this.complain(`((: ${error.message}`);
      return 1;
    }
  }

  async expandText(text) {
    if (!/[$`]/.test(text)) return text;
    const { list } = parseNext(`"${text.replace(/"/g, '\\"')}"`, 0, this.state.dialect);
    return this.expander.text(list.items[0].node.words[0]);
  }

  async #case(node) {
    const text = await this.expander.text(node.word);
    let isFalling = false;
    for (const { patterns, body, end } of node.arms) {
      let matches = isFalling;
      for (const pattern of matches ? [] : patterns) matches ||= patternMatches(await this.expander.pattern(pattern), text);
      if (!matches) continue;
      this.state.status = 0;
      await this.list(body);
      isFalling = end === ";&";
      if (end !== ";&" && end !== ";;&") return this.state.status;
    }
    return this.state.status && isFalling ? this.state.status : 0;
  }

  // Processes

  /** A child with a copy of everything. @param {(shell: Shell) => Promise<number>} run */
  fork(run, { streams = {}, group = null, argv = this.process.argv } = {}) {
    const { process } = this;
    const descriptors = new Map([...process.descriptors].map(([number, stream]) => [number, stream.share()]));
    for (const [number, stream] of Object.entries(streams)) {
      descriptors.get(Number(number))?.close();
      descriptors.set(Number(number), stream);
    }
    const files = process.files.as(process.files.who);
    const child = this.#born({ parent: process, argv, env: process.env, files, descriptors, group: group ?? process.group, program: process.program });
    child.memory = process.memory;
    for (const [name, handler] of process.handlers) if (handler === "ignore") child.handlers.set(name, handler);
    const shell = new Shell(child, this.state.clone());
    Object.assign(shell, { rootPid: this.rootPid, custom: this.custom, isChild: true, quiet: this.quiet, loops: this.loops });
    void child.run(() => shell.toEnd(() => run(shell)));
    return child;
  }

  #born(details) {
    try {
      return new Process(this.process.space, details);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      for (const stream of details.descriptors.values()) stream.close();
      throw new Fatal(`${this.state.dialect === "bash" ? "fork: retry" : this.state.dialect === "dash" ? "Cannot fork" : "can't fork"}: ${error.message}`, this.state.dialect === "bash" ? 254 : 2);
    }
  }

  /** Run something and then the trap of EXIT. */
  async toEnd(run) {
    let code;
    let next = null;
    try {
      code = await run();
    } catch (error) {
      if (error instanceof Exit) code = error.code;
      else if (error instanceof Leave) code = this.state.status;
      else if (error instanceof Interrupted) code = 130;
      else if (error instanceof Become) next = error;
      else throw error;
    }
    if (next) throw next;
    const action = this.state.traps.get("EXIT");
    if (!action) return code;
    this.state.traps.delete("EXIT");
    this.state.status = code;
    try {
      await this.runText(action);
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
      return error.code;
    }
    return code;
  }

  /** Wait for a child in the foreground. */
  async await(child) {
    this.foreground.add(child);
    try {
      const { code, signal } = await this.process.until(child.wait());
      if (signal === "INT" && this.state.interactive) throw new Interrupted();
      await this.#sayEnded(child, signal);
      return code;
    } finally {
      this.foreground.delete(child);
    }
  }

  async #sayEnded(child, signal) {
    if (!signal || signal === "PIPE" || signal === "INT" || !saidOf(signal) || this.isChild) return;
    const said = saidOf(signal);
    if (this.state.dialect !== "bash") await this.process.warn(`${said}\n`);
    else if (signal !== "TERM" || !this.state.interactive) await this.process.warn(`${fatalWords(this.state)}${String(child.pid).padStart(5)} ${said.padEnd(23)} ${child.commandLine ?? child.argv.join(" ")}\n`);
  }

  async #pipeline(node) {
    if (node.timed) return this.#timed(node);
    if (node.commands.length === 1) {
      const status = await this.quietly(() => this.node(node.commands[0]));
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
      children.push(this.fork((shell) => shell.node(command, true), { streams }));
    }
    const codes = await this.#awaitAll(children);
    this.state.pipeStatus = codes;
    const last = this.state.options.has("pipefail") ? (codes.findLast((code) => code !== 0) ?? 0) : codes.at(-1);
    return node.negated ? Number(last === 0) : last;
  }

  async #awaitAll(children) {
    for (const child of children) this.foreground.add(child);
    try {
      const ends = [];
      for (const child of children) ends.push(await this.process.until(child.wait()));
      if (this.state.interactive && ends.some(({ signal }) => signal === "INT")) throw new Interrupted();
      return ends.map(({ code }) => code);
    } finally {
      for (const child of children) this.foreground.delete(child);
    }
  }

  async #timed(node) {
    const start = this.process.clock.now();
    const status = await this.#pipeline({ ...node, timed: false });
    const seconds = (this.process.clock.now() - start) / 1000;
    const shown = `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`;
    await this.process.warn(`\nreal\t${shown}\nuser\t0m0.001s\nsys\t0m0.001s\n`);
    return status;
  }

  async #subshell(node) {
    const child = this.fork(async (shell) => {
      const undo = await shell.redirect(node.redirections);
      return undo ? shell.list(node.body) : 1;
    });
    return this.await(child);
  }

  async #background(node, source) {
    const streams = this.state.interactive ? {} : { 0: fromBytes("") };
    const child = this.fork((shell) => shell.node(node, true), { streams });
    child.commandLine = source;
    this.state.lastBackground = child.pid;
    const number = Math.max(0, ...this.jobs.map((job) => job.number)) + 1;
    this.jobs.push({ number, child, source });
    if (this.state.interactive && this.state.dialect === "bash") await this.process.warn(`[${number}] ${child.pid}\n`);
    this.state.status = 0;
  }

  /** What a command prints, without the newlines at the end. */
  async capture(list) {
    const only = list.items.length === 1 && list.items[0].node.kind === "simple" ? list.items[0].node : null;
    if (only && !only.words.length && !only.assignments.length && only.redirections.length === 1 && only.redirections[0].op === "<") {
      list = { items: [{ node: { ...only, words: [[{ kind: "text", text: "cat", quoted: true }]] }, background: false, source: "" }] };
    }
    const pipe = new Pipe();
    const reader = pipe.reader();
    const child = this.fork((shell) => shell.list(list, true), { streams: { 1: pipe.writer() } });
    this.foreground.add(child);
    const chunks = [];
    try {
      for (let chunk; (chunk = await reader.read(65536, this.process)); ) chunks.push(chunk);
      reader.close();
      const { code, signal } = await this.process.until(child.wait());
      if (signal === "INT" && this.state.interactive) throw new Interrupted();
      this.state.status = code;
      this.captured = code;
    } finally {
      this.foreground.delete(child);
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
  async substituted({ way, list }) {
    const pipe = new Pipe();
    const number = 63 - [...this.process.descriptors.keys()].filter((each) => each > 50).length;
    if (way === "<") {
      this.fork((shell) => shell.list(list, true), { streams: { 1: pipe.writer() } });
      this.process.place(number, pipe.reader());
    } else {
      this.fork((shell) => shell.list(list, true), { streams: { 0: pipe.reader() } });
      this.process.place(number, pipe.writer());
    }
    (this.lent ??= []).push(number);
    return `/dev/fd/${number}`;
  }

  // Commands

  async #simple(node, tail) {
    const { state } = this;
    this.captured = 0;
    const words = await this.expander.words(node.words);
    const lent = this.lent?.splice(0) ?? [];
    const undo = node.redirections.length ? await this.redirect(node.redirections) : () => {};
    if (!undo) {
      if (state.dialect !== "bash" && SPECIAL.has(words[0]) && !state.interactive) throw new Exit(state.dialect === "ash" ? 1 : 2);
      return state.dialect === "dash" ? 2 : 1;
    }
    let keep = false;
    try {
      if (state.options.has("xtrace") && words.length) await this.process.warn(`${state.get("PS4") ?? "+ "}${words.map(traced).join(" ")}\n`);
      if (!words.length) {
        const status = this.captured;
        await this.#assign(node.assignments);
        return node.assignments.length || node.words.length ? (this.captured || status) : 0;
      }
      keep = words[0] === "exec";
      return await this.#named(words, node, tail && !node.redirections.some((each) => each.descriptor !== null && each.descriptor > 2));
    } catch (error) {
      /* The program that takes over keeps what was opened for it. */
      keep ||= error instanceof Become;
      throw error;
    } finally {
      if (!keep) undo();
      for (const number of lent) this.process.place(number, null);
    }
  }

  async #assign(assignments, exported) {
    for (const { name, value, append, index, array } of assignments) {
      if (array) {
        const map = new Map();
        const known = this.state.variables.get(name)?.value;
        if (known?.named) map.named = true;
        await this.fill(map, array);
        this.state.set(name, map, { append });
      } else if (index) this.expander.setElement(name, await this.expander.index(name, index), await this.expander.text(value, { assignment: true }), append);
      else {
        let text = await this.expander.text(value, { assignment: true });
        if (this.state.variables.get(name)?.integer) text = String(await this.expander.arithmetic(text));
        this.state.set(name, text, { exported, append });
      }
      if (this.state.options.has("xtrace")) await this.process.warn(`+ ${name}=${traced(this.state.get(name) ?? "")}\n`);
    }
  }

  /** The elements of an array. */
  async fill(map, items) {
    let next = 0;
    for (const { key, value } of items) {
      if (key !== null) {
        const name = map.named ? await this.expandText(key.replace(/^["']|["']$/g, "")) : Number(await this.expander.arithmetic(await this.expandText(key)));
        map.set(name, await this.expander.text(value));
        next = map.named ? next : name + 1;
      } else for (const each of await this.expander.words([value])) map.set(next++, each);
    }
  }

  async #named(words, node, tail) {
    const { state } = this;
    const [name] = words;
    const call = state.functions.get(name);
    const builtin = call ? null : builtins(state.dialect)[name];
    if (!call && !builtin) return this.#external(words, node, tail);
    if (!node.assignments.length) return call ? this.call(call, words) : this.builtin(builtin, words, node, tail);
    const keeps = SPECIAL.has(name) && state.dialect !== "bash";
    const before = node.assignments.map(({ name: each }) => [each, state.variables.get(each)]);
    await this.#assign(node.assignments, true);
    try {
      return call ? await this.call(call, words) : await this.builtin(builtin, words, node, tail);
    } finally {
      if (!keeps) for (const [each, variable] of before) variable ? state.variables.set(each, variable) : state.variables.delete(each);
    }
  }

  async builtin(run, words, node, tail) {
    try {
      return (await run(this, words.slice(1), { words, node, tail })) ?? 0;
    } catch (error) {
      if (!(error instanceof FsError) || error.code === "EPIPE") throw error;
      await this.complain(`${this.state.dialect === "ash" ? "" : `${words[0]}: `}${this.state.dialect === "dash" ? "I/O error" : `write error: ${error.message}`}`);
      return 1;
    }
  }

  async call(node, words) {
    const { state } = this;
    const before = state.parameters;
    state.parameters = words.slice(1);
    state.frames.push(new Map());
    const loops = this.loops;
    this.loops = 0;
    try {
      await this.node(node.body);
      return state.status;
    } catch (error) {
      if (!(error instanceof Leave) || error.kind !== "return") throw error;
      return state.status;
    } finally {
      this.loops = loops;
      state.leave();
      state.parameters = before;
    }
  }

  /** Run a program. @param {boolean} tail whether nothing follows, so that no new process is needed */
  async #external(words, node, tail) {
    if (this.custom && Object.hasOwn(this.custom, words[0])) return this.#customized(words, node);
    const { path, error } = findProgram(this.process.files, words[0], this.state.get("PATH") ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    if (error) {
      await this.complain(commandWords(this.state, words[0], error));
      return error === "ENOENT" || error === "ENOTDIR" ? 127 : 126;
    }
    const isLast = tail && this.isDisposable;
    const env = await this.#environment(node);
    if (isLast) this.become(path, words, env);
    const child = this.fork(async (shell) => shell.become(path, words, env), { argv: words });
    child.program = words[0];
    child.commandLine = words.join(" ");
    return this.await(child);
  }

  /** Whether this process may turn into its last command. */
  get isDisposable() {
    return !this.state.interactive && (this.isChild || this.isOneShot) && ![...this.state.traps.values()].some(Boolean) && !this.jobs.some((job) => job.child.isAlive) && !this.pending.length;
  }

  async #environment(node) {
    if (!node.assignments.length) return this.state.environment();
    const own = this.state.clone();
    const state = this.state;
    this.state = own;
    try {
      await this.#assign(node.assignments, true);
      return own.environment();
    } finally {
      this.state = state;
    }
  }

  /** @throws {Become} */
  become(path, words, env) {
    const { process } = this;
    const load = loadProgram(process.space, process.files, path, words);
    if (load.error === "ENOEXEC") {
      throw new Become(() => this.#script(path, words, env));
    }
    if (load.error) throw new FsError(load.error, path);
    process.env = env;
    this.#handBack();
    throw new Become(() => load.start(process));
  }

  /** Handlers are gone in a new program; what is ignored stays so. */
  #handBack() {
    for (const [name, handler] of this.process.handlers) if (handler !== "ignore") this.process.handlers.delete(name);
    for (const [number, stream] of this.process.descriptors) if (number >= 10 && number < 50) { stream.close(); this.process.descriptors.delete(number); }
  }

  /** A file without a first line of its own is run by the shell itself. */
  async #script(path, words, env) {
    const state = new State(this.state.dialect, path);
    for (const [name, value] of Object.entries(env)) state.set(name, value, { exported: true });
    state.parameters = words.slice(1);
    state.source = path;
    const shell = new Shell(this.process, state);
    shell.custom = this.custom;
    return shell.toEnd(async () => shell.runText(this.process.files.readText(path)));
  }

  /** A command that the lab adds, such as `docker`: it runs as a child of its own. */
  async #customized(words, node) {
    const env = await this.#environment(node);
    const run = this.custom[words[0]];
    const child = this.fork(async (shell) => run(words, shell.process, env), { argv: words });
    child.commandLine = words.join(" ");
    return this.await(child);
  }

  // Traps

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

  // Smaller things

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

  /** Variables that the shell makes up. */
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
const SPECIAL = new Set([":", ".", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "trap", "unset", "break", "continue", "times"]);
const traced = (word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
const joined = (chunks) => new TextDecoder().decode(chunks.length === 1 ? chunks[0] : Uint8Array.from(chunks.flatMap((chunk) => [...chunk])));
