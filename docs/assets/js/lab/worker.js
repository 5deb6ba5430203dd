/* The Worker that runs a session: a loop in it never freezes the page. Each message names a method of the session.

   In:  {id, call: "open"|"run"|"input"|"interrupt"|"skip"|"undo"|"reset"|…, args}
   Out: {id, value} or {id, fault} in answer; {event: "output"|"input", …} while a line runs */
import { loadAhead } from "./ahead.js";
import { complete } from "./complete.js";
import { createExplained } from "./explained.js";
import { openSession } from "./session.js";
import { pageOf } from "./served.js";
import { takenBetween } from "./taken.js";
import { createTaught } from "./taught.js";

const fetched = (name) => fetch(new URL(`../../${name}`, import.meta.url)).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${name} could not be loaded`))));
/* As one script, in the copy on a disk, it has no address: there, the page passes on its data. */
let handOn = null;
const carried = new Promise((resolve) => {
  handOn = resolve;
});
const known = (import.meta.url ? Promise.all([fetched("explain.json"), fetched("lab.json")]) : carried).then(([data, more]) => ({ data, explained: createExplained(more.errors), taught: createTaught(more) }));
known.catch(() => {}); // callers get the error

let session = null, shown = null;
const say = (event, more) => postMessage({ event, ...more });

const state = () => {
  shown = session.snapshot();
  return { prompt: session.prompt, steps: session.steps, snapshot: shown };
};

/* What a reader's program can't use: the browser's own JavaScript runs Node programs. What was fetched above is already on its way. */
for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "BroadcastChannel", "indexedDB", "caches", "importScripts", "Worker"]) Object.defineProperty(self, name, { value: undefined });

const calls = {
  data: (...all) => handOn(all),
  async open({ start, steps, columns }) {
    const { data, taught } = await known;
    session = await openSession({ data, taught, start, columns, onFault: (error) => console.error(error) });
    setTimeout(loadAhead, 2000);
    if (steps.length) await session.reset(steps);
    return state();
  },
  /** Run a line; `{more: true}` if it is incomplete. */
  async run(line) {
    if (session.needsMore(line)) return { more: true };
    session.lab.gap = null;
    const before = shown, { code, stderr, stdout } = await session.run(line, { onOutput: (text, stream) => say("output", { text, stream }), onInput: () => say("input", {}) });
    const now = state();
    return { code, stderr, stdout, gap: session.lab.gap, taken: takenBetween(before, now.snapshot), ...now };
  },
  input: (text) => session.input(text),
  interrupt: () => session.interrupt(),
  skip: () => session.skip(),
  complete: (text, at) => complete(session.lab, text, at),
  script: () => session.script(),
  /** Whether a task is done, and a hint that fits. */
  async check(task) {
    const { check } = await import("./tasks/check.js");
    return check(task, session.lab);
  },
  explained: async (text) => (await known).explained(text),
  page: (port, path) => pageOf(session.lab, port, path),
  async undo() {
    return { line: await session.undo(), ...state() };
  },
  async reset() {
    await session.reset();
    return state();
  },
};

onmessage = async ({ data: { id, call, args = [] } }) => {
  try {
    postMessage({ id, value: await calls[call](...args) });
  } catch (error) {
    console.error(error);
    postMessage({ id, fault: String(error?.message ?? error) });
  }
};
