/* Expressions of awk, loosest binding first. */
import { Tokens } from "./awktokens.js";

export class Expressions extends Tokens {
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
