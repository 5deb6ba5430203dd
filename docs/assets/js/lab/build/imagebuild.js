/* Build an image from a Dockerfile, and write the log on the way. */
import { reference } from "../engine/references.js";
import { findBase, findBases } from "./bases.js";
import { checkDockerfile } from "./checks.js";
import { contextOf } from "./copy.js";
import { DockerfileError, readDockerfile, readStages } from "./dockerfile.js";
import { Drawing } from "./drawing.js";
import { exportCache, importCache } from "./cachestore.js";
import { exportFiles, exportImage } from "./export.js";
import { beginRecord, Both } from "./records.js";
import { readIgnore } from "./ignore.js";
import { excerpt, Progress } from "./progress.js";
import { isShown, Stage, StepError } from "./stage.js";
import { expand, split } from "./words.js";

const decoder = new TextDecoder();

/** Build an image. @returns {Promise<{image?: object, error?: string, excerpt?: string}>} `excerpt`: the place in the Dockerfile */
export async function buildImage(lab, options) {
  const run = new Build(lab, options);
  try {
    const image = await run.make();
    run.record.finish({ image });
    return { image };
  } catch (error) {
    const said = run.explain(error);
    if (said === null) throw error;
    run.record.finish({ error: said });
    return { error: said, excerpt: run.excerpt };
  }
}

/** The printer for a build's progress: a list that is redrawn, or lines. */
export const progressOf = (clock, { columns, write }) => (columns ? new Drawing(clock, write, columns) : new Progress(clock, write));

/** Compose builds with `docker buildx bake`, which first reads what to build. */
export function bakeReads(progress) {
  const step = progress.step("[internal] load local bake definitions");
  step.line("reading from stdin 514B done");
  step.done();
}

class Build {
  constructor(lab, options) {
    Object.assign(this, { lab, engine: lab.engine, options, signal: options.signal, noCache: options.noCache, given: options.args, globals: new Map(), done: new Map(), keys: new Set(), shownBases: new Set(), excerpt: "" });
    this.internal = options.prefix ? `[${options.prefix} internal]` : "[internal]";
    this.record = beginRecord(lab, options);
    this.progress = new Both(options.progress ?? progressOf(lab.engine.clock, options), this.record.progress);
  }

  async make() {
    const { options, progress } = this, { text, file } = options;
    if (options.separate) bakeReads(progress);
    else if (!options.progress) progress.begin();
    const load = progress.step(`${this.internal} load build definition from ${file}`);
    load.line(`transferring dockerfile: ${text === null ? "2B" : `${text.length}B`} done`);
    if (text === null) {
      load.done();
      throw new BuildError(`failed to read dockerfile: open ${file}: no such file or directory`);
    }
    const { stages, target, warnings } = this.read(load);
    this.stages = stages;
    this.bases = await findBases(this, stages, target);
    this.loadIgnore();
    const { cache = { from: [], to: [] } } = options, unread = cache.from.map((each) => importCache(this, each)).join("");
    const built = await this.stage(stages, target), image = options.output ? await exportFiles(this, built) : await exportImage(this, built);
    for (const each of cache.to) exportCache(this, each);
    if (options.separate) progress.step("resolving provenance for metadata file").done();
    if (!options.progress) progress.end();
    this.warn(warnings);
    if (unread) options.write(unread);
    return image;
  }

  read(load) {
    const { text, target } = this.options;
    try {
      const instructions = readDockerfile(text), { stages, globals } = readStages(instructions), warnings = checkDockerfile(instructions, stages);
      for (const each of warnings) load.line(`WARN: ${each.rule}: ${each.text} (line ${each.line})`);
      for (const { text: words } of globals) {
        for (const each of split(words)) {
          const [name, ...rest] = each.split("="), value = this.given.get(name) ?? (rest.length ? expand(rest.join("="), this.globals) : undefined);
          if (value !== undefined) this.globals.set(name, value);
        }
      }
      const wanted = target ? stages.find((each) => each.name === target.toLowerCase() || String(each.index) === target) : stages.at(-1);
      load.done();
      if (!wanted) throw new BuildError(`target stage ${JSON.stringify(target)} could not be found`);
      return { stages, target: wanted, warnings };
    } catch (error) {
      if (error instanceof DockerfileError) load.done();
      throw error;
    }
  }

  loadIgnore() {
    const { fs, root, file } = this.options, step = this.progress.step(`${this.internal} load .dockerignore`), own = `${root}/${file}.dockerignore`, path = fs.exists(own) ? own : `${root}/.dockerignore`;
    const text = fs.exists(path) ? decoder.decode(fs.readFile(path)) : "";
    step.line(`transferring context: ${text.length || 2}B done`);
    step.done();
    const ignored = readIgnore(text);
    this.context = contextOf(fs, root, ignored);
  }

