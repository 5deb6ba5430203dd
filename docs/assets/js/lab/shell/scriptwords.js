/* A script as words and operators, with its here-documents. */
import { OPERATOR, Parser } from "./parser.js";
import { SyntaxError_, WordReader } from "./words.js";

export class ScriptWords {
  constructor(text, dialect, at = 0) {
    Object.assign(this, { text, dialect, at, heredocs: [] });
    this.words = new WordReader(this);
    this.commandsIn = (end) => this.commands(end);
    this.depth = 0;
  }

  line() {
    return 1 + (this.text.slice(0, this.at).match(/\n/g)?.length ?? 0);
  }

  /** What is inside `$(…)`. */
  commands(end) {
    const list = this.list(end);
    this.skip();
    if (this.text[this.at] !== end) throw this.atEnd() ? new SyntaxError_("newline", { more: true, line: this.line(), wanted: end }) : this.unexpected();
    this.at += 1;
    return list;
  }

  atEnd() {
    return this.at >= this.text.length;
  }

  unexpected(wanted = null) {
    this.skip();
    if (this.atEnd()) return new SyntaxError_("end of file", { more: true, line: this.line(), wanted });
    return new SyntaxError_(this.token() ?? this.peekWord(), { line: this.line(), wanted });
  }

  /** Blanks, continued lines and comments. */
  skip() {
    for (;;) {
      const char = this.text[this.at];
      if (char === " " || char === "\t" || char === "\r") this.at += 1;
      else if (char === "\\" && this.text[this.at + 1] === "\n") this.at += 2;
      else if (char === "#") {
        const end = this.text.indexOf("\n", this.at);
        this.at = end < 0 ? this.text.length : end;
      } else return;
    }
  }

  /** The operator here, or null. */
  token() {
    OPERATOR.lastIndex = this.at;
    const found = OPERATOR.exec(this.text)?.[0] ?? null;
    return found === "\n" ? "newline" : found;
  }

  peekWord() {
    const end = /[ \t\n|&;()<>]/g;
    end.lastIndex = this.at;
    return this.text.slice(this.at, end.exec(this.text)?.index ?? this.text.length);
  }

  takeWord(word) {
    this.skip();
    if (this.peekWord() !== word) throw this.unexpected(word);
    this.at += word.length;
  }

  newline() {
    if (this.text[this.at] !== "\n") return false;
    this.at += 1;
    for (const heredoc of this.heredocs.splice(0)) this.#document(heredoc);
    return true;
  }

  blankLines() {
    for (this.skip(); this.newline(); this.skip());
  }

  #document(heredoc) {
    const lines = [];
    for (;;) {
      if (this.atEnd()) break;
      const end = this.text.indexOf("\n", this.at);
      let line = this.text.slice(this.at, end < 0 ? this.text.length : end);
      this.at = end < 0 ? this.text.length : end + 1;
      if (heredoc.op === "<<-") line = line.replace(/^\t+/, "");
      if (line === heredoc.delimiter) {
        heredoc.isClosed = true;
        break;
      }
      lines.push(`${line}\n`);
    }
    const text = lines.join("");
    if (heredoc.isQuoted) heredoc.body = [{ kind: "text", text, quoted: true }];
    else {
      const parser = new Parser(text, this.dialect);
      heredoc.body = parser.words.quoted(undefined, /[$`\\\n]/);
    }
  }
}
