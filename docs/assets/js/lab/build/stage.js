/* Build one stage of a Dockerfile step by step on its base. */
import { sortedMap } from "../commands/go.js";
import { NotModelled } from "../engine/errors.js";
import { listed } from "../images.js";
import { absolute } from "../engine/mounts.js";
import { BadPattern, copyFiles, fingerprint, MissingFile, refuseUrls, sources } from "./copy.js";
import { stepFault } from "./instructions.js";
import { runStep } from "./runstep.js";
import { expand, pairs, split } from "./words.js";
import { readDuration } from "../commands/units.js";

const SIZES = { RUN: 4096, COPY: 12288, ADD: 12288, WORKDIR: 8192 };

/** A failed step. `reason` is BuildKit's; `solve` precedes it in the last line. */
export class StepError extends Error {
  constructor(message, { step, instruction, solve = "" }) {
    super(message);
    Object.assign(this, { step, instruction, solve });
  }
}

/** Instructions that make a layer, and so are shown as steps. */
export const isShown = ({ word }) => ["RUN", "COPY", "ADD", "WORKDIR"].includes(word);

export class Stage {
  /** @param {object} base the base: layers, layerIds, config, history, key */
  constructor(build, stage, base) {
    Object.assign(this, { build, stage, layers: [...base.layers], layerIds: [...base.layerIds], history: [...base.history], size: base.size, key: base.key, cmdSet: false });
    const { config } = base;
    this.config = { ...config, Env: [...(config.Env ?? [])], Labels: new Map(config.Labels ?? []), ExposedPorts: new Map(config.ExposedPorts ?? []), Volumes: new Map(config.Volumes ?? []) };
    this.args = new Map();
    this.declared = [];
  }

