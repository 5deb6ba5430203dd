/* `docker run` and `docker create` as services of a Compose file. */
import { BLKIO, HEALTH, LEFT, LISTS, MAPS, NETWORK, NUMBERS, SAME, SWITCHES, TEXTS, hasKey } from "./composekeys.js";
import { cut, splitFields } from "./fields.js";
import { fragmentsOf } from "./fragments.js";
import { splitImage } from "./image.js";
import { splitVolume } from "./mount.js";
import { valueOf } from "./parse.js";
import { toYaml } from "./yaml.js";

const NOTHING = { networks: new Set(), volumes: new Set() };
/* How shells write the current folder. */
const FOLDER = /^(?:pwd(?: -[WPL])?|Get-Location|cygpath -\w "?\$(?:PWD|\(pwd\))"?|realpath \.|readlink -f \.)$/i, FOLDERS = ["PWD", "CURDIR"];
const RUNS_NOTHING = "Compose doesn't run commands: replace `$(…)` with what it prints.";

/** Read commands into one Compose file.
    @param {{parsed: object, opaque: Set<number>, streams?: string[], isFed?: boolean}[]} runs what `parse` made of each
      `docker run`, and its shell's streams; `isFed`: no terminal, because its input is a file or a pipe
    @param {{networks: Set<string>, volumes: Set<string>}} made what other commands in the paste create
    @param {Map<string, string>} variables what lines of the paste set
    @returns {{yaml: string, notes: string[], starts: string[]}} `notes`: where the file differs slightly; `starts`:
      the commands that do with it what was asked for */
export function toCompose(runs, made = NOTHING, variables = new Map()) {
  const file = { services: {}, networks: {}, volumes: {} }, notes = new Set(), once = [], lasting = [];
  for (const { parsed, opaque, streams = [], isFed = false } of runs) {
    const service = new Service(parsed, opaque, { file, notes, made, variables });
    if (isFed) service.given.delete("--tty");
    const body = service.body();
    let name = service.name, number = 1;
    while (Object.hasOwn(file.services, name)) name = `${service.name}-${++number}`;
    file.services[name] = body;
    if (service.isOnce) once.push(`docker compose run --rm ${service.given.has("--publish") ? "--service-ports " : ""}${name}`);
    else lasting.push(name);
    for (const note of besideIt(streams, service)) notes.add(note);
  }
  const up = lasting.length ? [`docker compose up -d${once.length ? ` ${lasting.join(" ")}` : ""}`] : [];
  const { services, ...rest } = file;
  const others = Object.fromEntries(Object.entries(rest).filter(([, value]) => Object.keys(value).length));
  return { yaml: toYaml({ services, ...others }), notes: [...notes], starts: [...up, ...once] };
}

/** What the shell adds to a command, but no file can. */
function* besideIt(streams, { isOnce }) {
  const files = streams.filter((stream) => stream !== "|" && !/^(?:[0-9&]*>>?&?[0-9-]$|<<)/.test(stream) && !stream.includes("`"));
  const behind = isOnce ? "Type it after `docker compose run` too." : "A Compose file has no place for it.";
  if (files.length) yield `Your shell does \`${files.join(" ")}\`, not docker. ${behind}`;
  if (streams.some((stream) => stream.startsWith("<<"))) yield `The text after \`<<\` comes from your shell, not from docker. ${behind}`;
  if (streams.includes("|")) yield `The part before the \`|\` comes from your shell, not from docker. ${isOnce ? "Type it before `docker compose run` too." : behind}`;
}

