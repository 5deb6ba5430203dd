/* `test`, `[` and `[[`. */
import { FsError } from "../fs/nodes.js";
import { patternMatches } from "./patterns.js";

const NUMERIC = { "-eq": (a, b) => a === b, "-ne": (a, b) => a !== b, "-lt": (a, b) => a < b, "-le": (a, b) => a <= b, "-gt": (a, b) => a > b, "-ge": (a, b) => a >= b };
const TEXTUAL = { "=": (a, b) => a === b, "==": (a, b) => a === b, "!=": (a, b) => a !== b, "<": (a, b) => a < b, ">": (a, b) => a > b };
const FILES = new Set(["-nt", "-ot", "-ef"]);
const UNARY = /^-[a-hknoprstuvwxzGLNOSR]$/;

export class TestError extends Error {}

/** `[[ … ]]` */
export async function condition(shell, { op, left, right }) {
  if (op === "||") return (await condition(shell, left)) || (await condition(shell, right));
  if (op === "&&") return (await condition(shell, left)) && (await condition(shell, right));
  if (op === "!") return !(await condition(shell, right));
  const { expander } = shell;
  if (!left) return unary(shell.process, op, await expander.text(right), shell.state);
  const a = await expander.text(left);
  if (op === "=" || op === "==" || op === "!=") return patternMatches(await expander.pattern(right), a) === (op !== "!=");
  if (op === "=~") return matches(shell, a, await expander.regex(right));
  const b = await expander.text(right);
  if (op in NUMERIC) return NUMERIC[op](await expander.arithmetic(a), await expander.arithmetic(b));
  if (op in TEXTUAL) return TEXTUAL[op](a, b);
  return compareFiles(shell.process, op, a, b);
}

function matches(shell, text, source) {
  const found = new RegExp(source.replace(/\[\[:(\w+):\]\]/g, (all, name) => ({ digit: "[0-9]", alpha: "[a-zA-Z]", alnum: "[a-zA-Z0-9]", space: "\\s", upper: "[A-Z]", lower: "[a-z]" })[name] ?? all)).exec(text);
  shell.state.set("BASH_REMATCH", new Map([...(found ?? [])].map((part, at) => [at, part ?? ""])));
  return found !== null;
}

/** The value of `test`'s arguments. @throws {TestError} */
export function testArguments(process, args, state) {
  const reader = { process, args, at: 0, state };
  if (args.length === 0) return false;
  if (args.length === 1) return args[0] !== "";
  if (args.length === 2 && args[0] !== "!" && !UNARY.test(args[0])) throw new TestError(unknown(state, args, 2));
  if (args.length === 3 && isBinary(args[1])) return binary(reader, args[0], args[1], args[2]);
  const value = anyOf(reader);
  if (reader.at < args.length) throw new TestError(args.length === 3 || state?.dialect !== "bash" ? unknown(state, args, 3) : "too many arguments");
  return value;
}

function unknown(state, args, count) {
  if (state?.dialect === "bash") return count === 2 ? `${args[0]}: unary operator expected` : args.length > 3 ? "too many arguments" : `${args[1]}: binary operator expected`;
  if (state?.dialect === "dash") return count === 2 ? `${args[0]}: unexpected operator` : `${args[0]}: unexpected operator`;
  return `${args[1]}: unknown operand`;
}

const isBinary = (op) => op in NUMERIC || op in TEXTUAL || FILES.has(op);

function anyOf(reader) {
  let value = allOf(reader);
  while (reader.args[reader.at] === "-o") {
    reader.at += 1;
    value = allOf(reader) || value;
  }
  return value;
}

function allOf(reader) {
  let value = primary(reader);
  while (reader.args[reader.at] === "-a") {
    reader.at += 1;
    value = primary(reader) && value;
  }
  return value;
}

function primary(reader) {
  const { args } = reader;
  const word = args[reader.at];
  if (word === undefined) throw new TestError("argument expected");
  if (isBinary(args[reader.at + 1]) && args.length > reader.at + 2) {
    reader.at += 3;
    return binary(reader, word, args[reader.at - 2], args[reader.at - 1]);
  }
  reader.at += 1;
  if (word === "!") return !primary(reader);
  if (word === "(") {
    const value = anyOf(reader);
    if (args[reader.at] !== ")") throw new TestError("closing paren expected");
    reader.at += 1;
    return value;
  }
  if (UNARY.test(word) && reader.at < args.length) {
    reader.at += 1;
    return unary(reader.process, word, args[reader.at - 1], reader.state);
  }
  return word !== "";
}

function binary(reader, a, op, b) {
  if (op in TEXTUAL) return TEXTUAL[op](a, b);
  if (!(op in NUMERIC)) return compareFiles(reader.process, op, a, b);
  const [left, right] = [a, b].map((text) => {
    if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestError(badNumber(reader.state, text));
    return BigInt(text.trim().replace(/^\+/, ""));
  });
  return NUMERIC[op](left, right);
}

function badNumber(state, text) {
  if (state?.dialect === "bash" || !state) return state ? `${text}: integer expression expected` : `invalid integer '${text}'`;
  return state.dialect === "dash" ? `Illegal number: ${text}` : `${text}: bad number`;
}

function unary(process, op, text, state) {
  if (op === "-n") return text !== "";
  if (op === "-z") return text === "";
  if (op === "-v") return state?.variables.get(text)?.value !== undefined;
  if (op === "-o") return Boolean(state?.options.has(text));
  if (op === "-t") return Boolean(process.descriptors.get(Number(text))?.isTerminal);
  const { files } = process;
  if (op === "-r" || op === "-w" || op === "-x") return files.may(text, { "-r": 4, "-w": 2, "-x": 1 }[op]);
  try {
    const stat = op === "-L" || op === "-h" ? files.lstat(text) : files.stat(text);
    const tests = {
      "-e": true, "-a": true, "-f": stat.type === "file", "-d": stat.type === "dir", "-L": stat.type === "link", "-h": stat.type === "link", "-s": stat.size > 0,
      "-c": stat.type === "device", "-p": stat.type === "fifo", "-u": Boolean(stat.mode & 0o4000), "-g": Boolean(stat.mode & 0o2000), "-k": Boolean(stat.mode & 0o1000),
      "-O": stat.uid === files.who.uid, "-G": stat.gid === files.who.gid,
    };
    return tests[op] ?? false;
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}

function compareFiles(process, op, a, b) {
  const [left, right] = [a, b].map((path) => (process.files.exists(path) ? process.files.stat(path) : null));
  if (op === "-ef") return Boolean(left && right) && left.ino === right.ino;
  if (op === "-nt") return Boolean(left) && (!right || left.mtime > right.mtime);
  return Boolean(right) && (!left || left.mtime < right.mtime);
}
