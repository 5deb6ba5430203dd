/* A terminal with its engine, in a page: what the page Practise and "Try it here" share. */
import { toFragment } from "../link.js";
import { pageAt } from "./data.js";
import { Client } from "./client.js";
import { button, el } from "./elements.js";
import { bindKeys } from "./keys.js";
import { createPane } from "./pane.js";
import { createRemarks } from "./remarks.js";
import { Runner } from "./runner.js";
import { Terminal } from "./terminal.js";
import { createWaiting } from "./waiting.js";

/** @param {{base: URL, place: (element: HTMLElement) => void, start?: object[], from?: object, changed?: (state: object) => void, greeting?: (string|Node)[]}} options
      `place`: put it into the page; `start`: see session.js, `from`: see link.js
    @returns {Promise<object>} the page's handle on it */
export async function openLab({ base, place, start = [], from = null, changed = () => {}, greeting = [] }) {
  const terminal = new Terminal();
  const client = new Client(base, { output: ({ text }) => terminal.write(text), input: () => runner.asked() });
  const remark = createRemarks(terminal, (text) => client.call("explained", text), base), pane = createPane(client);
  const open = (steps = []) => client.call("open", { start, steps, columns: terminal.columns });
  const restart = async () => {
    client.restart();
    tell(await open(state.steps));
    terminal.note("fault", ["The practice engine was stopped. Everything is as it was before this line."]);
    runner.interrupt();
  };
  const waiting = createWaiting({ skip: () => client.call("skip"), stop: () => (runner.isStopping ? restart() : runner.interrupt()), focus: () => terminal.field.focus() });
  const runner = new Runner(client, terminal, {
    slow: (since, reads) => waiting.show(since, reads, runner.isStopping),
    ran(result) {
      terminal.draw();
      void remark(result);
      tell(result);
      void pane.refresh();
    },
  });
  let state = null;
  function tell(now) {
    state = now;
    runner.prompt = now.prompt;
    if (!runner.isBusy) terminal.ask(now.prompt);
    // Once the answer is on screen.
    requestAnimationFrame(() => setTimeout(() => state === now && changed(now)));
  }
  const status = el("p", { class: "dn-lab__status", role: "status" });
  const say = (text) => {
    status.textContent = text;
  };
  const keys = bindKeys(terminal, runner, client);
  const copy = async (text, what) => {
    try {
      await navigator.clipboard.writeText(text);
      say(`${what} is copied.`);
    } catch {
      say("Your browser doesn't allow copying here.");
    }
  };
  const tools = el("div", { class: "dn-lab__tools" },
    button("Undo the last line", async () => {
      if (runner.isBusy) return say("A program is still running: end it first.");
      const { line, ...now } = await client.call("undo");
      tell(now);
      if (line) terminal.note("ours", ["Undone: ", el("code", null, line), ". Everything is as it was before."]);
      return say(line ? "" : "There's no line to undo.");
    }),
    button("Start over", async () => {
      if (runner.isBusy) return say("A program is still running: end it first.");
      tell(await client.call("reset"));
      terminal.clear();
      return say("Everything is as it was at the start.");
    }),
    button("Copy as a script", async () => copy(await client.call("script"), "The script")),
    button("Copy a link to this", async () => {
      const fragment = toFragment(state.steps.map(({ line }) => line), from);
      if (!state.steps.length) return say("Nothing has been typed yet.");
      return fragment ? copy(pageAt(base, `practise/#${fragment}`).href, "The link") : say("There are too many lines for a link. Copy them as a script.");
    }));
  const element = el("div", { class: "dn-term", role: "group", "aria-label": "Practice terminal" }, terminal.element, waiting.element, keys, terminal.keys, status, tools);
  place(element);
  tell(await open());
  runner.ready();
  if (greeting.length) terminal.note("ours", greeting);
  return {
    element, pane, client, terminal, runner,
    /** Put a text into the field, ready to run. */
    type(text) {
      terminal.value = text;
      terminal.field.focus();
    },
    /** Start anew. */
    async begin(steps) {
      start = steps;
      tell(await open());
      terminal.clear();
    },
    close: () => client.close(),
  };
}