  async stage(stages, stage) {
    if (this.done.has(stage)) return this.done.get(stage);
    for (const each of stage.steps) {
      const used = this.stageNamed(each.flags.get("from"));
      if (used && used !== stage) await this.stage(stages, used);
    }
    const base = stage.parent ? await this.stage(stages, stage.parent) : this.fromImage(stage), made = new Stage(this, stage, base);
    made.from = !stage.parent && stage.baseName !== "scratch" ? this.bases.get(stage.baseName) : null;
    if (!this.hasContext && stage.steps.some((each) => ["COPY", "ADD"].includes(each.word) && !each.flags.has("from"))) this.loadContext();
    for (const each of stage.steps) await made.step(each);
    this.showFrom(made, true);
    made.base = base;
    this.done.set(stage, made);
    return made;
  }

  loadContext() {
    this.hasContext = true;
    const step = this.progress.step(`${this.internal} load build context`);
    step.line("transferring context: 2B done");
    step.done();
  }

  stageNamed(name) {
    return name === undefined ? null : this.stages.find((each) => each.name === name.toLowerCase() || String(each.index) === name) ?? null;
  }

  fromImage(stage) {
    if (stage.baseName === "scratch") return { layers: [], layerIds: [], config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], WorkingDir: "/" }, history: [], size: 0, key: "scratch", ancestors: [] };
    const image = this.bases.get(stage.baseName);
    return { ...image, key: image.id, ancestors: [image.id, ...image.ancestors] };
  }

  /** The name of a step: `[2/3] RUN …`. */
  label({ stage }, place, text) {
    const all = stage.steps.filter(isShown), own = stage.parent || stage.baseName === "scratch" ? 0 : 1, many = this.stages.length > 1;
    const { prefix } = this.options, name = prefix ? `${prefix} ` : "";
    return `[${name}${many ? `${stage.name || `stage-${stage.index}`} ` : ""}${place + own}/${all.length + own}] ${text}`;
  }

  /** Show the step that fetches the base, once. `isUsed`: a step runs on it, or it is the only one; then its layers are there already. */
  showFrom(stage, isUsed) {
    const image = stage.from;
    if (!image || this.shownBases.has(image)) return;
    this.shownBases.add(image);
    const { whole } = reference(stage.stage.baseName), name = `${whole}@${image.id}`, step = this.progress.step(this.label(stage, 0, `FROM ${name}`));
    step.line(`resolve ${name} done`);
    if (isUsed && this.engine.builtOn.has(image.id)) step.cached();
    else step.done();
    if (isUsed) this.engine.builtOn.add(image.id);
  }

  shown(stage, instruction) {
    const place = stage.stage.steps.filter(isShown).indexOf(instruction) + 1;
    return this.progress.step(this.label(stage, place, expand(instruction.raw.replace(/\s+/g, " "), stage.values)));
  }

  async source(from, instruction) {
    if (!from) return this.context;
    const used = this.stageNamed(from), layers = used ? this.done.get(used)?.layers : (this.bases.get(from) ?? (await findBase(this, from, { from: instruction }))).layers;
    return { fs: this.engine.machine.rootfs(layers), root: "/", hides: () => false };
  }

  warn(warnings) {
    if (!warnings.length) return;
    this.options.write(`\n \u001b[33m${warnings.length} warning${warnings.length > 1 ? "s" : ""} found (use docker --debug to expand):\n\u001b[0m${warnings.map((each) => ` - ${each.rule}: ${each.text} (line ${each.line})\n`).join("")}`);
  }

  /* Compose reports this itself, outside the log. */
  quote(lines) {
    this.excerpt = lines;
    if (!this.options.separate) this.progress.write(lines);
  }

  /** What the end of the log says of an error; null: not a build error. */
  explain(error) {
    const { file, text } = this.options, { write } = this.progress;
    this.progress.end();
    if (error instanceof BuildError) return error.message;
    if (error instanceof DockerfileError) {
      if (error.from) this.quote(excerpt(file, text, error.from, error.to));
      return error.message;
    }
    if (!(error instanceof StepError)) return null;
    if (error.step) write(`------\n > ${error.step.name}:\n${error.step.logged.map((each) => `${each}\n`).join("")}------\n`);
    if (error.instruction) this.quote(excerpt(file, text, error.instruction.from, error.instruction.to));
    return `${error.solve}${error.message}`;
  }
}

class BuildError extends Error {}
