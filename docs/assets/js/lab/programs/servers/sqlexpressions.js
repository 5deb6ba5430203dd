/* SQL's tokens, and expressions made of them, as a tree. */

const TOKEN = /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|(?<text>'(?:''|[^'])*')|(?<quoted>"(?:""|[^"])*")|(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_][\w$]*)|(?<parameter>\$\d+)|(?<sign>::|<>|<=|>=|!=|\|\||~\*|!~|[-+*/%(),.;=<>~[\]])/y;

/** An error of the server. @property {string} code SQLSTATE @property {number|null} at where in the text */
export class SqlError extends Error {
  constructor(message, { at = null, code = "XX000", detail = null, severity = "ERROR" } = {}) {
    super(message);
    Object.assign(this, { at, code, detail, severity });
  }
}

export function tokensOf(text) {
  const tokens = [];
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) throw new SqlError(text[at] === "'" ? `unterminated quoted string at or near "${text.slice(at)}"` : `syntax error at or near "${text[at]}"`, { at, code: "42601" });
    const { text: string, quoted, number, name, parameter, sign } = found.groups;
    if (string !== undefined) tokens.push({ kind: "text", value: string.slice(1, -1).replaceAll("''", "'"), raw: string, at });
    else if (quoted !== undefined) tokens.push({ kind: "name", value: quoted.slice(1, -1).replaceAll('""', '"'), raw: quoted, quoted: true, at });
    else if (number !== undefined) tokens.push({ kind: "number", value: Number(number), raw: number, at });
    else if (name !== undefined) tokens.push({ kind: "name", value: name.toLowerCase(), raw: name, at });
    else if (parameter !== undefined) tokens.push({ kind: "parameter", value: Number(parameter.slice(1)), raw: parameter, at });
    else if (sign !== undefined) tokens.push({ kind: "sign", value: sign, raw: sign, at });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

export const ENDS = new Set(["from", "where", "group", "order", "limit", "offset", "having", "as", "and", "or", "on", "join", "inner", "left", "right", "cross", "union", "returning", "asc", "desc", "then", "when", "else", "end", "is", "in", "like", "ilike", "between", "not", "set", "values", "using", "for"]);

const LEVELS = [["or"], ["and"]];

/** Read expressions. SqlReader reads statements, and so subqueries. */
export class ExpressionReader {
  constructor(text) {
    this.tokens = tokensOf(text);
    this.at = 0;
    this.text = text;
  }

  get token() {
    return this.tokens[this.at] ?? null;
  }

  error() {
    const { token } = this;
    return new SqlError(token ? `syntax error at or near "${token.raw}"` : "syntax error at end of input", { at: token?.at ?? this.text.length, code: "42601" });
  }

  is(...words) {
    const { token } = this;
    return Boolean(token) && (token.kind === "sign" || (token.kind === "name" && !token.quoted)) && words.includes(token.value);
  }

  take(...words) {
    if (!this.is(...words)) return null;
    this.at += 1;
    return this.tokens[this.at - 1].value;
  }

  phrase(text) {
    const words = text.split(" ");
    if (!words.every((word, index) => this.tokens[this.at + index]?.value === word)) return false;
    this.at += words.length;
    return true;
  }

  want(word) {
    if (!this.take(word)) throw this.error();
  }

  name() {
    const { token } = this;
    if (token?.kind !== "name") throw this.error();
    this.at += 1;
    if (this.take(".")) return this.name();
    return token.value;
  }

  expression(level = 0) {
    if (level < LEVELS.length) {
      let left = this.expression(level + 1);
      while (this.is(...LEVELS[level])) left = { kind: "logic", op: this.take(...LEVELS[level]), left, right: this.expression(level + 1) };
      return left;
    }
    if (this.take("not")) return { kind: "not", value: this.expression(level) };
    return this.comparison();
  }

