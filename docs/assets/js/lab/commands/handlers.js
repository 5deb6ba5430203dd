/* The function for each command, by its short name. */
import { buildxCreate, buildxLs, buildxRm, buildxVersion } from "../build/builders.js";
import { build } from "../build/command.js";
import { bake } from "../build/bake.js";
import * as history from "../build/history.js";
import * as imagetools from "../build/imagetools.js";
import * as archives from "./archives.js";
import * as contexts from "./contexts.js";
import { cp } from "./cp.js";
import * as running from "./exec.js";
import { group } from "./help.js";
import * as images from "./images.js";
import * as inspect from "./inspect.js";
import * as life from "./lifecycle.js";
import { logs } from "./logs.js";
import * as networks from "./networks.js";
import { ps } from "./ps.js";
import { pull, push } from "./pull.js";
import { create, run } from "./run.js";
import * as system from "./system.js";
import * as volumes from "./volumes.js";

/** @type {Record<string, (call: object, lab: object) => Promise<number>>} */
export const HANDLERS = {
  "--version": system.printVersion,
  attach: life.attach, build, commit: images.commit, cp, create, diff: running.diff, events: system.events, exec: running.exec, export: archives.exportContainer, history: images.history, images: images.images,
  import: archives.importImage, info: system.info, inspect: inspect.any, kill: life.kill, load: archives.load, login: system.login, logout: system.logout, logs, pause: life.pause, port: running.port, ps, pull, push,
  rename: life.rename, restart: life.restart, rm: life.rm, rmi: images.rmi, run, save: archives.save, search: system.search, start: life.start, stats: running.stats, stop: life.stop, tag: images.tag, top: running.top,
  unpause: life.unpause, update: life.update, version: system.version, wait: life.wait,
  "buildx ls": buildxLs, "buildx prune": system.builderPrune, "container inspect": inspect.containers, "container prune": system.containerPrune, "buildx create": buildxCreate, "buildx rm": buildxRm, "buildx version": buildxVersion, "buildx bake": bake, "buildx history ls": history.ls, "buildx history logs": history.logs,
  "buildx history inspect": history.inspect, "buildx history rm": history.rm, "buildx imagetools create": imagetools.create, "buildx imagetools inspect": imagetools.inspect,
  "context create": contexts.create, "context inspect": contexts.inspect, "context ls": contexts.ls, "context rm": contexts.rm, "context show": contexts.show, "context use": contexts.use,
  "image inspect": inspect.images, "image prune": images.prune, "network connect": networks.connect, "network create": networks.create, "network disconnect": networks.disconnect, "network inspect": inspect.networks,
  "network ls": networks.ls, "network prune": networks.prune, "network rm": networks.rm, "system df": system.df, "system prune": system.systemPrune, "volume create": volumes.create, "volume inspect": inspect.volumes, "volume ls": volumes.ls,
  "volume prune": volumes.prune, "volume rm": volumes.rm,
};
/** Compose is loaded on first use: it brings a YAML reader with it. */
export async function composeHandler(name) {
  const { COMPOSE } = await import("../compose/commands.js");
  return COMPOSE[name];
}

for (const name of ["", "builder", "buildx", "buildx history", "buildx imagetools", "container", "context", "image", "network", "system", "volume", "compose"]) HANDLERS[name] = group;
