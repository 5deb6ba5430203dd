/* `docker compose up` and its parts: make networks, volumes and containers, and start them in order. */
import { EngineError } from "../engine/errors.js";
import { moment, start, waitFor } from "../engine/run.js";
import { remove, stop } from "../engine/stop.js";
import { containersOf, ensureImage, hashOf, isFromImage, makeContainer, replicas } from "./containers.js";
import { ProjectError, warning } from "./load.js";

const STEP = 100;

/** Make missing networks and volumes. Each line is printed twice, as by the real one. */
export function makeResources(call, engine, project, services) {
  const twice = (what) => call.err(` ${what} \n`.repeat(2)), networks = new Set(services.flatMap((each) => [...each.networks.keys()])), volumes = new Set(services.flatMap((each) => each.volumes.filter((v) => v.type === "volume").map((v) => v.source)));
  for (const key of [...networks].sort()) {
    const its = project.networks.get(key);
    if (!its) continue;
    if (its.external) {
      if (!engine.networks.find(its.name)) throw new ProjectError(`network ${its.name} declared as external, but could not be found`);
      continue;
    }
    if (engine.networks.named(its.name)) continue;
    twice(`Network ${its.name} Creating`);
    try {
      engine.networks.create(its.name, { driver: its.driver, labels: new Map([...its.labels, ["com.docker.compose.network", key], ["com.docker.compose.project", project.name], ["com.docker.compose.version", "5.6.0"]]), internal: its.internal, subnet: its.subnet, ipv6: its.raw?.enable_ipv6 ? "" : null, options: its.options });
    } catch (error) {
      throw error instanceof EngineError ? new ProjectError(`failed to create network ${its.name}: Error response from daemon: ${error.message}`) : error;
    }
    twice(`Network ${its.name} Created`);
  }
  for (const key of [...volumes].filter(Boolean).sort()) {
    const its = project.volumes.get(key);
    if (its.external) {
      if (!engine.volumes.byName.has(its.name)) throw new ProjectError(`external volume ${JSON.stringify(its.name)} not found`);
      continue;
    }
    const old = engine.volumes.byName.get(its.name);
    if (old) {
      const owner = old.labels.get("com.docker.compose.project");
      if (owner === undefined) call.err(warning(call, `volume ${JSON.stringify(its.name)} already exists but was not created by Docker Compose. Use \`external: true\` to use an existing volume`));
      else if (owner !== project.name) call.err(warning(call, `volume ${JSON.stringify(its.name)} already exists but was created for project ${JSON.stringify(owner)} (expected ${JSON.stringify(project.name)}). Use \`external: true\` to use an existing volume`));
      continue;
    }
    twice(`Volume ${its.name} Creating`);
    engine.volumes.create(its.name, { labels: new Map([["com.docker.compose.project", project.name], ["com.docker.compose.version", "5.6.0"], ["com.docker.compose.volume", key]]) });
    twice(`Volume ${its.name} Created`);
  }
}

/** Report containers whose service is no longer in the file, or remove them. */
async function orphans(call, engine, project, { removes }) {
  const known = [...project.services.keys(), ...project.disabled.keys()];
  const list = containersOf(engine, project.name).filter((each) => !known.includes(each.service) || (each.oneOff && !each.container.state.running)).map((each) => each.container);
  if (!list.length) return;
  if (!removes) {
    if (call.io.env.COMPOSE_IGNORE_ORPHANS === "true" || call.io.env.COMPOSE_IGNORE_ORPHANS === "1") return;
    call.err(warning(call, `Found orphan containers (${list.map((each) => each.name).join(", ")}) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up.`));
    return;
  }
  for (const each of list) await discard(call, engine, each);
}

/** Stop and remove a container; report it. */
export async function discard(call, engine, container, { seconds = null, volumes = false } = {}) {
  call.err(` Container ${container.name} Stopping \n`);
  await stop(engine, container, { seconds });
  call.err(` Container ${container.name} Stopped \n Container ${container.name} Removing \n`);
  if (engine.containers.has(container.id)) await remove(engine, container, { force: true, volumes });
  call.err(` Container ${container.name} Removed \n`);
}

