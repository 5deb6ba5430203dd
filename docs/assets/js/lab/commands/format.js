/* `--format` of a list: `table …`, `json`, or a template for each row. */
import { FillError } from "./evaluate.js";
import { toJson, typed } from "./go.js";
import { TemplateError } from "./lexer.js";
import { layout } from "./table.js";
import { parseTemplate } from "./template.js";

/** A fault in a `--format`. */
export class FormatError extends Error {
  constructor(message, code = 1, out = "") {
    super(message);
    this.code = code;
    this.out = out;
  }
}

/** @param {object[]} rows structs whose fields are the keys of a template
    @param {{format: string, standard: string, headers: Record<string, string>, type: string, quiet?: string, name?: string}} options
      `standard`: the table printed without a format; `type`: Go's name for a row */
export function formatList(rows, { format, standard, headers, type, fault = "template parsing error" }) {
  if (format === "json") return rows.map((row) => `${toJson(Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value !== "function").sort(([a], [b]) => (a < b ? -1 : 1))))}\n`).join("");
  const wanted = format === "" || format === "table" ? `table ${standard}` : format, isTable = wanted.startsWith("table");
  const text = unescape(isTable ? wanted.slice(5).trimStart() : wanted);
  const template = read(text, fault), structs = rows.map((row) => typed(type, { ...row }));
  let out = "";
  try {
    if (isTable) out += `${template.fill(headerRow(headers), { missing: "no" })}\n`;
    for (const row of structs) out += `${template.fill(row)}\n`;
  } catch (error) {
    if (error instanceof FillError) throw new FormatError(`${fault}: ${error.message}`, 1, isTable ? layout(out).trimEnd() : "");
    throw error;
  }
  return isTable ? trimLines(layout(out)) : out;
}

/* The header's fields are its titles; `.Label "x"` and the like get theirs from the word. */
function headerRow(headers) {
  const row = new Map(Object.entries(headers));
  return new Proxy(row, { get: (target, key) => (key === "get" ? (name) => target.get(name) : key === "has" ? (name) => target.has(name) : Reflect.get(target, key)?.bind?.(target) ?? Reflect.get(target, key)) });
}

const trimLines = (text) => text;

/** @param {string} fault what precedes a message; `docker ps` has its own words */
export function read(text, fault = "") {
  try {
    return parseTemplate(text);
  } catch (error) {
    if (error instanceof TemplateError) throw new FormatError(`${fault.replace("execute", "parse") || "template parsing error"}: ${error.message}`, fault ? 1 : 64);
    throw error;
  }
}

export const unescape = (text) => text.replaceAll("\\t", "\t").replaceAll("\\n", "\n");

/* Go's names of fields that differ in JSON. */
const GO_NAMES = { Id: "ID", NanoCpus: "NanoCPUs", CpuShares: "CPUShares", CpuPeriod: "CPUPeriod", CpuQuota: "CPUQuota", CpuCount: "CPUCount", CpuPercent: "CPUPercent", Dns: "DNS", DnsOptions: "DNSOptions", DnsSearch: "DNSSearch" };

const asGo = (value) => rebuilt(value, (entries) => Object.fromEntries(entries.map(([key, each]) => [GO_NAMES[key] ?? key, each])), asGo);
const asJson = (value) => rebuilt(value, (entries) => new Map(entries), asJson);

function rebuilt(value, make, again) {
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, again(each)]));
  if (Array.isArray(value)) return value.map(again);
  if (value === null || typeof value !== "object") return value;
  const made = make(Object.entries(value).map(([key, each]) => [key, again(each)])), hidden = Object.getOwnPropertyNames(value).filter((key) => !Object.keys(value).includes(key));
  if (!(made instanceof Map)) for (const key of hidden) Object.defineProperty(made, key, { value: value[key], enumerable: false });
  return made;
}

/** `inspect -f`: fill in a template from Go's structs or, if it doesn't fit, from the engine's JSON. */
export function formatOne(template, data, struct = data) {
  try {
    return template.fill(asGo(struct), { missing: "no" });
  } catch (error) {
    if (!(error instanceof FillError)) throw error;
  }
  try {
    return template.fill(asJson(data), { raw: true });
  } catch (error) {
    if (error instanceof FillError) throw new FormatError(`template parsing error: ${error.message}`);
    throw error;
  }
}
