/* The grammar of awk. */

const TOKEN = /(?<space>[ \t\r]+|\\\n|#[^\n]*)|(?<newline>\n)|(?<number>0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)|(?<text>"(?:\\[\s\S]|[^"\\])*")|(?<name>[A-Za-z_]\w*\(?)|(?<sign>\+\+|--|\*\*=|\*\*|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|&&|\|\||>>|!~|[-+*/%^!<>|?:~$=,;(){}[\]])/y;
const KEYWORDS = new Set(["BEGIN", "END", "if", "else", "while", "for", "do", "break", "continue", "next", "exit", "return", "delete", "in", "getline", "print", "printf", "function", "func", "nextfile"]);
const ESCAPES = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"', "/": "/", a: "\x07", b: "\b", f: "\f", v: "\v" };
const unescaped = (text) => text.replace(/\\([0-7]{1,3}|[\s\S])/g, (all, sign) => (/^[0-7]/.test(sign) ? String.fromCharCode(parseInt(sign, 8)) : (ESCAPES[sign] ?? all)));

export class AwkReader {
  constructor(text, fail) {
    Object.assign(this, { text, at: 0, fail, noIn: 0, noGreater: 0 });
    this.token = null;
    this.next();
  }

  /** Read the next token. A slash is a division after a value, else it begins a regular expression. */
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

  program() {
    const rules = [];
    const functions = new Map();
    for (this.blank(); this.token.kind !== "end"; this.blank()) {
      if (this.take("function", "func")) {
        const name = this.next().text;
        this.want("(");
        const parameters = [];
        while (!this.take(")")) {
          parameters.push(this.next().text);
          this.take(",");
          this.lines();
        }
        this.lines();
        functions.set(name, { parameters, body: this.block() });
      } else if (this.take("BEGIN")) rules.push({ kind: "BEGIN", body: this.block() });
      else if (this.take("END")) rules.push({ kind: "END", body: this.block() });
      else {
        const rule = { kind: "line", pattern: null, until: null, body: null };
        if (!this.is("{")) {
          rule.pattern = this.expression();
          if (this.take(",")) {
            this.lines();
            rule.until = this.expression();
          }
        }
        if (this.is("{")) rule.body = this.block();
        rules.push(rule);
      }
    }
    return { rules, functions };
  }

  block() {
    this.want("{");
    const list = [];
    for (this.blank(); !this.take("}"); this.blank()) {
      if (this.token.kind === "end") throw this.fail("unexpected end of file");
      list.push(this.statement());
    }
    return list;
  }

  endOfStatement() {
    if (!this.take(";", "\n") && !this.is("}") && this.token.kind !== "end") throw this.fail(`syntax error at or near ${this.token.text}`);
  }

  statement() {
    if (this.is("{")) return { kind: "block", list: this.block() };
    if (this.take(";")) return { kind: "block", list: [] };
    if (this.take("if")) return this.if();
    if (this.take("while")) {
      const test = this.condition();
      return this.take(";") ? { kind: "while", test, body: { kind: "block", list: [] } } : { kind: "while", test, body: this.body() };
    }
    if (this.take("do")) {
      const body = this.body();
      this.blank();
      this.want("while");
      const test = this.condition();
      this.endOfStatement();
      return { kind: "do", test, body };
    }
    if (this.take("for")) return this.for();
    const node = this.simple();
    this.endOfStatement();
    return node;
  }

  condition() {
    this.want("(");
    const test = this.expression();
    this.want(")");
    return test;
  }

  body() {
    this.lines();
    return this.statement();
  }

  if() {
    const test = this.condition();
    const then = this.body();
    const { at, token } = this;
    this.blank();
    if (this.take("else")) return { kind: "if", test, then, otherwise: this.body() };
    Object.assign(this, { at, token });
    return { kind: "if", test, then };
  }

  for() {
    this.want("(");
    const inside = /^\s*\(?\s*([A-Za-z_]\w*)\s+in\s+([A-Za-z_]\w*)\s*\)/.exec(this.token.text + this.text.slice(this.at));
    if (inside && this.token.kind === "name") {
      const [name] = [this.next().text];
      this.want("in");
      const array = this.next().text;
      this.want(")");
      return { kind: "in", name, array, body: this.body() };
    }
    const first = this.is(";") ? null : this.simple();
    this.want(";");
    this.lines();
    const test = this.is(";") ? null : this.expression();
    this.want(";");
    this.lines();
    const step = this.is(")") ? null : this.simple();
    this.want(")");
    return { kind: "for", first, test, step, body: this.take(";") ? { kind: "block", list: [] } : this.body() };
  }

  simple() {
    if (this.is("print", "printf")) return this.print();
    if (this.take("delete")) {
      const name = this.next().text;
      return { kind: "delete", name, index: this.take("[") ? this.list("]") : null };
    }
    const jump = this.take("break", "continue", "next", "exit", "return", "nextfile");
    if (jump) return { kind: "jump", jump: jump === "nextfile" ? "next" : jump, value: (jump === "exit" || jump === "return") && !this.is(";", "\n", "}") && this.token.kind !== "end" ? this.expression() : null };
    return { kind: "expression", value: this.expression() };
  }

  print() {
    const kind = this.take("print", "printf");
    let values = [];
    this.noGreater += 1;
    if (!this.is(";", "\n", "}", ">", ">>", "|") && this.token.kind !== "end") {
      values.push(this.expression());
      while (this.take(",")) {
        this.lines();
        values.push(this.expression());
      }
      if (values.length === 1 && values[0].kind === "group" && values[0].list) values = values[0].list;
    }
    this.noGreater -= 1;
    const op = this.take(">", ">>", "|");
    return { kind, values, op, target: op ? this.join() : null };
  }

  list(end) {
    const list = [];
    const [noIn, noGreater] = [this.noIn, this.noGreater];
    Object.assign(this, { noIn: 0, noGreater: 0 });
    this.lines();
    while (!this.take(end)) {
      list.push(this.expression());
      this.lines();
      if (!this.take(",") && !this.is(end)) throw this.fail(`syntax error at or near ${this.token.text}`);
      this.lines();
    }
    Object.assign(this, { noIn, noGreater });
    return list;
  }

  expression() {
    const left = this.choice();
    const op = this.is("=", "+=", "-=", "*=", "/=", "%=", "^=", "**=") ? this.token.text : null;
    if (!op || !["name", "field", "element"].includes(left.kind)) return left;
    this.next();
    this.lines();
    return { kind: "assign", op, left, right: this.expression() };
  }

  choice() {
    const test = this.or();
    if (!this.take("?")) return test;
    this.lines();
    const yes = this.expression();
    this.lines();
    this.want(":");
    this.lines();
    return { kind: "choice", test, yes, no: this.expression() };
  }

  or() {
    let left = this.and();
    while (this.take("||")) {
      this.lines();
      left = { kind: "or", left, right: this.and() };
    }
    return left;
  }

  and() {
    let left = this.membership();
    while (this.take("&&")) {
      this.lines();
      left = { kind: "and", left, right: this.membership() };
    }
    return left;
  }

  membership() {
    let left = this.match();
    while (!this.noIn && this.take("in")) left = { kind: "in", index: left.list ?? [left], array: this.next().text };
    return left;
  }

  match() {
    let left = this.comparison();
    for (let op; (op = this.take("~", "!~")); ) left = { kind: "match", left, right: this.comparison(), negated: op === "!~" };
    return left;
  }

  comparison() {
    let left = this.join();
    for (;;) {
      if (this.is("|") && /^\s*getline\b/.test(this.text.slice(this.at))) {
        this.next();
        this.next();
        left = { kind: "getline", source: left, pipe: true, target: this.target() };
        continue;
      }
      const signs = this.noGreater ? ["<", "<=", "==", "!=", ">="] : ["<", "<=", "==", "!=", ">=", ">"];
      const op = this.take(...signs);
      if (!op) return left;
      left = { kind: "compare", op, left, right: this.join() };
    }
  }

  target() {
    return this.token.kind === "name" || this.is("$") ? this.primary() : null;
  }

  join() {
    let left = this.sum();
    while (["number", "text", "name", "regex"].includes(this.token.kind) || this.is("$", "!", "(", "-", "+", "++", "--")) {
      if (this.is("-", "+") || (this.is("!") && false)) break;
      left = { kind: "join", left, right: this.sum() };
    }
    return left;
  }

  sum() {
    let left = this.product();
    for (let op; (op = this.take("+", "-")); ) left = { kind: "calculate", op, left, right: this.product() };
    return left;
  }

  product() {
    let left = this.unary();
    for (let op; (op = this.take("*", "/", "%")); ) left = { kind: "calculate", op, left, right: this.unary() };
    return left;
  }

  unary() {
    if (this.take("!")) return { kind: "not", value: this.unary() };
    if (this.take("-")) return { kind: "minus", value: this.unary() };
    if (this.take("+")) return { kind: "plus", value: this.unary() };
    return this.power();
  }

  power() {
    const left = this.postfix();
    if (!this.take("^", "**")) return left;
    return { kind: "calculate", op: "^", left, right: this.is("-") ? this.unary() : this.power() };
  }

  postfix() {
    const sign = this.take("++", "--");
    if (sign) return { kind: "step", target: this.primary(), by: sign === "++" ? 1 : -1, before: true };
    const value = this.primary();
    if (!["name", "field", "element"].includes(value.kind)) return value;
    const after = this.take("++", "--");
    return after ? { kind: "step", target: value, by: after === "++" ? 1 : -1, before: false } : value;
  }

  primary() {
    const { token } = this;
    if (token.kind === "number") return this.next(), { kind: "number", value: Number(token.text) };
    if (token.kind === "text") return this.next(), { kind: "text", value: token.text };
    if (token.kind === "regex") return this.next(), { kind: "regex", source: token.text };
    if (this.take("$")) {
      if (this.is("++", "--")) return { kind: "field", value: this.postfix() };
      return { kind: "field", value: this.is("-") ? this.unary() : this.primary() };
    }
    if (this.take("(")) {
      const list = this.list(")");
      return list.length === 1 ? { kind: "group", value: list[0] } : { kind: "group", list, value: list.at(-1) };
    }
    if (this.take("getline")) {
      const target = this.target();
      return { kind: "getline", target, source: this.take("<") ? this.primary() : null, pipe: false };
    }
    if (token.kind !== "name") throw this.fail(`syntax error at or near ${token.kind === "end" ? "end of file" : token.text.trim() || "newline"}`);
    this.next();
    if (token.call) return { kind: "call", name: token.text, args: this.take("(") ? this.list(")") : [] };
    if (this.take("[")) return { kind: "element", name: token.text, index: this.list("]") };
    return { kind: "name", name: token.text };
  }
}

const BUILTINS = new Set(["length"]);
