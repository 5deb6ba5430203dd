/* A script as a tree: lists of pipelines of commands, with their words unexpanded.

   @typedef {{items: {node: Node, background: boolean, source: string}[]}} List
   @typedef {{kind: string, line: number, redirections: Redirection[]}} Node
   @typedef {{descriptor: number|null, op: string, target: object[], body?: object}} Redirection */
import { CLOSERS, compound } from "./compoundreader.js";
import { ScriptWords } from "./scriptwords.js";
import { SyntaxError_ } from "./words.js";

export const OPERATOR = /&&|\|\||;;&|;&|;;|<<<|<<-|<<|<&|<>|>>|>&|>\||&>>|&>|\|&|[|&;()<>\n]/y;

const REDIRECTION = /(\d*)(<<<|<<-|<<|<&|<>|>>|>&|>\||&>>|&>|<|>)/y;

const ASSIGNMENT = /^([A-Za-z_]\w*)(\[([^\]]*)\])?(\+?=)/;

/** Read a script. @param {"bash"|"ash"|"dash"} dialect @throws {SyntaxError_} */
export function parseScript(text, dialect = "bash") {
  const parser = new Parser(text, dialect);
  const list = parser.list(null);
  if (parser.at < text.length) throw parser.unexpected();
  return list;
}

/** A script's first complete command, and where it ends. */
export function parseNext(text, at, dialect) {
  const parser = new Parser(text, dialect, at);
  parser.blankLines();
  if (parser.at >= text.length) return { list: null, at: parser.at };
  const list = parser.line_();
  return { list, at: parser.at };
}

export class Parser extends ScriptWords {
  parse(source) {
    return parseScript(source, this.dialect);
  }

  /** Commands up to a word or sign that ends them. */
  list(end) {
    const items = [];
    for (;;) {
      this.blankLines();
      if (this.#isOver(end)) return { items };
      this.#item(items);
    }
  }

  /** Read one line's commands. */
  line_() {
    const items = [];
    for (;;) {
      this.skip();
      if (this.atEnd() || this.newline()) return { items };
      if (this.#isOver(null)) throw this.unexpected();
      this.#item(items);
    }
  }

  #item(items) {
    const start = this.at;
    const node = this.andOr();
    const source = this.text.slice(start, this.at).trim();
    this.skip();
    const token = this.token();
    if (token === "&") this.at += 1;
    else if (token === ";") this.at += 1;
    else if (token !== null && token !== "newline" && token !== ")" && token !== ";;" && token !== ";&" && token !== ";;&") throw this.unexpected();
    items.push({ node, background: token === "&", source });
    if (token === null && !this.atEnd() && !CLOSERS.has(this.peekWord())) throw this.unexpected();
    if ((token === "&" || token === ";") ) {
      this.skip();
      const next = this.token();
      if (next === ";" || next === "&" || (next === "|" || next === "&&" || next === "||")) throw this.unexpected();
    }
  }

  #isOver(end) {
    if (this.atEnd()) return true;
    const token = this.token();
    if (token === ")" || token === ";;" || token === ";&" || token === ";;&") return true;
    if (token === ";" || token === "&" || token === "|" || token === "&&" || token === "||") throw this.unexpected();
    return CLOSERS.has(this.peekWord()) && (end !== null || this.peekWord() !== ")");
  }

  andOr() {
    let left = this.pipeline();
    for (;;) {
      this.skip();
      const op = this.token();
      if (op !== "&&" && op !== "||") return left;
      this.at += 2;
      this.blankLines();
      left = { kind: "and-or", op, left, right: this.pipeline(), line: this.line() };
    }
  }

  pipeline() {
    this.skip();
    let negated = false;
    let timed = false;
    while (this.peekWord() === "!" || (this.peekWord() === "time" && this.dialect === "bash")) {
      if (this.peekWord() === "!") negated = !negated;
      else timed = true;
      this.at += this.peekWord().length;
      this.skip();
    }
    const line = this.line();
    const commands = [this.command()];
    for (;;) {
      this.skip();
      const op = this.token();
      if (op !== "|" && op !== "|&") break;
      this.at += op.length;
      if (op === "|&") commands.at(-1).redirections.push({ descriptor: 2, op: ">&", target: [{ kind: "text", text: "1", quoted: false }] });
      this.blankLines();
      commands.push(this.command());
    }
    return commands.length === 1 && !negated && !timed ? commands[0] : { kind: "pipeline", negated, timed, commands, line };
  }