  comparison() {
    let left = this.sum();
    for (;;) {
      const { at } = this.token ?? {};
      const op = this.take("=", "<>", "!=", "<", ">", "<=", ">=", "~", "~*", "!~");
      if (op) left = { kind: "compare", op, left, right: this.sum(), at };
      else if (this.phrase("is not null")) left = { kind: "null", value: left, negated: true };
      else if (this.phrase("is null")) left = { kind: "null", value: left, negated: false };
      else if (this.phrase("is true")) left = { kind: "compare", op: "=", left, right: { kind: "constant", value: true } };
      else {
        const from = this.at;
        const negated = Boolean(this.take("not"));
        const word = this.take("in", "like", "ilike", "between");
        if (!word) {
          this.at = from;
          return left;
        }
        left = this.special(word, left, negated);
      }
    }
  }

  special(word, left, negated) {
    if (word === "between") {
      const low = this.sum();
      this.want("and");
      return { kind: "between", value: left, low, high: this.sum(), negated };
    }
    if (word !== "in") return { kind: "like", left, right: this.sum(), fold: word === "ilike", negated };
    this.want("(");
    const list = this.is("select") ? { query: this.select() } : { list: this.list(() => this.expression()) };
    this.want(")");
    return { kind: "in", value: left, ...list, negated };
  }

  sum() {
    let left = this.product();
    for (let op, at; (at = this.token?.at), (op = this.take("+", "-", "||")); ) left = { kind: "calculate", op, left, right: this.product(), at };
    return left;
  }

  product() {
    let left = this.cast();
    for (let op; (op = this.take("*", "/", "%")); ) left = { kind: "calculate", op, left, right: this.cast() };
    return left;
  }

  cast() {
    if (this.take("-")) return { kind: "minus", value: this.cast() };
    let value = this.primary();
    while (this.take("::")) value = { kind: "cast", value, type: this.type() };
    return value;
  }

  primary() {
    const { token } = this;
    if (!token) throw this.error();
    this.at += 1;
    if (token.kind === "number" || token.kind === "text") return { kind: "constant", value: token.value, literal: token.kind === "text", whole: token.kind === "number" && !token.raw.includes("."), at: token.at };
    if (token.kind === "parameter") return { kind: "parameter", number: token.value };
    if (token.value === "(" && token.kind === "sign") {
      const inner = this.is("select") ? { kind: "subquery", query: this.select() } : this.expression();
      this.want(")");
      return inner;
    }
    if (token.kind !== "name") {
      this.at -= 1;
      throw this.error();
    }
    if (!token.quoted) {
      if (token.value === "true" || token.value === "false") return { kind: "constant", value: token.value === "true" };
      if (token.value === "null") return { kind: "constant", value: null };
      if (/^current_(timestamp|date|user|database)$|^user$/.test(token.value) && !this.is("(")) return { kind: "call", name: token.value, args: [] };
      if (token.value === "case") return this.case();
      if (token.value === "exists" && this.take("(")) {
        const query = this.select();
        this.want(")");
        return { kind: "exists", query };
      }
      if (token.value === "interval" && this.token?.kind === "text") return { kind: "interval", text: this.tokens[this.at++].value };
      if (ENDS.has(token.value)) {
        this.at -= 1;
        throw this.error();
      }
    }
    if (this.take("(")) return this.call(token);
    if (this.take(".")) return { kind: "column", table: token.value, name: this.name(), at: token.at };
    return { kind: "column", name: token.value, at: token.at };
  }

  call(token) {
    if (this.take("*")) {
      this.want(")");
      return { kind: "call", name: token.value, star: true, args: [], at: token.at };
    }
    const distinct = Boolean(this.take("distinct"));
    const args = this.is(")") ? [] : this.list(() => this.expression());
    if (token.value === "cast" && this.take("as")) args.push({ kind: "constant", value: this.type() });
    this.want(")");
    return { kind: "call", name: token.value, distinct, args, at: token.at };
  }

  case() {
    const subject = this.is("when") ? null : this.expression();
    const arms = [];
    while (this.take("when")) {
      const test = this.expression();
      this.want("then");
      arms.push({ test, value: this.expression() });
    }
    const otherwise = this.take("else") ? this.expression() : null;
    this.want("end");
    return { kind: "case", subject, arms, otherwise };
  }
}

