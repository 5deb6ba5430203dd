/* Which answer fits a pasted message. No DOM in here: the page, the search and the tests ask the same. */
import { acrossBreaks, joined, unbroken } from "./broken.js";
import { mended, nearest, vocabulary } from "./near.js";
import { clean, wordsOf } from "./text.js";

const BROKEN = 6000; // characters of a text that may be one message, broken into lines

/** @typedef {{entry: string, id: string, title: string, sample: string, pattern: RegExp, names: [string, string][],
      consequence: boolean, words: Set<string>, text: Set<string>}} Answer
    @typedef {{answer: Answer, start: number, end: number}} Found */

/** @returns {Answer} An answer out of what the page, or docker.json, has of it. `said`: its cause, check and fix. */
export function makeAnswer({ entry, id, title, sample, pattern, names = [], consequence = false, said }) {
  return { entry, id, title, sample, pattern: new RegExp(pattern, "ism"), names, consequence,
    words: wordsOf(`${title} ${sample} ${pattern.replace(/\\[bBdDsSwWn]/g, " ")}`), text: wordsOf(said) };
}

/** @param {string} pasted
    @param {Answer[]} answers
    @returns {{text: string, found: Found[], near: Answer[], slips: [string, string][]}} `found`: one of each entry that
      fits, the best first; `text`: what its places count in; `near`: when none fits. */
export function answersTo(pasted, answers) {
  const text = clean(pasted);
  const plain = { text, found: best(text, answers.map((answer) => [answer, answer.pattern])), near: [], slips: [] };
  if (plain.found.length || !text) return plain;
  if (text.includes("\n") && text.length <= BROKEN) {
    const line = joined(text);
    const found = best(line, answers.map((answer) => [answer, new RegExp(acrossBreaks(answer.pattern.source), "ism")]));
    if (found.length) return { ...plain, text: unbroken(line), found: found.map((one) => unbrokenPlace(one, line)) };
  }
  const right = mended(text, vocabulary(answers));
  const found = right.slips.length ? best(right.text, answers.map((answer) => [answer, answer.pattern])) : [];
  if (found.length) return { ...plain, ...right, found };
  return { ...plain, near: nearest(right.text, answers) };
}

/** The longest match wins, in an entry and among entries; an entry that only says that something failed comes last. */
function best(text, patterns) {
  /** @type {Map<string, Found>} */
  const found = new Map();
  const length = ({ start, end }) => end - start;
  for (const [answer, pattern] of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const one = { answer, start: match.index, end: match.index + match[0].length };
    const other = found.get(answer.entry);
    if (!other || length(one) > length(other)) found.set(answer.entry, one);
  }
  return [...found.values()].sort((one, other) =>
    one.answer.consequence - other.answer.consequence || length(other) - length(one));
}

function unbrokenPlace({ answer, start, end }, line) {
  const at = unbroken(line.slice(0, start)).length;
  return { answer, start: at, end: at + unbroken(line.slice(start, end)).length };
}
