/* What we say below a command's output: where its error is explained, what it took away, what isn't modelled. */
import { answersTo, makeAnswer } from "../../errors/answer.js";
import { el, withCode } from "./elements.js";

const NOT_MODELLED = /not modelled in this practice lab|this practice engine does not do/;

/** @param {{errors: object[]}} known what the build wrote (assets/lab.json) @param {URL} base of the site */
export function createRemarks({ errors }, base) {
  const answers = errors.map((each) => makeAnswer({ names: [], said: "", sample: "", ...each }));
  const explained = (text) => {
    const [found] = answersTo(text, answers).found;
    return found ? el("a", { href: new URL(`reference/errors/#${found.answer.id}`, base), target: "_blank", rel: "noopener" }, found.answer.title) : null;
  };
  /** Remarks on a line that has run. @returns {[kind: string, content: (string|Node)[]][]} */
  return ({ code, stdout, stderr, taken }) => {
    const remarks = taken.map((text) => ["taken", withCode(text)]);
    const said = stderr + (code === 126 || code === 127 ? stdout : "");
    if (NOT_MODELLED.test(said)) return [...remarks, ["gap", ["This practice engine is a model, and this is not in it. ", el("a", { href: new URL("reference/", base), target: "_blank", rel: "noopener" }, "The reference"), " says what a real Docker does."]]];
    const link = code !== 0 && code !== 130 && said.trim() ? explained(said) : null;
    return link ? [...remarks, ["error", ["Explained: ", link]]] : remarks;
  };
}
