/* HCL, as far as bake files use it: blocks, attributes, and their expressions.

   @typedef {{kind: string, labels: string[], attributes: Map<string, Node>, line: number}} Block
   @typedef {{at: number, value: (scope: (name: string) => any) => any}} Node */

const TOKEN = /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|<<-?(\w+)\n([\s\S]*?)\n[ \t]*\1(?=\n|$)|"(?:\\.|\$\{[^}]*\}|[^"\\\n])*"|[A-Za-z_][\w-]*|\d+(?:\.\d+)?|==|!=|<=|>=|&&|\|\||\.\.\.|[{}[\](),=?:.+\-*/%<>!\n]/g;

/** A fault in the text. `line`: where */
export class HclError extends Error {
  constructor(message, line, column = 1) {
    super(message);
    Object.assign(this, { line, column });
  }
}

/** A function or form of HCL that this reader doesn't know. */
export class HclUnknown extends Error {}

/** @returns {Block[]} */
export function readHcl(text) {
  const reader = new Reader(text), blocks = [];
  for (reader.lines(); !reader.isOver; reader.lines()) blocks.push(reader.block());
  return blocks;
}

class Reader {
  constructor(text) {
    this.text = text;
    this.tokens = [...text.matchAll(TOKEN)].filter(([each]) => !/^(?:#|\/\/|\/\*)/.test(each)).map((match) => ({ text: match[0], at: match.index, here: match[2] }));
    this.next = 0;
  }

  get isOver() {
    return this.next >= this.tokens.length;
  }

  peek = () => this.tokens[this.next]?.text;
  take = () => this.tokens[this.next++]?.text;
  is = (text) => this.peek() === text && Boolean(this.take());

  lines() {
    while (this.peek() === "\n") this.next += 1;
  }

  fail(message) {
    const at = this.tokens[this.next]?.at ?? this.text.length, before = this.text.slice(0, at).split("\n");
    return new HclError(message, before.length, before.at(-1).length + 1);
  }

  expect(text, message) {
    if (!this.is(text)) throw this.fail(message);
  }

  /** `target "web" { … }`; `name = value` at the top is a variable too. */
  block() {
    const { at } = this.tokens[this.next], kind = this.take(), labels = [];
    if (!/^[A-Za-z_]/.test(kind ?? "")) throw this.fail("Argument or block definition required; An argument or block definition is required here.");
    while (/^"|^[A-Za-z_]/.test(this.peek() ?? "")) labels.push(this.take().replace(/^"|"$/g, ""));
    const line = this.text.slice(0, at).split("\n").length;
    if (!labels.length && this.is("=")) return { kind: "=", labels: [kind], attributes: new Map([["value", this.expression()]]), line };
    this.expect("{", "Invalid block definition; Either a quoted string block label or an opening brace (\"{\") is expected here.");
    const attributes = new Map(), blocks = [], isOneLine = this.peek() !== "\n";
    for (this.lines(); !this.is("}"); ) {
      if (this.isOver) throw this.fail("Unclosed configuration block; There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.");
      const name = this.take();
      if (this.is("=")) attributes.set(name.replace(/^"|"$/g, ""), this.expression());
      else {
        this.next -= 1;
        blocks.push(this.block());
      }
      if (this.peek() !== "}" && !this.isOver && this.peek() !== "\n") throw this.fail("Missing newline after argument; An argument definition must end with a newline.");
      if (isOneLine && this.peek() === "\n") throw this.fail("Invalid single-argument block definition; An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.");
      this.lines();
    }
    return { kind, labels, attributes, blocks, line };
  }

  /** `a ? b : c`, or what binds tighter. */
  expression() {
    const test = this.binary(0);
    if (!this.is("?")) return test;
    const yes = this.expression();
    this.expect(":", "Missing false expression in conditional; The conditional operator (...?...:...) requires a false expression, delimited by a colon.");
    const no = this.expression();
    return { value: (scope) => (isTrue(test.value(scope)) ? yes : no).value(scope) };
  }

  binary(level) {
    if (level === OPERATORS.length) return this.unary();
    let left = this.binary(level + 1);
    for (let sign; (sign = this.peek()), Object.hasOwn(OPERATORS[level], sign ?? ""); ) {
      this.take();
      const one = left, other = this.binary(level + 1), apply = OPERATORS[level][sign];
      left = { value: (scope) => apply(one.value(scope), other.value(scope)) };
    }
    return left;
  }

  unary() {
    if (this.is("!")) {
      const inner = this.unary();
      return { value: (scope) => !isTrue(inner.value(scope)) };
    }
    if (this.is("-")) {
      const inner = this.unary();
      return { value: (scope) => -inner.value(scope) };
    }
    let node = this.primary();
    while (["[", "."].includes(this.peek())) node = this.part(node);
    return node;
  }

  part(node) {
    if (this.is(".")) {
      const name = this.take();
      return { value: (scope) => node.value(scope)?.[name] };
    }
    this.take();
    const key = this.expression();
    this.expect("]", "Missing close bracket on index; The index operator must end with a closing bracket (\"]\").");
    return { value: (scope) => node.value(scope)?.[key.value(scope)] };
  }

  primary() {
    const token = this.tokens[this.next], text = this.take();
    if (text === undefined || text === "\n") {
      this.next -= 1;
      throw this.fail("Invalid expression; Expected the start of an expression, but found an invalid expression token.");
    }
    if (token.here !== undefined) return { value: (scope) => `${filled(token.here, scope)}\n` };
    if (text.startsWith('"')) return { value: (scope) => filled(unquoted(text), scope) };
    if (/^\d/.test(text)) return { value: () => Number(text) };
    if (text === "[") return this.list();
    if (text === "{") return this.map();
    if (text === "(") return this.grouped();
    if (Object.hasOwn(WORDS, text)) return { value: () => WORDS[text] };
    if (this.peek() === "(") return this.call(text);
    return { value: (scope) => scope(text) };
  }

  grouped() {
    this.lines();
    const inner = this.expression();
    this.lines();
    this.expect(")", "Unbalanced parentheses; Expected a closing parenthesis to terminate the expression.");
    return inner;
  }

  list() {
    const items = [];
    for (this.lines(); !this.is("]"); this.lines()) {
      if (this.peek() === "for") throw new HclUnknown("a `for` in a bake file");
      items.push(this.expression());
      this.lines();
      if (!this.is(",") && this.peek() !== "]") throw this.fail("Missing item separator; Expected a comma to mark the beginning of the next item.");
    }
    return { value: (scope) => items.map((each) => each.value(scope)) };
  }

  map() {
    const entries = [];
    for (this.lines(); !this.is("}"); this.lines()) {
      const word = this.peek(), isName = /^[A-Za-z_]/.test(word ?? "") && ["=", ":"].includes(this.tokens[this.next + 1]?.text), key = isName ? { value: () => this.name(word) } : this.expression();
      if (isName) this.take();
      if (!this.is("=") && !this.is(":")) throw this.fail("Missing attribute value; Expected an attribute value, introduced by an equals sign (\"=\").");
      entries.push([key, this.expression()]);
      if (!this.is(",") && this.peek() !== "\n" && this.peek() !== "}") throw this.fail("Missing attribute separator; Expected a newline or comma to mark the beginning of the next attribute.");
    }
    return { value: (scope) => Object.fromEntries(entries.map(([key, each]) => [key.value(scope), each.value(scope)])) };
  }

  name = (word) => word;

  call(name) {
    this.take();
    const given = [];
    for (this.lines(); !this.is(")"); this.lines()) {
      given.push(this.expression());
      this.lines();
      if (!this.is(",") && this.peek() !== ")") throw this.fail("Missing argument separator; A comma is required to separate each function argument from the next.");
    }
    if (!Object.hasOwn(CALLS, name)) throw new HclUnknown(`the function ${name}() in a bake file`);
    return { value: (scope) => CALLS[name](...given.map((each) => each.value(scope))) };
  }
}

const isTrue = (value) => value === true || value === "true";
const WORDS = { true: true, false: false, null: null };
const OPERATORS = [
  { "||": (a, b) => isTrue(a) || isTrue(b) }, { "&&": (a, b) => isTrue(a) && isTrue(b) }, { "==": (a, b) => a === b, "!=": (a, b) => a !== b }, { "<": (a, b) => a < b, ">": (a, b) => a > b, "<=": (a, b) => a <= b, ">=": (a, b) => a >= b },
  { "+": (a, b) => Number(a) + Number(b), "-": (a, b) => a - b }, { "*": (a, b) => a * b, "/": (a, b) => a / b, "%": (a, b) => a % b },
];
const CALLS = {
  upper: (text) => String(text).toUpperCase(), lower: (text) => String(text).toLowerCase(), join: (mark, list) => list.join(mark), split: (mark, text) => String(text).split(mark), replace: (text, from, to) => String(text).replaceAll(from, to), concat: (...lists) => lists.flat(),
  notequal: (a, b) => a !== b, equal: (a, b) => a === b, and: (a, b) => isTrue(a) && isTrue(b), or: (a, b) => isTrue(a) || isTrue(b), not: (a) => !isTrue(a), add: (a, b) => Number(a) + Number(b), length: (value) => Object.keys(value).length, trimspace: (text) => String(text).trim(), format: (text, ...given) => given.reduce((all, each) => all.replace(/%[sdv]/, each), text),
};

const unquoted = (text) => text.slice(1, -1).replace(/\\(.)/g, (_, letter) => ({ n: "\n", t: "\t" })[letter] ?? letter);

/* `${…}` in a text holds an expression. */
function filled(text, scope) {
  return text.replace(/\$\$\{|\$\{((?:[^{}]|\{[^{}]*\})*)\}/g, (whole, inner) => {
    if (inner === undefined) return "${";
    const value = new Reader(inner).expression().value(scope);
    return value === null || value === undefined ? "" : String(value);
  });
}
