/* A problem from the readers, as a fault in a paste: where it is, and what to put in its place. */
import { valueOf } from "./parse.js";
import { span } from "./rows.js";

/* What other texts write for readers to fill in: `CONTAINER_ID`, `[name]`, `...`. After checks/rules/placeholder.py. */
const SHOUTED = /^(?:YOUR_\w+|(?:[A-Z]+_)?(?:CONTAINER|IMAGE|VOLUME|NETWORK|SERVICE)(?:_(?:ID|NAME))?|ID|NAME|TAG)(?:\/\S+|:\S+)?$/;
const BRACKETED = /^(?:\[[A-Za-z][\w -]*\]|\{[A-Za-z][\w -]*\}|\.\.\.|…)$/;
export const isPlaceholder = (problem, argv) =>
  problem.reason === "value" && (SHOUTED.test(argv[problem.word]) || BRACKETED.test(argv[problem.word]));

/** @param {object} problem of the readers, or a doubt @param {import("./explain.js").Explained} command @param {string} script */
export function faultOf(problem, command, script) {
  const { word, start, end, reason, message, cli } = problem, seen = Math.min(word, command.words.length - 1);
  const at = word === seen ? span(command, word, start, word, end) : { start: command.start, end: command.end };
  const edit = editOf(problem, command, script, at, seen);
  const isWord = edit && problem.meant && !problem.above && !problem.below;
  return { message, reason, start: isWord ? edit.start : at.start, end: isWord ? edit.end : at.end, cli, fix: edit && { label: edit.label ?? `Use \`${edit.text}\``, edit: { start: edit.start, end: edit.end, text: edit.text } } };
}

function editOf({ reason, message, meant, typed, above, below, joins, quotes, last, word, start }, command, script, at, seen) {
  const { words } = command, its = words[seen];
  if (above) return moved(above, command, script, word);
  if (below) return movedOn(below, command, script, word);
  if (joins !== undefined) return { start: its.end, end: words[joins].start, text: "", label: "Remove the space" };
  if (quotes) return { start: words[word].start, end: words[last].end, text: `"${quotes}"` };
  if (typed && start === 0) return { start: its.start, end: its.end, text: typed };
  if (meant && its.exact) {
    const isDashed = reason !== "command" && meant.startsWith("--") && !its.text.startsWith("--");
    return isDashed ? { start: its.start, end: its.start + its.text.split("=")[0].length, text: meant } : { ...at, text: meant };
  }
  const lower = reason === "value" && its.exact ? /lower case: `([^`]+)`$/.exec(message)?.[1] : null;
  if (lower) {
    const text = its.text.replace(new RegExp(lower.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i"), lower);
    return { start: its.start, end: its.end, text };
  }
  if (reason === "few" && message.includes("build context") && its.exact) return { start: its.end, end: its.end, text: " .", label: "Add the folder, `.`" };
  return null;
}

/** A group's flag, put before the command that it doesn't belong to. */
function moved({ flag, before }, { words }, script, word) {
  const at = words.findIndex(({ text }, i) => i > 0 && i < word && text === before);
  if (at < 0) return null;
  const isApart = flag.kind && !words[word].text.includes("=") && words[word].text.replace(/^-+/, "").length === (words[word].text.startsWith("--") ? flag.name.length - 2 : 1);
  const end = words[Math.min(word + Number(isApart), words.length - 1)].end, own = script.slice(words[word].start, end);
  const between = script.slice(words[at].start, words[word].start).trimEnd();
  return { start: words[at].start, end, text: `${own} ${between}`, label: `Put \`${own}\` before \`${before}\`` };
}

/** A flag put after the command it belongs to. */
function movedOn(after, { words }, script, word) {
  const at = words.findIndex(({ text }, i) => i > word && text === after);
  if (at < 0) return null;
  const own = script.slice(words[word].start, words[at - 1].end);
  return { start: words[word].start, end: words[at].end, text: `${after} ${own}`, label: `Put \`${own}\` after \`${after}\`` };
}

/** Find a switch in a command, and the command without it: for `-it`, only the `t`. */
export function withoutSwitch(name, command) {
  const { parsed, words } = command, at = parsed.parts.findLastIndex((part) => part.role === "flag" && part.flag.name === name);
  const part = parsed.parts[at], word = words[part.word];
  if (!word.exact || valueOf(parsed, at)) return null;
  const { short } = part.flag, text = word.text;
  if (text.startsWith("--") || text.length === 2) {
    const next = words[part.word + 1];
    return { start: word.start, end: next ? next.start : word.end, text: "" };
  }
  return { start: word.start, end: word.end, text: text.replace(short[1], "") };
}
