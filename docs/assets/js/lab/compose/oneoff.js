/* `docker compose run`: a container of a service for one command. */
import { EngineError } from "../engine/errors.js";
import { moment, start } from "../engine/run.js";
import { remove } from "../engine/stop.js";
import { attachTo } from "../commands/attach.js";
import { readBind, bindText } from "../engine/mounts.js";
import { readPorts } from "../engine/ports.js";
import { sortedMap } from "../commands/go.js";
import { ensureImage, inOrder, makeContainer } from "./containers.js";
import { ProjectError } from "./load.js";
import { makeContainers, makeResources, startAll, waitForDependencies } from "./up.js";
import { shellWords } from "./model.js";

export async function run(call, lab, project) {
  const { engine } = lab, [name, ...words] = call.operands, service = project.services.get(name);
  const dependencies = call.on("--no-deps") ? [] : inOrder(project, [name]).filter((each) => each !== service);
  await makeContainers(call, lab, project, dependencies, { removesOrphans: call.on("--remove-orphans") });
  if (dependencies.length) {
    await startAll(call, engine, project, dependencies);
    await waitForDependencies(call, engine, project, service, dependencies, new Set());
  }
  makeResources(call, engine, project, [service]);
  const image = await ensureImage(call, lab, project, service, { build: call.on("--build") });
  const own = call.last("--name") || `${project.name}-${name}-run-${engine.ids.hex(12)}`;
  call.err(` Container ${own} Creating \n`);
  const container = make(call, engine, project, service, image, own, words);
  call.err(` Container ${own} Created \n`);
  if (call.on("--detach")) {
    await begin(call, engine, container);
    await moment(engine);
    call.line(container.id);
    return 0;
  }
  const attached = attachTo(engine, container, call), removes = call.on("--rm");
  try {
    await start(engine, container, { stdin: call.io.stdin });
  } catch (error) {
    attached.leave();
    if (!(error instanceof EngineError)) throw error;
    if (removes && engine.containers.has(container.id)) await remove(engine, container, { force: true, volumes: true });
    call.err(`Error response from daemon: ${error.message}\n`);
    return error.code;
  }
  const code = await attached.wait();
  if (removes) await remove(engine, container, { force: true, volumes: true });
  return code ?? 130;
}

async function begin(call, engine, container, stdin = null) {
  try {
    await start(engine, container, { stdin });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new ProjectError(`Error response from daemon: ${error.message}`);
  }
}

function make(call, engine, project, service, image, name, words) {
  const config = {}, host = { RestartPolicy: { Name: "no", MaximumRetryCount: 0 } }, ports = readPorts(call.all("--publish"));
  if (words.length) config.Cmd = words;
  if (call.has("--entrypoint")) {
    config.Entrypoint = shellWords(call.last("--entrypoint"));
    if (!words.length) config.Cmd = null;
  }
  if (call.last("--user")) config.User = call.last("--user");
  if (call.last("--workdir")) config.WorkingDir = call.last("--workdir");
  const given = call.all("--env").map((each) => (each.includes("=") ? each : `${each}=${call.io.env[each] ?? ""}`)), names = given.map((each) => each.split("=")[0]);
  config.Env = [...[...service.environment].filter(([key]) => !names.includes(key)).map(([key, value]) => (value === null ? key : `${key}=${value}`)), ...given];
  config.OpenStdin = true;
  if (!call.on("--service-ports")) host.PortBindings = sortedMap(ports.bindings);
  const mounts = call.all("--volume").map((each) => readBind(bindText(each, call.io.cwd)));
  try {
    return makeContainer(engine, project, service, image, { name, number: 1, oneOff: true, extra: { config, host, mounts }, hostFs: call.io.fs });
  } catch (error) {
    throw error instanceof EngineError ? new ProjectError(`Error response from daemon: ${error.message}`) : error;
  }
}
