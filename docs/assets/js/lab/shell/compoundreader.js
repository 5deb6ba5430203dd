/* Compound commands in a script's text: if, loops, case, groups, functions. */
import { condition } from "./conditionreader.js";
import { SyntaxError_ } from "./words.js";

/** Words and signs that end what precedes them. */
export const CLOSERS = new Set(["then", "else", "elif", "fi", "do", "done", "esac", "}", ";;", ")"]);

/** Read a compound command or a function's definition; null: there is none here. */
export function compound(parser) {
  const word = parser.peekWord();
  const makers = { if: () => ifElse(parser), while: () => loop(parser, "while"), until: () => loop(parser, "until"), for: () => forEach(parser, "for"), case: () => choose(parser), "{": () => group(parser) };
  if (parser.dialect === "bash") Object.assign(makers, { "[[": () => condition(parser), select: () => forEach(parser, "select") });
  if (parser.text.startsWith("((", parser.at) && parser.dialect === "bash") {
    const node = arithmetic(parser);
    if (node) return parser.redirected(node);
  }
  if (parser.text[parser.at] === "(") {
    parser.at += 1;
    const body = parser.list(")");
    if (!body.items.length) throw parser.unexpected();
    parser.close(")");
    return parser.redirected({ kind: "subshell", body });
  }
  if (word === "function" && parser.dialect !== "dash") return functionWord(parser);
  if (word in makers && Object.hasOwn(makers, word)) {
    parser.at += word.length;
    return parser.redirected(makers[word]());
  }
  if (CLOSERS.has(word)) throw parser.unexpected();
  return functionSign(parser);
}

function body(parser, ...ends) {
  const list = parser.list(ends[0]);
  parser.skip();
  if (!list.items.length || !ends.includes(parser.peekWord())) throw parser.unexpected(ends[0]);
  return list;
}

function ifElse(parser) {
  const clauses = [];
  let otherwise = null;
  for (;;) {
    const condition = body(parser, "then");
    parser.takeWord("then");
    clauses.push({ condition, body: body(parser, "fi", "else", "elif") });
    const word = parser.peekWord();
    parser.at += word.length;
    if (word === "elif") continue;
    if (word === "else") {
      otherwise = body(parser, "fi");
      parser.takeWord("fi");
    }
    return { kind: "if", clauses, otherwise };
  }
}

function doDone(parser) {
  parser.blankLines();
  if (parser.text[parser.at] === ";") parser.at += 1;
  parser.blankLines();
  parser.takeWord("do");
  const inside = body(parser, "done");
  parser.takeWord("done");
  return inside;
}

function loop(parser, kind) {
  const condition = body(parser, "do");
  return { kind: "loop", until: kind === "until", condition, body: doDone(parser) };
}

function forEach(parser, kind) {
  parser.skip();
  if (parser.text.startsWith("((", parser.at) && parser.dialect === "bash") return arithmeticFor(parser);
  const name = parser.peekWord();
  if (!/^[A-Za-z_]\w*$/.test(name)) throw parser.atEnd() || parser.token() ? parser.unexpected() : Object.assign(new SyntaxError_(name, { line: parser.line() }), { notName: true });
  parser.at += name.length;
  parser.blankLines();
  let words = null;
  if (parser.peekWord() === "in") {
    parser.at += 2;
    words = [];
    for (parser.skip(); !parser.atEnd() && parser.token() === null; parser.skip()) words.push(parser.words.word());
    if (!parser.atEnd() && parser.token() !== ";" && parser.token() !== "newline") throw parser.unexpected();
  }
  return { kind, name, words, body: doDone(parser) };
}

function arithmeticFor(parser) {
  const end = parser.text.indexOf("))", parser.at);
  if (end < 0) throw parser.unexpected();
  const parts = parser.text.slice(parser.at + 2, end).split(";");
  parser.at = end + 2;
  return { kind: "arithmetic-for", steps: parts, body: doDone(parser) };
}

function arithmetic(parser) {
  let depth = 0;
  for (let at = parser.at; at < parser.text.length; at += 1) {
    if (parser.text[at] === "(") depth += 1;
    if (parser.text[at] === ")" && (depth -= 1) === 1 && parser.text[at + 1] === ")") {
      const node = { kind: "arithmetic", text: parser.text.slice(parser.at + 2, at) };
      parser.at = at + 2;
      return node;
    }
  }
  return null;
}

function choose(parser) {
  parser.skip();
  const word = parser.words.word();
  parser.blankLines();
  parser.takeWord("in");
  const arms = [];
  for (;;) {
    parser.blankLines();
    if (parser.peekWord() === "esac") break;
    if (parser.atEnd()) throw parser.unexpected("esac");
    if (parser.text[parser.at] === "(") parser.at += 1;
    const patterns = [];
    do {
      parser.skip();
      patterns.push(parser.words.word());
      parser.skip();
    } while (parser.text[parser.at] === "|" && (parser.at += 1));
    parser.close(")");
    const body = parser.list("esac");
    const end = parser.token();
    if (end === ";;" || end === ";&" || end === ";;&") parser.at += end.length;
    else if (parser.peekWord() !== "esac") throw parser.unexpected();
    arms.push({ patterns, body, end });
  }
  parser.takeWord("esac");
  return { kind: "case", word, arms };
}

function group(parser) {
  const inside = body(parser, "}");
  parser.takeWord("}");
  return { kind: "group", body: inside };
}

function functionSign(parser) {
  const found = /^([A-Za-z_][\w.:-]*)[ \t]*\([ \t]*\)/.exec(parser.text.slice(parser.at, parser.at + 200));
  return found ? definition(parser, found[1], found[0].length) : null;
}

function functionWord(parser) {
  const found = /^function[ \t]+([\w.:-]+)([ \t]*\([ \t]*\))?/.exec(parser.text.slice(parser.at, parser.at + 200));
  if (!found) throw parser.unexpected();
  return definition(parser, found[1], found[0].length);
}

function definition(parser, name, length) {
  parser.at += length;
  parser.blankLines();
  const start = parser.at;
  const body = compound(parser);
  if (!body) throw parser.unexpected();
  return { kind: "function", name, body, redirections: [], source: parser.text.slice(start, parser.at) };
}
