/* What to say about a command while somebody types it. The word at the caret isn't wrong yet, and what is missing
   may come. Both are shown in grey; once the reader has left the field or has pasted, everything is shown.

   @typedef {{caret: number | null, isPaused: boolean}} Typing `caret`: where somebody types; null: nobody is typing
   @typedef {{faults: object[], doubts: object[], open: object[]}} Said `open`: what isn't judged yet */

/* Faults that a later word may fix. */
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

/** Whether a fault concerns the word being typed, or ends there. */
function isAt({ words, start, end }, fault, caret) {
  if (caret < start || caret > end + 1) return false;
  const word = words.find((each) => each.start <= caret && caret <= each.end);
  const [from, to] = word ? [word.start, word.end] : [caret, caret];
  return fault.start <= to && from <= fault.end;
}
