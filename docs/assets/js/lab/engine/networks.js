/* Networks: their addresses and their members. */
import { EngineError } from "./errors.js";

const PREDEFINED = ["bridge", "host", "none"];
const number = (ip) => ip.split(".").reduce((sum, each) => sum * 256 + Number(each), 0);
const address = (value) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");

/** Whether a subnet has an address. */
export function contains(subnet, ip) {
  const [base, bits] = subnet.split("/"), size = 2 ** (32 - Number(bits));
  return Math.floor(number(ip) / size) === Math.floor(number(base) / size);
}

export class Networks {
  constructor(engine) {
    this.engine = engine;
    this.byId = new Map();
    this.make("bridge", "bridge", { subnet: "172.17.0.0/16" });
    this.make("host", "host");
    this.make("none", "null");
  }

  make(name, driver, { subnet = "", gateway = "", labels = new Map(), internal = false, attachable = false, options = new Map(), ipv6 = null } = {}) {
    const id = this.engine.ids.id(), range = driver === "bridge" ? subnet || this.freeSubnet() : "";
    const network = { id, name, driver, subnet: range, gateway: gateway || (range ? address(number(range.split("/")[0]) + 1) : ""), labels, internal, attachable, options, created: this.engine.clock.now(), used: new Set(), endpoints: new Map() };
    network.ipv6 = ipv6 === null || !range ? null : rangeSix(ipv6 || `${sixOf(this.engine.ids.hex(10))}::/64`);
    network.net = range ? this.engine.machine.network(range, { name, dns: name !== "bridge", internal }) : null;
    this.byId.set(id, network);
    return network;
  }

  create(name, options) {
    if (PREDEFINED.includes(name)) throw new EngineError(`operation is not permitted on predefined ${name} network`);
    if (this.named(name)) throw new EngineError(`network with name ${name} already exists`);
    const driver = options.driver || "bridge";
    if (driver === "host" || driver === "null" || driver === "none") throw new EngineError(`only one instance of "${driver}" network is allowed`);
    if (driver === "overlay") throw new EngineError("This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.");
    if (!["bridge", "macvlan", "ipvlan"].includes(driver)) throw new EngineError(`plugin "${driver}" not found`);
    if (options.subnet && this.overlaps(options.subnet)) throw new EngineError("invalid pool request: Pool overlaps with other one on this address space");
    const network = this.make(name, driver === "bridge" ? "bridge" : driver, options);
    this.engine.events.add("network", "create", network.id, { name, type: driver });
    return network;
  }

  freeSubnet() {
    const used = [...this.byId.values()].map((each) => each.subnet);
    for (let second = 17; second < 32; second++) if (!used.includes(`172.${second}.0.0/16`)) return `172.${second}.0.0/16`;
    for (let third = 0; third < 256; third += 16) if (!used.includes(`192.168.${third}.0/20`)) return `192.168.${third}.0/20`;
    throw new EngineError("all predefined address pools have been fully subnetted");
  }

  overlaps(subnet) {
    const range = (text) => {
      const [ip, bits] = text.split("/"), size = 2 ** (32 - Number(bits));
      return [Math.floor(number(ip) / size) * size, Math.floor(number(ip) / size) * size + size - 1];
    };
    const [from, to] = range(subnet);
    return [...this.byId.values()].some(({ subnet: other }) => other && range(other)[0] <= to && from <= range(other)[1]);
  }

  named(name) {
    return [...this.byId.values()].find((each) => each.name === name) ?? null;
  }

  /** Find by name, id, or the start of an id. */
  find(text) {
    return this.named(text) ?? this.byId.get(text) ?? (/^[0-9a-f]+$/.test(text) ? [...this.byId.values()].find((each) => each.id.startsWith(text)) : null) ?? null;
  }

  get(text) {
    const network = this.find(text);
    if (!network) throw new EngineError(`network ${text} not found`);
    return network;
  }

  remove(text) {
    const network = this.get(text);
    if (PREDEFINED.includes(network.name)) throw new EngineError(`${network.name} is a pre-defined network and cannot be removed`);
    if (network.endpoints.size) {
      const users = [...network.endpoints.values()].map((each) => `name:"${each.container.name}" id:"${each.id.slice(0, 12)}"`).join(", ");
      throw new EngineError(`error while removing network: network ${network.name} has active endpoints (${users})`);
    }
    this.byId.delete(network.id);
    if (network.net) this.engine.machine.removeNetwork(network.net);
    this.engine.events.add("network", "destroy", network.id, { name: network.name, type: network.driver });
    return network;
  }

  /** A free IPv6 address; none if the network has no IPv6. */
  leaseSix({ ipv6 }) {
    if (!ipv6) return "";
    for (let i = 2; ; i++) {
      const ip = `${ipv6.base}${i.toString(16)}`;
      if (ipv6.used.has(ip)) continue;
      ipv6.used.add(ip);
      return ip;
    }
  }

  /** A free address, or the one asked for. */
  lease(network, wanted = "") {
    const base = number(network.subnet.split("/")[0]);
    if (wanted) {
      if (network.used.has(wanted)) throw new EngineError("Address already in use");
      network.used.add(wanted);
      return wanted;
    }
    for (let i = 2; ; i++) {
      const ip = address(base + i);
      if (ip === network.gateway || network.used.has(ip)) continue;
      network.used.add(ip);
      return ip;
    }
  }
}

/* A private prefix, from ten hexadecimal digits. */
const sixOf = (digits) => `fd${digits}`.match(/.{4}/g).map((each) => each.replace(/^0+(?=.)/, "")).join(":");

/* Addresses count up from the prefix, which ends in `::`. */
function rangeSix(subnet) {
  const [base, bits] = subnet.split("/");
  return { subnet, base: base.replace(/::.*$/, "::"), bits: Number(bits), gateway: `${base.replace(/::.*$/, "::")}1`, used: new Set() };
}

export const isUserDefined = (network) => !PREDEFINED.includes(network.name);
