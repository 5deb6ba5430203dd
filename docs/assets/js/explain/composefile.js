/* Read and check a pasted Compose file: YAML as Compose reads it, the schema, names, and `${…}`.

   @typedef {{start: number, end: number, message: string, isWarning: boolean}} Fault a place in the text, and what is wrong there */
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseAllDocuments, visit } from "yaml";
import { mapOf, nameFaults } from "./composenames.js";
import { schemaFaults } from "./composeschema.js";
import { SERVICE_KEYS } from "./recognise.js";
import { didYouMean } from "./suggest.js";

const DATE = /^\d{4}-\d{2}-\d{2}(?:[Tt ].*)?$/;
/* A dollar, and what Compose makes of it: an escaped one, a name, or `{NAME…}`. */
const DOLLAR = /\$(?:\$|([A-Za-z_]\w*)|\{([^}]*)\}?|)/g;
const BRACED = /^([A-Za-z_]\w*)(?:(:?[-?+])([\s\S]*))?$/;
/* Keys allowed at the top of a file. */
const TOP = ["services", "networks", "volumes", "secrets", "configs", "include", "name", "models", "version"];

/** @param {string} pasted @param {object} schema
    @returns {{data: object, document: object, text: string, faults: Fault[], variables: string[], isPiece: boolean}} `isPiece`: services
      were pasted alone, and `text` has `services:` put above them; places are in `text` */
export function readCompose(pasted, schema) {
  const { text, isPiece } = whole(pasted), lines = new LineCounter(), faults = [];
  const say = (start, end, message, isWarning = false) => faults.push({ start, end: Math.max(end, start + 1), message, isWarning });
  const [document] = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, merge: true, logLevel: "silent" });
  const made = { data: {}, document, text, faults, variables: [], isPiece };
  for (const { code, message, pos } of document?.errors ?? []) {
    const key = text.slice(pos[0]).match(/^["']?([\w.-]+)/)?.[1];
    say(pos[0], pos[1], code === "DUPLICATE_KEY" ? `key \`${key}\` is in this mapping twice; keep one` : `not YAML: ${small(message)}`);
  }
  if (faults.length || !document) return made;
  visit(document, {
    Pair: (_, pair) => (pair.value?.tag === "!reset" ? visit.REMOVE : undefined),
    Scalar(key, node) {
      if (key !== "key" && node.type === "PLAIN" && DATE.test(node.source)) say(node.range[0], node.range[1], `\`${node.source}\` is a date, which Compose refuses; did you mean \`"${node.source}"\`?`);
    },
  });
  try {
    made.data = document.toJS({ maxAliasCount: 1000 }) ?? {};
  } catch {
    say(0, 1, "the aliases expand to too many values; use fewer of them");
    return made;
  }
  if (Array.isArray(made.data) || typeof made.data !== "object") say(0, 1, "a Compose file is a mapping with `services:`");
  else check(made, schema, say);
  made.variables = interpolated(document, say);
  faults.sort((one, other) => one.start - other.start);
  return made;
}

/** Make a whole file of the paste: add `services:` to services, and a name to a service's keys. */
function whole(pasted) {
  const text = pasted.replace(/\r\n?/g, "\n"), top = topOf(text), depth = depthOf(top);
  if (!depth) return { text, isPiece: false };
  const more = "  ".repeat(depth === 1 && /^\s*\n*[ ]/.test(text) ? 0 : depth);
  const inner = text.split("\n").map((line) => (line.trim() ? more + line : line)).join("\n");
  const indent = /^ */.exec(inner.split("\n").find((line) => line.trim()))[0].slice(2);
  return { text: `services:\n${depth === 2 ? `${indent}app:\n` : ""}${inner}`, isPiece: true };
}

/** How deep in a file the mapping is: top, services, or one service. Top and service both have `volumes`, a service as a list. */
function depthOf(top) {
  const isTop = ([key, value]) => TOP.includes(key) && !(SERVICE_KEYS.includes(key) && Array.isArray(value));
  if (Object.hasOwn(top, "services") || Object.entries(top).every(isTop)) return 0;
  if (Object.keys(top).some((key) => SERVICE_KEYS.includes(key) && !TOP.includes(key)) || Object.values(top).every(Array.isArray)) return 2;
  return !Object.entries(top).some(isTop) && Object.values(top).some(isService) ? 1 : 0;
}

const isService = (value) => SERVICE_KEYS.filter((key) => Object.hasOwn(mapOf(value), key)).length > 0;

function topOf(text) {
  const [document] = parseAllDocuments(text, { logLevel: "silent" });
  try {
    return mapOf(document?.toJS({ maxAliasCount: 1000 }));
  } catch {
    return {};
  }
}

const small = (message) => message[0].toLowerCase() + message.slice(1).replace(/\.$/, "");

function check({ data, document, isPiece }, schema, say) {
  const at = (path, isKey) => placeOf(document.contents, path, isKey);
  if ("version" in data) say(...at(["version"], true), "`version` is obsolete; delete the line", true);
  if (!("services" in data) && !("include" in data)) {
    const name = Object.keys(data).find((key) => !TOP.includes(key) && !key.startsWith("x-")) ?? "";
    say(...at([name], true), `no \`services:\` in this file${didYouMean(name, TOP)}`);
  }
  const rest = Object.fromEntries(Object.entries(data).filter(([key]) => key !== "version"));
  for (const { path, isKey, message } of [...schemaFaults(rest, schema), ...nameFaults(data, isPiece)]) say(...at(path, isKey), message);
}

/** Find a value (or its key) in the text, as near as the file has it. @returns {[number, number]} */
export function placeOf(root, path, isKey) {
  let node = root, marked = root;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key?.value ?? key) === String(step));
      if (!pair) break;
      [marked, node] = [pair.key, pair.value ?? pair.key];
    } else if (isSeq(node) && node.items[step]) marked = node = node.items[step];
    else break;
  }
  const { range } = isKey || !isScalar(node) ? marked : node;
  return [range[0], range[1]];
}

/** Find variables to fill in, and what Compose would reject. @returns {string[]} */
function interpolated(document, say) {
  const names = new Set();
  visit(document, {
    Scalar(key, node) {
      if (key === "key" || typeof node.value !== "string") return;
      for (const [all, bare, braced] of node.value.matchAll(DOLLAR)) {
        if (all === "$$") continue;
        const name = bare ?? BRACED.exec(braced ?? "")?.[1];
        if (name) names.add(name);
        const isOpen = braced !== undefined && !all.endsWith("}");
        if (!name || isOpen) say(node.range[0], node.range[1], `\`${all}\` isn't a variable that Compose can fill in; for a dollar sign write \`$$\``);
      }
    },
  });
  return [...names];
}

/** Each key and list item with its path and place, in the order of the text. */
export function* keysOf(node, path = []) {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const name = String(key?.value ?? key), here = [...path, name];
      yield { path: here, name, start: key.range[0], end: endOf(value) ?? key.range[1], value };
      if (!isAlias(value)) yield* keysOf(value, here);
    }
  } else if (isSeq(node)) {
    for (const [at, item] of node.items.entries()) if (!isScalar(item)) yield* keysOf(item, [...path, `${at}`]);
  }
}

const endOf = (value) => value?.range?.[1];
export const servicesOf = (data) => Object.entries(mapOf(data.services)).filter(([, service]) => service && typeof service === "object");
