/* Networks: addresses, names and ports. A connection is a call to the listener, not a stream of packets.

   @typedef {{protocol: string, open: (from: {ip: string}) => any}} Listener `http` has `handle(request)` instead
   @typedef {{method: string, path: string, headers: object, body?: string|Uint8Array, object?: any}} HttpRequest
   @typedef {{status: number, reason?: string, headers: object, body?: string|Uint8Array, object?: any}} HttpResponse */

export class NetError extends Error {
  /** @param {"ENOTFOUND"|"ECONNREFUSED"|"ETIMEDOUT"|"ENETUNREACH"|"ECONNRESET"|"EPROTO"|"EADDRINUSE"|"EACCES"} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** A bridge. @param {boolean} dns whether it resolves names */
export class Net {
  constructor(subnet, { name = "", dns = true, internal = false } = {}) {
    const [address, bits] = subnet.split("/");
    Object.assign(this, { subnet, name, dns, internal, bits: Number(bits), gateway: address.replace(/\d+$/, (last) => String(Number(last) + 1)), members: new Map() });
  }
}

/** What a container sees of networks; the host has one too. */
export class NetNs {
  constructor(world, { hostname = "", isHost = false } = {}) {
    Object.assign(this, { world, hostname, isHost, nets: new Map(), listeners: [] });
  }

  attach(net, ip, names = [], ipv6 = "") {
    this.nets.set(net, { ip, names, ipv6 });
    net.members.set(this, { ip, names, ipv6 });
  }

  detach(net) {
    this.nets.delete(net);
    net.members.delete(this);
  }

  rename(net, names) {
    const { ip, ipv6 } = this.nets.get(net);
    this.attach(net, ip, names, ipv6);
  }

  /** Take a port; the result closes it. */
  listen(port, listener, ip = "0.0.0.0") {
    const clash = this.listeners.some((each) => each.port === port && (each.ip === ip || each.ip === "0.0.0.0" || ip === "0.0.0.0"));
    if (clash) throw new NetError("EADDRINUSE");
    const entry = { port, ip, owner: this, ...listener };
    this.listeners.push(entry);
    return () => {
      this.listeners = this.listeners.filter((each) => each !== entry);
    };
  }

  get address() {
    return [...this.nets.values()][0]?.ip ?? "127.0.0.1";
  }

  /** The addresses of a name. @param {import("../fs/files.js").Files} files where /etc/hosts is */
  resolve(host, files = null) {
    if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return host;
    if (host === "localhost" || host.endsWith(".localhost")) return "127.0.0.1";
    const own = files ? fromHosts(files, host) : null;
    if (own) return own;
    if (host === this.hostname) return this.address;
    for (const net of this.nets.keys()) {
      if (!net.dns) continue;
      for (const { ip, names } of net.members.values()) if (names.includes(host) || names.some((name) => `${name}.${net.name}` === host)) return ip;
    }
    throw new NetError("ENOTFOUND");
  }

  /** All addresses of a name, for servers behind one alias. */
  resolveAll(host, files = null) {
    const all = [...this.nets.keys()].filter((net) => net.dns).flatMap((net) => [...net.members.values()].filter(({ names }) => names.includes(host)).map(({ ip }) => ip));
    return all.length ? [...new Set(all)] : [this.resolve(host, files)];
  }

  /** The listener at an address, if reachable. @returns {Listener} */
  route(ip, port) {
    if (/^127\./.test(ip) || ip === "0.0.0.0") return this.#local(port, "127.0.0.1");
    if ([...this.nets.values()].some((own) => own.ip === ip)) return this.#local(port, ip);
    const nets = this.isHost ? this.world.nets : [...this.nets.keys()];
    for (const net of nets) {
      if (ip === net.gateway && !this.isHost) return this.world.host.#local(port, ip);
      for (const [ns, member] of net.members) if (member.ip === ip) return ns.#reached(port, ip);
      if (ip.startsWith(net.subnet.replace(/\.\d+\/.*$/, ".")) && net.bits >= 24) throw new NetError("EHOSTUNREACH");
    }
    if (this.isHost && [...this.world.nets].some((net) => net.gateway === ip)) return this.#local(port, ip);
    if (!this.nets.size && !this.isHost) throw new NetError("ENETUNREACH");
    throw new NetError("ETIMEDOUT");
  }

  #reached(port, ip) {
    const found = this.listeners.find((each) => each.port === port && (each.ip === "0.0.0.0" || each.ip === ip));
    if (!found) throw new NetError("ECONNREFUSED");
    return found;
  }

  #local(port, ip) {
    const found = this.listeners.find((each) => each.port === port && (each.ip === "0.0.0.0" || each.ip === ip));
    if (found) return found;
    const published = this.isHost ? this.world.published.find((each) => each.hostPort === port && (each.hostIp === "0.0.0.0" || each.hostIp === ip)) : null;
    if (!published) throw new NetError("ECONNREFUSED");
    try {
      const { ns } = published;
      return ns.#reached(published.port, ns.address);
    } catch {
      /* The host's proxy took the connection, then found nobody there. */
      throw new NetError("ECONNRESET");
    }
  }

  /** Whether a ping would be answered. */
  answers(ip) {
    if (/^127\./.test(ip) || [...this.nets.values()].some((own) => own.ip === ip)) return true;
    if (!this.isHost && !this.nets.size) throw new NetError("ENETUNREACH");
    const nets = this.isHost ? [...this.world.nets] : [...this.nets.keys()];
    return nets.some((net) => ip === net.gateway || [...net.members.values()].some((member) => member.ip === ip));
  }

  /** The certificate of a server that speaks TLS, or null. */
  certificate(ip, port) {
    return this.route(ip, port).certificate ?? null;
  }

  /** Ask a web server. @returns {Promise<HttpResponse>} */
  async request(host, port, request, { files = null, ip = null } = {}) {
    const target = ip ?? this.resolve(host, files);
    const listener = this.route(target, port);
    if (!listener.handle) throw new NetError("EPROTO");
    const own = this.#ownAddress(target), from = listener.owner === this || !this.isHost ? own : gatewayTo(listener.owner);
    return listener.handle(request, { ip: from });
  }

  /* The sender as the other side sees it. */
  #ownAddress(target) {
    return /^127\./.test(target) ? "127.0.0.1" : this.address;
  }

  /** A session with a server of another protocol. */
  open(host, port, protocol, { files = null } = {}) {
    const target = this.resolve(host, files), listener = this.route(target, port);
    if (listener.protocol !== protocol) throw new NetError("EPROTO");
    return listener.open({ ip: this.#ownAddress(target) });
  }
}

/** The host as a container sees it: the end of its bridge. */
const gatewayTo = (ns) => [...ns.nets.keys()][0]?.gateway ?? "127.0.0.1";

function fromHosts(files, host) {
  try {
    for (const line of files.readText("/etc/hosts").split("\n")) {
      const [ip, ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
      if (names.includes(host) && !ip.includes(":")) return ip;
    }
  } catch {
    /* No such file: try another way. */
  }
  return null;
}

/** All networks. */
export class World {
  constructor() {
    this.nets = new Set();
    this.published = [];
    this.host = new NetNs(this, { hostname: "host", isHost: true });
  }

  publish(hostIp, hostPort, ns, port) {
    const entry = { hostIp: hostIp || "0.0.0.0", hostPort, ns, port };
    this.published.push(entry);
    return () => {
      this.published = this.published.filter((each) => each !== entry);
    };
  }
}
