/* `docker build` */
import { pullImage } from "../commands/pull.js";
import { readAll } from "../commands/cp.js";
import { EngineError, NotModelled } from "../engine/errors.js";
import { absolute } from "../engine/mounts.js";
import { reference, referenceFault } from "../engine/references.js";
import { checkDockerfile } from "./checks.js";
import { contextOf } from "./copy.js";
import { DockerfileError, readDockerfile, readStages } from "./dockerfile.js";
import { readIgnore } from "./ignore.js";
import { printChecks } from "./lint.js";
import { SecretMissing, secretsOf } from "./runmounts.js";
import { Drawing } from "./drawing.js";
import { excerpt, Progress } from "./progress.js";
import { isShown, Stage, StepError } from "./stage.js";
import { expand, split } from "./words.js";

const decoder = new TextDecoder();

/** `docker build`, `docker buildx build` */
export async function build(call, lab) {
  const [path] = call.operands, { io } = call;
  for (const flag of ["--output", "--call", "--ssh", "--cache-from", "--cache-to", "--push", "--build-context", "--metadata-file"]) if (call.has(flag)) throw new NotModelled(`build ${flag}`);
  if (/^(?:https?:|git@|git:|github\.com\/)/.test(path)) throw new NotModelled("build of a remote context");
  for (const tag of call.all("--tag")) {
    const fault = referenceFault(tag);
    if (fault) {
      call.err(`ERROR: failed to build: invalid tag ${JSON.stringify(tag)}: ${fault.includes("lowercase") ? "repository name must be lowercase" : fault}\n`);
      return 1;
    }
  }
  const root = absolute(path, io.cwd), given = await input(call, io, path, root);
  if (given.fault) {
    call.err(`ERROR: failed to build: ${given.fault}\n`);
    return 1;
  }
  if (call.on("--check")) return check(call, given, path);
  const quiet = call.on("--quiet"), log = [], secrets = readSecrets(call, io);
  if (secrets.fault) {
    call.err(`ERROR: failed to build: ${secrets.fault}\n`);
    return 1;
  }
  const id = await buildImage(lab, {
    fs: io.fs, root, file: given.file, text: given.text, signal: io.signal, tags: call.all("--tag"), target: call.last("--target"), noCache: call.on("--no-cache"), pull: call.on("--pull"), labels: call.all("--label"),
    args: new Map(call.all("--build-arg").map((each) => [each.split("=")[0], each.includes("=") ? each.slice(each.indexOf("=") + 1) : io.env[each]])), platform: call.last("--platform"), secrets: secrets.found,
    write: quiet ? (text) => log.push(text) : call.err, warn: call.err, columns: columnsOf(call),
  });
  if (id.error) {
    if (quiet) call.err(id.excerpt);
    call.err(`ERROR: failed to build: failed to solve: ${id.error}\n`);
    return 1;
  }
  if (call.last("--iidfile")) io.fs.writeFile(absolute(call.last("--iidfile"), io.cwd), id.image.id);
  if (quiet) call.line(id.image.id);
  return 0;
}

function check(call, { text, file }, path) {
  if (text === null) {
    call.err(`ERROR: failed to build: failed to solve: failed to read dockerfile: open ${file}: no such file or directory\n`);
    return 1;
  }
  return printChecks(call, { text, path: path === "." || path === "-" ? file : `${path.replace(/\/+$/, "")}/${file}` });
}

function readSecrets(call, io) {
  try {
    return { found: secretsOf(call, io) };
  } catch (error) {
    if (!(error instanceof SecretMissing)) throw error;
    return { fault: error.message };
  }
}

async function input(call, io, path, root) {
  const named = call.last("--file"), file = named || "Dockerfile";
  if (path === "-") return { file: "Dockerfile", text: decoder.decode(await readAll(io.stdin)) };
  if (!io.fs.exists(root)) return { fault: `unable to prepare context: path ${JSON.stringify(path)} not found` };
  if (io.fs.stat(root).type !== "dir") return { fault: `unable to prepare context: context must be a directory: ${path}` };
  if (named === "-") return { file: "Dockerfile", text: decoder.decode(await readAll(io.stdin)) };
  const whole = named ? absolute(named, io.cwd) : absolute("Dockerfile", root);
  return { file: file.split("/").at(-1), text: io.fs.exists(whole) && io.fs.stat(whole).type === "file" ? decoder.decode(io.fs.readFile(whole)) : null };
}

