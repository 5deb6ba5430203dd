/* Mounts of a container: `-v`, `--mount`, `--tmpfs`, `--volumes-from`, and the VOLUME of its image. */
import { splitFields } from "../../explain/fields.js";
import { splitVolume } from "../../explain/mount.js";
import { readSize } from "../commands/units.js";
import { EngineError } from "./errors.js";
import { checkName } from "./volumes.js";

const isPath = (text) => /^(?:\/|\.|~)/.test(text);
const MODES = ["ro", "rw", "z", "Z", "nocopy", "rprivate", "private", "rshared", "shared", "rslave", "slave", "cached", "delegated", "consistent"];

/** A path as Go's filepath.Clean leaves it. */
export function clean(path) {
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** The CLI sends the engine only absolute paths. */
export const absolute = (path, cwd) => clean(path.startsWith("/") ? path : `${cwd}/${path}`);

/** `-v` as the CLI passes it on: the source is an absolute path or a volume. */
export function bindText(value, cwd) {
  const [source, ...rest] = splitVolume(value);
  return rest.length && /^\.{1,2}(?:\/|$)/.test(source) ? [absolute(source, cwd), ...rest].join(":") : value;
}

/** Read one value of `-v`. @returns {object} the wanted mount */
export function readBind(value) {
  const fields = /^[a-zA-Z]:\/[^:]*:[^:]*$/.test(value) ? value.split(":") : splitVolume(value), wrong = (why) => new EngineError(`invalid volume specification: '${value}'${why ? `: ${why}` : ""}`);
  if (value.split(":").length > 3 || fields.length > 3 || fields.includes("")) throw wrong("");
  if (fields.length === 1) {
    // A single letter before the colon is read as a Windows drive, and the whole as a path.
    if (/^[a-zA-Z]:/.test(value)) return { type: "volume", source: "", target: value, readOnly: false, mode: "" };
    if (!value.startsWith("/")) throw wrong(`invalid mount config for type "volume": invalid mount path: '${value}' mount path must be absolute`);
    return { type: "volume", source: "", target: clean(value), readOnly: false, mode: "" };
  }
  const [source, target, mode = ""] = fields, type = isPath(source) ? "bind" : "volume";
  if (!target.startsWith("/")) throw wrong(`invalid mount config for type "${type}": invalid mount path: '${target}' mount path must be absolute`);
  if (clean(target) === "/") throw wrong(`invalid mount config for type "${type}": invalid specification: destination can't be '/'`);
  for (const each of mode ? mode.split(",") : []) if (!MODES.includes(each)) throw new EngineError(`invalid mode: ${mode}`);
  if (type === "volume") checkName(source);
  const modes = mode.split(",");
  return { type, source: type === "bind" ? clean(source) : source, target: clean(target), readOnly: modes.includes("ro"), noCopy: modes.includes("nocopy"), mode: mode || (type === "volume" ? "z" : ""), makesSource: true };
}

const KEYS = { src: "source", source: "source", dst: "target", destination: "target", target: "target", ro: "readOnly", readonly: "readOnly" };

/** Read one value of `--mount` that the CLI accepted. */
export function readMount(value, cwd) {
  const mount = { type: "volume", source: "", target: "", readOnly: false, mode: "", options: new Map() };
  for (const field of splitFields(value) ?? []) {
    const at = field.indexOf("="), key = (at < 0 ? field : field.slice(0, at)).toLowerCase(), text = at < 0 ? "true" : field.slice(at + 1);
    if (key === "type") mount.type = text.toLowerCase();
    else if (KEYS[key] === "readOnly") mount.readOnly = text === "true" || text === "1";
    else if (KEYS[key]) mount[KEYS[key]] = text;
    else if (key === "volume-nocopy") mount.noCopy = text === "true" || text === "1";
    else mount.options.set(key, text);
  }
  if (mount.type === "bind" && /^\.{1,2}(?:\/|$)|^[^/]/.test(mount.source)) mount.source = absolute(mount.source, cwd);
  if (mount.options.get("bind-create-src") === "true") mount.makesSource = true;
  return mount;
}

/** Find what the engine rejects in `--mount`. */
export function checkMount(mount, hostFs) {
  const wrong = (why) => new EngineError(`invalid mount config for type "${mount.type}": ${why}`);
  if (!["bind", "volume", "tmpfs", "image", "npipe", "cluster"].includes(mount.type)) throw wrong("mount type unknown");
  if (!mount.target) throw wrong("field Target must not be empty");
  if (!mount.target.startsWith("/")) throw wrong(`invalid mount path: '${mount.target}' mount path must be absolute`);
  if (clean(mount.target) === "/") throw wrong("invalid specification: destination can't be '/'");
  if (mount.type === "bind") {
    if (!mount.source) throw wrong("field Source must not be empty");
    if (!mount.makesSource && !hostFs.exists(mount.source)) throw wrong(`bind source path does not exist: ${mount.source}`);
  }
  if (mount.type === "tmpfs" && mount.source) throw wrong("field Source must not be specified");
  if (mount.type === "volume" && mount.source) checkName(mount.source);
  mount.target = clean(mount.target);
}

/** The mounts of a new container: volumes are made now, folders at the start.
    @param {{binds: string[], mounts: object[], tmpfs: string[], from: string[], image: object}} wanted */
export function resolveMounts(engine, { binds, mounts, tmpfs, from, image }) {
  const list = [], add = (mount) => {
    if (list.some((each) => each.Destination === mount.Destination)) throw new EngineError(`Duplicate mount point: ${mount.Destination}`);
    list.push(mount);
  };
  for (const each of from) for (const mount of inherited(engine, each)) list.push(mount);
  const own = [...binds.map(readBind), ...mounts];
  const targets = own.map((each) => each.target);
  targets.forEach((target, i) => {
    if (targets.indexOf(target) < i) throw new EngineError(`Duplicate mount point: ${target}`);
  });
  for (const mount of own) {
    const at = list.findIndex((each) => each.Destination === mount.target);
    if (at >= 0) list.splice(at, 1);
    add(entry(engine, mount));
  }
  for (const [target, options = ""] of tmpfs.map((each) => each.split(":"))) {
    if (list.some((each) => each.Destination === clean(target))) continue;
    const size = /(?:^|,)size=([^,]+)/.exec(options)?.[1], readOnly = options.split(",").includes("ro");
    list.push({ Type: "tmpfs", Source: "", Destination: clean(target), Mode: "", RW: !readOnly, Propagation: "", hidden: true, limit: size ? readSize(size) : undefined });
  }
  for (const target of image?.config.Volumes?.keys() ?? []) {
    if (!list.some((each) => each.Destination === clean(target))) add(entry(engine, { type: "volume", source: "", target: clean(target), readOnly: false, mode: "" }));
  }
  return list;
}

function inherited(engine, text) {
  const [name, mode = ""] = text.split(":");
  const other = engine.find(name);
  if (!["", "ro", "rw", "z", "nocopy"].includes(mode)) throw new EngineError(`invalid mode: ${mode}`);
  return other.mounts.filter((mount) => mount.Type !== "tmpfs").map((mount) => ({ ...mount, Mode: mode || mount.Mode, RW: mode === "ro" ? false : mount.RW }));
}

function entry(engine, mount) {
  const RW = !mount.readOnly;
  if (mount.type === "tmpfs") return { Type: "tmpfs", Source: "", Destination: mount.target, Mode: "", RW, Propagation: "", limit: mount.options?.get("tmpfs-size") ? readSize(mount.options.get("tmpfs-size")) : undefined };
  if (mount.type === "bind") return { Type: "bind", Source: mount.source, Destination: mount.target, Mode: mount.mode, RW, Propagation: "rprivate", makesSource: mount.makesSource };
  const volume = engine.volumes.create(mount.source, { labels: new Map() });
  return { Type: "volume", Name: volume.name, Source: `/var/lib/docker/volumes/${volume.name}/_data`, Destination: mount.target, Driver: "local", Mode: mount.mode || "z", RW, Propagation: "", noCopy: mount.noCopy };
}

/** On creation, an empty volume gets what the image has at its place. */
export function fillVolumes(engine, container) {
  for (const mount of container.mounts) if (mount.Type === "volume" && !mount.noCopy) fill(engine.volumes.byName.get(mount.Name).fs, container.fs, mount.Destination, engine);
}

/** Mount all into the container's file system. */
export function mountAll(engine, container) {
  const { fs } = container, made = [...container.mounts].sort((a, b) => a.Destination.length - b.Destination.length);
  fs.readOnly = false;
  for (const path of container.mounted ?? []) fs.unmount(path);
  container.mounted = [];
  for (const mount of made) {
    const readOnly = !mount.RW;
    if (mount.Type === "tmpfs") put(container, mount.Destination, tmpfs(engine, mount.limit), readOnly);
    else if (mount.Type === "volume") {
      const volume = engine.volumes.byName.get(mount.Name);
      if (!volume) throw new EngineError(`get ${mount.Name}: no such volume`);
      put(container, mount.Destination, volume.fs, readOnly);
    } else bind(engine, container, mount, readOnly);
  }
}

/** @param {number} [limit] in bytes */
function tmpfs(engine, limit) {
  const fs = engine.machine.volume({ limit });
  fs.chmod("/", 0o1777);
  return fs;
}

/* Make the empty file or folder that a mount needs. */
function put(container, path, what, readOnly, isFolder = true) {
  const { fs } = container;
  if (!fs.exists(path)) {
    const parent = path.replace(/\/[^/]*$/, "") || "/";
    if (isFolder) fs.mkdir(path, { recursive: true, mode: 0o755 });
    else {
      if (!fs.exists(parent)) fs.mkdir(parent, { recursive: true, mode: 0o755 });
      fs.writeFile(path, "", { mode: 0o644 });
    }
  }
  fs.mount(path, what, { readOnly });
  container.mounted.push(path);
}

function bind(engine, container, mount, readOnly) {
  const { hostFs } = engine, { fs } = container;
  if (!hostFs.exists(mount.Source)) {
    if (!mount.makesSource) throw new EngineError(`invalid mount config for type "bind": bind source path does not exist: ${mount.Source}`);
    hostFs.mkdir(mount.Source, { recursive: true });
  }
  const isFolder = hostFs.stat(mount.Source).type === "dir", there = fs.exists(mount.Destination) ? fs.stat(mount.Destination).type === "dir" : null;
  if (there !== null && there !== isFolder) {
    throw new EngineError(
      `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "${mount.Source}" to rootfs at "${mount.Destination}": mount src=${mount.Source}, dst=${mount.Destination}, dstFd=/proc/thread-self/fd/8, flags=MS_BIND|MS_REC: not a directory: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type`,
      125,
    );
  }
  put(container, mount.Destination, hostFs.sub(mount.Source), readOnly, isFolder);
}

function fill(volume, fs, path, engine) {
  if (volume.readdir("/").length || !fs.exists(path) || fs.stat(path).type !== "dir") return;
  engine.copyTree(fs, path, volume, "/");
  const { mode, uid, gid } = fs.stat(path);
  volume.chmod("/", mode);
  volume.chown("/", uid, gid);
}
