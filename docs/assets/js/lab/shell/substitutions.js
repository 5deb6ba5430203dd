/* What begins with `$` or a backtick in a word. */
import { escapeAt, NAME, OPERATORS, SPECIAL, SyntaxError_, WordReader } from "./words.js";

export class Substitutions {
  constructor(parser) {
    this.parser = parser;
  }

  get text() {
    return this.parser.text;
  }

  get at() {
    return this.parser.at;
  }

  set at(value) {
    this.parser.at = value;
  }

  fail(token, more) {
    return new SyntaxError_(token, { more, line: this.parser.line() });
  }

  /** Read what a `$` or a backtick begins; null if it is literal. */
  dollar(quoted) {
    if (this.text[this.at] === "`") return this.#backticks(quoted);
    const next = this.text[this.at + 1] ?? "";
    if (next === "'" && !quoted && this.parser.dialect !== "dash") {
      this.at += 2;
      return { kind: "text", text: this.#ansi(), quoted: true };
    }
    if (next === '"' && !quoted && this.parser.dialect === "bash") {
      this.at += 1;
      return this.double();
    }
    if (next === "(") return this.#parenthesis(quoted);
    if (next === "{") {
      this.at += 2;
      return this.#braces(quoted);
    }
    NAME.lastIndex = this.at + 1;
    const name = NAME.exec(this.text)?.[0] ?? (SPECIAL.test(next) ? next : null);
    if (!name) return null;
    this.at += 1 + name.length;
    return { kind: "variable", name, quoted };
  }

  #parenthesis(quoted) {
    if (this.text[this.at + 2] === "(") {
      const end = this.#arithmeticEnd(this.at + 3);
      if (end !== null) {
        const inner = new WordReader({ ...this.parser, text: this.text.slice(this.at + 3, end), at: 0, commands: this.parser.commandsIn, commandsIn: this.parser.commandsIn, line: this.parser.line });
        this.at = end + 2;
        return { kind: "arithmetic", parts: inner.#whole(), quoted };
      }
    }
    this.at += 2;
    return { kind: "command", list: this.parser.commands(")"), quoted };
  }

  #whole() {
    return this.quoted(undefined);
  }

  #arithmeticEnd(from) {
    let depth = 0;
    for (let at = from; at < this.text.length; at += 1) {
      const char = this.text[at];
      if (char === "(") depth += 1;
      else if (char === ")") {
        if (depth === 0) return this.text[at + 1] === ")" ? at : null;
        depth -= 1;
      }
    }
    return null;
  }

  #backticks(quoted) {
    let source = "";
    for (this.at += 1; this.text[this.at] !== "`"; this.at += 1) {
      if (this.at >= this.text.length) throw this.fail("`", true);
      if (this.text[this.at] === "\\" && (quoted ? /[$`\\"]/ : /[$`\\]/).test(this.text[this.at + 1] ?? "")) this.at += 1;
      source += this.text[this.at];
    }
    this.at += 1;
    return { kind: "command", list: this.parser.parse(source), quoted };
  }

  #braces(quoted) {
    const part = { kind: "variable", quoted };
    if (this.text[this.at] === "#" && this.text[this.at + 1] !== "}" ) {
      part.length = true;
      this.at += 1;
    } else if (this.text[this.at] === "!" && this.text[this.at + 1] !== "}") {
      part.indirect = true;
      this.at += 1;
    }
    NAME.lastIndex = this.at;
    const digits = /^\d+/.exec(this.text.slice(this.at, this.at + 9))?.[0];
    const name = NAME.exec(this.text)?.[0] ?? digits ?? (SPECIAL.test(this.text[this.at] ?? "") ? this.text[this.at] : null);
    if (name === null) return this.#bad(part);
    part.name = name;
    this.at += name.length;
    if (this.text[this.at] === "[" && this.parser.dialect === "bash") {
      this.at += 1;
      part.index = this.word(/\]/);
      this.at += 1;
    }
    if (this.text[this.at] === "}") {
      this.at += 1;
      return part;
    }
    const op = OPERATORS.find((each) => this.text.startsWith(each, this.at));
    if (!op || part.length) return this.#bad(part);
    part.op = op;
    this.at += op.length;
    part.word = quoted ? this.#quotedOperand() : this.word(/\}/);
    if (this.text[this.at] !== "}") throw this.fail("}", true);
    this.at += 1;
    return part;
  }

  /** In double quotes, quotes inside an operand count as quotes too, except single ones. */
  #quotedOperand() {
    const parts = [];
    while (this.text[this.at] !== "}") {
      if (this.at >= this.text.length) throw this.fail("}", true);
      if (this.text[this.at] === '"') parts.push(this.double());
      else if (this.text[this.at] === "'") {
        const at = this.at;
        const end = this.text.indexOf("'", at + 1);
        this.at += 1;
        parts.push({ kind: "text", text: "'", quoted: false, apostrophe: end > 0 });
      } else {
        const before = this.at;
        const part = this.text[this.at] === "$" || this.text[this.at] === "`" ? this.dollar(true) : null;
        if (part) parts.push(part);
        else {
          if (this.text[this.at] === "\\" && /[$`"\\}]/.test(this.text[this.at + 1] ?? "")) this.at += 1;
          parts.push({ kind: "text", text: this.text[this.at], quoted: this.at > before });
          this.at += 1;
        }
      }
    }
    return parts;
  }

  #bad(part) {
    const end = this.text.indexOf("}", this.at);
    if (end < 0) throw this.fail("}", true);
    const from = this.text.lastIndexOf("${", this.at);
    const source = this.text.slice(from, end + 1);
    this.at = end + 1;
    return { ...part, bad: source };
  }

  /** `$'…'` */
  #ansi() {
    let text = "";
    while (this.text[this.at] !== "'") {
      if (this.at >= this.text.length) throw this.fail("'", true);
      if (this.text[this.at] !== "\\") {
        text += this.text[this.at];
        this.at += 1;
        continue;
      }
      const [char, length] = escapeAt(this.text, this.at);
      text += char;
      this.at += length;
    }
    this.at += 1;
    return text;
  }
}
