/* A running node program: what keeps it alive, what it prints, how it ends. */
import { FsError, bytesOf } from "../../fs/nodes.js";
import { Exit, Killed } from "../../proc/process.js";
import { faultText, VERSION } from "./nodefaults.js";
import { consoleOf, globalsOf } from "./nodeglobals.js";
import { Loader } from "./nodeloader.js";
import { modulesFor } from "./nodemodules.js";
import { asFunctionBody } from "./nodesyntax.js";
import { Tests } from "./nodetest.js";
import { place, report } from "./nodetestreport.js";

const AsyncFunction = (async () => {}).constructor;

/** A running program. */
export class Runtime {
  constructor(process) {
    Object.assign(this, { process, handles: 0, listeners: new Map(), code: undefined, pending: Promise.resolve(), ended: null });
    this.end = new Promise((done) => {
      this.finish = done;
    });
    this.console = consoleOf(this);
    this.globals = globalsOf(this);
    this.tests = new Tests(this);
    this.builtins = modulesFor(this);
    this.loader = new Loader(this);
  }

  /** Something open keeps the program alive: a timer, a server. */
  hold() {
    this.handles += 1;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.handles -= 1;
      this.#check();
    };
  }

  #check() {
    if (this.handles === 0 && this.isLoaded) this.process.clock.after(0, () => this.handles === 0 && this.finish(this.code ?? 0));
  }

  /** Print without waiting; the order stays the same. */
  write(text, number = 1) {
    this.pending = this.pending.then(() => this.process.write(bytesOf(text), number)).catch((error) => {
      if (!(error instanceof FsError) && !(error instanceof Killed)) throw error;
    });
    return true;
  }

  emit(name, ...args) {
    const list = this.listeners.get(name) ?? [];
    for (const fn of list) this.guard(() => fn(...args));
    return list.length > 0;
  }

  exit(code) {
    if (this.ended) return;
    this.ended = true;
    for (const fn of this.listeners.get("exit") ?? []) fn(code);
    this.finish(Number(code) & 255);
  }

  /** Run a program's callback. An uncaught error ends the program. */
  guard(run) {
    try {
      const value = run();
      if (value instanceof Promise) value.catch((error) => this.fault(error, true));
      return value;
    } catch (error) {
      this.fault(error);
      return undefined;
    }
  }

  fault(error, rejected = false) {
    if (error instanceof Exit || error instanceof Killed || this.ended) return;
    const handlers = this.listeners.get(rejected ? "unhandledRejection" : "uncaughtException") ?? this.listeners.get("uncaughtException");
    if (handlers) {
      for (const fn of handlers) this.guard(() => fn(error));
      return;
    }
    this.write(`${faultText(error, rejected)}\n\nNode.js ${VERSION}\n`, 2);
    this.exit(1);
  }

  /** Load a file of tests for the caller to run. */
  loadTests(path) {
    const { files } = this.process, found = this.loader.resolveFile(path.startsWith("/") ? path : `${files.cwd}/${path}`);
    this.api.argv.push(found);
    return this.loader.load(found);
  }

  /** `node --check` */
  async check(name) {
    const source = this.process.files.readText(name);
    try {
      new AsyncFunction((await asFunctionBody(source)).body);
      return 0;
    } catch (error) {
      await this.process.warn(`${name}\n\n${faultText(error, false)}\n\nNode.js ${VERSION}\n`);
      return 1;
    }
  }

  async settle() {
    if (!this.tests.isEmpty && !this.ended) return this.settleTests();
    this.isLoaded = true;
    this.#check();
    const code = await this.process.until(this.end);
    await this.pending;
    return this.api.exitCode && !code ? Number(this.api.exitCode) : code;
  }

  /* A program with tests runs them, and reports. */
  async settleTests() {
    const began = this.process.clock.now(), path = this.api.argv[1], { files } = this.process, shown = path?.startsWith(`${files.cwd}/`) ? path.slice(files.cwd.length + 1) : path ?? "[eval]";
    await this.process.until(this.tests.run());
    await this.pending;
    place(this.tests.root.children, shown, path ? files.readText(path) : "");
    return report(this.process, this.tests.root.children, began);
  }

  async text(source, args, prints) {
    this.api.argv.push(...args);
    try {
      const module = { exports: {} };
      const require = this.loader.requireFrom(this.process.files.cwd);
      if (prints) this.console.log(await this.evaluate(`return (${source.trim().replace(/;$/, "")})`, { require, module, exports: module.exports, __filename: "[eval]", __dirname: "." }));
      else await this.evaluate((await asFunctionBody(source)).body, { require, module, exports: module.exports, __filename: "[eval]", __dirname: ".", ...this.loader.importing(this.process.files.cwd) });
    } catch (error) {
      this.fault(error);
    }
    return this.settle();
  }

  async file(name, args) {
    const { files } = this.process;
    const path = this.loader.resolveFile(name.startsWith("/") ? name : `${files.cwd}/${name}`);
    if (!path) {
      const full = name.startsWith("/") ? name : `${files.cwd === "/" ? "" : files.cwd}/${name.replace(/^\.\//, "")}`;
      await this.process.warn(`node:internal/modules/cjs/loader:1423\n  throw err;\n  ^\n\nError: Cannot find module '${full}'\n    at node:internal/modules/cjs/loader:1420:15 {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: []\n}\n\nNode.js ${VERSION}\n`);
      return 1;
    }
    this.api.argv.push(path, ...args);
    try {
      await this.loader.load(path);
    } catch (error) {
      this.fault(error);
    }
    return this.settle();
  }

  evaluate(body, names) {
    const all = { ...this.globals, ...names };
    const keys = Object.keys(all);
    const run = new AsyncFunction(...keys, body);
    return run(...keys.map((key) => all[key]));
  }
}

/* A program's promise may end in `process.exit()` while nobody waits for it. Neither page nor test is at fault. */
if (typeof globalThis.process?.on === "function") {
  globalThis.process.on("unhandledRejection", (error) => {
    if (!(error instanceof Exit)) throw error;
  });
} else globalThis.addEventListener?.("unhandledrejection", (event) => event.reason instanceof Exit && event.preventDefault());
