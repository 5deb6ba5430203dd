/* What may be said of a command while somebody types it. Nothing is wrong yet with the word at the caret, and what is
   missing may come. Both are told in grey; once the reader has left the field, or has pasted, all is told at once.

   @typedef {{caret: number | null, isPaused: boolean}} Typing `caret`: where somebody types; null: nobody does
   @typedef {{faults: object[], doubts: object[], open: object[]}} Said `open`: what is not judged yet */

/* What a word yet to come puts right. */
const MISSING = new Set(["few", "missing", "conflict"]);

/** @param {object} command as `explainPaste` gives it @param {Typing} typing @returns {Said} */
export function saidOf(command, { caret, isPaused }) {
  const { faults, doubts } = command;
  if (caret === null) return { faults, doubts, open: [] };
  const isOpen = (fault) => MISSING.has(fault.reason) || isAt(command, fault, caret);
  return {
    faults: faults.filter((fault) => !isOpen(fault)),
    doubts: isPaused ? doubts.filter((doubt) => !isAt(command, doubt, caret)) : [],
    open: faults.filter(isOpen),
  };
}

/** Whether a fault is of the word in which somebody types, or ends there. */
function isAt({ words, start, end }, fault, caret) {
  if (caret < start || caret > end + 1) return false;
  const word = words.find((each) => each.start <= caret && caret <= each.end);
  const [from, to] = word ? [word.start, word.end] : [caret, caret];
  return fault.start <= to && from <= fault.end;
}
