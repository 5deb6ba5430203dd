/* expr, bc and factor. */
import { Misuse } from "../tool.js";
import { regexOf } from "./regex.js";

const NUMBER = /^-?\d+$/;
const LEVELS = [["|"], ["&"], ["=", "==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"], [":"]];

export async function expr(tool) {
  if (!tool.args.length) throw tool.missing(2);
  const reader = { args: tool.args, at: 0, tool };
  const value = level(reader, 0);
  if (reader.at < tool.args.length) throw new Misuse(tool.gnu ? `syntax error: unexpected argument '${tool.args[reader.at]}'` : "syntax error", 2);
  await tool.out(`${value}\n`);
  return value === "" || value === "0" ? 1 : 0;
}

function level(reader, at) {
  if (at === LEVELS.length) return primary(reader);
  let left = level(reader, at + 1);
  while (LEVELS[at].includes(reader.args[reader.at])) {
    const op = reader.args[reader.at++];
    left = applied(reader, op, left, level(reader, at + 1));
  }
  return left;
}

function applied({ tool }, op, a, b) {
  if (op === ":") return matched(a, b);
  if (op === "|") return a !== "" && a !== "0" ? a : b;
  if (op === "&") return a !== "" && a !== "0" && b !== "" && b !== "0" ? a : "0";
  const areNumbers = NUMBER.test(a) && NUMBER.test(b);
  const [x, y] = areNumbers ? [BigInt(a), BigInt(b)] : [a, b];
  const compares = { "=": () => x === y, "==": () => x === y, "!=": () => x !== y, "<": () => x < y, "<=": () => x <= y, ">": () => x > y, ">=": () => x >= y };
  if (op in compares) return compares[op]() ? "1" : "0";
  if (!areNumbers) throw new Misuse(tool.gnu ? "non-integer argument" : "non-integer argument", 2);
  if ((op === "/" || op === "%") && y === 0n) throw new Misuse("division by zero", 2);
  return String({ "+": () => x + y, "-": () => x - y, "*": () => x * y, "/": () => x / y, "%": () => x % y }[op]());
}

function matched(text, pattern) {
  const found = regexOf(`^${pattern.replace(/^\^/, "")}`).exec(text);
  return found?.length > 1 ? (found[1] ?? "") : /\\\(/.test(pattern) ? "" : String(found ? [...found[0]].length : 0);
}

function primary(reader) {
  const word = reader.args[reader.at++];
  if (word === undefined) throw new Misuse(reader.tool.gnu ? `syntax error: missing argument after '${reader.args.at(-1)}'` : "syntax error", 2);
  if (word === "(") {
    const value = level(reader, 0);
    reader.at += 1;
    return value;
  }
  if (word === "length") return String([...level(reader, LEVELS.length)].length);
  if (word === "substr") {
    const [text, from, count] = [level(reader, LEVELS.length), level(reader, LEVELS.length), level(reader, LEVELS.length)];
    return text.substr(Number(from) - 1, Number(count));
  }
  if (word === "match") return matched(level(reader, LEVELS.length), level(reader, LEVELS.length));
  return word;
}

/** bc's plain arithmetic, with `scale`. */
export async function bc(tool) {
  const text = tool.args.some((word) => !word.startsWith("-")) ? await tool.text(tool.args.find((word) => !word.startsWith("-"))) : await tool.text("-");
  let scale = tool.args.includes("-l") ? 20 : 0;
  for (const line of text.split(/[\n;]/).map((each) => each.trim()).filter(Boolean)) {
    const setting = /^scale\s*=\s*(\d+)$/.exec(line);
    if (setting) scale = Number(setting[1]);
    else if (!/^[-+*/%^().\d\s]+$/.test(line)) throw new Misuse("only numbers, + - * / % ^ and ( ) are modelled here");
    else {
      const value = Function(`"use strict"; return (${line.replaceAll("^", "**")});`)();
      const digits = /\//.test(line) ? scale : Math.max(0, ...[...line.matchAll(/\.(\d+)/g)].map(([, part]) => part.length));
      await tool.out(`${(Math.trunc(value * 10 ** digits) / 10 ** digits).toFixed(digits).replace(/^(-?)0\./, "$1.")}\n`);
    }
  }
}

export async function factor(tool) {
  for (const word of tool.args) {
    const parts = [];
    let rest = Number(word);
    for (let by = 2; by * by <= rest; by += 1) while (rest % by === 0) { parts.push(by); rest /= by; }
    if (rest > 1) parts.push(rest);
    await tool.out(`${word}: ${parts.join(" ")}\n`);
  }
}
