/* Messages that a narrow terminal broke into lines, in the middle of a word as well. */

const BREAK = "\x01"; // stands for a line break: no blank and no line's end to a pattern, so `\S+` and `[^\n]` go on over it
const PIECE = /\\[dDwW]|\\[sSbBnrt]|\\.|\[\^?(?:\\.|[^\]\\])+\]|\(\?(?:[:=!]|<[=!])|[*+?]\??|\{\d+(?:,\d*)?\}\??|[()|^$.]|[^]/g;

/** @param {string} text a text of several lines without blanks around them
    @returns {string} the same in one line, which `acrossBreaks` reads */
export const joined = (text) => text.replaceAll("\n", BREAK);

/** @returns {string} A text out of `joined` without the sign of a break. */
export const unbroken = (text) => text.replaceAll(BREAK, "");

/** @param {string} pattern
    @returns {string} the same, with a break allowed behind every character and for every blank */
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