/** A word for Compose, which fills in `${NAME}` itself and takes a lone `$` for the start of one. */
function written(text, isOpaque, { notes, variables }) {
  if (!isOpaque) return text.replaceAll("$", "$$$$");
  const ofMake = text.replace(/\$\$(?=[A-Za-z_{])/g, "$"); // make passes `$$` to the shell as one
  const said = fragmentsOf(ofMake) ?? fragmentsOf(`"${ofMake}`); // the quote may come before the value
  if (said) return withoutSlash(said).map(([kind, piece]) => fragment(kind, piece, { notes, variables })).join("");
  const bare = text.replace(/(?<=^|[=,])\/*\$(?:PWD|\{PWD\}|\(pwd\)|\(pwd -[WPL]\))|`pwd`/g, ".").replace(/'([^']*)'/g, (_, inner) => inner.replaceAll("$", "$$$$"));
  if (/\$\(|`/.test(bare)) notes.add(RUNS_NOTHING);
  return bare.replace(/\$(\w+)/g, "${$1}").replaceAll('"', "");
}

const isFolder = ([kind, text]) => (kind === "variable" ? FOLDERS.includes(text) : kind === "result" && FOLDER.test(text.trim()));

/** Git Bash leaves a path alone that begins with two slashes: the slash before the folder isn't part of it. */
const withoutSlash = (said) => said.map((piece, at) => {
  const next = said[at + 1];
  return piece[0] === "text" && next && isFolder(next) ? ["text", piece[1].replace(/(^|[=,])\/+$/, "$1")] : piece;
});

function fragment(kind, text, { notes, variables }) {
  if (kind === "text") return text.replaceAll("$", "$$$$");
  if (isFolder([kind, text])) return ".";
  if (kind === "variable") return variables.has(text) ? variables.get(text).replaceAll("$", "$$$$") : `\${${text}}`;
  notes.add(RUNS_NOTHING);
  return `$(${text})`;
}

class Service {
  constructor(parsed, opaque, { file, notes, made, variables }) {
    Object.assign(this, { parsed, opaque, file, notes, made, variables, out: {} });
    const at = parsed.operands.length ? parsed.operands[0] : -1;
    this.image = at < 0 ? "" : this.word(at);
    this.given = this.flags();
    this.name = this.serviceName();
    const isRun = this.parsed.command.name === "docker run", isOneOff = ["--interactive", "--tty", "--rm"].some((name) => this.isOn(name));
    /* If it is typed into, or gone when it ends, it is no lasting service. */
    this.isOnce = isRun && isOneOff && !this.isOn("--detach");
  }

  word(at, start = 0, end = undefined) {
    return written(this.parsed.argv[at].slice(start, end), this.opaque.has(at), this);
  }

  /** Flag -> its values, "true" or "false" for a switch. @returns {Map<string, string[]>} */
  flags() {
    const given = new Map(), { parts } = this.parsed;
    parts.forEach((part, at) => {
      if (part.role !== "flag") return;
      const name = SAME[part.flag.name] ?? part.flag.name, own = valueOf(this.parsed, at);
      const value = own ? this.word(own.word, own.start, own.end) : "true";
      given.set(name, [...(given.get(name) ?? []), value]);
    });
    return given;
  }

  last(name) {
    return this.given.get(name)?.at(-1);
  }

  all(name) {
    return this.given.get(name) ?? [];
  }

  isOn(name) {
    return ["1", "t", "true"].includes(this.last(name)?.toLowerCase());
  }

  serviceName() {
    const given = this.last("--name");
    if (/(?<!\$)(?:\$\$)*\$[{(]/.test(given ?? "")) this.notes.add("Your shell fills in the name. Write the real name, and a service for each round of a loop.");
    const name = given ?? splitImage(this.image)?.name.split("/").at(-1) ?? "";
    return name.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+|-+$/g, "") || "app";
  }

  body() {
    const { out, parsed } = this;
    out.image = this.image;
    for (const [name, values] of this.given) {
      if (name === "--rm" && this.isOnce) continue;
      if (LEFT[name] && (parsed.command.flags.find((f) => f.name === name)?.kind || this.isOn(name))) this.notes.add(LEFT[name]);
      else if (!hasKey(name) && !LEFT[name]) this.notes.add(`\`${name}\` has no key in a Compose file.`);
      else this.simple(name, values);
    }
    this.entrypoint();
    this.ports();
    this.mounts();
    this.networks();
    this.health();
    this.resources();
    const command = parsed.operands.slice(1).map((at) => this.word(at));
    if (command.length) out.command = command;
    return out;
  }

  simple(name, values) {
    const { out } = this, value = values.at(-1);
    if (TEXTS[name] && value !== "") out[TEXTS[name]] = value;
    else if (NUMBERS[name]) out[NUMBERS[name]] = asNumber(value);
    else if (SWITCHES[name]) out[SWITCHES[name]] = this.isOn(name);
    else if (LISTS[name]) out[LISTS[name]] = values;
    else if (MAPS[name]) out[MAPS[name]] = this.map(values, name);
  }

  /** `name=value` as a map. A variable without a value is the shell's; anything else without one is empty. */
  map(values, name) {
    if (values.some((value) => value.startsWith("$"))) return values;
    return Object.fromEntries(values.map((value) => [cut(value, "=")[0], value.includes("=") ? cut(value, "=")[1] : name === "--env" ? null : ""]));
  }

  entrypoint() {
    const program = this.last("--entrypoint");
    if (program !== undefined) this.out.entrypoint = program === "" ? [] : [program];
  }

  ports() {
    const ports = this.all("--publish").map((value) => {
      if (!value.includes("=")) return value;
      const { target, published, protocol } = Object.fromEntries(value.split(",").map((field) => cut(field, "=")));
      return { target: Number(target), ...(published && { published }), ...(protocol && { protocol }) };
    });
    if (ports.length) this.out.ports = ports;
  }

  mounts() {
    const mounts = this.all("--volume").flatMap((given) => {
      const value = slashed(given), [source, target] = splitVolume(value);
      if (target === undefined && /^[A-Za-z]:\//.test(source)) {
        this.notes.add(`\`${source}\` is left out: docker takes it for a single path, and Compose refuses it. A volume's name needs at least two characters.`);
        return [];
      }
      if (target !== undefined) this.volume(source, { driver: this.last("--volume-driver") });
      return [value];
    });
    mounts.push(...this.all("--mount").map((value) => this.mount(value)));
    if (mounts.length) this.out.volumes = mounts;
    const others = this.all("--volumes-from").map((value) => `container:${value}`);
    if (others.length) this.out.volumes_from = others;
    if (others.some((value) => value.endsWith(":ro"))) this.notes.add("Compose 2.40.3 leaves out the `:ro` of `volumes_from` for a container that it didn't create: this one could write there. Name the volume under `volumes` to be sure.");
  }

  /** Name a volume at the top of the file, so that it is the one `docker run` would use. */
  volume(source, settings = {}) {
    if (!/^[A-Za-z0-9][\w.-]*$/.test(source)) return;
    const kept = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
    if (this.made.volumes.has(source)) {
      this.file.volumes[source] = { external: true };
      this.notes.add("`external` says that the volume already exists: another of your commands creates it, with its driver and options.");
      return;
    }
    this.file.volumes[source] = { name: source, ...kept };
    this.notes.add("`name` keeps the volume that `docker run` uses. Without it, Compose creates its own, with the project's name in front. If the volume already exists, write `external: true` instead, because `docker compose down -v` would delete it.");
  }

  mount(value) {
    const out = {}, volume = {}, options = {};
    const put = (owner, key, text) => (out[owner] = { ...out[owner], [key]: text });
    for (const field of splitFields(value) ?? []) {
      const [name, text] = cut(field, "="), key = name.toLowerCase(), on = !/^(?:0|f|false)$/i.test(text);
      if (key === "type") out.type = text.toLowerCase();
      else if (key === "source" || key === "src") out.source = text;
      else if (["target", "dst", "destination"].includes(key)) out.target = text;
      else if (key === "readonly" || key === "ro") out.read_only = on;
      else if (key === "consistency") out.consistency = text;
      else if (key === "bind-propagation") put("bind", "propagation", text);
      else if (key === "bind-recursive") put("bind", "recursive", text);
      else if (key === "bind-nonrecursive" && on) put("bind", "recursive", "disabled");
      else if (key === "volume-nocopy") put("volume", "nocopy", on);
      else if (key === "volume-subpath") put("volume", "subpath", text);
      else if (key === "volume-label") put("volume", "labels", { ...out.volume?.labels, [cut(text, "=")[0]]: cut(text, "=")[1] });
      else if (key === "volume-driver") volume.driver = text;
      else if (key === "volume-opt") options[cut(text, "=")[0]] = cut(text, "=")[1];
      else if (key === "image-subpath") put("image", "subpath", text);
      else if (key === "tmpfs-size") put("tmpfs", "size", /^[0-9]+$/.test(text) ? Number(text) : text);
      else if (key === "tmpfs-mode") put("tmpfs", "mode", parseInt(text, 8));
    }
    out.type ??= "volume";
    if (out.type === "bind") put("bind", "create_host_path", false);
    if (Object.keys(options).length) volume.driver_opts = options;
    if (out.type === "volume" && out.source) this.volume(out.source, volume);
    else if (volume.driver || volume.driver_opts) this.notes.add("Compose can keep a volume's driver and options only under a name: give `--mount` one, such as `src=data`, or they're lost.");
    return { type: out.type, ...out };
  }

  networks() {
    const given = this.all("--network"), mode = given.length === 1 ? given[0] : "";
    const settings = this.networkSettings();
    if (/^(?:host|none|bridge|container:.*)$/.test(mode)) this.out.network_mode = mode;
    else if (given.length && mode !== "default") {
      const joined = given.map((value, at) => this.network(value, at === 0 ? settings : {}));
      const plain = joined.every(([, its]) => !Object.keys(its).length);
      this.out.networks = plain ? joined.map(([name]) => name) : Object.fromEntries(joined.map(([name, its]) => [name, Object.keys(its).length ? its : null]));
      return;
    } else {
      this.notes.add("Compose creates a network for its services, on which they find each other by name. `docker run` joins the default bridge, where they don't.");
    }
    if (settings.mac_address) this.out.mac_address = settings.mac_address;
  }

  networkSettings() {
    const settings = {};
    for (const [flag, key] of Object.entries(NETWORK)) if (this.given.has(flag)) settings[key] = this.last(flag);
    if (this.given.has("--network-alias")) settings.aliases = this.all("--network-alias");
    if (this.given.has("--link-local-ip")) settings.link_local_ips = this.all("--link-local-ip");
    return settings;
  }

  /** A network by name or as `name=…,alias=…`. It exists already, or another command makes it. */
  network(value, settings) {
    const its = { ...settings }, keys = { ip: "ipv4_address", ip6: "ipv6_address", "mac-address": "mac_address" };
    let name = value;
    for (const field of value.includes("=") ? splitFields(value) ?? [] : []) {
      const [key, text] = cut(field, "=");
      if (key === "name") name = text;
      else if (key === "alias") its.aliases = [...(its.aliases ?? []), text];
      else if (key === "link-local-ip") its.link_local_ips = [...(its.link_local_ips ?? []), text];
      else if (key === "driver-opt") its.driver_opts = { ...its.driver_opts, [cut(text, "=")[0]]: cut(text, "=")[1] };
      else if (key === "gw-priority") its.gw_priority = Number(text);
      else if (keys[key]) its[keys[key]] = text;
    }
    // A key of the file allows fewer letters than a name.
    const key = name.replace(/[^\w.-]+/g, "-");
    this.file.networks[key] = { external: true, ...(key !== name && { name }) };
    this.notes.add(this.made.networks.has(name)
      ? "`external` says that the network already exists: another of your commands creates it, with its driver and options."
      : "`external` says that the network already exists, as it has to for `docker run`.");
    return [key, its];
  }

  health() {
    const check = {};
    if (this.isOn("--no-healthcheck")) check.disable = true;
    for (const [flag, key] of Object.entries(HEALTH)) {
      const value = this.last(flag);
      if (value !== undefined) check[key] = key === "retries" && /^[0-9]+$/.test(value) ? Number(value) : value;
    }
    if (check.test !== undefined) check.test = ["CMD-SHELL", check.test];
    if (Object.keys(check).length) this.out.healthcheck = check;
  }

  resources() {
    const { out } = this, seconds = this.last("--stop-timeout");
    if (seconds !== undefined) {
      if (seconds.startsWith("-")) this.notes.add("To wait forever, as `--stop-timeout -1` does, give `stop_grace_period` a long time.");
      else out.stop_grace_period = `${seconds}s`;
    }
    if (this.given.has("--ulimit")) {
      out.ulimits = Object.fromEntries(this.all("--ulimit").map((value) => {
        const [name, limits] = cut(value, "="), [soft, hard] = limits.split(":").map(Number);
        return [name, hard === undefined ? soft : { soft, hard }];
      }));
    }
    if (this.given.has("--log-driver") || this.given.has("--log-opt")) {
      const driver = this.last("--log-driver"), options = this.map(this.all("--log-opt"), "");
      out.logging = { ...(driver && { driver }), ...(this.given.has("--log-opt") && { options }) };
    }
    if (this.given.has("--gpus")) out.gpus = gpus(this.last("--gpus"));
    const blkio = {}, weight = this.last("--blkio-weight");
    if (weight !== undefined) blkio.weight = Number(weight);
    const weighed = this.all("--blkio-weight-device").map((value) => ({ path: cut(value, ":")[0], weight: Number(cut(value, ":")[1]) }));
    if (weighed.length) blkio.weight_device = weighed;
    for (const [flag, key] of Object.entries(BLKIO)) {
      const limits = this.all(flag).map((value) => {
        const [path, rate] = cut(value, ":");
        return { path, rate: /^[0-9]+$/.test(rate) ? Number(rate) : rate };
      });
      if (limits.length) blkio[key] = limits;
    }
    if (Object.keys(blkio).length) out.blkio_config = blkio;
  }
}

/** A number as Go reads it, also `1_000` and `0x10`; others stay as they are. */
function asNumber(value) {
  if (/^-?[0-9]+\.[0-9]+$/.test(value)) return Number(value);
  const share = /^([0-9]+)\/([1-9][0-9]*)$/.exec(value);
  if (share) return Number(share[1]) / Number(share[2]);
  const match = /^([+-]?)(0[xXbBoO])?([\da-fA-F_]+)$/.exec(value);
  if (!match) return value;
  const [, sign, base, digits] = match, number = Number(`${(base ?? (/^0[0-7_]+$/.test(digits) ? "0o" : "")).toLowerCase()}${digits.replaceAll("_", "")}`);
  return Number.isNaN(number) ? value : sign === "-" ? -number : number;
}

/** Compose needs Linux slashes in a path that begins at its own folder. */
const slashed = (value) => value.replace(/^\.{1,2}\\[^:]*/, (path) => path.replaceAll("\\", "/"));

/** `all`, a number, or `device=0,1` and such with a driver and capabilities. */
function gpus(value) {
  if (value === "all") return "all";
  if (/^[0-9]+$/.test(value)) return [{ count: Number(value) }];
  const request = {};
  for (const field of splitFields(value) ?? []) {
    const [key, text] = cut(field, "="), list = text.split(",");
    if (key === "device") request.device_ids = list;
    else if (key === "count") request.count = text === "all" ? "all" : Number(text);
    else if (key === "driver") request.driver = text;
    else if (key === "capabilities") request.capabilities = list;
    else if (field === "all") request.count = "all";
  }
  return [request];
}
