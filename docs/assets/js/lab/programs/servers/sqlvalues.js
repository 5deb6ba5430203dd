/* SQL values: an expression's value in a row, and how values are compared and shown. */
import { patternMatches } from "../../shell/patterns.js";
import { SqlError } from "./sqlexpressions.js";

const AGGREGATES = new Set(["count", "sum", "avg", "min", "max", "string_agg", "bool_and", "bool_or"]);
export const isWhole = (type) => /^(integer|bigint|smallint)$/.test(type ?? "");
export const isNumber = (type) => isWhole(type) || /^(numeric|real|double precision)/.test(type ?? "");

/** Evaluates expressions. Session does subqueries. */
export class Evaluator {
  typeOf(node, scope) {
    if (node.kind === "column") return this.columnOf(node, scope)?.column.type ?? "text";
    if (node.kind === "constant") return typeof node.value === "number" ? (node.whole ? "integer" : "numeric") : typeof node.value === "boolean" ? "boolean" : "text";
    if (node.kind === "cast") return node.type;
    if (node.kind === "calculate") return node.op === "||" ? "text" : isNumber(this.typeOf(node.left, scope)) ? this.typeOf(node.left, scope) : "numeric";
    if (node.kind === "minus") return this.typeOf(node.value, scope);
    if (["compare", "logic", "not", "null", "in", "like", "between", "exists"].includes(node.kind)) return "boolean";
    if (node.kind === "call") return ["count"].includes(node.name) ? "bigint" : ["sum", "avg", "length", "round", "abs", "ceil", "floor", "extract", "random"].includes(node.name) ? "numeric" : ["max", "min"].includes(node.name) && node.args[0] ? this.typeOf(node.args[0], scope) : ["now", "current_timestamp"].includes(node.name) ? "timestamp with time zone" : "text";
    return "text";
  }

  columnOf({ table, name }, scope) {
    for (const part of [...(scope?.parts ?? [])].reverse()) {
      if (table && part.alias !== table) continue;
      const index = part.columns.findIndex((column) => column.name === name);
      if (index >= 0) return { part, index, column: part.columns[index] };
    }
    return null;
  }

  lookup(node, scope) {
    const found = this.columnOf(node, scope);
    if (found) return found.part.row[found.index];
    const known = scope?.parts.some((part) => part.alias === node.table);
    if (node.table && !known) throw new SqlError(`missing FROM-clause entry for table "${node.table}"`, { at: node.at, code: "42P01" });
    throw new SqlError(`column ${node.table ? `${node.table}.${node.name}` : `"${node.name}"`} does not exist`, { at: node.at, code: "42703" });
  }

  value(node, scope) {
    const runs = {
      constant: () => node.value,
      parameter: () => this.parameters[node.number - 1] ?? null,
      column: () => this.lookup(node, scope),
      logic: () => logic(node.op, this.value(node.left, scope), () => this.value(node.right, scope)),
      not: () => { const value = this.value(node.value, scope); return value === null ? null : !value; },
      null: () => (this.value(node.value, scope) === null) !== node.negated,
      minus: () => -Number(this.value(node.value, scope)),
      compare: () => this.compare(node, scope),
      between: () => { const value = this.value(node.value, scope); return (compareValues(value, this.value(node.low, scope)) >= 0 && compareValues(value, this.value(node.high, scope)) <= 0) !== node.negated; },
      in: () => { const value = this.value(node.value, scope); const list = node.query ? this.select(node.query, scope).rows.map((row) => row[0]) : node.list.map((each) => this.value(each, scope)); return value === null ? null : list.some((each) => each !== null && same(value, each)) !== node.negated; },
      like: () => { const [text, pattern] = [this.value(node.left, scope), this.value(node.right, scope)]; if (text === null || pattern === null) return null; const fold = (each) => (node.fold ? shown(each).toLowerCase() : shown(each)); return patternMatches(fold(pattern).replace(/[*?[\]\\]/g, "\\$&").replaceAll("%", "*").replaceAll("_", "?"), fold(text)) !== node.negated; },
      calculate: () => this.calculate(node, scope),
      cast: () => this.coerce(this.value(node.value, scope), { type: node.type }),
      case: () => this.chosen(node, scope),
      subquery: () => this.select(node.query, scope).rows[0]?.[0] ?? null,
      exists: () => this.select(node.query, scope).rows.length > 0,
      interval: () => ({ interval: intervalOf(node.text) }),
      call: () => this.call(node, scope),
    };
    return runs[node.kind]();
  }

