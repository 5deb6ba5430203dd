/* Messages that no pattern finds: correct typing slips, and offer what is nearest. */
import { wordsOf } from "./text.js";

const NEAREST = 3;
const SHARE = 0.3; // of a message's words, rare ones counting more, that the nearest entry must have
const REST = 0.12; // the same for others offered next to it: one alone would look like the answer
const LEAST = 5; // letters of a word long enough to tell a slip from another
const MOST = 300; // words of a text that are checked for slips: a whole log has others
// Words in every message don't tell which one it is.
const EVERYWHERE = new Set(`a an and are as at be been but by can cannot daemon did do does docker error errors err
  failed failure fatal for from has have if in into is it its message my no not of on or out response run see so that the then
  there this to unable was what when which will with you your`.split(/\s+/));

/** @returns {Set<string>} The words of messages, from samples and patterns. */
export function vocabulary(answers) {
  const words = answers.flatMap(({ sample, pattern }) =>
    `${sample} ${pattern.source.replace(/\[(\w)(\w)\]/g, "$1").replace(/\\[bBdDsSwWn]|[\\()[\]?*+|^$]/g, " ")}`.match(/[A-Za-z]+/g) ?? []);
  return new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length >= LEAST));
}

/** @returns {{text: string, slips: [string, string][]}} The text with slips corrected. */
export function mended(text, known) {
  const slips = new Map();
  for (const word of new Set((text.match(/[A-Za-z]+/g) ?? []).slice(-MOST))) {
    const small = word.toLowerCase();
    if (small.length < LEAST || known.has(small)) continue;
    const meant = [...known].filter((other) => isOneSlipAway(small, other));
    // Of several, the one that ends alike: fingers slip inside words.
    const likely = meant.find((other) => other.at(-1) === small.at(-1)) ?? meant[0];
    if (likely) slips.set(word, likely);
  }
  return { text: text.replace(/[A-Za-z]+/g, (word) => slips.get(word) ?? word), slips: [...slips] };
}

/** One letter added, missing or different, or two swapped. */
function isOneSlipAway(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const rest = one.slice(at), others = other.slice(at);
  return rest.slice(1) === others.slice(1) || rest.slice(1) === others || rest === others.slice(1)
    || (rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2));
}

/** @returns {Answer[]} Those with most of the message's words, best first, one per entry. */
export function nearest(text, answers) {
  const words = [...wordsOf(text)].filter((word) => !EVERYWHERE.has(word));
  if (!words.length) return [];
  const has = (answer, word) => answer.words.has(word) || answer.text.has(word);
  const weights = new Map(words.map((word) =>
    [word, Math.log(1 + answers.length / (1 + answers.filter((answer) => has(answer, word)).length))]));
  const all = words.reduce((sum, word) => sum + weights.get(word), 0);
  // A word of the message counts twice as much as one in its explanation.
  const share = (answer) => words.reduce((sum, word) =>
    sum + weights.get(word) * (answer.words.has(word) ? 1 : answer.text.has(word) ? 0.5 : 0), 0) / all;
  const best = new Map();
  for (const answer of answers) {
    const score = share(answer);
    if (score >= REST && words.some((word) => answer.words.has(word)) && score > (best.get(answer.entry)?.score ?? 0)) best.set(answer.entry, { answer, score });
  }
  const sorted = [...best.values()].sort((one, other) => other.score - one.score);
  return sorted.length && sorted[0].score >= SHARE ? sorted.slice(0, NEAREST).map(({ answer }) => answer) : [];
}
