/* Messages that a narrow terminal broke into lines, even inside words. */

const BREAK = "\x01"; // for a line break: to a pattern neither a blank nor a line end, so `\S+` and `[^\n]` match across it
const PIECE = /\\[dDwW]|\\[sSbBnrt]|\\.|\[\^?(?:\\.|[^\]\\])+\]|\(\?(?:[:=!]|<[=!])|[*+?]\??|\{\d+(?:,\d*)?\}\??|[()|^$.]|[^]/g;

/** @param {string} text a text of several lines without blanks around them
    @returns {string} the same on one line, for `acrossBreaks` */
export const joined = (text) => text.replaceAll("\n", BREAK);

/** @returns {string} A text from `joined` without break signs. */
export const unbroken = (text) => text.replaceAll(BREAK, "");

/** @param {string} pattern
    @returns {string} the same, with a break allowed after each character and for each blank */
export function acrossBreaks(pattern) {
  return pattern.replace(PIECE, (piece, at) => {
    if (piece === " ") return `[ ${BREAK}]${/[*+?{]/.test(pattern[at + 1] ?? "") ? "" : "+"}`;
    if (piece === "\\s") return `[\\s${BREAK}]`;
    if (piece === "\\n") return BREAK;
    if (piece === "^" || piece === "$") return `(?:${piece}|${BREAK})`;
    if (/^\\[SbB]$|^[(|).]|^[*+?{]./.test(piece) || /^[*+?]$/.test(piece)) return piece;
    return `(?:${piece}${BREAK}?)`;
  });
}
