/* Read a sed script into commands. */
import { Misuse } from "../tool.js";
import { regexOf } from "./regex.js";

export class Reader {
  constructor(tool, text, extended) {
    Object.assign(this, { tool, text, extended, at: 0, needsLast: false });
  }

  fail(message) {
    return new Misuse(this.tool.gnu ? `-e expression #1, char ${Math.min(this.at, this.text.length)}: ${message}` : message.replace("unknown command: `", "unsupported command ").replace(/'$/, ""));
  }

  program() {
    const list = this.list(false);
    return { list, needsLast: this.needsLast };
  }

  list(inner) {
    const list = [];
    for (;;) {
      while (/[\s;]/.test(this.text[this.at] ?? "")) this.at += 1;
      if (this.at >= this.text.length) {
        if (inner) throw this.fail("unmatched `{'");
        return list;
      }
      if (this.text[this.at] === "}") {
        this.at += 1;
        if (inner) return list;
        throw this.fail("unexpected `}'");
      }
      if (this.text[this.at] === "#") {
        while (this.at < this.text.length && this.text[this.at] !== "\n") this.at += 1;
        continue;
      }
      list.push(this.command());
    }
  }

  address() {
    const char = this.text[this.at];
    if (/\d/.test(char ?? "")) {
      const found = /^\d+(?:~(\d+))?/.exec(this.text.slice(this.at));
      this.at += found[0].length;
      return found[1] ? { step: Number(found[1]), from: parseInt(found[0], 10) } : { line: Number(found[0]) };
    }
    if (char === "$") {
      this.at += 1;
      this.needsLast = true;
      return { last: true };
    }
    if (char === "/" || char === "\\") {
      if (char === "\\") this.at += 1;
      const pattern = this.until(this.text[this.at]);
      const flags = this.text[this.at] === "I" ? ((this.at += 1), "i") : "";
      return { regex: this.regex(pattern, flags) };
    }
    return null;
  }

  regex(pattern, flags) {
    if (pattern === "") return null;
    try {
      return regexOf(pattern, { extended: this.extended, flags: flags.includes("g") ? flags : `${flags}g` });
    } catch (error) {
      throw this.fail(/\[/.test(error.message) ? "unterminated address regex" : "Unmatched ( or \\(");
    }
  }

  /** Read up to the next delimiter. */
  until(delimiter, keep = false) {
    let text = "";
    for (this.at += 1; this.text[this.at] !== delimiter; this.at += 1) {
      if (this.at >= this.text.length) return null;
      if (this.text[this.at] === "[" && !keep && delimiter !== "[") {
        const end = this.text.indexOf("]", this.at + (this.text[this.at + 1] === "]" || this.text[this.at + 1] === "^" ? 3 : 1));
        if (end > 0 && !this.text.slice(this.at, end).includes("\n")) {
          text += this.text.slice(this.at, end);
          this.at = end;
        }
      }
      if (this.text[this.at] === "\\") {
        if (this.text[this.at + 1] === delimiter && !keep) {
          text += /[.*[\]^$+?(){}|/]/.test(delimiter) && delimiter !== "/" ? `\\${delimiter}` : delimiter;
          this.at += 1;
          continue;
        }
        if (this.text[this.at + 1] === delimiter && keep) {
          text += delimiter === "&" ? "\\&" : delimiter;
          this.at += 1;
          continue;
        }
        text += "\\";
        this.at += 1;
      }
      text += this.text[this.at] ?? "";
    }
    this.at += 1;
    return text;
  }

  command() {
    const first = this.address();
    let second = null;
    if (this.text[this.at] === ",") {
      this.at += 1;
      const more = /^\+(\d+)/.exec(this.text.slice(this.at));
      if (more) {
        this.at += more[0].length;
        second = { more: Number(more[1]) };
      } else second = this.address();
      if (!second) throw this.fail("unexpected `,'");
    }
    while (/[ \t]/.test(this.text[this.at] ?? "")) this.at += 1;
    let negated = false;
    while (this.text[this.at] === "!") {
      negated = true;
      this.at += 1;
    }
    const name = this.text[this.at];
    if (name === undefined) throw this.fail("missing command");
    this.at += 1;
    return { first, second, negated, name, ...this.body(name) };
  }

  body(name) {
    if (name === "{") return { list: this.list(true) };
    if (name === "s") return this.substitution();
    if (name === "y") {
      const delimiter = this.text[this.at];
      const from = this.until(delimiter);
      this.at -= 1;
      return { from: [...from], to: [...this.until(delimiter)] };
    }
    if ("aic".includes(name)) {
      const found = /^[ \t]*(?:\\\n?[ \t]*)?/.exec(this.text.slice(this.at));
      this.at += found[0].length;
      let end = this.at;
      while (end < this.text.length && !(this.text[end] === "\n" && this.text[end - 1] !== "\\")) end += 1;
      const text = this.text.slice(this.at, end).replace(/\\([\s\S])/g, "$1");
      this.at = end;
      return { text };
    }
    if (":bt".includes(name)) {
      const found = /^\s*([^\s;}]*)/.exec(this.text.slice(this.at));
      this.at += found[0].length;
      return { label: found[1] };
    }
    if ("qQ".includes(name)) {
      const found = /^\s*(\d*)/.exec(this.text.slice(this.at));
      this.at += found[0].length;
      return { code: Number(found[1] || 0) };
    }
    if ("rw".includes(name)) {
      const found = /^\s*([^\n;]*)/.exec(this.text.slice(this.at));
      this.at += found[0].length;
      return { path: found[1].trim() };
    }
    if ("nNGN".includes(name)) this.needsLast = true;
    if ("pdDhHgGxnNlP=".includes(name)) {
      if (!/^[ \t]*(?:$|[;\n}#])/.test(this.text.slice(this.at))) throw this.fail("extra characters after command");
      return {};
    }
    throw this.fail(`unknown command: \`${name}'`);
  }

  substitution() {
    const delimiter = this.text[this.at];
    const pattern = this.until(delimiter);
    if (pattern === null) throw this.fail("unterminated `s' command");
    this.at -= 1;
    const by = this.until(delimiter, true);
    if (by === null) throw this.fail("unterminated `s' command");
    const flags = /^[gpiIme\d]*(?:w[ \t]*\S+)?/.exec(this.text.slice(this.at))[0];
    this.at += flags.length;
    if (!/^[ \t]*(?:$|[;\n}#])/.test(this.text.slice(this.at))) throw this.fail("unknown option to `s'");
    return { regex: this.regex(pattern, /[iI]/.test(flags) ? "gi" : "g"), by, all: flags.includes("g"), print: flags.includes("p"), nth: Number(/\d+/.exec(flags)?.[0] ?? 1) };
  }
}
