/* ping, nslookup, ip, ifconfig, netstat, ss, route, traceroute. */
import { isAble } from "../../fs/rights.js";
import { NetError } from "../../net/network.js";
import { Misuse } from "../tool.js";

export async function ping(tool) {
  const { options, rest } = tool.options("c:w:W:i:s:q46nI:t:", {}, {});
  const host = rest[0];
  if (!host) throw new Misuse(tool.gnu ? "usage error: Destination address required" : "missing operand");
  const { net } = tool.process.space;
  let ip;
  try {
    ip = net.resolve(host, tool.files);
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    throw new Misuse(tool.gnu ? `${host}: Name or service not known` : `bad address '${host}'`, tool.gnu ? 2 : 1);
  }
  if (tool.files.who.caps && !isAble({ ...tool.files.who, uid: 0 }, "NET_RAW") && !tool.gnu) throw new Misuse("permission denied (are you root?)");
  await tool.out(`PING ${host} (${ip})${tool.gnu ? " 56(84) bytes of data." : ": 56 data bytes"}\n`);
  const count = Number(options.c ?? Infinity);
  const until = options.w ? tool.process.clock.now() + Number(options.w) * 1000 : Infinity;
  let [sent, got] = [0, 0];
  const end = async () => {
    const lost = sent ? Math.round(((sent - got) / sent) * 100) : 0;
    await tool.out(`\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${got} ${tool.gnu ? "received" : "packets received"}, ${lost}% packet loss${tool.gnu ? ", time 0ms" : ""}\n`);
    if (got) await tool.out(tool.gnu ? "rtt min/avg/max/mdev = 0.060/0.080/0.100/0.010 ms\n" : "round-trip min/avg/max = 0.060/0.080/0.100 ms\n");
  };
  let isInterrupted = false;
  tool.process.handlers.set("INT", () => {
    isInterrupted = true;
    tool.process.changed.ring();
  });
  let answers;
  try {
    answers = net.answers(ip);
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    throw new Misuse("sendto: Network is unreachable");
  }
  while (sent < count && tool.process.clock.now() < until && !isInterrupted) {
    if (answers) {
      got += 1;
      if (!options.q) await tool.out(`64 bytes from ${ip}: ${tool.gnu ? "icmp_seq" : "seq"}=${sent + (tool.gnu ? 1 : 0)} ttl=64 time=0.080 ms\n`);
    }
    sent += 1;
    if (sent < count || !answers) {
      const wait = sent < count ? Number(options.i ?? 1) * 1000 : Math.min(Number(options.W ?? 10) * 1000, until - tool.process.clock.now());
      await Promise.race([tool.process.sleep(Math.max(0, wait)), tool.process.changed.wait()]);
    }
  }
  await end();
  return got ? 0 : 1;
}

const server = (tool) => {
  const { net } = tool.process.space;
  return [...net.nets.keys()].some((each) => each.dns) ? "127.0.0.11" : "192.168.65.7";
};

export async function nslookup(tool) {
  const host = tool.args.find((word) => !word.startsWith("-"));
  if (!host) throw new Misuse("missing operand");
  await tool.out(`Server:\t\t${server(tool)}\nAddress:\t${server(tool)}:53\n\n`);
  try {
    const all = tool.process.space.net.resolveAll(host, null);
    for (const ip of all) await tool.out(`Name:\t${host}\nAddress: ${ip}\n`);
    await tool.out("\n");
    return 0;
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    await tool.out(`** server can't find ${host}: NXDOMAIN\n\n`);
    return 1;
  }
}

/** The interfaces of a container: lo, and one for each network. */
const interfaces = (net) => [{ name: "lo", ip: "127.0.0.1", bits: 8, mac: "00:00:00:00:00:00" }, ...[...net.nets].map(([each, { ip, ipv6 }], at) => ({ name: `eth${at}`, ip, ipv6, bits: each.bits, gateway: each.gateway, subnet: each.subnet, mac: `02:42:${ip.split(".").map((part) => Number(part).toString(16).padStart(2, "0")).join(":")}` }))];

