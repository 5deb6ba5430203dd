/* `docker compose logs`, `exec` and `run`. */
import { runIn } from "../commands/exec.js";
import { waitFor } from "../engine/run.js";
import { containersOf, replicas } from "./containers.js";
import { ProjectError } from "./load.js";
import { run } from "./oneoff.js";
import { printLogs } from "./output.js";
import { check, resolve } from "./project.js";

export async function logs(call, lab, project) {
  const { engine } = lab;
  check(project, call.operands);
  const containers = containersOf(engine, project.name).filter((one) => !one.oneOff && (!call.operands.length || call.operands.includes(one.service)) && (!call.last("--index") || one.number === Number(call.last("--index")))).map((one) => one.container);
  const print = printLogs(call, engine, project, containers, { prefix: !call.on("--no-log-prefix"), tail: call.last("--tail") || "all", stamps: call.on("--timestamps") });
  const running = containers.filter((one) => one.state.running);
  if (!call.on("--follow") || !running.length) return 0;
  const undo = running.map((container) => {
    const listener = (stream, chunk) => print(container, engine.text(chunk), stream);
    container.listeners.add(listener);
    return () => container.listeners.delete(listener);
  });
  const left = new Promise((resolve) => call.io.signal?.addEventListener("abort", () => resolve(130)));
  const code = await Promise.race([Promise.all(running.map(waitFor)).then(() => 0), left]);
  for (const one of undo) one();
  return code;
}

export async function exec(call, lab, project) {
  const [name, ...argv] = call.operands, index = Number(call.last("--index", "0")), list = project.services.has(name) || project.disabled.has(name) ? replicas(lab.engine, project, { name }) : [];
  const found = index ? list.find((one) => one.number === index) : list[0];
  if (index && !found) throw new ProjectError(`service ${JSON.stringify(name)} is not running container #${index}`);
  if (!found || !found.container.state.running) throw new ProjectError(`service ${JSON.stringify(name)} is not running`);
  const env = call.all("--env").flatMap((one) => (one.includes("=") ? [one] : call.io.env[one] === undefined ? [] : [`${one}=${call.io.env[one]}`]));
  return runIn(lab.engine, found.container, { argv, env, cwd: call.last("--workdir"), user: call.last("--user"), detached: call.on("--detach"), io: call.io, stdin: call.io.stdin, tty: false });
}

export function runService(call, lab, project) {
  check(project, call.operands.slice(0, 1));
  resolve(call, project, call.operands.slice(0, 1));
  return run(call, lab, project);
}
