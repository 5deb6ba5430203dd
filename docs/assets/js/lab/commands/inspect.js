/* `docker inspect` and its forms for one kind of thing. */
import { EngineError } from "../engine/errors.js";
import { shown } from "../engine/images.js";
import { inspectContainer, inspectImage, inspectNetwork, inspectVolume } from "../engine/inspect.js";
import { formatOne, FormatError, read } from "./format.js";
import { toJson } from "./go.js";
import { changedSize } from "./ps.js";

const FIND = {
  container: ({ engine }, name, call) => {
    const container = engine.find(name), all = inspectContainer(engine, container);
    if (!call.on("--size")) return all;
    const own = changedSize(container);
    return Object.assign(all, { SizeRw: own, SizeRootFs: container.image.size + own });
  },
  image: ({ engine }, name) => inspectImage(engine, engine.images.get(name)), // for templates, `whole` adds what is missing here
  network: ({ engine }, name) => inspectNetwork(engine, engine.networks.get(name)),
  volume: ({ engine }, name) => inspectVolume(engine, engine.volumes.get(name)),
};

const kind = (what) => (call, lab) => inspect(call, (name) => FIND[what](lab, name, call), (error) => `Error response from daemon: ${error.message}`);

export const containers = kind("container");
export const images = kind("image");
export const networks = kind("network");
export const volumes = kind("volume");

/** Whatever has that name: containers first, then images, networks, volumes. */
export function any(call, lab) {
  const type = call.last("--type");
  if (type && !FIND[type]) {
    call.err(`unknown type: ${JSON.stringify(type)}: must be one of "config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"\n`);
    return 1;
  }
  const kinds = type ? [type] : Object.keys(FIND);
  return inspect(call, (name) => {
    for (const each of kinds) {
      try {
        return FIND[each](lab, name, call);
      } catch (error) {
        if (!(error instanceof EngineError) || ["network", "volume"].includes(type)) throw error;
      }
    }
    throw new EngineError(type === "container" ? `No such container: ${name}` : type === "image" ? `No such image: ${shown(name)}` : name);
  }, (error, name) => (type ? `Error response from daemon: ${error.message}` : `error: no such object: ${name}`));
}

/** Print what is found for each operand. `wording`: the message if one doesn't exist. */
export function inspect(call, find, wording) {
  const format = call.last("--format"), template = format && format !== "json" ? read(format) : null, found = [], faults = [];
  let out = "";
  for (const name of call.operands) {
    try {
      const each = find(name);
      found.push(each);
      if (template) out += `${formatOne(template, each, whole(each))}\n`;
    } catch (error) {
      if (error instanceof FormatError) faults.push(error.message);
      else if (error instanceof EngineError) faults.push(wording(error, name));
      else throw error;
    }
  }
  if (template) call.out(out || "\n");
  else if (format === "json") call.line(found.length ? toJson(found) : "[]");
  else call.line(found.length ? toJson(found, "    ", false) : "[]");
  for (const each of faults) call.err(`${each}\n`);
  return faults.length ? 1 : 0;
}

/* JSON omits empty values; Go's struct has them all the same. `{{json .Config}}` writes what there is, and a field
   by itself is null or empty if absent. */
const EMPTY = { ExposedPorts: null, Healthcheck: null, StopSignal: "", Shell: null, OnBuild: null };
const OF_IMAGE = { ...EMPTY, User: "", Env: null, Entrypoint: null, Cmd: null, Volumes: null, WorkingDir: "", Labels: null, ArgsEscaped: false };
const OF_CONTAINER = { ...EMPTY, ArgsEscaped: false, NetworkDisabled: false, StopTimeout: null };
const OF_HOST = { Annotations: null, Tmpfs: null, Sysctls: null, Mounts: null, Init: null, StorageOpt: null };

function whole(data) {
  if (data.HostConfig) return { ...data, Config: withEmpty({ ...data.Config }, OF_CONTAINER), HostConfig: withEmpty({ ...data.HostConfig }, OF_HOST), State: withEmpty({ ...data.State }, { Health: null }) };
  if (!data.RepoTags) return data;
  return withEmpty({ ...data, Config: withEmpty({ ...data.Config }, OF_IMAGE) }, { Comment: "", Author: "" });
}

/* Fields that templates find but JSON doesn't show. */
function withEmpty(struct, empty) {
  for (const [key, value] of Object.entries(empty)) if (!Object.hasOwn(struct, key)) Object.defineProperty(struct, key, { value, enumerable: false });
  return struct;
}
