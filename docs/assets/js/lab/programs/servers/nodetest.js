/* `node:test`: the tests that a file declares, and their results. */

const HOOKS = ["before", "after", "beforeEach", "afterEach"];

/** The tests of a program. @property {object} root the suite around all of them */
export class Tests {
  constructor(runtime) {
    Object.assign(this, { runtime, root: made("suite", "", null), pattern: null });
    this.suite = this.root;
  }

  /** What `require("node:test")` is. */
  module() {
    const test = this.#maker("test"), describe = this.#maker("suite"), hooks = Object.fromEntries(HOOKS.map((name) => [name, (fn) => void this.suite.hooks[name].push(fn)]));
    const mock = new Proxy({}, { get: () => () => { throw new Error("`mock` of node:test is not modelled in this practice lab"); } });
    return Object.assign(test, { test, it: test, describe, suite: describe, mock, ...hooks });
  }

  #maker(kind) {
    const add = (...given) => this.#add(kind, given), with_ = (extra) => (...given) => this.#add(kind, given, extra);
    return Object.assign(add, { skip: with_({ skip: true }), todo: with_({ todo: true }), only: with_({}) });
  }

  #add(kind, given, extra = {}) {
    const node = { ...made(kind, nameOf(given), this.suite), ...optionsOf(given), ...extra };
    this.suite.children.push(node);
    if (kind === "suite" && node.fn && !node.skip) {
      const outer = this.suite;
      this.suite = node;
      try {
        node.fn({ name: node.name });
      } catch (error) {
        node.error = error;
      } finally {
        this.suite = outer;
      }
    }
    return Promise.resolve();
  }

  get isEmpty() {
    return !this.root.children.length;
  }

  /** Run all. */
  async run() {
    for (const hook of this.root.hooks.before) await hook();
    for (const each of this.root.children) await this.#run(each);
    for (const hook of this.root.hooks.after) await hook();
  }

  async #run(node) {
    const { clock } = this.runtime.process, began = clock.now();
    if (node.kind === "suite") await this.#runSuite(node);
    else if (!node.skip && node.fn && !this.#isFiltered(node)) await this.#runTest(node);
    node.isLeftOut = node.kind === "test" && this.#isFiltered(node);
    node.ms = clock.now() - began;
  }

  #isFiltered(node) {
    return this.pattern !== null && !this.pattern.test(node.name);
  }

  async #runSuite(node) {
    if (node.skip || node.error) return;
    try {
      for (const hook of node.hooks.before) await hook();
      for (const each of node.children) await this.#run(each);
      for (const hook of node.hooks.after) await hook();
    } catch (error) {
      node.error = error;
    }
  }

  async #runTest(node) {
    const around = [];
    for (let at = node.parent; at; at = at.parent) around.unshift(at);
    const own = this.#context(node);
    try {
      for (const { hooks } of around) for (const hook of hooks.beforeEach) await hook(own);
      await called(node.fn, own);
      for (const { hooks } of around.reverse()) for (const hook of hooks.afterEach) await hook(own);
      for (const hook of node.hooks.after) await hook(own);
    } catch (error) {
      node.error = error;
    }
  }

  /* What a test's function gets: `t`. */
  #context(node) {
    const test = async (...given) => {
      const inner = { ...made("test", nameOf(given), node), ...optionsOf(given) };
      node.children.push(inner);
      await this.#run(inner);
    };
    const { hooks } = node;
    return {
      name: node.name, test: Object.assign(test, { skip: async () => {}, todo: async () => {} }), skip: () => { node.skip = true; }, todo: () => { node.todo = true; }, diagnostic: (text) => void node.notes.push(text), signal: new AbortController().signal, assert: this.runtime.builtins.assert, plan: () => {},
      ...Object.fromEntries(HOOKS.map((name) => [name, (fn) => void hooks[name].push(fn)])),
    };
  }
}

const made = (kind, name, parent) => ({ kind, name, parent, children: [], notes: [], hooks: Object.fromEntries(HOOKS.map((each) => [each, []])), error: null, skip: false, todo: false, ms: 0, fn: null, isLeftOut: false });
const nameOf = (given) => (typeof given[0] === "string" ? given[0] : given.find((each) => typeof each === "function")?.name || "<anonymous>");

function optionsOf(given) {
  const { skip = false, todo = false } = given.find((each) => each !== null && typeof each === "object") ?? {};
  return { skip, todo, fn: given.find((each) => typeof each === "function") ?? null };
}

/* A test that takes two arguments calls the second when done. */
function called(fn, own) {
  if (fn.length < 2) return fn(own);
  return new Promise((done, no) => {
    fn(own, (error) => (error ? no(error) : done()));
  });
}

/** Whether a test or one inside it failed. What is still to do doesn't count. */
export const hasFailed = (node) => !node.todo && (node.error !== null || node.children.some(hasFailed));
