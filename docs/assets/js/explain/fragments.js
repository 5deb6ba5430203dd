/* A bash word taken apart: what is literal, and what the shell fills in.
   After hooks/dockernotes/source/fragments.py.

   @typedef {["text" | "variable" | "result" | "placeholder", string]} Fragment
     the characters; the name of a variable; the command whose output goes there; what the reader fills in */
import { PLACEHOLDER } from "./words.js";

const NAME = /\$(?:\{([\p{L}\p{N}_]+)\}|([A-Za-z_][\p{L}\p{N}_]*|\?))/uy;
const PARAMETER = /\$[$!@#*0-9{-]/y; // what else a dollar may begin
const FILLED_IN = "*?[{`";
const HOME = /~(?=\/|$)/y;
const ADDRESS = /\[[0-9A-Fa-f:.]+\]/y; // an IPv6 address; as a pattern it matches no real file

const matchAt = (pattern, source, at) => {
  pattern.lastIndex = at;
  return pattern.exec(source);
};

/** Whether a word is `<( … )`: a file that a command of bash writes or reads. */
export const isProcess = (source) => /^[<>]\(/.test(source);

/** The fragments of a word as written, quotes included; null if only a running shell can tell.
    @returns {Fragment[] | null} */
export function fragmentsOf(source) {
  if (isProcess(source)) return null;
  const found = [];
  let at = 0, isQuoted = false;
  while (at < source.length) {
    const letter = source[at], name = letter === "$" ? matchAt(NAME, source, at) : null;
    const address = isQuoted ? null : matchAt(ADDRESS, source, at);
    if (letter === '"') {
      isQuoted = !isQuoted;
      at += 1;
      found.push(["text", ""]); // even an empty pair of quotes is a word
    } else if (letter === "'" && !isQuoted) {
      const end = source.indexOf("'", at + 1);
      if (end < 0) return null;
      found.push(["text", source.slice(at + 1, end)]);
      at = end + 1;
    } else if (letter === "\\") {
      const next = source[at + 1] ?? "";
      if (next !== "\n") found.push(["text", isQuoted && !'$`"\\'.includes(next) ? `\\${next}` : next || "\\"]);
      at += 2;
    } else if (letter === "$" && source[at + 1] === "(") {
      const end = closing(source, at + 1);
      if (end < 0) return null;
      found.push(["result", source.slice(at + 2, end)]);
      at = end + 1;
    } else if (name) {
      found.push(["variable", name[1] ?? name[2]]);
      at += name[0].length;
    } else if (address) {
      found.push(["text", address[0]]);
      at += address[0].length;
    } else if (at === 0 && matchAt(HOME, source, 0)) {
      found.push(["variable", "HOME"]);
      at = 1;
    } else if (letter === "`" || matchAt(PARAMETER, source, at) || (!isQuoted && isFilledIn(source, at))) return null;
    else {
      found.push(["text", letter]);
      at += 1;
    }
  }
  return isQuoted ? null : joined(found);
}

const isFilledIn = (source, at) => FILLED_IN.includes(source[at]) || /^(?:\$['"]|~)/.test(source.slice(at, at + 2));

/** Find where the parenthesis opened at `at` closes, past quoted ones; -1: nowhere. */
function closing(source, at) {
  let depth = 0;
  for (const match of source.slice(at).matchAll(/\\.|'[^']*'|"(?:[^"\\]|\\.)*"|[()]/gs)) {
    depth += match[0] === "(" ? 1 : match[0] === ")" ? -1 : 0;
    if (depth === 0) return at + match.index;
  }
  return -1;
}

function joined(found) {
  const all = [];
  for (const [kind, text] of found) {
    if (kind === "text" && all.at(-1)?.[0] === "text") all[all.length - 1] = ["text", all.at(-1)[1] + text];
    else all.push([kind, text]);
  }
  const rest = all.filter(([kind, text]) => kind !== "text" || text);
  return rest.length ? rest : all.slice(0, 1); // an empty text next to something filled in is nothing
}

/** Separate what a reader fills in from the fragments. @param {Fragment[]} word @returns {Fragment[]} */
export const withPlaceholders = (word) => word.flatMap(([kind, text]) => {
  if (kind !== "text") return [[kind, text]];
  const pieces = [];
  let at = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > at) pieces.push(["text", text.slice(at, match.index)]);
    pieces.push(["placeholder", match[0]]);
    at = match.index + match[0].length;
  }
  return at < text.length || !pieces.length ? [...pieces, ["text", text.slice(at)]] : pieces;
});
