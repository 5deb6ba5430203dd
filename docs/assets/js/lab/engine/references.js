/* Image names: what a person types, and the whole reference that the engine keeps. */
import { splitImage } from "../../explain/image.js";
import { EngineError } from "./errors.js";

const HUB = "docker.io";

/** Why a reference is invalid, in the words of the library that reads it, or null. */
export function referenceFault(text) {
  if (/^[0-9a-f]{64}$/.test(text)) return `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`;
  const { rest, registry } = apart(text), name = rest.split(/[:@]/)[0];
  const lower = `invalid reference format: repository name (${!registry && !name.includes("/") ? "library/" : ""}${name}) must be lowercase`;
  if (name && name !== name.toLowerCase()) return lower;
  return splitImage(text) ? null : "invalid reference format";
}

function apart(text) {
  const at = text.indexOf("/"), first = text.slice(0, Math.max(at, 0));
  const isRegistry = at >= 0 && (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase());
  return isRegistry ? { registry: first, rest: text.slice(at + 1) } : { registry: "", rest: text };
}

/** The parts of a reference. Throws EngineError if invalid.
    @returns {{registry: string, path: string, tag: string, digest: string, name: string, whole: string, short: string}} */
export function reference(text) {
  const fault = referenceFault(text);
  if (fault) throw new EngineError(fault);
  const { registry, name, tag, digest } = splitImage(text), host = registry === "index.docker.io" ? "" : registry === HUB ? "" : registry;
  const path = host || name.includes("/") ? name : `library/${name}`;
  const given = tag || (digest ? "" : "latest"), familiar = host ? `${host}/${name}` : path.replace(/^library\//, "");
  return {
    registry: host, path, tag: given, digest, name: familiar, hadTag: Boolean(tag),
    whole: `${host || HUB}/${path}${given ? `:${given}` : ""}${digest ? `@${digest}` : ""}`,
    short: `${familiar}${given ? `:${given}` : ""}${digest ? `@${digest}` : ""}`,
  };
}
