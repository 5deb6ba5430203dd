/* Named and anonymous volumes. */
import { EngineError } from "./errors.js";

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export class Volumes {
  constructor(engine) {
    this.engine = engine;
    /** @type {Map<string, {name: string, fs: object, labels: Map<string, string>, anonymous: boolean, created: number, driver: string, options: Map<string, string>}>} */
    this.byName = new Map();
  }

  create(name = "", { labels = new Map(), options = new Map(), driver = "local" } = {}) {
    const anonymous = name === "";
    const its = anonymous ? this.engine.ids.id() : name;
    if (!anonymous && driver === "local") checkName(name);
    if (driver !== "local") throw new EngineError(`create ${its}: error looking up volume plugin ${driver}: plugin "${driver}" not found`);
    const old = this.byName.get(its);
    if (old) return old;
    if (options.has("type") && !options.has("device")) throw new EngineError(`create ${its}: missing required option: "device"`);
    const volume = { name: its, fs: this.engine.machine.volume(), labels, options, anonymous, driver, created: this.engine.clock.now() };
    if (anonymous) labels.set("com.docker.volume.anonymous", "");
    this.byName.set(its, volume);
    this.engine.events.add("volume", "create", its, { driver });
    return volume;
  }

  get(name) {
    const volume = this.byName.get(name);
    if (!volume) throw new EngineError(`get ${name}: no such volume`);
    return volume;
  }

  usersOf(name) {
    return [...this.engine.containers.values()].filter((container) => container.mounts.some((mount) => mount.Type === "volume" && mount.Name === name));
  }

  remove(name, force = false) {
    if (!this.byName.has(name)) {
      if (force) return;
      throw new EngineError(`get ${name}: no such volume`);
    }
    const users = this.usersOf(name);
    if (users.length) throw new EngineError(`remove ${name}: volume is in use - [${users.map((each) => each.id).join(", ")}]`);
    this.byName.delete(name);
    this.engine.events.add("volume", "destroy", name, { driver: "local" });
  }
}

export function checkName(name) {
  if (name.length < 2) throw new EngineError(`create ${name}: volume name is too short, names should be at least two alphanumeric characters`);
  if (!NAME.test(name)) {
    throw new EngineError(`create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`);
  }
}
