/* Published ports: which are asked for, and which host ports are taken. */
import { EngineError } from "./errors.js";

const FIRST_FREE = 32768;

/** Read the values of `--publish` and `--expose`. Throws EngineError with the CLI's words.
    @returns {{exposed: Map<string, object>, bindings: Map<string, {HostIp: string, HostPort: string}[]>}} */
export function readPorts(published, exposed = []) {
  const ports = new Map(), bindings = new Map();
  for (const value of published) {
    for (const { key, ip, port } of readPublish(value)) {
      ports.set(key, {});
      bindings.set(key, [...(bindings.get(key) ?? []), { HostIp: ip, HostPort: port }]);
    }
  }
  for (const value of exposed) for (const key of readExpose(value)) ports.set(key, {});
  return { exposed: ports, bindings };
}

function readPublish(value) {
  const long = /\w+=\w+/.test(value) ? readLong(value) : value;
  const bracket = /^\[([^\]]*)\](?::(.*))?$/.exec(long), v6 = bracket ? bracket[1] : "", text = bracket ? bracket[2] ?? "" : long;
  const fields = text.split(":"), last = fields.pop(), host = fields.pop() ?? "", ip = v6 || fields.join(":");
  const [container, protocol = "tcp"] = last.split("/");
  if (ip && !isAddress(ip)) throw new EngineError(`invalid IP address: ${ip}`);
  if (!container) throw new EngineError(`no port specified: ${value}<empty>`);
  const inner = range(container, "containerPort"), outer = host ? range(host, "hostPort") : null;
  if (!["tcp", "udp", "sctp"].includes(protocol.toLowerCase())) throw new EngineError(`invalid proto: ${protocol}`);
  const many = inner[1] - inner[0];
  if (outer && outer[1] - outer[0] !== many && many !== 0) throw new EngineError(`invalid ranges specified for container and host Ports: ${container} and ${host}`);
  return Array.from({ length: many + 1 }, (_, i) => ({
    key: `${inner[0] + i}/${protocol.toLowerCase()}`, ip,
    port: !outer ? "" : many === 0 && outer[0] !== outer[1] ? `${outer[0]}-${outer[1]}` : String(outer[0] + i),
  }));
}

function readLong(value) {
  const fields = Object.fromEntries(value.split(",").map((field) => field.split("=")));
  return `${fields.published ?? ""}:${fields.target ?? ""}/${fields.protocol ?? "tcp"}`;
}

function readExpose(value) {
  if (value.includes(":")) throw new EngineError(`invalid port format for --expose: ${value}`);
  const [port, protocol = "tcp"] = value.split("/"), [from, to] = range(port, "range format for --expose");
  return Array.from({ length: to - from + 1 }, (_, i) => `${from + i}/${protocol}`);
}

function range(text, what) {
  const ends = text.split("-"), numbers = ends.map(Number);
  if (ends.length > 2 || !ends.every((each) => /^\d+$/.test(each)) || numbers.some((each) => each > 65535) || numbers[0] > (numbers[1] ?? numbers[0])) {
    throw new EngineError(`invalid ${what}: ${text}`);
  }
  return [numbers[0], numbers[1] ?? numbers[0]];
}

const isAddress = (text) => (/^\d+(?:\.\d+){3}$/.test(text) ? text.split(".").every((each) => Number(each) < 256) : text.includes(":") && /^[\da-fA-F:.]+$/.test(text));

/** The host ports that containers have taken. */
export class Ports {
  constructor() {
    this.taken = new Map(); // "tcp/8080" -> [{ip, id}]
  }

  isTaken(protocol, ip, port) {
    return (this.taken.get(`${protocol}/${port}`) ?? []).some((each) => each.ip === ip || each.ip === "" || ip === "" || each.ip === "0.0.0.0" || ip === "0.0.0.0");
  }

  /** The one address where a port is taken. */
  addressOf(protocol, port) {
    return (this.taken.get(`${protocol}/${port}`) ?? [])[0]?.ip ?? "";
  }

  /** Take the ports that a container publishes, all or none. @returns {{key: string, ip: string, port: number}[]} */
  take(id, bindings) {
    const mine = [];
    for (const [key, wanted] of bindings) {
      for (const { HostIp: ip, HostPort: text } of wanted) {
        const [from, to] = text.split("-"), protocol = key.split("/")[1];
        const port = this.free(protocol, ip, from === "" || from === "0" ? FIRST_FREE : Number(from), from === "" || from === "0" ? 60999 : Number(to ?? from));
        if (port === null) {
          this.release(id);
          throw new EngineError(`Bind for ${ip || this.addressOf(protocol, from) || "0.0.0.0"}:${from} failed: ${to ? "all ports are allocated" : "port is already allocated"}`);
        }
        const list = this.taken.get(`${protocol}/${port}`) ?? [];
        this.taken.set(`${protocol}/${port}`, [...list, { ip, id }]);
        mine.push({ key, ip, port });
      }
    }
    return mine;
  }

  free(protocol, ip, from, to) {
    for (let port = from; port <= to; port++) if (!this.isTaken(protocol, ip, port)) return port;
    return null;
  }

  release(id) {
    for (const [key, list] of this.taken) {
      const left = list.filter((each) => each.id !== id);
      if (left.length) this.taken.set(key, left);
      else this.taken.delete(key);
    }
  }
}
