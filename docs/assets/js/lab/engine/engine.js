/* The engine: images, containers, volumes and networks, and operations on them. No DOM, no command line. */
import { EngineError } from "./errors.js";
import { createEvents } from "./events.js";
import { createIds } from "./ids.js";
import { Images } from "./images.js";
import { Networks } from "./networks.js";
import { Ports } from "./ports.js";
import { copyTree } from "./tree.js";
import { Volumes } from "./volumes.js";

const decoder = new TextDecoder();

/** @param {{machine: object, clock: object, seed?: number}} options */
export function createEngine({ machine, clock, seed = 1 }) {
  const engine = {
    machine, clock, ids: createIds(seed), copyTree,
    images: new Images(), ports: new Ports(), containers: new Map(), cache: new Map(), builtOn: new Set(), builds: [], listeners: new Set(),
    get hostFs() {
      return machine.hostFs;
    },
    changed() {
      for (const each of engine.listeners) each();
    },
    text: (chunk) => (typeof chunk === "string" ? chunk : decoder.decode(chunk)),
    stamp: (time) => `${new Date(time).toISOString().slice(0, -1)}${String(time % 7919).padStart(6, "0")}Z`,
    attributes: (container) => ({ image: container.imageName, name: container.name, ...Object.fromEntries(container.config.Labels ?? []) }),
    find: (name) => find(engine, name),
  };
  engine.events = createEvents(clock);
  engine.volumes = new Volumes(engine);
  engine.networks = new Networks(engine);
  return engine;
}

/** Find a container by name, id, or the start of an id. */
function find(engine, text) {
  const name = text.replace(/^\//, ""), all = [...engine.containers.values()];
  const found = engine.containers.get(text) ?? all.find((each) => each.name === name);
  if (found) return found;
  const begun = /^[0-9a-f]+$/.test(text) ? all.filter((each) => each.id.startsWith(text)) : [];
  if (begun.length > 1) throw new EngineError(`Multiple IDs found with provided prefix: ${text}`);
  if (!begun.length) throw new EngineError(`No such container: ${text}`);
  return begun[0];
}
