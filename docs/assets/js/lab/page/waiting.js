/* Shown while a line runs on: for how long, and how to skip the wait or end it. */
import { button, el } from "./elements.js";

export function createWaiting({ skip, stop, focus }) {
  const text = el("span", { role: "status" }), end = button("End it (Ctrl-C)", () => {
    stop();
    focus();
  });
  const jump = button("Skip the wait", () => {
    void skip();
    focus();
  });
  const element = el("div", { class: "dn-term__waiting", hidden: true }, text, jump, end);
  return {
    element,
    /** @param {number | null} since milliseconds; null: it has ended @param {boolean} reads it waits for input */
    show(since, reads, isStopping) {
      element.hidden = since === null;
      if (since === null) {
        text.textContent = "";
        return;
      }
      const first = text.textContent === "";
      jump.hidden = Boolean(reads);
      end.textContent = isStopping ? "It doesn't react: stop the engine" : "End it (Ctrl-C)";
      // Said once to those who listen; the seconds are for those who look.
      if (first) text.textContent = reads ? "A program is waiting for your input." : "Still running.";
    },
  };
}
