/* Fill in a parsed template with data, with Go's messages for what is missing. */
import { isTruth, print, sortedMap, toJson, typeName } from "./go.js";
import { sprintf } from "./sprintf.js";

/** An error while a template is filled in. */
export class FillError extends Error {}

class Break extends Error {}
class Continue extends Error {}

const length = (value) => (value instanceof Map ? value.size : value?.length ?? 0);
const COMPARED = { lt: (a, b) => a < b, le: (a, b) => a <= b, gt: (a, b) => a > b, ge: (a, b) => a >= b };

function at(value, key) {
  if (value === null || value === undefined) throw new Error("index of untyped nil");
  if (value instanceof Map) return value.has(key) ? value.get(key) : "";
  if (Array.isArray(value) || typeof value === "string") {
    if (typeof key !== "number") throw new Error(`cannot index slice/array with type ${typeof key}`);
    if (key < 0 || key >= value.length) throw new Error(`index out of range: ${key}`);
    return value[key];
  }
  throw new Error(`can't index item of type ${typeName(value) ?? typeof value}`);
}

/** The functions of Go's templates and those the docker CLI adds. */
export const FUNCTIONS = {
  and: null, or: null, // they stop early: see `call`
  not: (value) => !isTruth(value),
  len: length,
  index: (value, ...keys) => keys.reduce(at, value),
  slice: (value, from = 0, to = value.length) => value.slice(from, to),
  print: (...values) => values.map((each) => print(each, true)).join(values.every((v) => typeof v !== "string") ? " " : ""),
  println: (...values) => `${values.map((each) => print(each, true)).join(" ")}\n`,
  printf: sprintf,
  eq: (one, ...others) => others.some((each) => each === one),
  ne: (one, other) => one !== other,
  ...COMPARED,
  html: (value) => String(value).replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`),
  js: String,
  urlquery: encodeURIComponent,
  json: (value) => toJson(value),
  split: (text, mark) => String(text).split(mark),
  join: (list, mark) => list.join(mark),
  title: (text) => String(text).replace(/\b[a-z]/g, (c) => c.toUpperCase()),
  lower: (text) => String(text).toLowerCase(),
  upper: (text) => String(text).toUpperCase(),
  pad: (text, before, after) => " ".repeat(before) + text + " ".repeat(after),
  truncate: (text, most) => String(text).slice(0, most),
};

/** Fill in a tree. `raw`: the data is JSON, without Go types; `missing`: how an absent key of a map is treated: "error", or printed as `<no value>`. */
export function evaluate(tree, data, options) {
  return new Evaluator(data, { missing: "error", ...options }).list(tree, data);
}

class Evaluator {
  constructor(data, options) {
    Object.assign(this, options);
    this.variables = [new Map([["$", data]])];
  }

  fail(node, what) {
    const before = this.text.slice(0, node.at), line = before.split("\n").length, column = node.at - (before.lastIndexOf("\n") + 1);
    return new FillError(`template: ${this.name}:${line}:${column}: executing ${JSON.stringify(this.name)} at <${show(node)}>: ${what}`);
  }

  list(nodes, dot) {
    let out = "";
    for (const node of nodes) {
      try {
        out += this.node(node, dot);
      } catch (error) {
        if (error instanceof Break || error instanceof Continue || error instanceof FillError) error.before = out + (error.before ?? "");
        throw error;
      }
    }
    return out;
  }

  node(node, dot) {
    if (node.kind === "text") return node.text;
    if (node.kind === "break") throw new Break();
    if (node.kind === "continue") throw new Continue();
    if (node.kind === "action") {
      const value = this.pipe(node.pipe, dot);
      return node.pipe.variables.length ? "" : print(value);
    }
    this.variables.push(new Map());
    try {
      return this.block(node, dot);
    } finally {
      this.variables.pop();
    }
  }

  block(node, dot) {
    const value = this.pipe(node.pipe, dot, node.kind === "range");
    if (node.kind === "if") return this.list(isTruth(value) ? node.body : node.other, dot);
    if (node.kind === "with") return isTruth(value) ? this.list(node.body, value) : this.list(node.other, dot);
    if (typeof value === "string" || typeof value === "boolean") throw this.fail(node.pipe.commands[0][0], `range can't iterate over ${value}`);
    const rows = value instanceof Map ? [...sortedMap(value)] : typeof value === "number" ? [...Array(value).keys()].map((i) => [i, i]) : [...(value ?? []).entries?.() ?? []];
    if (!rows.length) return this.list(node.other, dot);
    let out = "";
    for (const [key, each] of rows) {
      const names = node.pipe.variables;
      if (names.length) this.variables.at(-1).set(names.at(-1), each);
      if (names.length > 1) this.variables.at(-1).set(names[0], key);
      try {
        out += this.list(node.body, each);
      } catch (error) {
        if (!(error instanceof Break || error instanceof Continue)) throw error;
        out += error.before ?? "";
        if (error instanceof Break) break;
      }
    }
    return out;
  }

  pipe(pipe, dot, ranges = false) {
    let value, piped = false;
    for (const command of pipe.commands) {
      value = this.command(command, dot, piped ? [value] : []);
      piped = true;
    }
    if (!ranges) for (const name of pipe.variables) this.set(name, value, pipe.assigns);
    return value;
  }

  set(name, value, assigns) {
    const scope = assigns ? this.variables.findLast((each) => each.has(name)) : this.variables.at(-1);
    (scope ?? this.variables.at(-1)).set(name, value);
  }

  command([first, ...rest], dot, piped) {
    if (first.kind === "function") return this.call(first, rest, dot, piped);
    const given = [...rest.map((each) => () => this.operand(each, dot)), ...piped.map((each) => () => each)];
    return this.operand(first, dot, given.length ? given.map((each) => each()) : null);
  }

  call(node, operands, dot, piped) {
    if (node.name === "and" || node.name === "or") {
      let value = null;
      for (const operand of operands) {
        value = this.operand(operand, dot);
        if (isTruth(value) === (node.name === "or")) return value;
      }
      return piped.length ? piped[0] : value;
    }
    const values = [...operands.map((each) => this.operand(each, dot)), ...piped], make = this.functions[node.name];
    const least = { json: 1, len: 1, index: 1, split: 2, join: 2, lower: 1, upper: 1, title: 1, pad: 3, truncate: 2, not: 1, eq: 2, ne: 2 }[node.name] ?? 0;
    if (values.length < least) throw this.fail(node, `wrong number of args for ${node.name}: want ${least} got ${values.length}`);
    try {
      return make(...values);
    } catch (error) {
      throw this.fail({ ...node, operands }, `error calling ${node.name}: ${error.message}`);
    }
  }

  operand(node, dot, given = null) {
    if (node.kind === "value") return node.value;
    if (node.kind === "dot") return dot;
    if (node.kind === "pipe") return this.pipe(node.pipe, dot);
    if (node.kind === "function") return this.call(node, [], dot, given ?? []);
    const start = node.kind === "field" ? dot : node.kind === "chain" ? this.operand(node.node, dot) : this.variable(node.name);
    return node.names.reduce((value, name, i) => this.field(node, value, name, i === node.names.length - 1 ? given : null), start);
  }

  variable(name) {
    return this.variables.findLast((each) => each.has(name))?.get(name);
  }

  field(node, value, name, given) {
    if (value instanceof Map) {
      if (value.has(name)) return value.get(name);
      if (this.missing === "error") throw this.fail(node, `map has no entry for key ${JSON.stringify(name)}`);
      return undefined;
    }
    if (value === null || value === undefined) throw this.fail(node, `nil data; no entry for key ${JSON.stringify(name)}`);
    if (typeof value === "object" && !Array.isArray(value) && Object.hasOwn(value, name)) {
      const found = value[name];
      return typeof found === "function" ? found(...(given ?? [])) : found;
    }
    if (typeof value === "object" && !Array.isArray(value) && !typeName(value)) throw this.fail(node, `map has no entry for key ${JSON.stringify(name)}`);
    throw this.fail(node, `can't evaluate field ${name} in type ${typeName(value) ?? (this.raw ? "interface {}" : kindOf(value))}`);
  }
}

function kindOf(value) {
  if (Array.isArray(value)) return "[]interface {}";
  return { string: "string", number: "int", boolean: "bool" }[typeof value] ?? "interface {}";
}

/** A node as Go writes it. */
function show(node) {
  if (node.kind === "field") return node.names.map((name) => `.${name}`).join("");
  if (node.kind === "variable") return node.name + node.names.map((name) => `.${name}`).join("");
  if (node.kind === "function") return [node.name, ...(node.operands ?? []).map(show)].join(" ");
  if (node.kind === "chain") return `${show(node.node)}${node.names.map((name) => `.${name}`).join("")}`;
  if (node.kind === "pipe") return `(${node.pipe.commands.map((command) => command.map(show).join(" ")).join(" | ")})`;
  return node.kind === "dot" ? "." : node.text;
}
