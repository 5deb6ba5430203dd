/* start, stop, restart, kill, pause, unpause, rm, rename, wait, update, attach: one container after another. */
import { forAll } from "./several.js";
import { checkMemory, checkPolicy } from "../engine/create.js";
import { EngineError } from "../engine/errors.js";
import { waitFor, moment, start as startOne } from "../engine/run.js";
import * as life from "../engine/stop.js";
import { attachTo } from "./attach.js";
import { readSize } from "./units.js";

const named = (lab, name) => {
  const container = lab.engine.find(name);
  container.asked = name;
  return container;
};

/** A command that runs an action on each container and prints its name. */
const simple = (action) => async (call, lab) => forAll(call, lab, async (name) => {
  await action(lab.engine, named(lab, name), call);
  call.line(name);
});

export const pause = simple((engine, container) => life.pause(engine, container));
export const unpause = simple((engine, container) => life.unpause(engine, container));
export const stop = async (call, lab) => forAll(call, lab, async (name) => {
  const container = named(lab, name);
  await wrapped(`cannot stop container: ${name}`, () => life.stop(lab.engine, container, stopping(call)));
  call.line(name);
});

/** Put the command's words in front of the engine's refusal. */
async function wrapped(what, action) {
  try {
    return await action();
  } catch (error) {
    throw error instanceof EngineError ? new EngineError(`${what}: ${error.message}`) : error;
  }
}

export const restart = simple(async (engine, container, call) => {
  await life.restart(engine, container, stopping(call));
  await moment(engine);
});
export const kill = async (call, lab) => forAll(call, lab, async (name) => {
  await wrapped(`cannot kill container: ${name}`, async () => {
    life.signalName(call.last("--signal") || "SIGKILL");
    await life.kill(lab.engine, named(lab, name), call.last("--signal"));
  });
  await lab.engine.clock.sleep(10);
  call.line(name);
});

function stopping(call) {
  const given = call.last("--timeout") || call.last("--time");
  return { seconds: given === "" ? null : Number(given), signal: call.last("--signal") };
}

export async function start(call, lab) {
  const { engine } = lab, attaches = call.on("--attach") || call.on("--interactive");
  if (attaches) return startAttached(call, lab, engine);
  const failed = [];
  for (const name of call.operands) {
    try {
      const container = named(lab, name);
      await startOne(engine, container);
      call.line(name);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      call.refused(error);
      failed.push(name);
    }
  }
  await moment(engine);
  if (!failed.length) return 0;
  call.err(`failed to start containers: ${failed.join(", ")}\n`);
  return 1;
}

async function startAttached(call, lab, engine) {
  const container = named(lab, call.operands[0]), attached = attachTo(engine, container, call);
  try {
    await startOne(engine, container, { stdin: call.on("--interactive") && container.config.OpenStdin ? call.io.stdin : null });
  } catch (error) {
    attached.leave();
    throw error;
  }
  return (await attached.wait()) ?? 0;
}

export async function rm(call, lab) {
  const { engine } = lab;
  const gone = new Set();
  return forAll(call, lab, async (name) => {
    let container;
    try {
      container = named(lab, name);
    } catch (error) {
      if (gone.has(name)) throw new EngineError(`removal of container ${name} is already in progress`);
      if (call.on("--force") && error.message.startsWith("No such container")) return;
      throw error;
    }
    await life.remove(engine, container, { force: call.on("--force"), volumes: call.on("--volumes") });
    gone.add(name);
    call.line(name);
  });
}

export async function rename(call, lab) {
  const [name, other] = call.operands;
  try {
    life.rename(lab.engine, named(lab, name), other);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    call.err(`failed to rename container: Error response from daemon: ${error.message}\n`);
    return 1;
  }
  return 0;
}

export async function wait(call, lab) {
  const left = new Promise((resolve) => call.io.signal?.addEventListener("abort", () => resolve(null)));
  let interrupted = false;
  const code = await forAll(call, lab, async (name) => {
    const ended = interrupted ? null : await Promise.race([waitFor(named(lab, name)), left]);
    if (ended === null) interrupted = true;
    else call.line(String(ended));
  });
  return interrupted ? 130 : code;
}

export async function update(call, lab) {
  const { engine } = lab, flags = [...call.flags.keys()];
  if (!flags.length) {
    call.err("you must provide one or more flags when using this command\n");
    return 1;
  }
  return forAll(call, lab, async (name) => {
    const [Name, count = "0"] = call.last("--restart").split(":"), policy = { Name: Name || "no", MaximumRetryCount: Number(count) };
    if (call.has("--restart")) checkPolicy({ RestartPolicy: policy });
    const container = named(lab, name), host = { ...container.host };
    if (call.has("--restart")) {
      host.RestartPolicy = policy;
      if (host.AutoRemove && Name !== "no") throw new EngineError("Restart policy cannot be updated because AutoRemove is enabled for the container");
    }
    if (call.has("--memory")) host.Memory = readSize(call.last("--memory"));
    if (call.has("--memory-swap")) host.MemorySwap = call.last("--memory-swap") === "-1" ? -1 : readSize(call.last("--memory-swap"));
    if (call.has("--memory-reservation")) host.MemoryReservation = readSize(call.last("--memory-reservation"));
    if (call.has("--cpus")) host.NanoCpus = Math.round(Number(call.last("--cpus")) * 1e9);
    if (call.has("--pids-limit")) host.PidsLimit = Number(call.last("--pids-limit"));
    if (call.has("--cpu-shares")) host.CpuShares = Number(call.last("--cpu-shares"));
    const swap = host.MemorySwap || container.host.Memory * 2;
    if (call.has("--memory") && !call.has("--memory-swap") && container.host.Memory && swap > 0 && host.Memory > swap) {
      throw new EngineError(`Cannot update container ${container.id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time`);
    }
    checkMemory(host);
    container.host = host;
    container.proc?.limit?.({ memory: host.Memory });
    engine.events.add("container", "update", container.id, engine.attributes(container));
    call.line(name);
  });
}

export async function attach(call, lab) {
  const { engine } = lab, container = named(lab, call.operands[0]);
  const wrong = !container.state.running ? "cannot attach to a stopped container, start it first" : container.state.paused ? "cannot attach to a paused container, unpause it first" : container.state.restarting ? "cannot attach to a restarting container, wait until it is running" : "";
  if (wrong) {
    call.err(`${wrong}\n`);
    return 1;
  }
  return (await attachTo(engine, container, call, { signals: call.last("--sig-proxy", "true") !== "false" }).wait()) ?? 0;
}
