/* A session: a lab that somebody types into. No DOM; it runs in a Worker, and in Node for the tasks and the tests.

   A line's output comes while it runs. Each line is kept with its input and the times of interruptions, so that
   undo can replay all other steps on a lab with the same seed.

   @typedef {string|{file: string, text: string}|{run: string, typed?: string[], interrupt?: number, retry?: number}} Beginning
     a line to run or a file to write, not shown; `typed`: input for it; ended after so many seconds; retried
     for so many seconds until it works
   @typedef {{line: string, code: number, gap: number, typed: {at: number, text: string|null}[], interrupted: number[]}} Step */
import { bytesOf } from "./fs/nodes.js";
import { createLab } from "./lab.js";
import { PacedClock } from "./proc/paced.js";
import { Running } from "./running.js";
import { snapshotOf } from "./snapshot.js";

const BREATH = 400; // milliseconds that a line may wait without the reader waiting
const FAR = 60_000; // the furthest that a click on "skip" jumps
const PAUSE = 60_000; // the most that a pause between two lines counts when they are replayed

/** @param {{data: object, start?: Beginning[], seed?: number, terminal?: boolean, columns?: number, now?: number, taught?: Function}} options `data`: what
      Explain fetches; `terminal`: output goes to one */
export async function openSession(options) {
  const session = new Session(options);
  await session.reset();
  return session;
}

class Session {
  /** @type {Step[]} */
  steps = [];
  #running = null;

  constructor({ data, start = [], seed = 1, terminal = true, columns = 100, now = Date.now(), taught, onFault = null }) {
    Object.assign(this, { data, start, seed, terminal, columns, began: now, taught, onFault });
  }

  get prompt() {
    return `${this.lab.shell.cwd.replace(/^\/home\/[^/]+(?=\/|$)/, "~")}$ `;
  }

  get isBusy() {
    return this.#running !== null;
  }

  /** Whether a program waits for what the reader types. */
  get wantsInput() {
    return Boolean(this.#running?.wanted);
  }

  needsMore(text) {
    return this.lab.shell.needsMore(text);
  }

  /** Run a line. @param {{onOutput?: (text: string, stream: "stdout"|"stderr") => void, onInput?: () => void}} to
      @returns {Promise<{code: number, stdout: string, stderr: string}>} */
  async run(line, to = {}) {
    const { clock } = this.lab, gap = Math.min(PAUSE, clock.now() - this.lastEnd);
    clock.lend(BREATH);
    const running = new Running(this.lab, line, this.terminal, to);
    this.#running = running;
    try {
      const code = await running.done, { stdout, stderr, typed, interrupted } = running;
      this.steps.push({ line, code, gap, typed, interrupted });
      return { code, stdout, stderr };
    } finally {
      this.#running = null;
      this.lastEnd = clock.now();
    }
  }

  /** Pass input to the running program: a line with its end, or null for Ctrl-D. */
  input(text) {
    this.#running?.input(text);
  }

  /** Ctrl-C. */
  interrupt() {
    this.#running?.interrupt();
  }

  /** Skip a program's wait, up to the next thing it prints. */
  async skip() {
    const running = this.#running, { clock } = this.lab, until = clock.now() + FAR;
    if (!running) return;
    const before = running.chunks;
    do {
      if (clock.ahead > until - clock.now() || !clock.skip()) return;
      await clock.drain();
    } while (this.#running === running && running.chunks === before);
  }

  /** The engine as plain data, for the picture. */
  snapshot() {
    return snapshotOf(this.lab);
  }

  /** Undo the last line. @returns the line, or null if there is none */
  async undo() {
    if (this.isBusy || !this.steps.length) return null;
    const steps = this.steps.slice(0, -1), { line } = this.steps.at(-1);
    await this.reset(steps);
    return line;
  }

  /** Start over, and replay `steps`. */
  async reset(steps = []) {
    const clock = new PacedClock(this.began), lab = createLab({ clock, data: this.data, seed: this.seed, taught: this.taught, onFault: this.onFault, interactive: this.terminal, env: { COLUMNS: String(this.columns) } });
    Object.assign(this, { lab, steps: [], lastEnd: clock.now() });
    for (const each of this.start) await this.#begin(each);
    this.steps = [];
    for (const step of steps) await this.#replay(step);
    clock.follow();
    this.lastEnd = clock.now();
  }

  async #begin(each) {
    if (each.file !== undefined) return write(this.lab, each);
    const { run: line = each, typed = [], interrupt, retry = 0 } = each, { clock } = this.lab, until = clock.now() + 1000 * retry;
    for (;;) {
      const code = await this.#replay({ line, typed: typed.map((text) => ({ at: 0, text: `${text}\n` })), interrupted: interrupt ? [1000 * interrupt] : [] });
      if (code === 0 || clock.now() >= until) return undefined;
      await clock.run(clock.sleep(1000));
    }
  }

  async #replay({ line, gap = 0, typed = [], interrupted = [] }) {
    const { clock } = this.lab;
    if (gap) await clock.run(clock.sleep(gap));
    const running = new Running(this.lab, line, this.terminal, {});
    for (const { at, text } of typed) clock.after(at, () => running.input(text));
    for (const at of interrupted) clock.after(at, () => running.interrupt());
    const code = await clock.run(running.done, () => running.giveUp());
    this.steps.push({ line, code, gap, typed, interrupted });
    return code;
  }

  /** The lines as a script for a real machine. */
  script() {
    const lines = this.steps.flatMap(({ line, typed }) => [line, ...typed.filter(({ text }) => text !== null).map(({ text }) => `#   typed: ${text.trimEnd()}`)]);
    const files = this.start.flatMap((each) => (each.file === undefined ? [each.run ?? each] : [`cat > '${each.file}' <<'END_OF_FILE'`, each.text.replace(/\n$/, ""), "END_OF_FILE"]));
    return ["#!/bin/sh", "# Typed on the page Practise of Docker Notes.", ...files, ...lines, ""].join("\n");
  }
}

function write({ machine, shell }, { file, text }) {
  const path = `${shell.cwd}/${file}`;
  machine.hostFs.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  machine.hostFs.writeFile(path, bytesOf(text));
}