/** How wide the list of steps is drawn; 0: each is printed as it comes. */
export function columnsOf(call) {
  const wanted = call.last("--progress") || "auto";
  return !call.on("--quiet") && !call.quiet && (wanted === "tty" || (wanted === "auto" && call.io.isTty)) ? Number(call.io.env.COLUMNS) || 100 : 0;
}

/** Build an image. @returns {Promise<{image?: object, error?: string, excerpt?: string}>} `excerpt`: the place in the Dockerfile */
export async function buildImage(lab, options) {
  const run = new Build(lab, options);
  try {
    return { image: await run.make() };
  } catch (error) {
    const said = run.explain(error);
    if (said === null) throw error;
    return { error: said, excerpt: run.excerpt };
  }
}

class Build {
  constructor(lab, options) {
    Object.assign(this, { lab, engine: lab.engine, options, signal: options.signal, noCache: options.noCache, given: options.args, globals: new Map(), done: new Map(), shownBases: new Set(), excerpt: "" });
    this.progress = options.columns ? new Drawing(lab.engine.clock, options.write, options.columns) : new Progress(lab.engine.clock, options.write);
  }

  async make() {
    const { options, progress } = this, { text, file } = options;
    if (options.separate) this.bake("load local bake definitions", "reading from stdin 514B done");
    else progress.begin();
    const load = progress.step(`[internal] load build definition from ${file}`);
    load.line(`transferring dockerfile: ${text === null ? "2B" : `${text.length}B`} done`);
    if (text === null) {
      load.done();
      throw new BuildError(`failed to read dockerfile: open ${file}: no such file or directory`);
    }
    const { stages, target, warnings } = this.read(load);
    await this.metadata(stages, target);
    this.loadIgnore();
    const result = await this.stage(stages, target), image = this.finish(result);
    if (options.separate) this.bake("resolving provenance for metadata file");
    progress.end();
    this.warn(warnings);
    return image;
  }

  /* Compose builds by way of `docker buildx bake`, which has steps of its own. */
  bake(name, line = "") {
    const step = this.progress.step(line ? `[internal] ${name}` : name);
    if (line) step.line(line);
    step.done();
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

  /** Look up the images that the wanted stages begin with. */
  async metadata(stages, target) {
    const bases = new Map();
    const need = (stage) => {
      const name = expand(stage.base, this.globals), other = stages.slice(0, stage.index).findLast((each) => each.name === name.toLowerCase());
      stage.parent = other ?? null;
      stage.baseName = name;
      if (!name) throw new DockerfileError(`dockerfile parse error on line ${stage.from.from}: base name (${stage.base}) should not be blank`, stage.from.from);
      if (other) need(other);
      else if (name !== "scratch") bases.set(name, stage);
      for (const { flags } of stage.steps) {
        const from = flags.get("from");
        const used = from === undefined ? null : stages.find((each) => each.name === from.toLowerCase() || String(each.index) === from);
        if (used && used !== stage) need(used);
        else if (from !== undefined && !used && !bases.has(from)) bases.set(from, stage);
      }
    };
    need(target);
    this.stages = stages;
    this.bases = new Map();
    for (const [name, stage] of bases) this.bases.set(name, await this.base(name, stage));
  }

  async base(name, stage) {
    const fault = referenceFault(name);
    if (fault) throw new StepError(`failed to parse stage name ${JSON.stringify(name)}: ${fault}`, { instruction: stage.from });
    const { whole, short } = reference(name), step = this.progress.step(`[internal] load metadata for ${whole}`);
    let image = this.engine.images.find(short);
    try {
      image ??= await this.fetch(name);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      const message = error.message.startsWith("pull access") ? "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed" : error.message.replace(/^failed to resolve reference "[^"]*": /, "");
      step.failed(message);
      throw new StepError(message, { step, instruction: stage.from, solve: `${name}: failed to resolve source metadata for ${whole}: ` });
    }
    step.done();
    return image;
  }

  /* BuildKit fetches a base for itself: `docker images` doesn't show it. */
  async fetch(name) {
    const { short, registry } = reference(name), known = this.lab.hub.get(short);
    if (known && !registry) return known;
    const had = this.engine.images.find(short), image = await pullImage(this.lab, name, () => {});
    if (!had) this.engine.images.untag(short);
    if (!had && !this.engine.images.namesOf(image.id).length) this.engine.images.byId.delete(image.id);
    return image;
  }

  loadIgnore() {
    const { fs, root, file } = this.options, step = this.progress.step("[internal] load .dockerignore"), own = `${root}/${file}.dockerignore`, path = fs.exists(own) ? own : `${root}/.dockerignore`;
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
    const step = this.progress.step("[internal] load build context");
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
    const all = stage.steps.filter(isShown), own = stage.parent || stage.baseName === "scratch" ? 0 : 1, many = this.stages.length > 1 || stage.name;
    return `[${many ? `${stage.name || `stage-${stage.index}`} ` : ""}${place + own}/${all.length + own}] ${text}`;
  }

  /** The step that fetches the base, said once. `isUsed`: a step runs on it, or it is all there is; then its layers are there already. */
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
    const used = this.stageNamed(from), layers = used ? this.done.get(used)?.layers : (this.bases.get(from) ?? (await this.base(from, { from: instruction }))).layers;
    return { fs: this.engine.machine.rootfs(layers), root: "/", hides: () => false };
  }

