/* `node:assert`, in node's words. */
import { inspect } from "./nodeinspect.js";

class AssertionError extends Error {
  constructor({ message, actual, expected, operator, generated }) {
    super(message);
    Object.assign(this, { name: "AssertionError", code: "ERR_ASSERTION", generatedMessage: generated, actual, expected, operator });
  }
}

function deepEqual(a, b, strict, pairs = []) {
  if (strict ? Object.is(a, b) : a == b || (a !== a && b !== b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (pairs.some(([one, other]) => one === a && other === b)) return true;
  const inner = [...pairs, [a, b]], same = (one, other) => deepEqual(one, other, strict, inner);
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b);
  if (a instanceof Error && b instanceof Error && (a.message !== b.message || a.name !== b.name)) return false;
  if (a instanceof Map && b instanceof Map) return a.size === b.size && [...a].every(([key, value]) => b.has(key) && same(value, b.get(key)));
  if (a instanceof Set && b instanceof Set) return a.size === b.size && [...a].every((value) => b.has(value) || [...b].some((other) => same(value, other)));
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a), others = Object.keys(b);
  return keys.length === others.length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

/* Two values, line by line: `+` only in the actual, `-` only in the expected one. */
function difference(actual, expected) {
  const [one, other] = [inspect.lines(actual), inspect.lines(expected)], rows = one.map(() => Array(other.length + 1).fill(0)).concat([Array(other.length + 1).fill(0)]), out = [];
  for (let i = one.length - 1; i >= 0; i--) for (let j = other.length - 1; j >= 0; j--) rows[i][j] = one[i] === other[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
  for (let i = 0, j = 0; i < one.length || j < other.length; ) {
    if (i < one.length && j < other.length && one[i] === other[j]) [out[out.length], i, j] = [`  ${one[i]}`, i + 1, j + 1];
    else if (i < one.length && (j >= other.length || rows[i + 1][j] >= rows[i][j + 1])) out.push(`+ ${one[i++]}`);
    else out.push(`- ${other[j++]}`);
  }
  return out.join("\n");
}

const plain = (value) => value === null || typeof value !== "object";

function equalText(kind, actual, expected, not) {
  if (not) return `Expected "actual" ${kind === "deep" ? "not to be strictly deep-equal to" : "to be strictly unequal to"}:${kind === "deep" ? "\n\n" : " "}${inspect(expected)}${kind === "deep" ? "\n" : ""}`;
  const head = `Expected values to be strictly ${kind === "deep" ? "deep-equal" : "equal"}:\n`;
  if (plain(actual) && plain(expected) && !String(actual).includes("\n") && !String(expected).includes("\n") && String(actual).length + String(expected).length < 24 && kind !== "deep") return `${head}\n${inspect(actual)} !== ${inspect(expected)}\n`;
  return `${head}+ actual - expected\n\n${difference(actual, expected)}\n`;
}

export function assertModule() {
  const fail = (options, message) => {
    if (message instanceof Error) throw message;
    throw new AssertionError({ ...options, message: message ?? options.message, generated: message === undefined });
  };
  const ok = (value, message) => { if (!value) fail({ message: "The expression evaluated to a falsy value", actual: value, expected: true, operator: "==" }, message); };
  const compare = (holds, operator, text) => (actual, expected, message) => { if (!holds(actual, expected)) fail({ message: text(actual, expected), actual, expected, operator }, message); };
  const strictEqual = compare(Object.is, "strictEqual", (a, b) => equalText("", a, b)), notStrictEqual = compare((a, b) => !Object.is(a, b), "notStrictEqual", (a, b) => equalText("", a, b, true));
  const deepStrictEqual = compare((a, b) => deepEqual(a, b, true), "deepStrictEqual", (a, b) => equalText("deep", a, b)), notDeepStrictEqual = compare((a, b) => !deepEqual(a, b, true), "notDeepStrictEqual", (a, b) => equalText("deep", a, b, true));
  const fits = (error, wanted) => {
    if (wanted === undefined || typeof wanted === "string") return true;
    if (wanted instanceof RegExp) return wanted.test(String(error));
    if (typeof wanted === "function") return wanted.prototype !== undefined && error instanceof wanted ? true : wanted === Error || wanted.prototype instanceof Error ? error.name === wanted.name : wanted(error) === true;
    return Object.entries(wanted).every(([key, value]) => (value instanceof RegExp ? value.test(error[key]) : deepEqual(error[key], value, true)));
  };
  const thrown = (error, wanted, message) => {
    if (fits(error, wanted)) return;
    if (typeof wanted === "function" || wanted instanceof RegExp) fail({ message: wanted instanceof RegExp ? `The input did not match the regular expression ${wanted}. Input:\n\n${inspect(String(error))}\n` : `The error is expected to be an instance of "${wanted.name}". Received "${error.name}"\n\nError message:\n\n${error.message}`, actual: error, expected: wanted, operator: "throws" }, message);
    fail({ message: equalText("deep", error, wanted), actual: error, expected: wanted, operator: "throws" }, message);
  };
  const missing = (kind, wanted, message) => fail({ message: `Missing expected ${kind}${typeof wanted === "function" && wanted.name ? ` (${wanted.name}).` : "."}`, operator: kind === "rejection" ? "rejects" : "throws" }, typeof wanted === "string" ? wanted : message);
  const common = {
    ok, AssertionError, fail: (message) => fail({ message: "Failed", operator: "fail" }, message),
    match: (text, pattern, message) => { if (!pattern.test(text)) fail({ message: `The input did not match the regular expression ${pattern}. Input:\n\n${inspect(text)}\n`, actual: text, expected: pattern, operator: "match" }, message); },
    doesNotMatch: (text, pattern, message) => { if (pattern.test(text)) fail({ message: `The input was expected to not match the regular expression ${pattern}. Input:\n\n${inspect(text)}\n`, actual: text, expected: pattern, operator: "doesNotMatch" }, message); },
    throws: (run, wanted, message) => {
      try {
        run();
      } catch (error) {
        return thrown(error, wanted, message);
      }
      return missing("exception", wanted, message);
    },
    doesNotThrow: (run) => run(),
    rejects: async (made, wanted, message) => {
      try {
        await (typeof made === "function" ? made() : made);
      } catch (error) {
        return thrown(error, wanted, message);
      }
      return missing("rejection", wanted, message);
    },
    doesNotReject: async (made) => (typeof made === "function" ? made() : made), ifError: (value) => { if (value !== null && value !== undefined) throw value; }, strictEqual, notStrictEqual, deepStrictEqual, notDeepStrictEqual,
  };
  const strict = Object.assign((...args) => ok(...args), common, { equal: strictEqual, notEqual: notStrictEqual, deepEqual: deepStrictEqual, notDeepEqual: notDeepStrictEqual });
  strict.strict = strict;
  const loose = {
    equal: compare((a, b) => a == b || (a !== a && b !== b), "==", (a, b) => `${inspect(a)} == ${inspect(b)}`), notEqual: compare((a, b) => a != b, "!=", (a, b) => `${inspect(a)} != ${inspect(b)}`),
    deepEqual: compare((a, b) => deepEqual(a, b, false), "deepEqual", (a, b) => `Expected values to be loosely deep-equal:\n\n${inspect(a)}\n\nshould loosely deep-equal\n\n${inspect(b)}`), notDeepEqual: compare((a, b) => !deepEqual(a, b, false), "notDeepEqual", (a, b) => equalText("deep", a, b, true)),
  };
  return Object.assign((...args) => ok(...args), common, loose, { strict });
}