export async function ip(tool) {
  const words = tool.args.filter((word) => !word.startsWith("-"));
  const isShort = tool.args.some((word) => /^-(o|oneline)$/.test(word));
  const all = interfaces(tool.process.space.net).filter(({ name }) => !words.includes("show") && !words.includes("dev") ? true : !words.some((word) => /^(lo|eth\d)$/.test(word)) || words.includes(name));
  const kind = words[0] ?? "";
  if (/^l(i(n(k)?)?)?$/.test(kind)) {
    for (const [at, { name, mac }] of all.entries()) await tool.out(`${at + 1}: ${name}${name === "lo" ? "" : `@if${at + 20}`}: <${name === "lo" ? "LOOPBACK" : "BROADCAST,MULTICAST"},UP,LOWER_UP> mtu ${name === "lo" ? 65536 : 1500} qdisc noqueue state ${name === "lo" ? "UNKNOWN" : "UP"}${name === "lo" ? " qlen 1000" : ""}${isShort ? "\\" : "\n"}    link/${name === "lo" ? "loopback" : "ether"} ${mac} brd ${name === "lo" ? "00:00:00:00:00:00" : "ff:ff:ff:ff:ff:ff"}\n`);
  } else if (/^a(d(d(r)?)?)?/.test(kind)) {
    const hasSix = all.some(({ ipv6 }) => ipv6);
    for (const [at, { name, mac, ip: address, bits, ipv6 }] of all.entries()) {
      if (isShort) await tool.out(`${at + 1}: ${name}    inet ${address}/${bits} scope ${name === "lo" ? "host" : "global"} ${name}\\       valid_lft forever preferred_lft forever\n`);
      else await tool.out(`${at + 1}: ${name}${name === "lo" ? "" : `@if${at + 20}`}: <${name === "lo" ? "LOOPBACK" : "BROADCAST,MULTICAST"},UP,LOWER_UP> mtu ${name === "lo" ? 65536 : 1500} qdisc noqueue state ${name === "lo" ? "UNKNOWN qlen 1000" : "UP"}\n    link/${name === "lo" ? "loopback" : "ether"} ${mac} brd ${name === "lo" ? "00:00:00:00:00:00" : "ff:ff:ff:ff:ff:ff"}\n    inet ${address}/${bits} ${name === "lo" ? "scope host lo" : `brd ${broadcast(address, bits)} scope global ${name}`}\n       valid_lft forever preferred_lft forever\n${six(ipv6, hasSix && name === "lo")}`);
    }
  } else if (/^r/.test(kind)) {
    const real = all.filter(({ name }) => name !== "lo");
    if (real[0]) await tool.out(`default via ${real[0].gateway} dev ${real[0].name} \n`);
    for (const { name, subnet, ip: address } of real) await tool.out(`${subnet} dev ${name} scope link  src ${address} \n`);
  } else throw new Misuse(kind ? `unknown command '${kind}'` : "missing operand");
  return 0;
}

const six = (ipv6, isLo) => (ipv6 || isLo ? `    inet6 ${isLo ? "::1/128 scope host " : `${ipv6}/64 scope global flags 02 `}\n       valid_lft forever preferred_lft forever\n` : "");

const broadcast = (address, bits) => address.split(".").map((part, at) => (at < Math.floor(bits / 8) ? part : "255")).join(".");

export async function ifconfig(tool) {
  for (const { name, ip: address, mac, bits } of interfaces(tool.process.space.net).reverse()) {
    await tool.out(`${name.padEnd(9)} Link encap:${name === "lo" ? "Local Loopback" : `Ethernet  HWaddr ${mac.toUpperCase()}`}  \n          inet addr:${address}${name === "lo" ? "" : `  Bcast:${broadcast(address, bits)}`}  Mask:${bits === 8 ? "255.0.0.0" : bits === 24 ? "255.255.255.0" : "255.255.0.0"}\n          UP ${name === "lo" ? "LOOPBACK RUNNING  MTU:65536" : "BROADCAST RUNNING MULTICAST  MTU:1500"}  Metric:1\n\n`);
  }
}

export async function netstat(tool) {
  const flags = tool.args.join("");
  const all = tool.process.space.net.listeners;
  await tool.out(`Active Internet connections (${/l/.test(flags) ? "only servers" : /a/.test(flags) ? "servers and established" : "w/o servers"})\nProto Recv-Q Send-Q Local Address           Foreign Address         State       ${/p/.test(flags) ? "PID/Program name    " : ""}\n`);
  if (!/[la]/.test(flags)) return;
  for (const { ip: address, port, pid, name } of all) await tool.out(`tcp        0      0 ${`${address}:${port}`.padEnd(23)} ${"0.0.0.0:*".padEnd(23)} LISTEN      ${/p/.test(flags) ? `${pid ?? "-"}/${name ?? ""}` : ""}\n`);
}

export async function ss(tool) {
  await tool.out("State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n");
  for (const { ip: address, port } of tool.process.space.net.listeners) await tool.out(`LISTEN 0      511          ${`${address}:${port}`.padEnd(16)} 0.0.0.0:*\n`);
}

export async function route(tool) {
  await tool.out("Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n");
  const real = interfaces(tool.process.space.net).filter(({ name }) => name !== "lo");
  if (real[0]) await tool.out(`${"0.0.0.0".padEnd(15)} ${real[0].gateway.padEnd(15)} 0.0.0.0         UG    0      0        0 ${real[0].name}\n`);
  for (const { name, subnet } of real) await tool.out(`${subnet.split("/")[0].padEnd(15)} 0.0.0.0         255.255.0.0     U     0      0        0 ${name}\n`);
}

export async function traceroute(tool) {
  const host = tool.args.at(-1);
  const address = tool.process.space.net.resolve(host, tool.files);
  await tool.out(`traceroute to ${host} (${address}), 30 hops max, 46 byte packets\n 1  ${address} (${address})  0.020 ms  0.010 ms  0.010 ms\n`);
}