  chosen({ subject, arms, otherwise }, scope) {
    const value = subject ? this.value(subject, scope) : null;
    for (const { test, value: result } of arms) if (subject ? same(this.value(test, scope), value) : this.value(test, scope) === true) return this.value(result, scope);
    return otherwise ? this.value(otherwise, scope) : null;
  }

  compare({ op, left, right, at }, scope) {
    const [a, b] = [this.value(left, scope), this.value(right, scope)];
    if (a === null || b === null) return null;
    if (op === "~" || op === "~*" || op === "!~") return new RegExp(b, op === "~*" ? "i" : "").test(shown(a)) !== (op === "!~");
    const type = left.kind === "column" ? this.columnOf(left, scope)?.column.type : null;
    if (isWhole(type) && typeof b === "string" && right.literal && !/^\s*-?\d+\s*$/.test(b)) throw new SqlError(`invalid input syntax for type ${type}: "${b}"`, { at: right.at ?? at, code: "22P02" });
    const order = compareValues(a, b);
    return { "=": order === 0, "<>": order !== 0, "!=": order !== 0, "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0 }[op];
  }

  calculate({ op, left, right }, scope) {
    const [a, b] = [this.value(left, scope), this.value(right, scope)];
    if (a === null || b === null) return null;
    if (op === "||") return shown(a) + shown(b);
    if (a instanceof Object && a.time !== undefined && b.interval !== undefined) return { ...a, time: a.time + (op === "-" ? -1 : 1) * b.interval };
    const areWhole = [left, right].every((each) => isWhole(this.typeOf(each, scope)) || each.kind === "call");
    const [x, y] = [Number(a), Number(b)];
    if ((op === "/" || op === "%") && y === 0) throw new SqlError("division by zero", { code: "22012" });
    const value = { "+": x + y, "-": x - y, "*": x * y, "/": areWhole ? Math.trunc(x / y) : x / y, "%": x % y }[op];
    return op === "/" && !areWhole ? value.toFixed(16) : value;
  }

  call(node, scope) {
    if (AGGREGATES.has(node.name) && scope?.group) return this.aggregate(node, scope.group);
    const args = node.args.map((each) => this.value(each, scope));
    const time = () => ({ time: this.context.now(), type: "timestamp with time zone" });
    const functions = {
      now: time, current_timestamp: time, clock_timestamp: time, current_date: () => ({ time: this.context.now(), type: "date" }), version: () => `PostgreSQL ${this.context.release} on x86_64-pc-linux-gnu, compiled by gcc (Debian 14.2.0-19) 14.2.0, 64-bit`,
      current_user: () => this.context.user, user: () => this.context.user, current_database: () => this.name, pg_sleep: () => "", random: () => Math.random(), gen_random_uuid: () => globalThis.crypto.randomUUID(),
      lower: () => args[0]?.toLowerCase() ?? null, upper: () => args[0]?.toUpperCase() ?? null, length: () => (args[0] === null ? null : [...shown(args[0])].length), coalesce: () => args.find((each) => each !== null) ?? null, concat: () => args.filter((each) => each !== null).map(shown).join(""), nullif: () => (same(args[0], args[1]) ? null : args[0]),
      abs: () => Math.abs(args[0]), ceil: () => Math.ceil(args[0]), floor: () => Math.floor(args[0]), round: () => (args[1] === undefined ? Math.round(args[0]) : Number(args[0]).toFixed(args[1])), substring: () => args[0].substr(args[1] - 1, args[2]), substr: () => args[0].substr(args[1] - 1, args[2]), trim: () => args[0].trim(), replace: () => args[0].replaceAll(args[1], args[2]), repeat: () => args[0].repeat(args[1]), md5: () => args[0], cast: () => this.coerce(args[0], { type: args[1] }),
      pg_size_pretty: () => `${Math.round(args[0] / 1024)} kB`, pg_database_size: () => 7602703, generate_series: () => args[0], to_char: () => shown(args[0]),
    };
    if (!Object.hasOwn(functions, node.name) || node.name === "md5") throw new SqlError(`function ${node.name}(${node.args.map((each) => this.typeOf(each, scope)).join(", ")}) does not exist`, { at: node.at, code: "42883" });
    return functions[node.name]();
  }

  aggregate({ name, args, star, distinct }, group) {
    if (star) return group.length;
    let values = group.map((scope) => this.value(args[0], { ...scope, group: undefined })).filter((value) => value !== null);
    if (distinct) values = [...new Map(values.map((value) => [shown(value), value])).values()];
    if (name === "count") return values.length;
    if (!values.length) return null;
    if (name === "string_agg") return values.map(shown).join(this.value(args[1], group[0]));
    if (name === "bool_and") return values.every(Boolean);
    if (name === "bool_or") return values.some(Boolean);
    if (name === "sum" || name === "avg") {
      const sum = values.reduce((all, value) => all + Number(value), 0);
      return name === "sum" ? sum : (sum / values.length).toFixed(16);
    }
    return values.reduce((best, value) => (compareValues(value, best) * (name === "max" ? 1 : -1) > 0 ? value : best));
  }
}

export const scopeOf = (alias, { columns }, row) => ({ parts: [{ alias, columns, row }] });

function logic(op, left, right) {
  if (op === "and") return left === false ? false : right() === false ? false : left === null || right() === null ? null : true;
  return left === true ? true : right() === true ? true : left === null || right() === null ? null : false;
}

export function hasAggregate(node) {
  if (!node || typeof node !== "object") return false;
  if (node.kind === "call" && AGGREGATES.has(node.name)) return true;
  return Object.values(node).some((each) => (Array.isArray(each) ? each.some(hasAggregate) : hasAggregate(each)));
}

export const nameOf = (node) => (node.kind === "column" ? node.name : node.kind === "call" ? node.name : node.kind === "cast" ? (node.value.kind === "constant" ? node.type.split(" ")[0].replace("integer", "int4") : nameOf(node.value)) : node.kind === "case" ? "case" : node.kind === "constant" && typeof node.value === "boolean" ? "bool" : "?column?");
const same = (a, b) => compareValues(a, b) === 0;

export function compareValues(a, b) {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (a?.time !== undefined || b?.time !== undefined) return (a.time ?? Date.parse(a)) - (b.time ?? Date.parse(b));
  if (typeof a === "number" || typeof b === "number") return Number(a) - Number(b);
  const [x, y] = [shown(a), shown(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

export function readTime(value, type) {
  const time = value.time ?? Date.parse(/[zZ]|[-+]\d\d(:?\d\d)?$/.test(value) || !/:/.test(value) ? value : `${value.replace(" ", "T")}Z`);
  if (Number.isNaN(time)) throw new SqlError(`invalid input syntax for type ${type}: "${value}"`, { code: "22007" });
  return { time, type };
}

function intervalOf(text) {
  const units = { second: 1e3, minute: 6e4, hour: 36e5, day: 864e5, week: 6048e5, month: 2592e6, year: 31536e6 };
  return [...text.matchAll(/(-?\d+)\s*(second|minute|hour|day|week|month|year)s?/g)].reduce((sum, [, count, unit]) => sum + Number(count) * units[unit], 0);
}

/** A value as the server sends it. */
export function shown(value) {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value?.time !== undefined) {
    const text = new Date(value.time).toISOString();
    if (value.type === "date") return text.slice(0, 10);
    const stamp = `${text.slice(0, 10)} ${text.slice(11, 23).replace(/\.?0+$/, "")}`;
    return value.type === "timestamp without time zone" ? stamp : `${stamp}+00`;
  }
  return String(value);
}
