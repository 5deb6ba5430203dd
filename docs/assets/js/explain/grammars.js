/* The grammar of single flags: each check takes a value and returns what the CLI finds wrong, or null.
   After grammars.py and container_grammars.py of hooks/dockernotes/dockercli. */
import { isIp } from "./address.js";
import { cut, splitFields } from "./fields.js";
import { duration, pair, whole } from "./kinds.js";
import { tables } from "./tables.js";

export function label(value) {
  const name = cut(value, "=")[0].replace(/^[ \t]+/, "");
  if (!name) return "the label has no name";
  return /[ \t]/.test(name) ? "a space in the name of a label" : null;
}

const listed = (names) => "known: " + names.map((name) => `\`${name}\``).join(", ");
export const oneOf = (...known) => (value) => (known.includes(value) ? null : listed(known));

const KEY = /^(?:[\x00-\x7f]|DEL|ctrl-[a-z@[\\\]^_])$/;

/** Keys to leave a container with, `ctrl-p,ctrl-q`. */
export function detachKeys(value) {
  const odd = value === "" ? undefined : value.split(",").find((key) => !KEY.test(key));
  return odd === undefined ? null : `\`${odd}\` isn't a key; a key is a letter, or \`ctrl-\` and a letter`;
}

export const address = (value) => (isIp(value.trim()) ? null : `\`${value}\` isn't an IP address`);

export function addHost(value) {
  const mark = value.includes("=") ? "=" : ":", [host, target] = cut(value, mark);
  if (!value.includes(mark) || !host || host.includes(":")) return "needs `name:address`, such as `db:10.0.0.5`";
  const bare = target.length > 2 && target.startsWith("[") && target.endsWith("]") ? target.slice(1, -1) : target;
  return target === "host-gateway" ? null : address(bare);
}

export function restart(value) {
  if (value === "") return null;
  const [name, count] = cut(value, ":");
  if (count.includes(":")) return "needs `policy` or `on-failure:number`";
  if (count && !/^[+-]?[0-9]+$/.test(count)) return "the count of attempts is a whole number, as in `on-failure:3`";
  return name === "" ? "no policy before the colon" : null;
}

export function platform(value) {
  const parts = value.split("/");
  const good = parts.every((part) => /^[A-Za-z0-9_.-]+$/.test(part))
    && (parts.length > 1 || tables.names.platforms.includes(value.toLowerCase())) && parts.length < 4;
  return value === "" || good ? null : "a platform is `os/architecture`, such as `linux/amd64`";
}

export function sysctl(value) {
  const [name] = cut(value, "=");
  const allowed = value.includes("=") && (tables.names.sysctls.includes(name) || name.startsWith("net.") || name.startsWith("fs.mqueue."));
  return allowed ? null : `\`${name}\` isn't a kernel parameter that a container has for itself`;
}

/** A check of `/dev/name:limit`. */
export const deviceLimit = (limitIs) => (value) => {
  const [path, limit] = cut(value, ":");
  return path.startsWith("/dev/") ? limitIs(limit) : "needs `/dev/name:limit`";
};

export const mode = (...known) => (value) => {
  const isOther = known.includes("container:") && value.startsWith("container:") && value.length > "container:".length;
  const good = value === "" || isOther || (known.includes(value) && value !== "container:");
  return good ? null : listed(known);
};

export function security(value) {
  let [name, text] = cut(value, "=");
  if (!value.includes("=") && name !== "no-new-privileges") [name, text] = cut(value, ":");
  return text || name === "no-new-privileges" ? null : "needs `name=value`, or `no-new-privileges`";
}

export const swappiness = (value) =>
  value === "-1" || !whole(0n, 100n)(value.replace(/^\++/, "")) ? null : "not between 0 and 100";

export function macAddress(value) {
  const text = value.trim();
  const good = /^[0-9a-fA-F]{2}(?:([:-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2}){4,})$/.test(text);
  const dotted = /^[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4}){2,}$/.test(text);
  return !text || good || dotted ? null : "not an address such as `92:d0:c6:0a:29:33`";
}

/** Platforms as BuildKit reads them: `local` is the machine's. */
export function platforms(value) {
  for (const part of value.split(",")) {
    const fault = part.trim().toLowerCase() === "local" ? null : platform(part.trim());
    if (fault) return fault;
  }
  return null;
}

/** Platforms of an image, none of them empty. */
export function listedPlatforms(value) {
  for (const part of value ? value.split(",") : []) {
    const fault = part ? platform(part) : "an empty platform";
    if (fault) return fault;
  }
  return null;
}

/** Platforms, none of them empty. */
export const somePlatforms = (value) => (value.split(",").includes("") ? "an empty platform" : platforms(value));

export function externalCa(value) {
  const fields = splitFields(value) ?? [""], keys = fields.map((field) => cut(field, "=")[0].toLowerCase());
  const good = fields.every((field) => field.includes("=")) && keys.includes("protocol") && keys.includes("url");
  return good ? null : "needs `protocol=cfssl,url=…`";
}

export function gpus(value) {
  const seen = new Set();
  for (const field of splitFields(value) ?? [""]) {
    const [key, text] = cut(field, "="), equals = field.includes("="), count = equals ? text : key;
    if (seen.has(key)) return `\`${key}\` twice`;
    if (equals && !tables.names["gpu-keys"].includes(key)) return `unknown key \`${key}\``;
    if ((key === "count" || !equals) && count !== "all" && !/^[+-]?[0-9]+$/.test(count)) {
      return "needs `all`, a number, or `device=…`";
    }
    seen.add(key);
    if (!equals) seen.add("count");
  }
  return null;
}

export function domain(value) {
  const text = value.trim();
  const good = text === "." || /^(?:[a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]*[a-zA-Z][a-zA-Z0-9.-]*$/.test(text);
  return good ? null : "not a domain";
}

/** The address of a swarm node, `host:port` or the name of a network interface. */
export const nodeAddress = (value) => (/\s/.test(value) ? "a space in an address" : null);

/** The name of a context to make or change. */
export function contextName(value) {
  if (value === "default") return "`default` already exists and can't be changed";
  return /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/.test(value)
    ? null : "the name of a context consists of two or more letters, digits, `_`, `.`, `+`, `-`";
}

/** The name of a context, or of the one that always exists. */
export const contextInUse = (value) => (value === "default" ? null : contextName(value));

/** A check of `service=number`. */
export const scale = (count = null) => (value) => {
  const [name, text] = cut(value, "=");
  return name && text ? (count ? count(text) : null) : "needs `service=number`";
};

/** A time as `docker events` takes it. Dates aren't checked closely. */
export const moment = (value) =>
  /-[^\n]*[0-9]|^\n?$/.test(value) || /^-?[0-9]+(?:\.[0-9]+)?$/.test(value) || !duration(value)
    ? null : "neither a time such as `2026-01-31T10:00:00` nor a duration such as `10m`";

/** `--docker` of a context. */
export function endpoint(value) {
  const odd = (splitFields(value) ?? []).map((field) => cut(field, "=")[0]).find((key) => !tables.names["endpoint-keys"].includes(key));
  return pair(value) ?? (odd === undefined ? null : `unknown key \`${odd}\``);
}

/** A check of Compose's filters, which are few. */
export const oneFilter = (...known) => (value) => {
  const [name] = cut(value, "="), equals = value.includes("=");
  if (value === "" || (equals && known.includes(name))) return null;
  return equals ? `unknown filter \`${name}\`; known: \`${known.join("`, `")}\`` : "a filter is `name=value`";
};