  command() {
    if ((this.depth += 1) > 200) throw new SyntaxError_("too deep", { line: this.line() });
    try {
      this.skip();
      if (this.atEnd()) throw this.unexpected();
      const line = this.line();
      const node = compound(this) ?? this.#simple();
      return Object.assign(node, { line });
    } finally {
      this.depth -= 1;
    }
  }

  close(sign) {
    this.skip();
    if (this.text[this.at] !== sign) throw this.unexpected(sign);
    this.at += 1;
  }

  redirected(node) {
    node.redirections = [];
    for (this.skip(); this.#redirection(node.redirections); this.skip());
    return node;
  }

  #redirection(into) {
    REDIRECTION.lastIndex = this.at;
    const found = REDIRECTION.exec(this.text);
    if (!found || found.index !== this.at) return false;
    if (/^[<>]$/.test(found[2]) && this.text[this.at + found[0].length] === "(" && this.dialect === "bash" && !found[1]) return false;
    if (this.dialect !== "bash" && (found[2] === "<<<" || found[2].startsWith("&>")) && !(this.dialect === "ash" && found[2] === "&>")) {
      if (found[2] === "<<<") throw new SyntaxError_("redirection", { line: this.line() });
      return false;
    }
    this.at += found[0].length;
    this.skip();
    if (this.atEnd() || this.token() !== null) throw this.unexpected();
    const start = this.at;
    const target = this.words.word();
    const redirection = { descriptor: found[1] === "" ? null : Number(found[1]), op: found[2], target };
    if (found[2] === "<<" || found[2] === "<<-") {
      const raw = this.text.slice(start, this.at);
      Object.assign(redirection, { isQuoted: /['"\\]/.test(raw), delimiter: raw.replace(/\\(.)|['"]/g, "$1") });
      this.heredocs.push(redirection);
    }
    into.push(redirection);
    return true;
  }

  #simple() {
    const node = { kind: "simple", assignments: [], words: [], redirections: [] };
    for (;;) {
      this.skip();
      if (this.#redirection(node.redirections)) continue;
      const char = this.text[this.at];
      const isSubstitution = (char === "<" || char === ">") && this.text[this.at + 1] === "(" && this.dialect === "bash";
      if (this.atEnd() || (this.token() !== null && !isSubstitution)) break;
      if (!node.words.length && this.#assignment(node)) continue;
      node.words.push(this.words.word());
      if (this.dialect === "bash" && DECLARES.has(plainOf(node.words[0]))) while (this.skip() || this.#arrayArgument(node));
    }
    if (!node.words.length && !node.assignments.length && !node.redirections.length) throw this.unexpected();
    return node;
  }

  #assignment(node) {
    const found = ASSIGNMENT.exec(this.text.slice(this.at, this.at + 200));
    if (!found || (found[2] !== undefined && this.dialect !== "bash")) return false;
    this.at += found[0].length;
    const append = found[4] === "+=";
    const index = found[3] === undefined ? null : new Parser(found[3], this.dialect).words.word(/\n/);
    if (this.text[this.at] === "(" && this.dialect === "bash") node.assignments.push({ name: found[1], append, array: this.#array() });
    else node.assignments.push({ name: found[1], append, index, value: this.words.word() });
    return true;
  }

  /** `declare -a x=(…)` */
  #arrayArgument(node) {
    const found = /^([A-Za-z_]\w*)=\(/.exec(this.text.slice(this.at, this.at + 100));
    if (!found) return false;
    this.at += found[0].length - 1;
    node.words.push([{ kind: "array", name: found[1], items: this.#array() }]);
    return true;
  }

  #array() {
    this.at += 1;
    const items = [];
    for (;;) {
      this.blankLines();
      if (this.atEnd()) throw this.unexpected(")");
      if (this.text[this.at] === ")") break;
      if (this.token() !== null) throw this.unexpected();
      const keyed = /^\[([^\]]+)\]=/.exec(this.text.slice(this.at, this.at + 100));
      if (keyed) this.at += keyed[0].length;
      items.push({ key: keyed ? keyed[1] : null, value: this.words.word() });
    }
    this.at += 1;
    return items;
  }
}

const DECLARES = new Set(["declare", "local", "export", "readonly", "typeset"]);

const plainOf = (word) => (word?.length === 1 && word[0].kind === "text" ? word[0].text : null);
