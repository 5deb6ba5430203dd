/* IP addresses, versions 4 and 6, and networks, as Python's `ipaddress` reads them. */

/** @returns {bigint | null} */
function version4(text) {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((p) => /^(?:0|[1-9][0-9]{0,2})$/.test(p) && Number(p) <= 255)) return null;
  return parts.reduce((all, part) => all * 256n + BigInt(part), 0n);
}

/** @returns {bigint | null} */
function version6(text) {
  let parts = text.split(":");
  if (parts.length < 3) return null;
  if (parts.at(-1).includes(".")) {
    const last = version4(parts.at(-1));
    if (last === null) return null;
    parts = [...parts.slice(0, -1), (last >> 16n).toString(16), (last & 0xffffn).toString(16)];
  }
  if (parts.length > 9) return null;
  const gaps = parts.map((part, at) => at).filter((at) => at > 0 && at < parts.length - 1 && parts[at] === "");
  if (gaps.length > 1) return null;
  let filled = parts;
  if (gaps.length) {
    let before = gaps[0], after = parts.length - gaps[0] - 1;
    if (parts[0] === "" && --before) return null;
    if (parts.at(-1) === "" && --after) return null;
    if (before + after > 7) return null;
    filled = [...parts.slice(0, before), ...Array(8 - before - after).fill("0"), ...parts.slice(parts.length - after)];
  } else if (parts.length !== 8 || parts[0] === "" || parts.at(-1) === "") return null;
  if (!filled.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part))) return null;
  return filled.reduce((all, part) => all * 65536n + BigInt(`0x${part}`), 0n);
}

/** @returns {{bits: number, value: bigint} | null} */
function read(text) {
  const four = version4(text);
  if (four !== null) return { bits: 32, value: four };
  const six = version6(text);
  return six === null ? null : { bits: 128, value: six };
}

/** Whether a text is an address: IPv4, or IPv6 without a zone. */
export const isIp = (text) => read(text) !== null;

/** An address with an optional `/prefix` (or a mask, for IPv4). @returns {{bits: number, value: bigint, prefix: number} | null} */
export function readNetwork(text) {
  const [bare, ...rest] = text.split("/"), address = read(bare);
  if (!address || rest.length > 1) return null;
  const prefix = rest.length ? readPrefix(rest[0], address.bits) : address.bits;
  return prefix === null ? null : { ...address, prefix };
}

function readPrefix(text, bits) {
  if (/^[0-9]+$/.test(text)) return Number(text) <= bits ? Number(text) : null;
  const mask = bits === 32 ? version4(text) : null;
  if (mask === null) return null;
  const all = 0xffffffffn, nets = Array.from({ length: 33 }, (_, prefix) => (all << BigInt(32 - prefix)) & all);
  const prefix = nets.indexOf(mask) < 0 ? nets.indexOf(mask ^ all) : nets.indexOf(mask);
  return prefix < 0 ? null : prefix;
}

/** Whether an address is in a network. */
export function isIn(address, network) {
  const shift = BigInt(network.bits - network.prefix);
  return address.bits === network.bits && address.value >> shift === network.value >> shift;
}
