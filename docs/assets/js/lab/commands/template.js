/* Go's text/template, as far as `--format` uses it: parsed into a tree here, filled in by evaluate.js. */
import { TemplateError, pieces } from "./lexer.js";
import { FUNCTIONS, evaluate } from "./evaluate.js";

/** A template, ready to be filled in. Throws TemplateError. `name` is what Go's messages call it. */
export function parseTemplate(text, name = "", functions = FUNCTIONS) {
  const tree = new Parser(text, name, functions).read();
  return { name, text, fill: (data, options = {}) => evaluate(tree, data, { name, text, functions, ...options }) };
}

class Parser {
  constructor(text, name, functions) {
    Object.assign(this, { text, name, functions, pieces: pieces(text, name), next: 0, scopes: [new Set(["$"])] });
  }

  fail(what, at = this.text.length) {
    return new TemplateError(`template: ${this.name}:${this.text.slice(0, at).split("\n").length}: ${what}`);
  }

  read() {
    const { nodes, end } = this.list();
    if (end) throw this.fail(`unexpected {{${end.word}}}`, end.at);
    return nodes;
  }

  /** Nodes up to the action ending them: `end`, `else`. */
  list() {
    const nodes = [];
    while (this.next < this.pieces.length) {
      const piece = this.pieces[this.next++];
      if (piece.text !== undefined) {
        nodes.push({ kind: "text", text: piece.text });
        continue;
      }
      const words = piece.words.filter((word, i, all) => word.kind !== "space" || (i > 0 && i < all.length - 1)), [first] = words;
      if (!first) throw this.fail("missing value for command", piece.at);
      if (first.text === "end" || first.text === "else") return { nodes, end: { word: first.text, words: words.slice(1), at: piece.at } };
      if (["if", "range", "with"].includes(first.text)) nodes.push(this.block(first.text, words.slice(1), piece.at));
      else if (["break", "continue"].includes(first.text)) nodes.push({ kind: first.text });
      else nodes.push({ kind: "action", pipe: this.pipe(new Words(words), true) });
    }
    return { nodes, end: null };
  }

  block(kind, words, at) {
    this.scopes.push(new Set(this.scopes.at(-1)));
    const pipe = this.pipe(new Words(words), true, kind === "range"), node = { kind, pipe, body: [], other: [] };
    const { nodes, end } = this.list();
    if (!end) throw this.fail("unexpected EOF", at);
    node.body = nodes;
    if (end.word === "else") {
      const rest = end.words.filter((word) => word.kind !== "space");
      if (["if", "with"].includes(rest[0]?.text)) node.other = [this.block(rest[0].text, rest.slice(1), end.at)];
      else {
        const last = this.list();
        if (last.end?.word !== "end") throw this.fail("unexpected EOF", end.at);
        node.other = last.nodes;
      }
    }
    this.scopes.pop();
    return node;
  }

  /** `$x := command | command …` */
  pipe(words, whole, ranges = false) {
    const pipe = { variables: [], assigns: false, commands: [] };
    words.skip();
    if (words.peek()?.kind === "variable") {
      const mark = words.afterVariables();
      if (mark === ":=" || mark === "=" || (mark === "," && ranges)) {
        while (words.peek()?.kind === "variable") {
          pipe.variables.push(words.take().text);
          words.skip();
          if (words.peek()?.text === ",") words.take();
          words.skip();
        }
        pipe.assigns = words.take().text === "=";
        for (const each of pipe.variables) this.scopes.at(-1).add(each);
      }
    }
    do {
      pipe.commands.push(this.command(words));
    } while (words.peek()?.text === "|" && words.take());
    const left = words.peek();
    if (left && (whole || left.text !== ")")) throw this.fail(`unexpected ${JSON.stringify(left.text)} in operand`, left.at);
    return pipe;
  }

  command(words) {
    const operands = [];
    for (words.skip(); words.peek() && !["|", ")"].includes(words.peek().text); words.skip()) operands.push(this.operand(words));
    if (!operands.length) throw this.fail("missing value for command", words.at);
    return operands;
  }

  operand(words) {
    const word = words.take();
    let node;
    if (word.kind === "mark" && word.text === "(") {
      node = { kind: "pipe", pipe: this.pipe(words, false), at: word.at };
      if (words.take()?.text !== ")") throw this.fail("unclosed left paren", word.at);
    } else if (word.kind === "field") node = { kind: "field", names: [word.text.slice(1)], at: word.at };
    else if (word.kind === "dot") node = { kind: "dot", at: word.at };
    else if (word.kind === "variable") {
      if (!this.scopes.at(-1).has(word.text)) throw this.fail(`undefined variable ${JSON.stringify(word.text)}`, word.at);
      node = { kind: "variable", name: word.text, names: [], at: word.at };
    } else if (word.kind === "string") node = { kind: "value", value: unquote(word.text), at: word.at, text: word.text };
    else if (word.kind === "number") node = { kind: "value", value: Number(word.text), at: word.at, text: word.text };
    else if (word.kind === "name") node = this.named(word);
    else throw this.fail(`unexpected ${JSON.stringify(word.text)} in command`, word.at);
    return this.chain(node, words);
  }

  named(word) {
    const values = { true: true, false: false, nil: null };
    if (Object.hasOwn(values, word.text)) return { kind: "value", value: values[word.text], at: word.at, text: word.text };
    if (!Object.hasOwn(this.functions, word.text)) throw this.fail(`function ${JSON.stringify(word.text)} not defined`, word.at);
    return { kind: "function", name: word.text, at: word.at };
  }

  /** The fields right after an operand. Go's messages point to the first. */
  chain(node, words) {
    if (words.peek()?.kind !== "field") return node;
    const at = words.peek().at, names = [];
    while (words.peek()?.kind === "field") names.push(words.take().text.slice(1));
    if (node.kind === "field" || node.kind === "variable") return { ...node, names: [...node.names, ...names], at };
    return { kind: "chain", node, names, at };
  }
}

const unquote = (text) => (text.startsWith("`") ? text.slice(1, -1) : JSON.parse(text.replace(/\\([^"\\/bfnrtu])/g, "$1")));

class Words {
  constructor(list) {
    Object.assign(this, { list, next: 0 });
  }

  get at() {
    return this.list.at(-1)?.at;
  }

  peek() {
    return this.list[this.next] ?? null;
  }

  take() {
    return this.list[this.next++] ?? null;
  }

  skip() {
    while (this.peek()?.kind === "space") this.next++;
  }

  /** What follows the first variable. */
  afterVariables() {
    return this.list.slice(this.next + 1).find((word) => word.kind !== "space")?.text ?? "";
  }
}
