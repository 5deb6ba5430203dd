/* `docker buildx bake`: builds that a file describes. */
import { NotModelled } from "../engine/errors.js";
import { absolute } from "../engine/mounts.js";
import { toJson } from "../commands/go.js";
import { BakeError, bakeFiles, merged, readBake } from "./bakefile.js";
import { columnsOf } from "./command.js";
import { buildImage, progressOf } from "./imagebuild.js";

const NOT = ["--metadata-file", "--call", "--sbom", "--allow", "--builder", "--policy"];
/* The order in which `--print` writes keys. */
const SHOWN = "description annotations context contexts dockerfile dockerfile-inline args labels tags cache-from cache-to target secret ssh platforms output pull no-cache network".split(" ");

/** `docker buildx bake` */
export async function bake(call, lab) {
  for (const flag of NOT) if (call.has(flag)) throw new NotModelled(`buildx bake ${flag}`);
  const progress = progressOf(lab.engine.clock, { columns: call.on("--print") || call.has("--list") ? 0 : columnsOf(call), write: call.last("--progress") === "quiet" ? () => {} : call.err });
  if (!call.on("--print") && !call.has("--list")) progress.begin();
  try {
    return await withFiles(call, lab, progress);
  } catch (error) {
    if (!(error instanceof BakeError)) throw error;
    call.err(`${error.lines}ERROR: ${error.message}\n`);
    return 1;
  }
}

async function withFiles(call, lab, progress) {
  const files = bakeFiles(call.io, call.all("--file")), load = progress.step("[internal] load local bake definitions");
  for (const { name, text } of files) load.line(text === null ? `reading ${name} done` : `reading ${name} ${text.length}B / ${text.length}B done`);
  load.done();
  const read = files.length ? await readBake(files, variablesOf(call), (file) => ofCompose(file, call)) : null;
  if (!read) throw new BakeError("couldn't find a bake definition");
  if (call.has("--list")) return list(call, read);
  const names = chosen(read, call.operands.length ? call.operands : ["default"]), targets = names.map((name) => [name, changed(inherited(read, name), name, call)]);
  if (call.on("--print")) return print(call, read, targets);
  for (const [name, target] of targets) {
    const code = await buildTarget(call, lab, progress, name, target, targets.length > 1);
    if (code) return code;
  }
  progress.end();
  return 0;
}

const variablesOf = (call) => ({ ...call.io.env, ...Object.fromEntries(call.all("--var").map((each) => [each.split("=")[0], each.split("=").slice(1).join("=")])) });

/* The reader of Compose files brings a YAML reader along. */
async function ofCompose(file, call) {
  const free = call.io.hold?.();
  try {
    const { projectTargets } = await import("../compose/bake.js");
    return projectTargets(file, call);
  } finally {
    free?.();
  }
}

/** Targets of groups, in order, each once. */
function chosen({ groups, targets }, names, path = []) {
  const found = names.flatMap((name) => {
    const all = name === "default" && !groups.has(name) && !targets.has(name) && !path.length && targets.size ? null : groups.get(name);
    if (all && !path.includes(name)) return chosen({ groups, targets }, all, [...path, name]);
    if (targets.has(name)) return [name];
    throw new BakeError(`failed to find target ${name}`);
  });
  return [...new Set(found)];
}

function inherited({ targets }, name, path = []) {
  const own = targets.get(name);
  if (!own) throw new BakeError(`failed to find target ${name}`);
  if (path.includes(name)) throw new BakeError(`infinite loop from ${name}`);
  const { inherits = [], ...rest } = own;
  return merged([inherits].flat().reduce((base, each) => merged(base, inherited({ targets }, each, [...path, name])), {}), rest);
}

const MAPS = ["args", "labels", "contexts"], SWITCHES = ["no-cache", "pull"], LISTS = ["tags", "platforms", "output", "cache-from", "cache-to", "secret", "ssh"];

