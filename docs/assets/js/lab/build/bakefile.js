/* Read bake files into groups and targets: HCL, JSON, or the services of Compose files that have a `build`. */
import { NotModelled } from "../engine/errors.js";
import { absolute } from "../engine/mounts.js";
import { HclError, HclUnknown, readHcl } from "./hcl.js";

const FOUND = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml", "docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl"];
const decoder = new TextDecoder();
const FIELDS = "inherits annotations attest context contexts dockerfile dockerfile-inline args labels tags cache-from cache-to target secret ssh platforms output pull no-cache network description matrix name".split(" ");

/** A fault in the files. `lines`: its place in one of them */
export class BakeError extends Error {
  constructor(message, lines = "") {
    super(message);
    this.lines = lines;
  }
}

/** Find the files to read, each with its text. */
export function bakeFiles({ fs, cwd }, given) {
  const names = given.length ? given : FOUND.filter((each) => fs.exists(absolute(each, cwd)));
  return names.map((name) => ({ name, path: absolute(name, cwd), text: fs.exists(absolute(name, cwd)) ? decoder.decode(fs.readFile(absolute(name, cwd))) : null }));
}

/** @param {{name: string, path: string, text: string}[]} files @param {(file: object) => Promise<object>} compose reads a Compose file
    @returns {Promise<{groups: Map<string, string[]>, targets: Map<string, object>, variables: Map<string, any>}>} */
export async function readBake(files, env, compose) {
  const made = { groups: new Map(), targets: new Map(), variables: new Map() }, blocks = [];
  for (const file of files) {
    if (file.text === null) throw new BakeError(`open ${file.name}: no such file or directory`);
    if (/\.ya?ml$/.test(file.name)) add(made, await compose(file));
    else blocks.push(...(/\.json$/.test(file.name) ? ofJson(file) : hclOf(file)));
  }
  evaluate(made, blocks, env);
  return made;
}

/* Later files win, key by key. */
function add({ groups, targets }, other) {
  for (const [name, list] of other.groups) groups.set(name, [...new Set([...(groups.get(name) ?? []), ...list])]);
  for (const [name, target] of other.targets) targets.set(name, merged(targets.get(name), target));
}

export function merged(base = {}, over) {
  const out = { ...base, ...over };
  for (const key of ["args", "labels", "contexts"]) if (base[key] && over[key]) out[key] = { ...base[key], ...over[key] };
  return out;
}

function hclOf({ name, text }) {
  try {
    return readHcl(text).map((block) => ({ ...block, file: name }));
  } catch (error) {
    if (error instanceof HclUnknown) throw new NotModelled(error.message);
    if (!(error instanceof HclError)) throw error;
    throw new BakeError(`${name}:${error.line},${error.column}-${error.column + 1}: ${error.message}`, excerpt(name, text, error.line));
  }
}

function excerpt(name, text, line) {
  const lines = text.split("\n"), rule = "--------------------\n", shown = [];
  for (let n = Math.max(1, line - 2); n <= Math.min(lines.length, line + 2); n++) shown.push(`${String(n).padStart(4)} | ${n === line ? ">>>" : "   "} ${lines[n - 1]}\n`);
  return `${name}:${line}\n${rule}${shown.join("")}${rule}`;
}

function ofJson({ name, text }) {
  let whole;
  try {
    whole = JSON.parse(text);
  } catch {
    throw new BakeError(`failed to parse ${name} as JSON`);
  }
  const node = (value) => ({ value: (scope) => (typeof value === "string" ? value.replace(/\$\{(\w+)\}/g, (_, each) => scope(each) ?? "") : Array.isArray(value) ? value.map((each) => node(each).value(scope)) : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, node(each).value(scope)])) : value) });
  return ["variable", "group", "target"].flatMap((kind) => Object.entries(whole[kind] ?? {}).map(([label, its]) => ({ kind, labels: [label], attributes: new Map(Object.entries(its).map(([key, value]) => [key, node(value)])), file: name, line: 1 })));
}

/* Variables first: the shell's win over the file's. */
function evaluate(made, blocks, env) {
  const scope = (name) => {
    if (made.variables.has(name)) return made.variables.get(name);
    const block = blocks.find((each) => (each.kind === "variable" || each.kind === "=") && each.labels[0] === name);
    if (!block) throw new BakeError(`Unknown variable; There is no variable named ${JSON.stringify(name)}.`);
    const fallback = (block.attributes.get("default") ?? block.attributes.get("value"))?.value(scope) ?? null, given = block.kind === "variable" ? env[name] : undefined;
    made.variables.set(name, given === undefined ? fallback : typeof fallback === "number" ? Number(given) : typeof fallback === "boolean" ? /^(?:1|true)$/i.test(given) : given);
    return made.variables.get(name);
  };
  for (const { kind, labels: [name] } of blocks) if (kind === "variable" || kind === "=") scope(name);
  for (const block of blocks) {
    const { kind, labels: [name], attributes } = block, values = Object.fromEntries([...attributes].map(([key, node]) => [key, node.value(scope)]));
    if (kind === "function") throw new NotModelled("a `function` of a bake file");
    if (values.matrix) throw new NotModelled("`matrix` in a bake file");
    if (kind === "group") made.groups.set(name, values.targets ?? []);
    if (kind !== "target") continue;
    const odd = Object.keys(values).find((key) => !FIELDS.includes(key));
    if (odd) throw new BakeError(`${block.file}:${block.line}: Unsupported argument; An argument named ${JSON.stringify(odd)} is not expected here.`);
    made.targets.set(name, merged(made.targets.get(name), values));
  }
}
