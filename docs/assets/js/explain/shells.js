/* A docker command as PowerShell and cmd need it typed: the same words reach docker. After
   hooks/dockernotes/dockercli/reader/quoting.py, which names the sources for the rules of the three readers in between.

   @typedef {{text?: string, reason?: string}} Said the text to type or, if a shell has no equivalent, why */
import { fragmentsOf, isProcess, withPlaceholders } from "./fragments.js";
import { once, tables } from "./tables.js";
import { readScript } from "./words.js";

const patternOf = (text) => new RegExp(`^(?:${text})$`);
const bare = once(() => new Map(Object.entries(tables.shells.bare).map(([shell, text]) => [shell, patternOf(text)])));
/* Commands that PowerShell runs as bash does, if their words are plain. */
const alike = once(() => patternOf(tables.shells.alike));
const nameIn = (shell, name) => (Object.hasOwn(tables.shells.names[shell], name) ? tables.shells.names[shell][name] : null);
/* Put a name into a text. */
const of = (text, name) => text.replace("{}", () => name);
const QUOTES = /['‘’‚‛]/g;
const SPECIAL = /[`$"“”„]/g;

/** A shell has no equivalent. The message says why. */
class NoEqual extends Error {}

/** A bash command for another shell. @param {{words: object[]}} command @returns {Said} */
export function saidIn(shell, { words }, text) {
  const pieces = words.map((word) => fragmentsOf(text.slice(word.start, word.end)));
  if (words.some((word) => isProcess(text.slice(word.start, word.end)))) return { reason: tables.shells.said.process };
  if (pieces.includes(null)) return { reason: tables.shells.said.filled };
  const ready = pieces.map(withPlaceholders);
  const isBroken = (at) => at > 0 && /\\\n[ \t]*$/.test(text.slice(words[at - 1].end, words[at].start));
  const breaks = new Set([...words.keys()].filter(isBroken));
  try {
    return { text: shell === "cmd" ? inCmd(ready, breaks) : inPowershell(ready, breaks, words.map((word) => isDoubleQuoted(text.slice(word.start, word.end)))) };
  } catch (error) {
    if (error instanceof NoEqual) return { reason: error.message };
    throw error;
  }
}

const isDoubleQuoted = (source) => /^"(?:[^"]*|\$\([^]*\))"$/.test(source);

function inPowershell(words, breaks, isDouble) {
  const isLost = words.slice(1).some(isLostOnTheWay);
  if (isLost && words.every((word) => plain(word) !== null)) return verbatim(words);
  const ready = isLost ? words.map(escaped) : words;
  return (isLost ? tables.shells.said.older : "") + laidOut(ready.map((word, at) => powershellWord(word, isDouble[at])), breaks, " `\n  ");
}

const inCmd = (words, breaks) => laidOut(words.map(cmdWord), breaks, " ^\n  ");
const laidOut = (words, breaks, mark) => words.reduce((all, word, at) => (at ? all + (breaks.has(at) ? mark : " ") : "") + word, "");

/** A word's text if no shell fills it in, or null. */
const plain = (word) =>
  word.every(([kind]) => kind === "text" || kind === "placeholder") ? word.map(([, text]) => text).join("") : null;

/** Whether a word needs no quotes. A placeholder is typed over, so it needs none. */
const isBare = (word, pattern) => pattern.test(word.map(([kind, text]) => (kind === "placeholder" ? "x" : text)).join(""));

/** Whether Windows PowerShell would pass on other text than it read. */
function isLostOnTheWay(word) {
  const text = word.map(([kind, piece]) => (kind === "text" || kind === "placeholder" ? piece : "")).join("");
  return text.includes('"') || (!text && plain(word) !== null) || (text.endsWith("\\") && /\s/.test(text));
}

function verbatim(words) {
  const texts = words.map(plain), rest = texts.slice(1).map((text) => quoted(text)).join(" ");
  const outside = rest.split('"').filter((_, at) => at % 2 === 0).join("");
  if (/[|&\n]/.test(outside) || rest.includes("\n") || rest.split("%").length > 2) {
    throw new NoEqual(tables.shells.said.quotes);
  }
  return `${texts[0]} --% ${rest}`;
}

/** A word with a backslash before each inner quote, so that Windows PowerShell keeps it. */
function escaped(word) {
  if (!isLostOnTheWay(word)) return word;
  const [kind, last] = word.at(-1);
  if ((kind === "text" && last.endsWith("\\")) || !word.some(([kind, text]) => kind === "text" && text.includes('"'))) {
    throw new NoEqual(tables.shells.said.empty);
  }
  return word.map(([kind, text]) => [kind, kind === "text" ? text.replace(/(\\*)"/g, '$1$1\\"') : text]);
}

function powershellWord(word, isDouble) {
  const text = plain(word);
  if (text !== null) {
    if (isBare(word, bare().get("PowerShell")) && !isDouble) return text;
    if (isDouble && text.search(SPECIAL) < 0) return `"${text}"`;
    return `'${text.replace(QUOTES, "$&$&")}'`;
  }
  if (word.length === 1 && word[0][0] === "variable") return filled(...word[0]).replace(/[{}]/g, "");
  const isFolder = word[0][0] === "result" && word[0][1] === "pwd";
  if (word.length === 1 && !isFolder && !isDouble) return filled(...word[0]); // in quotes, all its output would be one word
  return `"${word.map(([kind, piece]) => (kind === "text" ? piece.replace(SPECIAL, "`$&") : filled(kind, piece))).join("")}"`;
}

function filled(kind, text) {
  if (kind === "result" && text === "pwd") return nameIn("PowerShell", "PWD");
  if (kind === "placeholder") return filled("result", text);
  if (kind === "variable") return nameIn("PowerShell", text) ?? (isSmall(text) ? `\${${text}}` : `\${env:${text}}`);
  if (alike().test(text)) return `$(${text})`;
  const { commands } = readScript(text), inner = commands[0];
  const isAlone = inner?.words[0].text === "docker" && commands.length === 1 && inner.words[0].start === 0 && inner.words.at(-1).end === text.trimEnd().length;
  const said = isAlone ? saidIn("PowerShell", inner, text) : { reason: foreign(text) };
  if (!said.text || said.text.startsWith("#")) throw new NoEqual(said.reason ?? tables.shells.said.inner);
  return `$(${said.text})`;
}

/* By custom, a script's own variables are in lower case and those of the environment in upper case. */
const isSmall = (text) => text === text.toLowerCase() && text !== text.toUpperCase();

function cmdWord(word) {
  const text = plain(word);
  if (text === null) {
    const names = word.map(([kind, piece]) => (kind === "result" && piece === "pwd" ? ["variable", "PWD"] : [kind, piece]));
    const result = names.find(([kind]) => kind === "result")?.[1];
    if (result !== undefined) {
      throw new NoEqual(result.startsWith("docker ") || alike().test(result) ? tables.shells.said.insert : foreign(result));
    }
    const own = names.find(([kind, piece]) => kind === "variable" && isSmall(piece))?.[1];
    if (own !== undefined) throw new NoEqual(of(tables.shells.said.own, own));
    return quoted(names.map(([kind, piece]) => (kind === "variable" ? nameIn("cmd", piece) ?? `%${piece}%` : piece)).join(""), true);
  }
  if (text.split("%").length > 2) throw new NoEqual(tables.shells.said.percent);
  if (/[\n\r]/.test(text)) throw new NoEqual(tables.shells.said.line);
  return isBare(word, bare().get("cmd")) ? text : careted(quoted(text, true));
}

/** A word as docker.exe reads it from its command line. */
function quoted(text, isAlways = false) {
  if (text && !isAlways && !/[\s"]/.test(text)) return text;
  return `"${text.replace(/(\\*)("|$)/g, (_, slashes, quote) => slashes + slashes + (quote ? `\\${quote}` : ""))}"`;
}

/** Put a caret before what cmd would act on where it sees no open quotes. */
const careted = (text) => text.split('"').map((piece, at) => (at % 2 ? piece : piece.replace(/[&|<>^]/g, "^$&"))).join('"');

/** Why a foreign command has no equivalent. */
function foreign(command) {
  const name = command.trim().split(/\s+/)[0] || command;
  if (name === "id") return tables.shells.said.id;
  return of(tables.shells.said.foreign, name);
}