/** The command line's changes to a target. */
function changed(target, name, call) {
  const out = { context: ".", dockerfile: "Dockerfile", ...target };
  if (target["dockerfile-inline"] !== undefined && target.dockerfile === undefined) delete out.dockerfile;
  for (const each of call.all("--set")) {
    const [, pattern, key, sub, value] = /^([^.=]+)\.([\w-]+)(?:\.([^=]+))?\+?=(.*)$/s.exec(each) ?? [];
    if (!pattern) throw new BakeError(`invalid override key ${each.split("=")[0]}, expected target.name`);
    if (!new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(name)) continue;
    if (MAPS.includes(key)) out[key] = { ...out[key], [sub]: value };
    else if (LISTS.includes(key)) out[key] = [...(call.all("--set").indexOf(each) && Array.isArray(out[`set ${key}`]) ? out[key] : []), value];
    else if (SWITCHES.includes(key)) out[key] = value === "true";
    else out[key] = value;
  }
  if (call.on("--no-cache")) out["no-cache"] = true;
  if (call.on("--pull")) out.pull = true;
  if (call.on("--push")) out.output = ["type=registry"];
  return out;
}

function print(call, { groups }, targets) {
  const asked = call.operands.length ? call.operands : ["default"], shown = Object.fromEntries(targets.map(([name, its]) => [name, Object.fromEntries(SHOWN.filter((key) => its[key] !== undefined && its[key] !== null && Object.keys(Object(its[key])).length + Number(typeof its[key] !== "object")).map((key) => [key, its[key]]))]));
  const named = Object.fromEntries(asked.filter((name) => groups.has(name) && name !== "default").map((name) => [name, { targets: groups.get(name) }]));
  const whole = { group: { default: { targets: asked.includes("default") && asked.length === 1 ? groups.get("default") ?? ["default"] : asked }, ...named }, target: Object.fromEntries(Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1))) };
  call.line(toJson(whole, "  "));
  return 0;
}

function list(call, { groups, targets, variables }) {
  const kind = call.last("--list").replace(/^type=/, "");
  if (kind === "variables") {
    call.out(`VARIABLE\tTYPE\tVALUE\tDESCRIPTION\n${[...variables].sort().map(([name, value]) => `${name}\t\t${value ?? "<null>"}\t\n`).join("")}`);
    return 0;
  }
  if (kind !== "targets") throw new NotModelled(`buildx bake --list ${kind}`);
  const rows = [...[...groups].map(([name, all]) => [name, `${all.join(", ")}`]), ...[...targets].map(([name, its]) => [name, its.description ?? ""])].sort();
  call.out(`TARGET\tDESCRIPTION\n${rows.map((each) => `${each.join("\t")}\n`).join("")}`);
  return 0;
}

async function buildTarget(call, lab, progress, name, target, isOne) {
  const { io } = call, { fs } = io, outputs = [target.output ?? []].flat().map(String), odd = ["contexts", "secret", "ssh", "cache-from", "cache-to", "attest"].find((key) => Object.keys(target[key] ?? {}).length);
  if (odd) throw new NotModelled(`\`${odd}\` in a bake file`);
  if (outputs.some((each) => !/^type=(?:docker|image|registry)/.test(each))) throw new NotModelled(`buildx bake with the output ${outputs[0]}`);
  const root = absolute(target.context, io.cwd);
  if (!fs.exists(root)) throw new BakeError(`unable to prepare context: path ${JSON.stringify(target.context)} not found`);
  const path = absolute(target.dockerfile ?? "Dockerfile", root), text = target["dockerfile-inline"] ?? (fs.exists(path) ? new TextDecoder().decode(fs.readFile(path)) : null);
  const made = await buildImage(lab, {
    fs, root, file: (target.dockerfile ?? "Dockerfile").split("/").at(-1), text, signal: io.signal, tags: target.tags ?? [], target: target.target ?? "", noCache: Boolean(target["no-cache"]), pull: Boolean(target.pull), push: outputs.some((each) => each.startsWith("type=registry") || each.includes("push=true")),
    labels: Object.entries(target.labels ?? {}).map(([key, value]) => `${key}=${value}`), args: new Map(Object.entries(target.args ?? {}).filter(([, value]) => value !== null).map(([key, value]) => [key, String(value)])), write: progress.write, progress, prefix: isOne ? name : "", columns: 0,
  });
  if (!made.error) return 0;
  progress.end();
  call.err(`ERROR: target ${name}: failed to solve: ${made.error}\n`);
  return 1;
}
