/* A container and its networks: joined at the start, left at the end, changed in between. */
import { EngineError } from "./errors.js";
import { isUserDefined } from "./networks.js";

const PREFIX = "failed to set up container networking: ";

/** The first network of `--network`, in the engine's word. */
export const modeOf = (container) => container.host.NetworkMode || "bridge";

/** Make a starting container's network namespace, and publish its ports. */
export function joinAll(engine, container) {
  const mode = modeOf(container);
  if (mode.startsWith("container:")) {
    container.netns = shared(engine, mode.slice("container:".length));
    return;
  }
  if (mode === "host") {
    container.netns = engine.machine.hostNetns;
    return;
  }
  container.netns = engine.machine.netns({ hostname: container.config.Hostname });
  for (const [name, endpoint] of container.networks) {
    const network = engine.networks.find(name);
    if (!network) throw new EngineError(`${PREFIX}network ${name} not found`);
    join(engine, container, network, endpoint);
  }
  if (!container.portsLost) publish(engine, container);
}

function shared(engine, name) {
  let other;
  try {
    other = engine.find(name);
  } catch (error) {
    throw new EngineError(`joining network namespace of container: ${error.message}`);
  }
  if (!other.state.running) throw new EngineError(`cannot join network namespace of a non running container: container ${other.name} is ${other.state.status}`);
  return other.netns;
}

/** The names by which others on the network call it. */
export const namesOf = (container, network, endpoint) =>
  isUserDefined(network) ? [...new Set([container.name, ...endpoint.aliases, container.id.slice(0, 12), ...(container.config.Hostname ? [container.config.Hostname] : [])])] : [];

function join(engine, container, network, endpoint) {
  if (!network.net) {
    Object.assign(endpoint, { networkId: network.id, id: engine.ids.id() });
    network.endpoints.set(container.id, { id: endpoint.id, container, endpoint });
    return;
  }
  endpoint.ip = engine.networks.lease(network, endpoint.wantedIp);
  endpoint.ipv6 = engine.networks.leaseSix(network);
  const mac = engine.ids.hex(12).match(/../g);
  Object.assign(endpoint, { networkId: network.id, id: engine.ids.id(), gateway: network.internal ? "" : network.gateway, prefix: Number(network.subnet.split("/")[1]), mac: [`${(parseInt(mac[0], 16) & 0xfe | 2).toString(16).padStart(2, "0")}`, ...mac.slice(1)].join(":") });
  network.endpoints.set(container.id, { id: endpoint.id, container, endpoint });
  container.netns.attach(network.net, endpoint.ip, namesOf(container, network, endpoint), endpoint.ipv6);
  engine.events.add("network", "connect", network.id, { container: container.id, name: network.name, type: network.driver });
}

function publish(engine, container) {
  const bindings = container.host.PortBindings ?? new Map(), wanted = new Map(bindings);
  if (container.host.PublishAllPorts) for (const port of container.config.ExposedPorts?.keys() ?? []) if (!wanted.has(port)) wanted.set(port, [{ HostIp: "", HostPort: "" }]);
  try {
    container.published = engine.ports.take(container.id, wanted);
  } catch (error) {
    const [endpoint] = container.networks.values();
    // An oddity of 29: ports that failed at the first start are never published later.
    container.portsLost = true;
    throw new EngineError(`${PREFIX}driver failed programming external connectivity on endpoint ${container.name} (${endpoint.id}): ${error.message}`);
  }
  for (const each of container.published) {
    if (each.key.endsWith("/tcp")) each.undo = engine.machine.publish(each.ip || "0.0.0.0", each.port, container.netns, Number(each.key.split("/")[0]));
  }
}

/** Leave all networks, as a container does when it ends. */
export function leaveAll(engine, container) {
  for (const each of container.published ?? []) each.undo?.();
  container.published = [];
  engine.ports.release(container.id);
  for (const [name, endpoint] of container.networks) {
    const network = engine.networks.byId.get(endpoint.networkId) ?? engine.networks.find(name);
    if (network) leave(engine, container, network, endpoint);
  }
  container.netns = null;
}

function leave(engine, container, network, endpoint) {
  if (!network.endpoints.delete(container.id)) return;
  if (network.net) {
    container.netns?.detach(network.net);
    network.used.delete(endpoint.ip);
    network.ipv6?.used.delete(endpoint.ipv6);
  }
  Object.assign(endpoint, { ip: "", ipv6: "", mac: "", id: "", gateway: "", prefix: 0 });
  engine.events.add("network", "disconnect", network.id, { container: container.id, name: network.name, type: network.driver });
}

const unjoined = ({ aliases = [], ip = "" }) => ({ aliases, wantedIp: ip, ip: "", mac: "", id: "", networkId: "", gateway: "", prefix: 0 });

/** Note a network for the next start, whether or not one of that name exists. */
export function promise(engine, name, container, options) {
  container.networks.set(name, unjoined(options));
  engine.changed();
}

/** Forget a network of a container that is on none. */
export function forget(engine, name, container) {
  if (!container.networks.delete(name)) throw new EngineError(`container ${container.id} is not connected to the network ${name}`);
  engine.changed();
}

/** `docker network connect` */
export function connect(engine, network, container, { aliases = [], ip = "" } = {}) {
  const mode = modeOf(container);
  if (mode === "host") throw new EngineError("container sharing network namespace with another container or host cannot be connected to any other network");
  if (network.name === "host") throw new EngineError("cannot connect container to host network - container must be created in host network mode");
  if (mode.startsWith("container:")) throw new EngineError("container sharing network namespace with another container or host cannot be connected to any other network");
  if (mode === "none" && container.networks.has("none")) throw new EngineError("container cannot be connected to multiple networks with one of the networks in private (none) mode");
  if (!isUserDefined(network) && aliases.length) throw new EngineError("network-scoped aliases are only supported for user-defined networks");
  if (container.networks.has(network.name)) throw new EngineError(`endpoint with name ${container.name} already exists in network ${network.name}`);
  const endpoint = unjoined({ aliases, ip });
  container.networks.set(network.name, endpoint);
  if (container.state.running) join(engine, container, network, endpoint);
  engine.changed();
}

/** `docker network disconnect` */
export function disconnect(engine, network, container) {
  const endpoint = container.networks.get(network.name);
  if (!endpoint) throw new EngineError(`container ${container.id} is not connected to network ${network.name}`);
  if (modeOf(container) === "host") throw new EngineError("container cannot be disconnected from host network or connected to host network");
  leave(engine, container, network, endpoint);
  container.networks.delete(network.name);
  engine.changed();
}

/** Update a container's new name. */
export function renameOn(engine, container) {
  if (!container.netns) return;
  for (const [name, endpoint] of container.networks) {
    const network = engine.networks.find(name);
    if (network?.net) container.netns.rename(network.net, namesOf(container, network, endpoint));
  }
}
