/* `docker compose …` */
import { NotModelled } from "../engine/errors.js";
import { config as printConfig } from "./config.js";
import { VERSION } from "./containers.js";
import { down } from "./down.js";
import { exec, logs, runService } from "./inside.js";
import { copy, images, list, port, ps, stats, top, volumes } from "./lists.js";
import { check, command, resolve } from "./project.js";
import { build, pull, push } from "./registry.js";
import { kill, pause, restart, rm, scaleChecked, startServices, stop, unpause, wait } from "./states.js";
import { create, up } from "./upcommand.js";
import { watch } from "./watch.js";

async function version(call) {
  call.line(call.on("--short") ? VERSION : `Docker Compose version ${VERSION}`);
  return 0;
}

function printConfigOf(call, lab, project) {
  check(project, call.operands);
  if (!["--services", "--volumes", "--networks", "--images", "--profiles", "--variables"].some(call.on)) resolve(call, project, call.operands);
  return printConfig(call, project);
}

const COMMANDS = {
  build: command(build), config: command(printConfigOf), cp: command(copy), create: command(create), down: command(down, { named: true }), exec: command(exec, { named: true }), images: command(images, { named: true }), kill: command(kill), logs: command(logs, { named: true }), ls: list, pause: command(pause),
  port: command(port), ps: command(ps, { named: true }), pull: command(pull), push: command(push), restart: command(restart), rm: command(rm), run: command(runService), scale: scaleChecked, start: command(startServices), stats: command(stats, { named: true }), stop: command(stop), top: command(top, { named: true }),
  unpause: command(unpause), up: command(up), watch: command(watch), version, volumes: command(volumes, { named: true }), wait: command(wait),
};

export const COMPOSE = Object.fromEntries(Object.entries(COMMANDS).map(([name, action]) => [`compose ${name}`, action]));
for (const name of ["attach", "commit", "events", "export", "publish", "convert", "alpha", "bridge"]) COMPOSE[`compose ${name}`] = async () => { throw new NotModelled(`compose ${name}`); };
