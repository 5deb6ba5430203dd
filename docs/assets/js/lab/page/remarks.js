/* Our remarks below a command's output: where its error is explained, what it removed, what isn't modelled. */
import { pageAt } from "./data.js";
import { el, withCode } from "./elements.js";

const NOT_MODELLED = /not modelled in this practice lab|this practice engine doesn't support/;
const outside = { target: "_blank", rel: "noopener" };

/** @param {import("./terminal.js").Terminal} terminal @param {(text: string) => Promise<{id: string, title: string} | null>} entryOf
    @param {URL} base of the site */
export function createRemarks(terminal, entryOf, base) {
  const link = (address, text) => el("a", { href: pageAt(base, address), ...outside }, text);
  return async ({ code, stdout, stderr, taken, gap }) => {
    const { step } = terminal, said = stderr + (code === 126 || code === 127 ? stdout : "");
    for (const text of taken) terminal.note("taken", withCode(text), step);
    if (NOT_MODELLED.test(said)) {
      terminal.note("gap", ["This practice engine is a model, and it doesn't include this. ", link(gap?.address ?? "reference/", gap?.title ?? "The reference"), " says what a real Docker does."], step);
      return;
    }
    const entry = code !== 0 && code !== 130 && said.trim() ? await entryOf(said) : null;
    if (entry) terminal.note("error", ["Explained: ", link(`reference/errors/#${entry.id}`, entry.title)], step);
  };
}
