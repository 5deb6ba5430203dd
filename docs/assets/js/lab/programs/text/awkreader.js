/* The grammar of awk. */
import { Expressions } from "./awkexpressions.js";

export class AwkReader extends Expressions {
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
}
