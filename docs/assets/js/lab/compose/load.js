/* Read the files of a project into one document: find, merge, put variables in, check. */
import { parseDocument } from "yaml";
import { absolute } from "../engine/mounts.js";
import { readEnv } from "./dotenv.js";
import { interpolate, InterpolationError } from "./interpolate.js";
import { cast } from "./casts.js";
import { schemaFault } from "./schema.js";
import { itemFault } from "./unicity.js";
import { ofService, withWholePaths } from "./relative.js";
import { takeTagged, without } from "./tags.js";
import { yamlFault } from "./yamlfault.js";

const NAMES = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
const OVERRIDES = ["compose.override.yaml", "compose.override.yml", "docker-compose.override.yml", "docker-compose.override.yaml"];
const decoder = new TextDecoder();
const dirname = (path) => path.replace(/\/[^/]*$/, "") || "/";

/** A fault in a project. */
export class ProjectError extends Error {}

/** Find and read the files. @returns {{document: object, folder: string, files: string[], name: string, env: (name: string) => string | undefined}} */
export function loadDocument(call) {
  const wanted = call.last("--project-name") || call.io.env.COMPOSE_PROJECT_NAME;
  if (wanted && !/^[a-z0-9][a-z0-9_-]*$/.test(wanted)) throw new ProjectError(`invalid project name ${JSON.stringify(wanted)}: must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`);
  const { io } = call, { fs } = io, files = findFiles(call), folder = call.last("--project-directory") ? absolute(call.last("--project-directory"), io.cwd) : files[0] === "-" ? io.cwd : dirname(files[0]);
  const dotenv = envFiles(call, folder), lookup = (name) => io.env[name] ?? dotenv.get(name);
  const warned = new Set(), missing = (name) => {
    if (warned.has(name)) return;
    warned.add(name);
    io.stderr(warning(call, `The "${name}" variable is not set. Defaulting to a blank string.`));
  };
  let document = {};
  for (const file of files) {
    const { document: own, places } = readOne(fs, file, lookup, missing, call);
    document = merge(without(document, places), own);
  }
  const given = call.last("--project-name") || io.env.COMPOSE_PROJECT_NAME || dotenv.get("COMPOSE_PROJECT_NAME"), chosen = given || document.name || folder.split("/").at(-1);
  if (given && !/^[a-z0-9][a-z0-9_-]*$/.test(given)) throw new ProjectError(`invalid project name ${JSON.stringify(given)}: must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`);
  const name = given || normal(chosen);
  if (!name) throw new ProjectError("project name must not be empty");
  return { document, folder, files, name, env: lookup };
}

/** Read one file, with variables filled in, as bake does. */
export function documentOf(file, call) {
  const dotenv = envFiles(call, dirname(file)), lookup = (name) => call.io.env[name] ?? dotenv.get(name);
  call.now ??= () => Date.now();
  return readOne(call.io.fs, file, lookup, () => {}, call).document;
}

/** Make a project's name of a folder's. */
export const normal = (text) => String(text).toLowerCase().replace(/[^a-z0-9_-]/g, "").replace(/^[_-]+/, "");

/** A line of Compose's log. */
export const warning = (call, text) => `time="${new Date(call.now()).toISOString().replace(/\.\d+Z/, "Z")}" level=warning msg=${JSON.stringify(text)}\n`;

function findFiles(call) {
  const { fs, cwd, env } = call.io, given = call.all("--file").length ? call.all("--file") : (env.COMPOSE_FILE ?? "").split(":").filter(Boolean);
  for (const each of given) if (each !== "-" && !fs.exists(absolute(each, cwd))) throw new ProjectError(`compose file ${JSON.stringify(absolute(each, cwd))} is invalid: open ${absolute(each, cwd)}: no such file or directory`);
  if (given.length) return given.map((each) => (each === "-" ? each : absolute(each, cwd)));
  for (let folder = call.last("--project-directory") ? absolute(call.last("--project-directory"), cwd) : cwd; ; folder = dirname(folder)) {
    const found = NAMES.find((each) => fs.exists(`${folder}/${each}`.replace("//", "/")));
    if (found) {
      const override = OVERRIDES.find((each) => fs.exists(`${folder}/${each}`.replace("//", "/")));
      return [found, override].filter(Boolean).map((each) => `${folder}/${each}`.replace("//", "/"));
    }
    if (folder === "/") throw new ProjectError("no configuration file provided: not found");
  }
}

function envFiles(call, folder) {
  const { fs, cwd, env } = call.io, given = call.all("--env-file"), values = new Map();
  for (const each of given) if (!fs.exists(absolute(each, cwd))) throw new ProjectError(`couldn't find env file: ${absolute(each, cwd)}`);
  const files = given.length ? given.map((each) => absolute(each, cwd)) : [`${folder}/.env`].filter((each) => fs.exists(each));
  for (const each of files) for (const [key, value] of readEnv(decoder.decode(fs.readFile(each)), (name) => env[name])) values.set(key, value);
  return values;
}

