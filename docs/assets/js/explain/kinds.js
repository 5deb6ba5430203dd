/* Kinds of values that many flags share, as Go and the libraries of the CLI read them.
   Each check takes a value and returns what is wrong with it, or null. After hooks/dockernotes/dockercli/grammar/kinds.py. */
import { isIp } from "./address.js";
import { cut } from "./fields.js";
import { matching, tables } from "./tables.js";

const INT = /^[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|0|[1-9](?:_?[0-9])*)$/;

export const ip = (value) => (value === "" || isIp(value.trim()) ? null : `\`${value}\` isn't an IP address`);

export function ips(value) {
  for (const part of value === "" ? [] : value.split(",")) {
    const fault = part === "" ? "an empty address" : ip(part);
    if (fault) return fault;
  }
  return null;
}

/** A network such as `10.9.0.0/16`, with its length. */
export function network(value) {
  const [address, length] = cut(value, "/"), longest = address.includes(":") ? 128 : 32;
  const good = isIp(address) && /^(?:0|[1-9][0-9]{0,2})$/.test(length) && Number(length) <= longest;
  return good ? null : `\`${value}\` isn't a network such as \`10.9.0.0/16\``;
}

/** Networks as Go's `net.ParseCIDR` reads them. */
export const networks = (value) => (value === "" ? [] : value.split(",")).map((part) => network(part.trim())).find(Boolean) ?? null;

export const octal = (value) => (/^[0-7]{1,20}$/.test(value) && parseInt(value, 8) < 2 ** 32 ? null : "not octal, such as `022`");

/** A whole number as a person writes it, which is all that Go's `ParseInt` of base ten takes. */
export function decimal(value) {
  const digits = value.trim(), good = /^[+-]?[0-9]+$/.test(digits) && -(2n ** 63n) <= BigInt(digits.replace("+", "")) && BigInt(digits.replace("+", "")) < 2n ** 63n;
  return good ? null : "not a whole number";
}

/** Whether Go reads a text as true. */
export const isTrue = (text) => tables.names.true.includes(text);

export const [isBool, number, cpus, size, duration, pair] = ["bool", "number", "cpus", "size", "duration", "pair"].map(matching);

/** @param {bigint} low @param {bigint} high */
export function whole(low, high) {
  return (value) => {
    if (!INT.test(value)) return "not a whole number";
    const [, sign, digits] = /^([+-]?)(.*)$/.exec(value.replaceAll("_", "").toLowerCase());
    const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    const number = sign === "-" ? -size : size;
    const signed = low === 0n && sign !== "";
    return low <= number && number <= high && !signed ? null : `not between ${low} and ${high}`;
  };
}

export const sizeOrUnlimited = (value) => (value === "-1" ? null : size(value));
export const notNegative = (value) => duration(value) ?? (/^-.*[1-9]/.test(value) ? "is below zero" : null);
/** A check of a number. */
export const notBelowZero = (value) => (/^-.*[1-9a-fA-F]/.test(value) ? "is below zero" : null);

export function ulimit(value) {
  const at = value.indexOf("="), name = at < 0 ? value : value.slice(0, at), limits = at < 0 ? "" : value.slice(at + 1);
  if (!limits) return "needs `name=soft:hard`, such as `nofile=1024:2048`";
  if (!tables.names.ulimits.includes(name)) return `\`${name}\` isn't a process limit`;
  const numbers = limits.split(":");
  if (numbers.length > 2 || !numbers.every((n) => /^[+-]?[0-9]{1,18}$/.test(n))) return "needs one or two numbers after `=`";
  const [soft, hard] = [numbers[0], numbers.at(-1)].map((n) => BigInt(n.replace("+", "")));
  return hard !== -1n && (soft > hard || soft === -1n) ? "the soft limit is above the hard one" : null;
}
