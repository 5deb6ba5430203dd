/* A command as a list: each piece with its meaning, or a word on why it has none.

   @typedef {{start: number, end: number, meaning: object | null, note: string, fault: boolean, word: number, isValue: boolean}} Row
     a piece of a command; `word`: the word it is in, `isValue`: the value of the flag before it */
import { meaningsOf } from "./meanings.js";
import { PLACEHOLDER } from "./words.js";

const SHELL = "Your shell fills this in.", READER = "You fill this in.", EMPTY = /(?:""|'')$/;
/* A piece of a word that the shell reads; single quotes and backslashes prevent filling in. */
const PIECE = /\\[\s\S]?|'[^']*'|"|(?<variable>\$\((?:[^()]|\([^()]*\))*\)|`(?:\\.|[^`])*`|\$\{[^}]*\}|\$(?:env:)?\w+|\$[?!#@*$-])|(?<percent>%[A-Za-z]\w+%)|(?<glob>[*?]|\[[^\]]+\]|\{[^{}]*(?:,|\.\.)[^{}]*\})/y;

/** Where a character of a word's value is in the paste, past quotes and backslashes. */
function place({ words, start, text }, at, offset) {
  const word = words[at];
  if (word.exact) return word.start + offset;
  const source = text.slice(word.start - start, word.end - start);
  let found = 0;
  for (const letter of word.text.slice(0, offset)) found = source.indexOf(letter, found) + 1;
  return word.start + Math.max(source.indexOf(word.text[offset] ?? "", found), found);
}

/** The span of a piece of words in the paste. */
export function span(command, word, start, last, end) {
  const { words } = command, whole = end === words[last].text.length;
  return { start: start ? place(command, word, start) : words[word].start, end: whole ? words[last].end : place(command, last, end - 1) + 1 };
}

/** Every piece of a command in order, each with its meaning or a word on why it has none. */
export function rowsOf(command, spec) {
  const { parsed, words, opaque, start, faults } = command, rows = [];
  const isSeen = (word) => word < words.length;
  for (const meaning of meaningsOf(parsed, spec)) {
    if (!isSeen(meaning.last)) continue;
    rows.push({ ...span(command, meaning.word, meaning.start, meaning.last, meaning.end), meaning, note: noteOf(words, opaque, meaning, command.shell !== ""), fault: false, word: meaning.word, isValue: Boolean(meaning.isValue) });
  }
  const isCovered = ({ word, start: from, end: to }) => rows.some(({ meaning: m }) =>
    (m.word < word || (m.word === word && m.start < to)) && (m.last > word || (m.last === word && m.end > from)));
  const silent = parsed.parts.filter((part) => isSeen(part.word) && part.start < part.end && !isCovered(part));
  for (const part of silent) {
    rows.push({ ...span(command, part.word, part.start, part.word, part.end), meaning: null, note: withoutEntry(part, parsed), fault: false, word: part.word, isValue: part.role === "value" });
  }
  for (const part of parsed.parts.filter(({ word, start: from, end: to }) => isSeen(word) && from === to && EMPTY.test(sourceOf(command, word)))) {
    const { end } = words[part.word];
    rows.push({ start: end - 2, end, meaning: null, note: `${withoutEntry(part, parsed).replace(/\.$/, "")}: empty.`, fault: false, word: part.word, isValue: part.role === "value" });
  }
  for (const fault of faults) {
    const known = rows.filter((row) => row.start < fault.end && fault.start < row.end);
    for (const row of known) row.fault ||= ["value", "engine"].includes(fault.reason) || fault.reason === "many";
    if (!known.length) rows.push({ start: fault.start, end: fault.end, meaning: null, note: "Docker doesn't know this word.", fault: true, word: -1, isValue: false });
  }
  const shifted = rows.map((row) => ({ ...row, ...withoutHalfQuotes(command.text, row.start - start, row.end - start) }));
  return shifted.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Group rows that belong together: a flag with its value, and the parts of a word. @param {Row[]} rows @returns {Row[][]} */
export function grouped(rows) {
  const groups = [];
  for (const row of rows) {
    const last = groups.at(-1), [first] = last ?? [];
    const isPart = first && (row.isValue || (row.word === first.word && row.word >= 0 && !first.meaning?.flag && row.start >= last.at(-1).end));
    if (isPart) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

const sourceOf = ({ words, text, start }, at) => text.slice(words[at].start - start, words[at].end - start);

/** A piece of a quoted word without a quote whose other half is in another piece. */
function withoutHalfQuotes(text, start, end) {
  const piece = text.slice(start, end), isHalf = (quote) => piece.split(quote).length % 2 === 0;
  const [first, last] = [piece[0], piece.at(-1)];
  if (piece.length > 1 && /["']/.test(first) && isHalf(first)) return { start: start + 1, end };
  return piece.length > 1 && /["']/.test(last) && isHalf(last) ? { start, end: end - 1 } : { start, end };
}

/** Who fills a piece in, the shell or the reader; empty if it is literal. */
function noteOf(words, opaque, { word, start, last, end }, isWindows) {
  const notes = new Set();
  for (let at = word; at <= last; at++) {
    if (!opaque.has(at)) continue;
    const { text } = words[at], from = at === word ? start : 0, to = at === last ? end : text.length, all = filledIn(text, isWindows);
    for (const [note, begin, stop] of all.length ? all : [[SHELL, 0, text.length]]) if (begin < to && from < stop) notes.add(note);
  }
  return notes.has(READER) ? READER : notes.has(SHELL) ? SHELL : "";
}

/** What is filled in within a word as written: by whom, and where. @returns {[string, number, number][]} */
function filledIn(text, isWindows) {
  const found = [...text.matchAll(PLACEHOLDER)].map((match) => [READER, match.index, match.index + match[0].length]);
  let isInside = false, at = 0;
  while (at < text.length) {
    PIECE.lastIndex = at;
    const { 0: piece, groups } = PIECE.exec(text) ?? [text[at]], isLetter = (isInside && piece[0] === "'") || (isWindows && piece[0] === "\\");
    if (piece === '"') isInside = !isInside;
    else if (groups?.variable || (groups?.percent && isWindows) || (groups?.glob && !isInside)) found.push([SHELL, at, at + piece.length]);
    at += isLetter ? 1 : piece.length;
  }
  return found;
}

function withoutEntry(part, parsed) {
  const { name } = parsed.command;
  if (part.role === "flag") {
    const value = part.flag.kind ? "a flag that takes a value" : "a switch";
    return `${value[0].toUpperCase()}${value.slice(1)} of \`${name}\`. This site has no entry for it; \`${name} --help\` has a line on it.`;
  }
  if (part.role === "value") return `Value of \`${part.flag.name}\`.`;
  if (part.role === "command") return `A command that this site has no entry for; \`${name} --help\` has a line on it.`;
  return name === "docker" ? "Left to the plugin." : `Argument of \`${name}\`.`;
}
