/* Find the commands in bash text, with their words as the shell would pass them on.

   Commands are found wherever they are: in pipes, loops, `$(…)`, after `sudo` or `xargs`. After
   hooks/dockernotes/source/shell.py, which has a full grammar; this reader knows what people paste.

   @typedef {{text: string, start: number, end: number, opaque: boolean, exact: boolean}} Word
     `opaque`: the shell fills it in when it runs. `exact`: it is written as it is read.
   @typedef {{words: Word[], more: boolean, via: string[], start: number, end: number, streams: string[], isPiped: boolean, isInner: boolean}} Command
     `more`: it gets more words at run time, from `xargs`. `via`: the programs that run it, such as `sudo`. The span includes what precedes its first word. `streams`:
     what its shell connects it to; `isPiped`: its output goes to another; `isInner`: it is in `$(…)` */

import { once, tables } from "./tables.js";
import { PERCENT } from "./windows.js";

/* A placeholder for the reader. Bash would take it for two redirections, so it is blanked before reading. */
export const PLACEHOLDER = /(?<![<\p{L}\p{N}_])<[A-Za-z](?:[^<>\n|&;.]*[^ \t<>\n|&;.])?>(?![>&])/gu;
/* A shell, by name, whose `-c` takes a script. */
const isShell = once(() => new RegExp(`^(?:${tables.wrappers.shell})$`));
/* An IPv6 address is a pattern to bash, but fits no file that anybody has. */
const EXPANDS = /(?<!\\)(?:[*?]|\[(?![\da-fA-F]*:[\da-fA-F:.]*\])[^\n]+\]|\{[^{}]*(?:,|\.\.)[^{}]*\})/;
/* A note inside a command, as LinuxServer writes it: bash runs nothing there. */
const NOTE = /(?<=[ \t])`#[^`\n]*`(?=\s|$)/g;
/* A quoted sign is literal. */
const QUOTED = /\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"/g;
const expands = (source) => EXPANDS.test(source.replace(QUOTED, (found) => (found.startsWith("\\") ? found : "q")));
/* Words of the grammar after which a command begins. */
const OPENERS = new Set(["if", "then", "elif", "else", "while", "until", "do", "!", "{", "}", "fi", "done", "esac"]);
/* How deep nested substitutions are read. */
const DEEPEST = 50;
const BLANK = /[ \t\r]/;
const META = /[ \t\r\n|&;()<>]/;

/** @param {boolean} windows whether a backslash is literal, and `%name%` a variable
    @returns {{commands: Command[], errors: {start: number, end: number, message: string}[]}} */
export function readScript(text, windows = false) {
  const spans = [...text.matchAll(PLACEHOLDER)].map((match) => [match.index, match.index + match[0].length]);
  const blanked = text.replace(PLACEHOLDER, (found) => "P".repeat(found.length)).replace(NOTE, (found) => " ".repeat(found.length));
  const reader = new Reader(blanked, text, spans, { windows });
  reader.commandsUntil("");
  return { commands: reader.commands, errors: reader.errors };
}

class Reader {
  /** `text` is what is read, `source` still has the placeholders. */
  constructor(text, source, spans, { at = 0, depth = 0, windows = false }) {
    Object.assign(this, { text, source, spans, at, depth, windows, commands: [], errors: [], heredocs: [], before: "" });
  }

  /** A reader of what is inside, from `at` on. */
  innerReader(text, at) {
    return new Reader(text, this.source, this.spans, { at, depth: this.depth + 1, windows: this.windows });
  }

  /** Whether the backslash here is literal. */
  isLetter(next) {
    return this.windows && next !== '"' && next !== "\n";
  }

  /** Skip a variable of cmd, if one is here. */
  percent() {
    PERCENT.lastIndex = this.at;
    const found = this.windows ? PERCENT.exec(this.text) : null;
    if (found) this.at += found[0].length;
    return found !== null;
  }

  /** Read commands up to the character `closing` (empty: the end), and past it. */
  commandsUntil(closing) {
    while (this.at < this.text.length) {
      if (closing && this.text[this.at] === closing) {
        this.at += 1;
        return true;
      }
      this.command(closing);
    }
    return false;
  }

  command(closing) {
    const { text } = this, slot = this.commands.length, start = this.at, words = [], streams = this.before === "|" ? ["|"] : [];
    const redirect = () => {
      const from = this.at;
      this.redirection();
      streams.push(this.source.slice(from, this.at).trim());
    };
    let isPiped = false, listing = false; // in the words of `for x in …`
    while (this.at < text.length) {
      const letter = text[this.at], two = text.slice(this.at, this.at + 2);
      if (letter === closing) break;
      if (BLANK.test(letter)) this.at += 1;
      else if (two === "\\\n") this.at += 2;
      else if (letter === "\n") {
        this.at += 1;
        this.skipHeredocs();
        if (words.length) this.before = letter;
        break;
      } else if (letter === "#") {
        const end = text.indexOf("\n", this.at);
        this.at = end < 0 ? text.length : end;
      } else if (two === "&>") redirect();
      else if (";|&()".includes(letter)) {
        this.at += 1;
        isPiped = letter === "|" && text[this.at] !== "|";
        this.before = words.length ? letter : letter === "&" && this.before === "|" ? "|" : "";
        break;
      } else if (letter === "<" || letter === ">" || /^[0-9]+[<>]/.test(text.slice(this.at, this.at + 12))) {
        if (two[1] === "(") words.push(this.word());
        else redirect();
      } else {
        const word = this.word(), plain = word.exact && !word.opaque ? word.text : "";
        if (!words.length && OPENERS.has(plain)) continue;
        if (!words.length && (plain === "for" || plain === "select" || plain === "case")) listing = true;
        if (!words.length && /^\w+\+?=/.test(this.source.slice(word.start, word.end))) continue;
        words.push(word);
      }
    }
    const command = listing ? null : this.unwrapped(words, start, this.at);
    if (command?.words) this.commands.splice(slot, 0, { ...command, streams, isPiped, isInner: this.depth > 0 });
    else if (command) this.commands.splice(slot, 0, ...command.commands);
  }

  /** The command that programs such as `sudo` run, or those of a quoted script, as in `bash -c "…"`. */
  unwrapped(words, start, end) {
    const via = [];
    while (words.length) {
      const name = words[0].text, script = this.scriptOf(words, via);
      if (script) return script;
      if (!Object.hasOwn(tables.wrappers.flags, name)) return { words, via, more: via.includes("xargs"), start, end };
      via.push(name);
      let at = 1, named = tables.wrappers.named[name] ?? 0;
      while (at < words.length && (words[at].text.startsWith("-") || isArgument(words, at) || named)) {
        if (!words[at].text.startsWith("-") && !isArgument(words, at)) named -= 1;
        at += tables.wrappers.flags[name].includes(words[at].text) ? 2 : 1;
      }
      words = words.slice(at);
      const quoted = words.length === 1 && tables.wrappers.quoted.includes(name) ? this.quotedScript(words[0], via) : null;
      if (quoted) return quoted;
    }
    return null;
  }

  /** What `bash -c "…"` runs, or null. */
  scriptOf(words, via) {
    if (!isShell().test(words[0].text)) return null;
    for (let at = 1; at + 1 < words.length && (/^s[ug]$/.test(words[0].text) || words[at].text.startsWith("-")); at++) {
      if (/^-[a-z]*c$/.test(words[at].text)) return this.quotedScript(words[at + 1], via);
    }
    return null;
  }

  /** The commands in a quoted word. Null if an escape would move its letters. */
  quotedScript({ start, end }, via) {
    const source = this.source.slice(start, end), inner = source.slice(1, -1), [mark] = source;
    if (source.length < 3 || !"'\"".includes(mark) || source.at(-1) !== mark || inner.includes(mark) || (mark === '"' && inner.includes("\\"))) return null;
    if (this.depth > DEEPEST) return null;
    // Double-quoted text was read for substitutions already: they are read again here, in their places.
    this.commands = this.commands.filter((each) => each.start < start || end <= each.start);
    const inside = this.innerReader(this.text.slice(0, end - 1), start + 1);
    inside.commandsUntil("");
    return { commands: inside.commands.map((each) => ({ ...each, isInner: false, via: [...via, ...each.via] })) };
  }

  redirection() {
    const match = /^(?:&>>?|[0-9]*(?:<<<|<<-?|<>|<&|>>|>&|>\||[<>]))/.exec(this.text.slice(this.at));
    this.at += match[0].length;
    while (BLANK.test(this.text[this.at] ?? "")) this.at += 1;
    if (this.at >= this.text.length || META.test(this.text[this.at])) return;
    const word = this.word();
    if (/<<-?$/.test(match[0]) && !match[0].endsWith("<<<")) {
      this.heredocs.push({ end: this.source.slice(word.start, word.end).replace(/["'\\]/g, ""), tabs: match[0].endsWith("-") });
    }
  }

  skipHeredocs() {
    for (const { end, tabs } of this.heredocs.splice(0)) {
      while (this.at < this.text.length) {
        const stop = this.text.indexOf("\n", this.at), line = this.text.slice(this.at, stop < 0 ? undefined : stop);
        this.at = stop < 0 ? this.text.length : stop + 1;
        if ((tabs ? line.replace(/^\t+/, "") : line) === end) break;
      }
    }
  }

  /** Read a word; its pieces are texts, or null if only a running shell can tell. @returns {Word} */
  word() {
    const { text } = this, start = this.at, pieces = [];
    const plain = () => {
      if (pieces.at(-1)?.kind !== "plain") pieces.push({ kind: "plain", value: "" });
      return pieces.at(-1);
    };
    while (this.at < text.length) {
      const letter = text[this.at], next = text[this.at + 1] ?? "";
      if (letter === "\\" && !this.isLetter(next)) {
        if (next !== "\n") plain().value += next;
        this.at += 2;
      } else if (letter === "'") pieces.push({ kind: "raw", value: this.quoted("'") });
      else if (letter === '"') pieces.push({ kind: "string", value: this.string() });
      else if (letter === "`") pieces.push({ kind: "run", value: this.backticks() });
      else if (letter === "%" && this.percent()) pieces.push({ kind: "run", value: null });
      else if (letter === "$" && /[\w({'"?!#@*$-]/.test(next)) pieces.push({ kind: "run", value: this.dollar() });
      else if ("<>".includes(letter) && next === "(" && this.at === start) {
        this.at += 2;
        this.inner(")");
        pieces.push({ kind: "run", value: null });
      } else if (META.test(letter)) break;
      else {
        plain().value += letter;
        this.at += 1;
      }
    }
    this.at = Math.min(this.at, text.length);
    return this.made(start, pieces);
  }

  made(start, pieces) {
    const end = this.at, source = this.source.slice(start, end);
    if (this.spans.some(([from, to]) => start < to && from < end)) {
      return { text: source.replace(/^['"]+|['"]+$/g, ""), start, end, opaque: true, exact: true };
    }
    const quotedAlone = pieces.length === 1 && pieces[0].kind !== "plain";
    if (pieces.some((piece) => piece.value === null) || (!quotedAlone && expands(source))) {
      return { text: source, start, end, opaque: true, exact: true };
    }
    const value = pieces.map((piece) => piece.value).join("");
    return { text: value, start, end, opaque: false, exact: value === source };
  }

  /** Skip a text in single quotes. */
  quoted(mark) {
    const start = this.at + 1, end = this.text.indexOf(mark, start);
    this.at = end < 0 ? this.text.length : end + 1;
    if (end < 0) this.errors.push({ start: start - 1, end: this.text.length, message: "a quote is never closed" });
    return this.text.slice(start, end < 0 ? undefined : end);
  }

  /** Skip a text in double quotes. Null if something in it is filled in. */
  string() {
    const { text } = this, start = this.at;
    let filled = false, value = "";
    this.at += 1;
    while (this.at < text.length && text[this.at] !== '"') {
      const letter = text[this.at], next = text[this.at + 1] ?? "";
      if (letter === "\\") {
        value += /[$`"\\]/.test(next) ? next : letter + next;
        this.at += 2;
      } else if (letter === "%" && this.percent()) filled = true;
      else if (letter === "`" || (letter === "$" && /[\w({?!#@*$-]/.test(next))) {
        filled = true;
        if (letter === "`") this.backticks();
        else this.dollar();
      } else {
        value += letter;
        this.at += 1;
      }
    }
    if (this.at >= text.length) this.errors.push({ start, end: text.length, message: "a quote is never closed" });
    this.at += 1;
    return filled ? null : value;
  }

  backticks() {
    const start = this.at + 1;
    let end = start;
    while (end < this.text.length && this.text[end] !== "`") end += this.text[end] === "\\" ? 2 : 1;
    const inside = this.innerReader(this.text.slice(0, end), start);
    inside.commandsUntil("");
    this.commands.push(...inside.commands);
    this.at = end + 1;
    return null;
  }

  dollar() {
    const { text } = this;
    const rest = text.slice(this.at);
    if (rest.startsWith("$((")) {
      const end = text.indexOf("))", this.at);
      this.at = end < 0 ? text.length : end + 2;
    } else if (rest.startsWith("$(")) {
      this.at += 2;
      this.inner(")");
    } else if (rest.startsWith("${")) {
      const end = text.indexOf("}", this.at);
      this.at = end < 0 ? text.length : end + 1;
    } else if (rest[1] === "'") {
      this.at += 1;
      const start = this.at;
      this.at += 1;
      while (this.at < text.length && text[this.at] !== "'") this.at += text[this.at] === "\\" ? 2 : 1;
      if (this.at >= text.length) this.errors.push({ start, end: text.length, message: "a quote is never closed" });
      this.at += 1;
    } else if (rest[1] === '"') {
      this.at += 1;
      this.string();
    } else this.at += /^\$(?:\w+|.)/.exec(rest)[0].length;
    return null;
  }

  /** Read the commands of a substitution. */
  inner(closing) {
    const start = this.at, inside = this.innerReader(this.text, start);
    if (this.depth > DEEPEST) inside.at = this.text.length;
    if (!inside.commandsUntil(closing)) {
      this.errors.push({ start: start - 2, end: this.text.length, message: `\`${closing}\` is missing` });
    }
    this.commands.push(...inside.commands);
    this.errors.push(...inside.errors);
    this.at = inside.at;
  }
}

/** `env A=b docker …` and `timeout 5 docker …` have one more word before the command. */
function isArgument(words, at) {
  const own = tables.wrappers.argument[words[0].text];
  return /^\w+=/.test(words[at].text) || Boolean(own && new RegExp(`^(?:${own})$`).test(words[at].text));
}
