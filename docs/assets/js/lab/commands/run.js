/* `docker run`, `docker create`. */
import { createContainer } from "../engine/create.js";
import { EngineError } from "../engine/errors.js";
import { reference, referenceFault } from "../engine/references.js";
import { moment, start, waitFor } from "../engine/run.js";
import { remove } from "../engine/stop.js";
import { attachTo } from "./attach.js";
import { CliError, readOptions } from "./options.js";
import { pullImage } from "./pull.js";
import { absolute } from "../engine/mounts.js";

const hint = (call, text) => call.err(`docker: ${text}\n\nRun '${call.typed} --help' for more information\n`);

/** `docker create` */
export async function create(call, lab) {
  try {
    const container = await make(call, lab);
    call.line(container.id);
    return 0;
  } catch (error) {
    if (error instanceof CliError) {
      hint(call, error.message);
      return error.code;
    }
    throw error;
  }
}

/** `docker run` */
export async function run(call, lab) {
  const { engine } = lab, detached = call.on("--detach");
  if (call.on("--tty") && call.on("--interactive") && !call.io.isTty && !detached) {
    call.err("cannot attach stdin to a TTY-enabled container because stdin is not a terminal\n");
    return 1;
  }
  let container = null;
  try {
    container = await make(call, lab);
    if (container.host.Links?.length) call.err("WARNING: Links on the default bridge network are deprecated and will be removed in a future release. Use a custom network instead.\n");
    if (container.host.NetworkMode === "host" && container.host.PortBindings.size) call.err("WARNING: Published ports are discarded when using host network mode\n");
    return detached ? await inBackground(call, engine, container) : await inForeground(call, engine, container);
  } catch (error) {
    if (!(error instanceof EngineError || error instanceof CliError)) throw error;
    hint(call, `${error instanceof CliError ? "" : "Error response from daemon: "}${error.message}`);
    return error.code;
  }
}

async function inBackground(call, engine, container) {
  // The id is printed after the start, even if the start failed.
  try {
    await start(engine, container);
  } finally {
    call.line(container.id);
  }
  await moment(engine);
  return 0;
}

async function inForeground(call, engine, container) {
  const streams = call.all("--attach").map((each) => each.toLowerCase()), all = !streams.length;
  const attached = attachTo(engine, container, call, { stdout: all || streams.includes("stdout"), stderr: all || streams.includes("stderr") });
  try {
    await start(engine, container, { stdin: container.config.OpenStdin ? call.io.stdin : null });
  } catch (error) {
    attached.leave();
    throw error;
  }
  const { AutoRemove: removes } = container.host, code = await attached.wait();
  if (removes && engine.containers.has(container.id) && code !== null && !container.state.running) await remove(engine, container, { volumes: true, force: true });
  return code ?? 0;
}

async function make(call, lab) {
  const { engine } = lab, [imageName] = call.operands, options = readOptions(call), pull = call.last("--pull", "missing");
  const isId = /^(?:sha256:)?[0-9a-f]{4,64}$/.test(imageName) && engine.images.find(imageName);
  const wrong = isId ? null : referenceFault(imageName);
  if (wrong) throw new CliError(wrong);
  const platform = call.last("--platform");
  let image = engine.images.find(imageName);
  if (pull === "always" || (!image && pull !== "never")) {
    if (!image && !call.on("--quiet")) call.err(`Unable to find image '${reference(imageName).short}' locally\n`);
    image = await pullImage(lab, imageName, call.on("--quiet") ? () => {} : (text) => call.err(text));
  }
  if (!image) throw new EngineError(`No such image: ${reference(imageName).short}`);
  if (platform && !/^linux\/(?:amd64|x86_64)$|^linux$/.test(platform)) throw new EngineError(`image with reference ${reference(imageName).short} was found but does not provide the specified platform (${platform})`);
  const container = createContainer(engine, { ...options, name: call.last("--name").replace(/^\//, ""), image, imageName });
  writeIdFile(call, container);
  return container;
}

function writeIdFile(call, container) {
  const file = call.last("--cidfile");
  if (file) call.io.fs.writeFile(absolute(file, call.io.cwd), container.id);
}

export { waitFor };
