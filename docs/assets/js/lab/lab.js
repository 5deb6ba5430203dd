/* A lab: a host with a shell, and an engine with the course's images. No DOM: it runs in Node and in a Worker. */
import { makeSpec } from "../explain/spec.js";
import { createDocker } from "./commands/cli.js";
import { createEngine } from "./engine/engine.js";
import { courseImages } from "./images.js";
import { createMachine } from "./machine.js";
import { rootOf } from "./programs/roots.js";

/* As in the recorded sessions of the pages. */
export const HOME = "/home/you", FOLDER = `${HOME}/docker-notes`;

/** @param {{clock: object, data: object, seed?: number, interactive?: boolean, home?: string, cwd?: string, env?: object, taught?: Function, onFault?: Function}} options `data`: Explain's (`assets/explain.json`); `taught`: see taught.js */
export function createLab({ clock, data, seed = 1, interactive = false, home = HOME, cwd = FOLDER, env = {}, taught = () => null, onFault = null }) {
  const machine = createMachine({ clock, onFault }), engine = createEngine({ machine, clock, seed });
  const hub = courseImages(engine, rootOf), lab = { engine, machine, clock, spec: makeSpec(data), hub, taught, gap: null, folder: cwd };
  for (const [name, image] of hub) engine.images.add(image, name);
  lab.docker = createDocker(lab);
  lab.shell = machine.hostShell({ home, cwd, env, commands: { docker: lab.docker }, interactive });
  return lab;
}
