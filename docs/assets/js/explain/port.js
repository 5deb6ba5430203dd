/* Published ports, `address:host:container/protocol`. After hooks/dockernotes/dockercli/grammar/port.py. */
import { isIp } from "./address.js";
import { cut, isLong, splitFields } from "./fields.js";
import { tables } from "./tables.js";

const isPort = (text) => /^[0-9]+$/.test(text) && Number(text) <= 65535;

function range(text, isStrict = false) {
  const [first, after] = cut(text, "-"), last = !text.includes("-") ? first : isStrict ? after : after.split("-")[0];
  return isPort(first) && isPort(last) && Number(first) <= Number(last) ? [Number(first), Number(last)] : null;
}

/** Text before the last `mark`, and after it; without one, all is after. */
function cutLast(text, mark) {
  const at = text.lastIndexOf(mark);
  return at < 0 ? ["", text] : [text.slice(0, at), text.slice(at + 1)];
}

/** `[address, host port, container port, protocol]`; absent parts are empty. */
export function splitPublish(value) {
  const [rest, last] = cutLast(value, ":"), [container, protocol = ""] = last.split("/"), [address, host] = cutLast(rest, ":");
  return [address, host, container, protocol];
}

/** What is wrong with the value of `--publish` before 29, or null. */
export function checkPublish(value) {
  const address = value.includes("=") ? "" : splitPublish(value)[0];
  if (address.includes(":") && isIp(address)) return `an IPv6 address needs brackets, \`[${address}]\``;
  return publishFault(value, false);
}

/** What is wrong with it from 29 on: IPv6 addresses need no brackets. */
export const checkPublishStrictly = (value) => publishFault(value, true);

function publishFault(value, isStrict) {
  if (value.includes("=")) return checkLong(value, isStrict);
  const [address, host, container, protocol] = splitPublish(value);
  const bare = address.startsWith("[") && address.endsWith("]") ? address.slice(1, -1) : address;
  if (bare && !isIp(bare)) return `\`${address}\` isn't an IP address; the order is \`address:host:container\``;
  if (!container) return "the container's port is missing; the order is `host:container`";
  const inner = range(container, isStrict), outer = range(host, isStrict);
  if (!inner) return `\`${container}\` isn't a valid container port (0 to 65535)`;
  if (host && !outer) return `\`${host}\` isn't a valid host port (0 to 65535)`;
  if (outer && inner[0] !== inner[1] && outer[1] - outer[0] !== inner[1] - inner[0]) return "the two ranges differ in length";
  return protocol && !tables.names.protocols.includes(protocol.toLowerCase())
    ? `\`${protocol}\` isn't a protocol; known: \`tcp\`, \`udp\`, \`sctp\`` : null;
}

function checkLong(value, isStrict) {
  const fields = new Map([["protocol", "tcp"]]);
  for (const field of value.split(",")) {
    const [key, text] = cut(field, "=");
    if (!field.includes("=") || !key) return `\`${field}\` is not \`name=value\``;
    fields.set(key, text);
  }
  return publishFault(`${fields.get("published") ?? ""}:${fields.get("target") ?? ""}/${fields.get("protocol")}`, isStrict);
}

/** What is wrong with a service's published port, whose long form has known keys, or null. */
export function checkPort(value) {
  if (!isLong(value)) {
    const [address] = splitPublish(value);
    return publishFault(value, false) ?? (address ? "a service doesn't have its own address; leave it out" : null);
  }
  const given = new Map();
  for (const field of splitFields(value.toLowerCase()) ?? [""]) {
    const [key, text] = cut(field, "="), equals = field.includes("=");
    if (!equals || !tables.names["port-keys"].includes(key)) return equals ? `unknown key \`${key}\`` : `\`${field}\` is not \`name=value\``;
    given.set(key, text);
  }
  for (const key of ["target", "published"]) {
    if (given.has(key) && !isPort(given.get(key))) return `\`${given.get(key)}\` isn't a valid port (0 to 65535)`;
  }
  if (!["ingress", "host"].includes(given.get("mode") ?? "host")) return "`mode` is `ingress` or `host`";
  const protocol = given.get("protocol") ?? "tcp";
  if (!tables.names.protocols.includes(protocol)) return `\`${protocol}\` isn't a protocol; known: \`tcp\`, \`udp\`, \`sctp\``;
  return Number(given.get("target") ?? 0) ? null : "needs `target=port`";
}

/** What is wrong with the value of `--expose`, or null. */
export function checkExpose(value) {
  if (value.includes(":")) return "only the container's port; publish it with `--publish`";
  return range(cut(value, "/")[0]) ? null : "not a port or a range of ports";
}