  finish(stage) {
    const { engine, options } = this, now = engine.clock.now(), step = this.progress.step("exporting to image"), { config } = stage;
    for (const each of options.labels ?? []) config.Labels.set(each.split("=")[0], each.slice(each.indexOf("=") + 1));
    for (const key of ["Labels", "ExposedPorts", "Volumes"]) if (!config[key]?.size) delete config[key];
    config.ArgsEscaped = true;
    const content = stage.layers.length - stage.base.layers.length;
    const image = { id: engine.ids.digest(), config, layers: stage.layers, layerIds: stage.layerIds, history: stage.history, created: now, size: stage.size, content: Math.round((stage.base.content ?? 0) + 1024 * content), ancestors: ancestry(stage), comment: "buildkit.dockerfile.v0", manifest: stage.key, listed: [] };
    step.line("exporting layers done");
    for (const what of ["manifest", "config", "attestation manifest"]) {
      const digest = engine.ids.digest();
      if (what !== "config") image.listed.push(digest);
      step.line(`exporting ${what} ${digest} done`);
    }
    step.line(`exporting manifest list ${image.id} done`);
    engine.images.add(image);
    for (const tag of options.tags) {
      engine.images.tag(image, tag);
      const { whole } = reference(tag);
      step.line(`naming to ${whole} done`);
      step.line(`unpacking to ${whole} done`);
    }
    if (!options.tags.length) {
      image.untagged = true;
      for (const what of ["naming", "unpacking"]) step.line(`${what} to moby-dangling@${image.id} done`);
    }
    step.done();
    engine.changed();
    return image;
  }

  warn(warnings) {
    if (!warnings.length) return;
    this.options.write(`\n \u001b[33m${warnings.length} warning${warnings.length > 1 ? "s" : ""} found (use docker --debug to expand):\n\u001b[0m${warnings.map((each) => ` - ${each.rule}: ${each.text} (line ${each.line})\n`).join("")}`);
  }

  /* Compose says it itself, and elsewhere than the log. */
  quote(lines) {
    this.excerpt = lines;
    if (!this.options.separate) this.progress.write(lines);
  }

  /** What the end of the log says of an error; null: it is none of a build. */
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

const ancestry = (stage) => (stage.base instanceof Stage ? ancestry(stage.base) : stage.base.ancestors ?? []);

class BuildError extends Error {}
