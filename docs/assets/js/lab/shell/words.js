/* The words of a shell's line, as far as they can be read before expansion.

   @typedef {{kind: "text", text: string, quoted: boolean}
     | {kind: "double", parts: Part[]}
     | {kind: "variable", name: string, op?: string, word?: Part[], length?: boolean, indirect?: boolean, index?: Part[], quoted: boolean}
     | {kind: "command", list: object, quoted: boolean}
     | {kind: "arithmetic", parts: Part[], quoted: boolean}
     | {kind: "process", way: "<"|">", list: object}} Part */
import { Substitutions } from "./substitutions.js";

/** Text that isn't a script. `more`: it might be one if more lines followed. */

export class SyntaxError_ extends Error {
  constructor(token, { more = false, line = 1, wanted = null } = {}) {
    super(token);
    Object.assign(this, { token, more, line, wanted });
  }
}

export const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

export const SPECIAL = /[@*#?$!0-9-]/;

export const OPERATORS = [":-", ":=", ":?", ":+", "-", "=", "?", "+", "##", "#", "%%", "%", "//", "/#", "/%", "/", "^^", "^", ",,", ",", ":", "@"];

/** Reads words out of `parser.text` at `parser.at`. @param {{text: string, at: number, dialect: string, commands: Function}} parser */
export class WordReader extends Substitutions {
  /** A word, up to a blank or an operator. @param {RegExp} ends what ends it outside quotes */
  word(ends = /[ \t\n|&;()<>]/) {
    const parts = [];
    let plain = "";
    const flush = () => {
      if (plain) parts.push({ kind: "text", text: plain, quoted: false });
      plain = "";
    };
    while (this.at < this.text.length) {
      const char = this.text[this.at];
      if ((char === "<" || char === ">") && this.text[this.at + 1] === "(" && this.parser.dialect === "bash") {
        flush();
        this.at += 2;
        parts.push({ kind: "process", way: char, list: this.parser.commands(")") });
        continue;
      }
      if (ends.test(char)) break;
      if (char === "\\") {
        if (this.text[this.at + 1] === "\n") {
          this.at += 2;
          continue;
        }
        flush();
        parts.push({ kind: "text", text: this.text[this.at + 1] ?? "\\", quoted: true });
        this.at += 2;
      } else if (char === "'") {
        flush();
        parts.push({ kind: "text", text: this.#single(), quoted: true });
      } else if (char === '"') {
        flush();
        parts.push(this.double());
      } else if (char === "$" || char === "`") {
        const part = this.dollar(false);
        if (part) {
          flush();
          parts.push(part);
        } else {
          plain += char;
          this.at += 1;
        }
      } else {
        plain += char;
        this.at += 1;
      }
    }
    flush();
    return parts;
  }

  #single() {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) throw this.fail("'", true);
    const text = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return text;
  }

  double() {
    this.at += 1;
    const parts = this.quoted('"');
    this.at += 1;
    return { kind: "double", parts };
  }

  /** The content of double quotes or a here-document, up to the closing sign or the end of the text. */
  quoted(end, escapes = /[$`"\\\n]/) {
    const parts = [];
    let plain = "";
    const flush = () => {
      if (plain) parts.push({ kind: "text", text: plain, quoted: true });
      plain = "";
    };
    while (this.text[this.at] !== end) {
      const char = this.text[this.at];
      if (char === undefined) {
        if (end === undefined) break;
        throw this.fail(end, true);
      }
      if (char === "\\" && escapes.test(this.text[this.at + 1] ?? "")) {
        if (this.text[this.at + 1] !== "\n") plain += this.text[this.at + 1];
        this.at += 2;
        continue;
      }
      const part = char === "$" || char === "`" ? this.dollar(true) : null;
      if (part) {
        flush();
        parts.push(part);
      } else {
        plain += char;
        this.at += 1;
      }
    }
    flush();
    return parts;
  }
}

const ESCAPES = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", e: "\x1b", E: "\x1b", f: "\f", v: "\v", "\\": "\\", "'": "'", '"': '"', "?": "?" };

/** The character that a backslash at a place gives, and its written length. */
export function escapeAt(text, at, escapes = ESCAPES) {
  const next = text[at + 1];
  if (next in escapes) return [escapes[next], 2];
  const octal = /^\\0?([0-7]{1,3})/.exec(text.slice(at, at + 5));
  if (octal) return [String.fromCharCode(parseInt(octal[1], 8) & 255), octal[0].length];
  const hex = /^\\x([0-9a-fA-F]{1,2})|^\\u([0-9a-fA-F]{1,4})|^\\U([0-9a-fA-F]{1,8})/.exec(text.slice(at, at + 10));
  if (hex) return [String.fromCodePoint(parseInt(hex[1] ?? hex[2] ?? hex[3], 16)), hex[0].length];
  return [`\\${next ?? ""}`, next === undefined ? 1 : 2];
}