/** Make what each service is missing, remake what has changed, and remove any surplus. */
export async function makeContainers(call, lab, project, services, { scales = new Map(), recreate = "diverged", build = false, pull = "", asked = [], with: all = services, removesOrphans = false } = {}) {
  const { engine } = lab, images = new Map();
  for (const service of services) {
    const wanted = scales.get(service.name) ?? service.scale;
    if (service.containerName && wanted > 1) throw new ProjectError(`WARNING: The "${service.name}" service is using the custom container name "${service.containerName}". Docker requires each container to have a unique name. Remove the custom name to scale the service`);
  }
  for (const service of services) images.set(service.name, await ensureImage(call, lab, project, service, { build, pull }));
  await orphans(call, engine, project, { removes: removesOrphans });
  makeResources(call, engine, project, all);
  const running = unchanged(call, engine, project, services, { images, scales, recreate, asked });
  for (const service of services) {
    const image = images.get(service.name), wanted = scales.get(service.name) ?? service.scale, force = recreate === "always" && (!asked.length || asked.includes(service.name));
    const have = replicas(engine, project, service);
    for (const { container } of have.slice(wanted)) await discard(call, engine, container);
    for (const each of have.slice(0, wanted).filter((one) => !running.has(one.container.id))) await keep(call, engine, project, service, image, each, force, recreate);
    const used = have.map((each) => each.number);
    for (let number = 1, made = Math.min(have.length, wanted); made < wanted; number++) {
      if (used.includes(number)) continue;
      const name = service.containerName || `${project.name}-${service.name}-${number}`;
      call.err(` Container ${name} Creating \n`);
      await create(call, engine, project, service, image, { name, number });
      call.err(` Container ${name} Created \n`);
      made += 1;
    }
  }
}

/* Those that run and may stay are reported first: it takes no time. */
function unchanged(call, engine, project, services, { images, scales, recreate, asked }) {
  const kept = new Set();
  for (const service of services) {
    const force = recreate === "always" && (!asked.length || asked.includes(service.name));
    for (const { container } of replicas(engine, project, service).slice(0, scales.get(service.name) ?? service.scale)) {
      if (!container.state.running || force || (recreate !== "never" && hasChanged(engine, project, service, images.get(service.name), container))) continue;
      kept.add(container.id);
      call.err(` Container ${container.name} Running \n`);
    }
  }
  return kept;
}

const hasChanged = (engine, project, service, image, container) =>
  container.config.Labels.get("com.docker.compose.config-hash") !== hashOf(service) || !isFromImage(container, image) || lostNetwork(engine, project, service, container);

async function create(call, engine, project, service, image, options) {
  try {
    for (const each of service.expose) if (!/^\d+(?:-\d+)?(?:\/\w+)?$/.test(each)) throw new ProjectError(`invalid start port '${each}': invalid syntax`);
    return makeContainer(engine, project, service, image, { ...options, hostFs: call.io.fs });
  } catch (error) {
    if (!(error instanceof EngineError || error instanceof ProjectError)) throw error;
    const said = error instanceof EngineError ? `Error response from daemon: ${error.message}` : error.message;
    call.err(` service:${service.name}:${options.number} ${said} \n`);
    throw new ProjectError(said);
  }
}

async function keep(call, engine, project, service, image, { container, number }, force, recreate) {
  const changed = hasChanged(engine, project, service, image, container);
  if (!force && !(changed && recreate !== "never")) return;
  call.err(` Container ${container.name} Recreate \n`);
  const { name } = container, volumes = container.mounts.filter((each) => each.Type === "volume" && engine.volumes.byName.get(each.Name)?.anonymous);
  await stop(engine, container, {});
  await remove(engine, container, { force: true });
  const made = await create(call, engine, project, service, image, { name: service.containerName || `${project.name}-${service.name}-${number}`, number, replaces: `${service.name}-${number}` });
  for (const each of volumes) {
    const at = made.mounts.findIndex((mount) => mount.Destination === each.Destination && mount.Type === "volume");
    if (at >= 0) {
      engine.volumes.byName.delete(made.mounts[at].Name);
      made.mounts[at] = each;
    }
  }
  call.err(` Container ${name} Recreated \n`);
}