  get values() {
    return new Map([...this.args, ...this.config.Env.map((each) => [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)])]);
  }

  note(by, { size = 0, empty = true } = {}) {
    this.history.push({ by, size, created: this.build.engine.clock.now(), comment: "buildkit.dockerfile.v0", empty });
    this.key += `\n${by}`;
  }

  put = (text) => expand(text, this.values);

  async step(instruction) {
    const { word, text, json } = instruction, fault = stepFault(instruction, split(text).map(this.put));
    if (fault) throw new StepError(fault, { instruction });
    switch (word) {
      case "ENV": case "LABEL": return this.pairs(word, text);
      case "ARG": return this.arg(text);
      case "CMD": case "ENTRYPOINT": return this.command(word, text, json);
      case "EXPOSE": return this.expose(split(text).map(this.put));
      case "VOLUME": return this.volume((json ?? split(text)).map(this.put));
      case "USER": this.config.User = this.put(split(text).join(" ")); return this.note(`USER ${this.config.User}`);
      case "STOPSIGNAL": this.config.StopSignal = this.put(text); return this.note(`STOPSIGNAL ${this.config.StopSignal}`);
      case "SHELL": this.config.Shell = json; return this.note(`SHELL ${listed(json ?? [])}`);
      case "MAINTAINER": return this.note(`MAINTAINER ${text}`);
      case "HEALTHCHECK": return this.health(instruction);
      case "ONBUILD": this.config.OnBuild = [...(this.config.OnBuild ?? []), text]; return this.note(`ONBUILD ${text}`);
      case "WORKDIR": return this.workdir(instruction);
      case "RUN": return this.run(instruction);
      default: return this.copy(instruction);
    }
  }

  pairs(word, text) {
    for (const [name, value] of pairs(text, this.values)) {
      if (word === "ENV") {
        const at = this.config.Env.findIndex((each) => each.startsWith(`${name}=`));
        if (at < 0) this.config.Env.push(`${name}=${value}`);
        else this.config.Env[at] = `${name}=${value}`;
      } else this.config.Labels = sortedMap([...this.config.Labels, [name, value]]);
    }
    this.note(`${word} ${pairs(text, this.values).map(([name, value]) => `${name}=${value}`).join(" ")}`);
  }

  arg(text) {
    for (const each of split(text)) {
      const [name, ...rest] = each.split("="), fallback = rest.length ? this.put(rest.join("=")) : this.build.globals.get(name);
      const value = this.build.given.get(name) ?? fallback;
      if (value !== undefined) this.args.set(name, value);
      if (!this.config.Env.some((one) => one.startsWith(`${name}=`))) this.declared.push(name);
    }
    this.note(`ARG ${text}`);
  }

  command(word, text, json) {
    const words = json ?? [...(this.config.Shell ?? ["/bin/sh", "-c"]), text], isEmpty = !json && !text;
    if (word === "CMD") {
      this.config.Cmd = isEmpty ? null : words;
      this.cmdSet = true;
    } else {
      this.config.Entrypoint = isEmpty ? null : words;
      if (!this.cmdSet) this.config.Cmd = null;
    }
    this.note(`${word} ${listed(words)}`);
  }

  expose(ports) {
    const whole = ports.map((each) => (each.includes("/") ? each : `${each}/tcp`));
    this.config.ExposedPorts = sortedMap([...this.config.ExposedPorts, ...whole.map((each) => [each, {}])]);
    this.note(`EXPOSE [${[...whole].sort().join(" ")}]`);
  }

  volume(paths) {
    this.config.Volumes = sortedMap([...this.config.Volumes, ...paths.map((each) => [each, {}])]);
    this.note(`VOLUME [${paths.join(" ")}]`);
  }

  health({ text, flags }) {
    const time = (name) => (flags.has(name) ? readDuration(flags.get(name)) : 0), [, kind, rest = ""] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
    const Test = kind?.toUpperCase() === "NONE" ? ["NONE"] : rest.startsWith("[") ? ["CMD", ...JSON.parse(rest)] : ["CMD-SHELL", rest];
    this.config.Healthcheck = { Test, Interval: time("interval"), Timeout: time("timeout"), StartPeriod: time("start-period"), StartInterval: time("start-interval"), Retries: Number(flags.get("retries") ?? 0) };
    this.note(`HEALTHCHECK {Test:[${Test.join(" ")}] Interval:${flags.get("interval") ?? "0s"} Timeout:${flags.get("timeout") ?? "0s"} StartPeriod:${flags.get("start-period") ?? "0s"} StartInterval:${flags.get("start-interval") ?? "0s"} Retries:${flags.get("retries") ?? 0}}`);
  }

  /** A step with a layer, cached or made. `content`: what it depends on besides its words. */
  async layered(instruction, by, content, make) {
    const key = `${this.key}\n${by}\n${content}`, { cache } = this.build.engine, known = this.build.noCache ? null : cache.get(key);
    this.build.keys.add(key);
    this.build.showFrom(this, !known);
    const shown = this.build.shown(this, instruction);
    if (known) {
      shown.cached();
      this.layers.push(known.layer);
      this.layerIds.push(known.id);
    } else {
      const fs = this.build.engine.machine.rootfs(this.layers);
      try {
        await make(fs, shown);
      } catch (error) {
        if (error instanceof NotModelled || !error.message) throw error;
        if (error instanceof StepError) {
          shown.failed(error.message);
          throw error;
        }
        throw error;
      }
      const made = { layer: fs.commit(), id: this.build.engine.ids.digest() };
      cache.set(key, made);
      this.layers.push(made.layer);
      this.layerIds.push(made.id);
      shown.done();
    }
    this.size += SIZES[instruction.word];
    this.note(by, { size: SIZES[instruction.word], empty: false });
    this.key = key;
  }

  async workdir(instruction) {
    const path = absolute(this.put(instruction.text.replace(/^"(.*)"$/, "$1")), this.config.WorkingDir || "/");
    this.config.WorkingDir = path;
    await this.layered(instruction, `WORKDIR ${path}`, "", async (fs) => {
      if (!fs.exists(path)) fs.mkdir(path, { recursive: true, mode: 0o755, ...this.owner(fs, this.config.User) });
    });
  }

  owner(fs, user) {
    if (!user) return { uid: 0, gid: 0 };
    try {
      const { uid, gid } = this.build.engine.machine.user(fs, user);
      return { uid, gid };
    } catch {
      return { uid: 0, gid: 0 };
    }
  }

  async run(instruction) {
    const shell = this.config.Shell ?? ["/bin/sh", "-c"], { json, text, heredocs } = instruction;
    const script = heredocs.length && /^<<-?["']?\w+["']?$/.test(text.trim()) ? heredocs[0].text : heredocs.length ? `${text}\n${heredocs.map((each) => `${each.text}${each.name}\n`).join("")}` : text;
    const argv = json ?? [...shell, script], used = this.declared.filter((name) => this.args.has(name));
    const prefix = used.length ? `|${used.length} ${used.map((name) => `${name}=${this.args.get(name)}`).join(" ")} ` : "";
    const by = `RUN ${prefix}${argv.join(" ").replace(/\n$/, "")} # buildkit`;
    await this.layered(instruction, by, "", (fs, shown) => runStep(this, fs, shown, instruction, argv));
  }

  async copy(instruction) {
    const { word, flags, heredocs } = instruction, odd = [...flags.keys()].find((each) => ["exclude", "parents", "checksum", "keep-git-dir", "unpack"].includes(each));
    if (odd) throw new NotModelled(`${word} --${odd}`);
    const words = (instruction.json ?? split(instruction.text)).map(this.put), to = words.at(-1), names = words.slice(0, -1).filter((each) => !each.startsWith("<<"));
    if (!names.length && !heredocs.length) throw new StepError(`${word} requires at least two arguments, but only one was provided. Destination could not be determined`, { instruction });
    if (word === "ADD") refuseUrls(names);
    const source = await this.build.source(flags.get("from") ? this.put(flags.get("from")) : "", instruction), whole = absolute(to, this.config.WorkingDir || "/");
    const place = /\/$|^\.\.?$|\/\.$/.test(to) && whole !== "/" ? `${whole}/` : whole;
    const extra = [...flags].filter(([key]) => key === "chown" || key === "chmod").map(([key, value]) => `--${key}=${key === "chown" && !value.includes(":") ? `${value}:${value}` : value} `).join("");
    let paths;
    try {
      paths = names.flatMap((each) => sources(source, each));
    } catch (error) {
      if (error instanceof BadPattern) throw new StepError(error.message, {});
      if (!(error instanceof MissingFile)) throw error;
      const ref = `${this.build.engine.ids.hex(25)}::${this.build.engine.ids.hex(25)}`;
      const message = error.message.startsWith("lstat") ? `failed to calculate checksum of ref ${ref}: ${error.message}: no such file or directory` : `failed to calculate checksum of ref ${ref}: ${JSON.stringify(error.message)}: not found`;
      this.build.showFrom(this, false);
      const step = this.build.shown(this, instruction);
      step.failed(message);
      throw new StepError(message, { step, instruction, solve: "failed to compute cache key: " });
    }
    await this.layered(instruction, `${word} ${extra}${words.join(" ")} # buildkit`, `${fingerprint(source, paths)}${heredocs.map((each) => each.text).join("")}`, async (fs) => {
      const own = flags.has("chown") ? this.owner(fs, this.put(flags.get("chown"))) : { uid: 0, gid: 0 };
      if (this.config.WorkingDir && !fs.exists(this.config.WorkingDir)) fs.mkdir(this.config.WorkingDir, { recursive: true });
      const mode = flags.has("chmod") ? parseInt(flags.get("chmod"), 8) : null;
      await copyFiles(source, paths, fs, place, { own, mode, unpacks: word === "ADD" ? this.build.engine.clock : null, keepsOwner: flags.has("from") && !flags.has("chown") });
      for (const { name, text, literal } of heredocs) {
        const file = place.endsWith("/") ? `${place}${name}` : place;
        fs.writeFile(file, literal ? text : this.put(text), { mode: mode ?? 0o644, ...own });
      }
    });
  }
}
