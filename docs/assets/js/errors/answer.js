/* Find the answer to a pasted message. No DOM: the page, the search and the tests share this. */
import { acrossBreaks, joined, unbroken } from "./broken.js";
import { mended, nearest, vocabulary } from "./near.js";
import { clean, wordsOf } from "./text.js";

const BROKEN = 6000; // characters of a text that may be one message, broken into lines
const NEXT = 2; // lines around a message that belong to it
const RAGGED = 16; // characters that a line may be short of the widest, as when a long word didn't fit

/** @typedef {{entry: string, id: string, title: string, sample: string, pattern: RegExp, names: [string, string][],
      consequence: boolean, words: Set<string>, text: Set<string>}} Answer
    @typedef {{answer: Answer, start: number, end: number}} Found */

/** @returns {Answer} An answer from the page's or docker.json's data. `said`: its cause, check and fix. */
export function makeAnswer({ entry, id, title, sample, pattern, names = [], consequence = false, said }) {
  return { entry, id, title, sample, pattern: new RegExp(pattern, "ism"), names, consequence,
    words: wordsOf(`${sample} ${pattern.replace(/\\[bBdDsSwWn]/g, " ")}`), text: wordsOf(`${title} ${said}`) };
}

/** @param {string} pasted
    @param {Answer[]} answers
    @returns {{text: string, found: Found[], near: Answer[], slips: [string, string][]}} `found`: one per entry that
      fits, best first; `text`: its places refer to this; `near`: if none fits. */
export function answersTo(pasted, answers) {
  const text = clean(pasted);
  const found = text ? best(text, answers, ({ pattern }) => pattern) : [];
  const plain = { text, found, near: [], slips: [] };
  const line = text.includes("\n") && text.length <= BROKEN ? joined(text) : "";
  const across = line ? best(line, answers, whole) : [];
  if (across.length && isBetter(across[0], found[0], text)) {
    return { ...plain, text: unbroken(line), found: across.map((one) => unbrokenPlace(one, line)) };
  }
  if (found.length || !text) return plain;
  const right = mended(text, vocabulary(answers));
  const meant = right.slips.length ? best(right.text, answers, ({ pattern }) => pattern) : [];
  return meant.length ? { ...plain, ...right, found: meant } : { ...plain, near: nearest(right.text, answers) };
}

const length = ({ start, end }) => end - start;

/** Whether a message over several lines says more than one within a line: its lines must be full. */
function isBetter(across, found, text) {
  if (!found) return true;
  const lines = text.split("\n"), widest = Math.max(...lines.map((line) => line.length));
  const ends = breaksIn(across, lines);
  const isFull = (at) => lines[at].length + Math.max(RAGGED, lines[at + 1].split(" ", 1)[0].length) >= widest;
  return ends.length > 0 && ends.every(isFull)
    && (found.answer.consequence || length(across) > length(found));
}

/** @returns {number[]} the lines that end within a match of the joined text */
function breaksIn({ start, end }, lines) {
  let at = 0;
  return lines.flatMap((line, number) => {
    at += line.length + 1;
    return start < at - 1 && at < end && number < lines.length - 1 ? [number] : [];
  });
}

/** An answer's pattern that continues over line breaks. */
const whole = (answer) => (answer.whole ??= new RegExp(acrossBreaks(answer.pattern.source), "ism"));

/** The longest match wins, in an entry and among entries. Those that only say that something failed come last; the
    first of these is nearest to the cause. */
function rank(one, other) {
  return one.answer.consequence - other.answer.consequence
    || (one.answer.consequence ? one.start - other.start : length(other) - length(one));
}

function best(text, answers, patternOf) {
  /** @type {Map<string, Found>} */
  const found = new Map();
  for (const answer of answers) {
    const match = patternOf(answer).exec(text);
    if (!match) continue;
    const one = { answer, start: match.index, end: match.index + match[0].length };
    const other = found.get(answer.entry);
    if (!other || rank(one, other) < 0) found.set(answer.entry, one);
  }
  const sorted = [...found.values()].sort(rank);
  const [first, ...rest] = sorted;
  return first ? [first, ...rest.filter((other) => isApart(first, other, text))] : [];
}

/** What is next to a message is part of it: it says what failed, and why, on the same line or the next. */
function isApart(one, other, text) {
  const lineOf = (place) => text.slice(0, place).split("\n").length;
  return lineOf(other.start) > lineOf(one.end) + NEXT || lineOf(other.end) < lineOf(one.start) - NEXT;
}

function unbrokenPlace({ answer, start, end }, line) {
  const at = unbroken(line.slice(0, start)).length;
  return { answer, start: at, end: at + unbroken(line.slice(start, end)).length };
}
