/* The Worker that a session runs in: a loop in it never freezes the page. Each message names a method of the session.

   In:  {id, call: "open"|"run"|"input"|"interrupt"|"skip"|"undo"|"reset"|…, args}
   Out: {id, value} or {id, fault} in answer; {event: "output"|"input", …} while a line runs */
import { complete } from "./complete.js";
import { openSession } from "./session.js";
import { pageOf } from "./served.js";
import { takenBetween } from "./taken.js";

let session = null;
const say = (event, more) => postMessage({ event, ...more });

const state = () => ({ prompt: session.prompt, lines: session.steps.map(({ line }) => line), snapshot: session.snapshot() });

/* What a program of the reader's can't have: Node's are run by the browser's own JavaScript. */
for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "BroadcastChannel", "indexedDB", "caches", "importScripts", "Worker"]) Object.defineProperty(self, name, { value: undefined });

const calls = {
  async open({ data, start, lines, seed }) {
    session = await openSession({ data, start, seed, onFault: (error) => console.error(error) });
    if (lines?.length) for (const line of lines) await session.again(line);
    return state();
  },
  async run(line) {
    const before = session.snapshot();
    const { code, stderr, stdout } = await session.run(line, { onOutput: (text, stream) => say("output", { text, stream }), onInput: () => say("input", {}) });
    return { code, stderr, stdout, taken: takenBetween(before, session.snapshot()), ...state() };
  },
  input: (text) => session.input(text),
  interrupt: () => session.interrupt(),
  skip: () => session.skip(),
  needsMore: (text) => session.needsMore(text),
  complete: (text, at) => complete(session.lab, text, at),
  snapshot: () => session.snapshot(),
  script: () => session.script(),
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
