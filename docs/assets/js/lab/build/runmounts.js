/* `RUN --mount=…`: what a step sees while it runs, but the image never has. */
import { NotModelled } from "../engine/errors.js";
import { absolute } from "../engine/mounts.js";

/** Mount what an instruction asks for. @returns {Promise<() => void>} removes all of it again
    @param {(message: string) => Error} failed */
export async function mountForRun(stage, fs, instruction, failed) {
  const texts = (instruction.flags.get("mount") ?? "").split("\n").filter(Boolean), undo = [];
  for (const text of texts) {
    const options = optionsOf(stage, text), what = await contentOf(stage, options, failed);
    if (!what) continue;
    const target = absolute(options.target || what.target || "", stage.config.WorkingDir || "/"), made = place(fs, target, what.isFile);
    fs.mount(target, what.fs, { readOnly: what.readOnly });
    undo.unshift(() => {
      fs.unmount(target);
      for (const path of made) fs.rm(path, { recursive: true });
    });
  }
  return () => undo.forEach((each) => each());
}

function optionsOf(stage, text) {
  const pairs = new Map(text.split(",").map((each) => (each.includes("=") ? [each.slice(0, each.indexOf("=")).toLowerCase(), stage.put(each.slice(each.indexOf("=") + 1))] : [each.toLowerCase(), "true"])));
  const first = (...names) => names.map((name) => pairs.get(name)).find((value) => value !== undefined);
  return { type: first("type") ?? "bind", target: first("target", "dst", "destination"), source: first("source", "src") ?? "", from: first("from") ?? "", id: first("id"), env: first("env"), required: first("required") === "true", mode: first("mode"), writes: first("rw", "readwrite") === "true" };
}

async function contentOf(stage, options, failed) {
  const { build } = stage, { machine } = build.engine;
  switch (options.type) {
    case "secret": return secret(build, options, failed);
    case "cache": {
      const key = options.id ?? options.target, caches = (build.engine.buildCaches ??= new Map());
      if (!caches.has(key)) caches.set(key, machine.volume());
      return { fs: caches.get(key) };
    }
    case "tmpfs": return { fs: machine.volume() };
    case "bind": {
      const { fs, root } = await build.source(options.from, { from: 0 }), path = absolute(options.source || ".", root);
      if (!fs.exists(path)) throw failed(`failed to calculate checksum of ref: "/${options.source}": not found`);
      return { fs: fs.sub(path), isFile: fs.stat(path).type !== "dir", readOnly: !options.writes };
    }
    default: throw new NotModelled(`RUN --mount=type=${options.type}`);
  }
}

function secret(build, { id, target, required, mode, env, source }, failed) {
  const name = id ?? source ?? target?.split("/").at(-1), text = build.options.secrets?.get(name);
  if (env) throw new NotModelled("RUN --mount=type=secret with env");
  if (text === undefined) {
    if (required) throw failed(`secret ${name}: not found`);
    return null;
  }
  const volume = build.engine.machine.volume();
  volume.writeFile("/secret", text, { mode: mode ? parseInt(mode, 8) : 0o400 });
  return { fs: volume.sub("/secret"), target: `/run/secrets/${name}`, isFile: true, readOnly: true };
}

/* Make the mount point. @returns {string[]} what was made and is removed with it, only the outermost */
function place(fs, target, isFile) {
  if (fs.exists(target)) return [];
  const parts = target.split("/").slice(1), missing = parts.map((_, at) => `/${parts.slice(0, at + 1).join("/")}`).find((path) => !fs.exists(path));
  const folder = isFile ? target.replace(/\/[^/]*$/, "") || "/" : target;
  if (!fs.exists(folder)) fs.mkdir(folder, { recursive: true });
  if (isFile) fs.writeFile(target, "");
  return [missing];
}

/** What `docker build --secret` names: each text, by its id. */
export function secretsOf(call, { fs, cwd, env }) {
  const found = new Map();
  for (const each of call.all("--secret")) {
    const pairs = new Map(each.split(",").map((pair) => pair.split("="))), id = pairs.get("id"), file = pairs.get("src") ?? pairs.get("source"), name = pairs.get("env") ?? (file ? "" : id);
    if (name && env[name] !== undefined) found.set(id, env[name]);
    else {
      const path = absolute(file ?? id, cwd);
      if (!fs.exists(path)) throw new SecretMissing(`failed to stat ${file ?? id}: stat ${file ?? id}: no such file or directory`);
      found.set(id, fs.readFile(path));
    }
  }
  return found;
}

/** A secret's file is missing. */
export class SecretMissing extends Error {}