const lostNetwork = (engine, project, service, container) => [...service.networks.keys()].some((key) => !container.networks.has(project.networks.get(key).name));

/** Start the services' containers, each after what it waits for. `started` is called for each. */
export async function startAll(call, engine, project, services, { started = () => {}, waits = false } = {}) {
  const ready = new Set();
  for (const service of services) {
    await waitForDependencies(call, engine, project, service, services, ready);
    for (const { container } of replicas(engine, project, service)) {
      if (container.state.running) continue;
      call.err(` Container ${container.name} Starting \n`);
      started(container);
      try {
        await start(engine, container);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        throw new ProjectError(`Error response from daemon: ${error.message}`);
      }
      call.err(` Container ${container.name} Started \n`);
    }
    await moment(engine);
  }
  if (waits) await waitForAll(call, engine, project, services);
}

/** Wait until a service's dependencies are as it needs them. `ready`: those already waited for. */
export async function waitForDependencies(call, engine, project, service, services, ready) {
  const wanted = [...service.dependsOn].filter(([name, { condition }]) => condition !== "service_started" && services.some((each) => each.name === name));
  for (const [name] of wanted) for (const { container } of replicas(engine, project, project.services.get(name))) if (!ready.has(`${service.name}:${name}`)) call.err(` Container ${container.name} Waiting \n`);
  for (const [name, { condition, required }] of wanted) {
    ready.add(`${service.name}:${name}`);
    for (const { container } of replicas(engine, project, project.services.get(name))) {
      const fault = condition === "service_healthy" ? await healthy(engine, container) : await completed(container, name);
      if (!fault) call.err(` Container ${container.name} ${condition === "service_healthy" ? "Healthy" : "Exited"} \n`);
      else {
        call.err(` Container ${container.name} Error ${fault.short ?? fault.text} \n`);
        if (required) throw new ProjectError(fault.whole);
      }
    }
  }
}

async function healthy(engine, container) {
  for (;;) {
    const { state } = container, name = container.name;
    if (!state.health && state.running) return { text: `container ${name} has no healthcheck configured`, whole: `dependency failed to start: container ${name} has no healthcheck configured`, short: `dependency ${name} failed to start` };
    if (state.health?.Status === "healthy" && state.running) return null;
    if (!state.running) return { text: `container ${name} exited (${state.code})`, whole: `dependency failed to start: container ${name} exited (${state.code})`, short: `dependency ${container.config.Labels.get("com.docker.compose.service")} failed to start` };
    if (state.health?.Status === "unhealthy") return { text: `container ${name} is unhealthy`, whole: `dependency failed to start: container ${name} is unhealthy`, short: `dependency ${container.config.Labels.get("com.docker.compose.service")} failed to start` };
    await engine.clock.sleep(STEP);
  }
}

async function completed(container, name) {
  const code = await waitFor(container);
  if (code === 0) return null;
  const text = `service ${JSON.stringify(name)} didn't complete successfully: exit ${code}`;
  return { text, whole: text };
}

/** `--wait`: wait until all are healthy. */
async function waitForAll(call, engine, project, services) {
  const all = services.flatMap((each) => replicas(engine, project, each).map((one) => one.container));
  for (const each of all) call.err(` Container ${each.name} Waiting \n`);
  for (const each of all) {
    const fault = each.state.health ? await healthy(engine, each) : each.state.running ? null : { text: `container ${each.name} exited (${each.state.code})` };
    if (fault) {
      call.err(` Container ${each.name} Error ${fault.text} \n`);
      throw new ProjectError(fault.text);
    }
    call.err(` Container ${each.name} Healthy \n`);
  }
}

