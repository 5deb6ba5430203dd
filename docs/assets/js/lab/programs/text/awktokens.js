/* The tokens of an awk program. */

const TOKEN = /(?<space>[ \t\r]+|\\\n|#[^\n]*)|(?<newline>\n)|(?<number>0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)|(?<text>"(?:\\[\s\S]|[^"\\])*")|(?<name>[A-Za-z_]\w*\(?)|(?<sign>\+\+|--|\*\*=|\*\*|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|&&|\|\||>>|!~|[-+*/%^!<>|?:~$=,;(){}[\]])/y;
const KEYWORDS = new Set(["BEGIN", "END", "if", "else", "while", "for", "do", "break", "continue", "next", "exit", "return", "delete", "in", "getline", "print", "printf", "function", "func", "nextfile"]);
const ESCAPES = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"', "/": "/", a: "\x07", b: "\b", f: "\f", v: "\v" };
const unescaped = (text) => text.replace(/\\([0-7]{1,3}|[\s\S])/g, (all, sign) => (/^[0-7]/.test(sign) ? String.fromCharCode(parseInt(sign, 8)) : (ESCAPES[sign] ?? all)));
const BUILTINS = new Set(["length"]);

export class Tokens {
  constructor(text, fail) {
    Object.assign(this, { text, at: 0, fail, noIn: 0, noGreater: 0 });
    this.token = null;
    this.next();
  }

  /** Read the next token. After a value a slash divides; elsewhere it begins a regular expression. */
  next() {
    const before = this.token;
    for (;;) {
      if (this.at >= this.text.length) {
        this.token = { kind: "end", text: "" };
        return before;
      }
      const isValue = before && (["number", "text", "name", "regex"].includes(before.kind) || [")", "]", "$", "++", "--"].includes(before.text));
      if (this.text[this.at] === "/" && !isValue) {
        this.token = { kind: "regex", text: this.#regex() };
        return before;
      }
      TOKEN.lastIndex = this.at;
      const found = TOKEN.exec(this.text);
      if (!found) throw this.fail(`syntax error at or near ${this.text[this.at]}`);
      this.at = TOKEN.lastIndex;
      const { groups } = found;
      if (groups.space) continue;
      if (groups.newline) this.token = { kind: "newline", text: "\n" };
      else if (groups.number) this.token = { kind: "number", text: groups.number };
      else if (groups.text) this.token = { kind: "text", text: unescaped(groups.text.slice(1, -1)) };
      else if (groups.sign) this.token = { kind: "sign", text: groups.sign };
      else {
        const isCall = groups.name.endsWith("(");
        const name = isCall ? groups.name.slice(0, -1) : groups.name;
        if (isCall) this.at -= 1;
        this.token = KEYWORDS.has(name) ? { kind: "keyword", text: name } : { kind: "name", text: name, call: isCall || BUILTINS.has(name) };
      }
      return before;
    }
  }

  #regex() {
    let source = "";
    let inClass = false;
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const char = this.text[this.at];
      if (char === "/" && !inClass) {
        this.at += 1;
        return source;
      }
      if (char === "\n") break;
      if (char === "\\") {
        this.at += 1;
        source += this.text[this.at] === "/" ? "/" : `\\${this.text[this.at]}`;
        continue;
      }
      if (char === "[") inClass = true;
      if (char === "]") inClass = false;
      source += char;
    }
    throw this.fail("unterminated regular expression");
  }

  is(...texts) {
    return (this.token.kind === "sign" || this.token.kind === "keyword" || this.token.kind === "newline") && texts.includes(this.token.text);
  }

  take(...texts) {
    if (!this.is(...texts)) return null;
    const { text } = this.token;
    this.next();
    return text;
  }

  want(text) {
    if (!this.take(text)) throw this.fail(`syntax error at or near ${this.token.kind === "end" ? "end of file" : this.token.text}`);
  }

  blank() {
    while (this.take("\n", ";"));
  }

  lines() {
    while (this.take("\n"));
  }
}
