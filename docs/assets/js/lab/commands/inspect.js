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
  image: ({ engine }, name) => inspectImage(engine, engine.images.get(name)), // templates see what is left out here: see `whole`
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
        if (!(error instanceof EngineError)) throw error;
      }
    }
    throw new EngineError(type === "container" ? `No such container: ${name}` : type === "image" ? `No such image: ${shown(name)}` : name);
  }, (error, name) => (type ? `Error response from daemon: ${error.message}` : `error: no such object: ${name}`));
}

/** Print what is found of each operand. `wording`: what is said of one that is not there. */
export function inspect(call, find, wording) {
  const format = call.last("--format"), template = format && format !== "json" ? read(format) : null, found = [], faults = [];
  for (const name of call.operands) {
    try {
      found.push(find(name));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      faults.push(wording(error, name));
    }
  }
  if (template) {
    const fault = fill(call, template, found);
    if (fault) return fault;
  } else if (format === "json") {
    if (found.length) call.line(toJson(found));
    else call.line("[]");
  } else call.line(found.length ? toJson(found, "    ", false) : "[]");
  for (const each of faults) call.err(`${each}\n`);
  return faults.length ? 1 : 0;
}

/* An image's JSON leaves out what is empty; Go's struct has it all the same. */
function whole(data) {
  if (!data.RepoTags) return data;
  // `{{json .Config}}` writes what there is; a field by itself is null or empty when it is not.
  const empty = { User: "", ExposedPorts: null, Env: null, Entrypoint: null, Cmd: null, Volumes: null, WorkingDir: "", Labels: null, StopSignal: "", ArgsEscaped: false, Healthcheck: null, OnBuild: null, Shell: null };
  return withEmpty({ ...data, Config: withEmpty({ ...data.Config }, empty) }, { Comment: "", Author: "" });
}

/* Fields that a template finds, and JSON does not show. */
function withEmpty(struct, empty) {
  for (const [key, value] of Object.entries(empty)) if (!Object.hasOwn(struct, key)) Object.defineProperty(struct, key, { value, enumerable: false });
  return struct;
}

/* Of several, those before the one that fails are printed. */
function fill(call, template, found) {
  let out = "";
  for (const each of found) {
    try {
      out += `${formatOne(template, each, whole(each))}\n`;
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      call.out(`${out}\n`);
      call.err(`${error.message}\n`);
      return 1;
    }
  }
  call.out(found.length ? out : "\n");
  return 0;
}

