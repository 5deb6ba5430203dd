/* A path of Windows that ends in a backslash before its closing quote: to docker.exe, that quote belongs to the value,
   which runs on to the next one. Later faults caused by this help nobody. */

const CLOSING = /[A-Za-z]:\\[^"\n]*?\\(?=")/;

/** @param {string} script @returns {object | null} the command's only fault */
export function quoteRunsOn({ words, parsed }, script) {
  const word = parsed.problems.length ? words.find(({ start, end }) => CLOSING.test(script.slice(start, end))) : null;
  if (!word) return null;
  const found = CLOSING.exec(script.slice(word.start, word.end)), end = word.start + found.index + found[0].length, start = end - 1;
  const message = "`\\\"` is a quote that belongs to the value, so the value runs on to the next quote; leave out the backslash before the quote";
  return { message, reason: "quote", start: word.start, end: end + 1, cli: "", fix: { label: "Leave out the backslash", edit: { start, end, text: "" } } };
}
