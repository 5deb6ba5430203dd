/* What must be true of the engine after every line, whatever was typed. Returns violations as texts. */
const STATES = new Set(["created", "running", "paused", "restarting", "exited", "dead", "removing"]);

function faultsOf({ engine }) {
  const faults = [], hold = (is, text) => is || faults.push(text), { containers, images, volumes, networks, ports } = engine;
  const all = [...containers.values()], names = all.map((each) => each.name);
  hold(new Set(names).size === names.length, `two containers have one name: ${names}`);
  for (const container of all) faults.push(...ofContainer(engine, container).map((text) => `${container.name}: ${text}`));
  for (const [tag, id] of images.tags) hold(images.byId.has(id), `${tag} names an image that is gone`);
  for (const image of images.byId.values()) {
    hold(image.layers.length === image.layerIds.length && image.layers.every(Boolean), `${image.id} lacks a layer`);
    hold(images.namesOf(image.id).length || image.untagged || all.some((each) => each.image.id === image.id), `${image.id} has neither a name nor a container`);
  }
  for (const [key, holders] of ports.taken) {
    for (const { id } of holders) hold(containers.has(id), `${key} is taken by a container that is gone`);
    const places = holders.map((each) => each.ip || "0.0.0.0");
    hold(new Set(places).size === places.length && (holders.length === 1 || !places.includes("0.0.0.0")), `${key} is taken twice: ${places}`);
  }
  const known = [...networks.byId.values()].map((each) => each.name);
  hold(new Set(known).size === known.length, `two networks have one name: ${known}`);
  for (const network of networks.byId.values()) {
    const addresses = [...network.endpoints.values()].map((each) => each.endpoint.ip).filter(Boolean);
    hold(new Set(addresses).size === addresses.length, `two containers have one address on ${network.name}: ${addresses}`);
    for (const [id, { container }] of network.endpoints) hold(containers.has(id) && container.state.running, `${network.name} has ${container.name}, which is gone or doesn't run`);
  }
  for (const [name, volume] of volumes.byName) hold(volume.name === name, `the volume ${name} is called ${volume.name}`);
  return faults;
}

function ofContainer(engine, container) {
  const faults = [], hold = (is, text) => is || faults.push(text), { state, image } = container;
  hold(STATES.has(state.status), `its state is ${state.status}`);
  hold(image.layers.every(Boolean) && image.id, "its image has lost its layers");
  hold(state.restarting || Boolean(container.proc) === state.running, `running is ${state.running}, and it has ${container.proc ? "a" : "no"} process`);
  hold(!state.paused || state.running, "it is paused and doesn't run");
  hold(state.running || state.pid === 0, `it doesn't run and has the process ${state.pid}`);
  for (const { Type, Name } of container.mounts) hold(Type !== "volume" || engine.volumes.byName.has(Name), `its volume ${Name} is gone`);
  if (state.running && !state.restarting) for (const [name, { networkId }] of container.networks) hold(engine.networks.byId.has(networkId), `it runs on the network ${name}, which is gone`);
  return faults;
}

module.exports = { faultsOf };