function readOne(fs, file, lookup, missing, call) {
  const text = file === "-" ? call.stdinText : decoder.decode(fs.readFile(file)), yaml = parseDocument(text, { merge: true, version: "1.2" });
  const [fault] = yaml.errors;
  if (fault) throw new ProjectError(yamlFault(fault, text, file));
  const places = takeTagged(yaml);
  const raw = yaml.toJS() ?? {};
  if (Array.isArray(raw)) throw new ProjectError("yaml: construct errors: line 1: cannot construct !!seq into cli.named");
  if (typeof raw !== "object") throw new ProjectError(`yaml: construct errors: line 1: cannot construct !!${typeof raw === "string" ? "str" : Number.isInteger(raw) ? "int" : typeof raw === "number" ? "float" : "bool"} \`${String(raw).length > 10 ? `${String(raw).slice(0, 7)}...` : raw}\` into cli.named`);
  if (!Object.keys(raw).length) throw new ProjectError("empty compose file");
  let document;
  try {
    document = interpolate(raw, lookup, missing, (value, path) => cast(value, path, (said) => call.io.stderr(warning(call, said))));
  } catch (error) {
    throw error instanceof InterpolationError ? new ProjectError(error.message) : error;
  }
  const item = itemFault(document), wrong = item ?? schemaFault(document);
  if (wrong) throw new ProjectError(item ?? `validating ${file}: ${wrong}`);
  if (raw.version !== undefined) call.io.stderr(warning(call, `${file}: the attribute \`version\` is obsolete, it will be ignored, please remove it to avoid potential confusion`));
  return { document: included(fs, file, extended(fs, file, document, lookup, missing, call), lookup, missing, call), places };
}

/** `include:` at the top: services of other projects. Each has its own folder, and its own `.env` for what the main one leaves unset. */
function included(fs, file, document, lookup, missing, call) {
  let base = {};
  for (const each of document.include ?? []) {
    const its = typeof each === "string" ? { path: each } : each, paths = [its.path].flat().map((one) => absolute(one, dirname(file)));
    const folder = its.project_directory ? absolute(its.project_directory, dirname(file)) : dirname(paths[0]), env = includedEnv(fs, its, folder, dirname(file), lookup);
    let whole = {};
    for (const path of paths) {
      if (!fs.exists(path)) throw new ProjectError(`open ${path}: no such file or directory`);
      const { document: own, places } = readOne(fs, path, env, missing, call);
      whole = merge(without(whole, places), own);
    }
    const { name: _, ...parts } = withWholePaths(whole, folder);
    base = merge(parts, base);
  }
  const { include, ...rest } = document;
  return include ? merge(base, rest) : document;
}

function includedEnv(fs, its, folder, from, lookup) {
  const files = its.env_file ? [its.env_file].flat().map((one) => absolute(one, from)) : [`${folder}/.env`].filter((one) => fs.exists(one)), values = new Map();
  for (const each of files) for (const [key, value] of readEnv(decoder.decode(fs.readFile(each)), lookup)) values.set(key, value);
  return (name) => lookup(name) ?? values.get(name);
}

/** `extends:` of a service: the other's keys, then its own. */
function extended(fs, file, document, lookup, missing, call) {
  const services = { ...document.services };
  for (const [name, service] of Object.entries(services)) {
    if (!service?.extends) continue;
    const { extends: base, ...own } = service, wanted = typeof base === "string" ? { service: base } : base;
    const path = wanted.file ? absolute(wanted.file, dirname(file)) : null, from = path ? readOne(fs, path, lookup, missing, call).document.services : document.services;
    if (!from?.[wanted.service]) throw new ProjectError(`cannot extend service ${JSON.stringify(name)} in ${file}: service ${JSON.stringify(wanted.service)} not found${path ? ` in ${path}` : ""}`);
    services[name] = mergeService(path ? ofService(from[wanted.service], dirname(path)) : from[wanted.service], own);
  }
  return { ...document, ...(document.services ? { services } : {}) };
}

const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Merge document into base. */
export function merge(base, over) {
  const out = { ...base, ...over };
  for (const kind of ["networks", "volumes", "secrets", "configs"]) if (isMap(base[kind]) && isMap(over[kind])) out[kind] = { ...base[kind], ...over[kind] };
  if (isMap(base.services) && isMap(over.services)) {
    out.services = { ...base.services };
    for (const [name, service] of Object.entries(over.services)) out.services[name] = base.services[name] ? mergeService(base.services[name], service) : service;
  }
  return out;
}

const REPLACED = ["command", "entrypoint", "test"];
const asMap = (value) => (Array.isArray(value) ? Object.fromEntries(value.map((each) => (String(each).includes("=") ? [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)] : [each, null]))) : value);

function mergeService(base, over) {
  const out = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = base[key];
    if (old === undefined || value === null || REPLACED.includes(key)) out[key] = value;
    else if (["environment", "labels"].includes(key)) out[key] = { ...asMap(old), ...asMap(value) };
    else if (key === "depends_on" || key === "networks") out[key] = { ...conditions(old), ...conditions(value) };
    else if (key === "volumes") out[key] = [...old.filter((each) => !value.some((other) => targetOf(other) === targetOf(each))), ...value];
    else if (Array.isArray(old) && Array.isArray(value)) out[key] = [...old, ...value.filter((each) => !old.some((other) => JSON.stringify(other) === JSON.stringify(each)))];
    else if (isMap(old) && isMap(value)) out[key] = mergeService(old, value);
    else out[key] = value;
  }
  return out;
}

const conditions = (value) => (Array.isArray(value) ? Object.fromEntries(value.map((each) => [each, null])) : value);
const targetOf = (volume) => (typeof volume === "string" ? volume.split(":")[1] ?? volume : volume.target);
