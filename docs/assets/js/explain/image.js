/* Image references, `registry:port/namespace/name:tag@digest`. After hooks/dockernotes/dockercli/grammar/image.py. */
import { tables } from "./tables.js";

const HOST = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)";
const DOMAIN = `(?:${HOST}(?:\\.${HOST})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?`;
const PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const TAG = "\\w[\\w.-]{0,127}";
const DIGEST = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
const REFERENCE = new RegExp(
  `^(?<name>(?:${DOMAIN}/)?${PART}(?:/${PART})*)(?::(?<tag>${TAG}))?(?:@(?<digest>${DIGEST}))?$`,
);
/* What is in an image's place but belongs to the word before it. */
const CUT_OFF = /^(?:[:=,]|[A-Za-z_]\w*=|[^:@]*(?:\\|:\/))/;

/** The registry (empty: Docker Hub) and the rest: a first part is a registry if it can't be a name. */
export function splitRegistry(reference) {
  const at = reference.indexOf("/"), first = reference.slice(0, Math.max(at, 0));
  if (at < 0 || !(/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase())) return ["", reference];
  return [first, reference.slice(at + 1)];
}

/** The parts of a valid reference, or null. */
export function splitImage(reference) {
  const match = REFERENCE.exec(reference);
  if (!match) return null;
  const [registry, name] = splitRegistry(match.groups.name);
  return { registry, name, tag: match.groups.tag ?? "", digest: match.groups.digest ?? "" };
}

/** What is wrong with a reference, or null. `byId`: an image's whole id may replace it. */
export function checkImage(reference, byId = true) {
  if (/^[0-9a-f]{64}$/.test(reference)) return byId ? null : "an id isn't a name to push, pull or tag";
  const scheme = /^https?:\/\//.exec(reference);
  if (scheme) return `an image's name can't contain \`${scheme[0]}\``;
  if (CUT_OFF.test(reference)) return "not an image reference, `registry/name:tag`; is there a space too many before it?";
  const name = splitRegistry(reference)[1].split(/[:@]/)[0];
  if (name !== name.toLowerCase()) return `an image's name has to be in lower case: \`${name.toLowerCase()}\``;
  const match = REFERENCE.exec(reference);
  if (!match) return "not an image reference, `registry/name:tag`";
  const fault = match.groups.digest ? checkDigest(match.groups.digest) : null;
  return fault ?? (match.groups.name.length > 255 ? "the name is longer than 255 characters" : null);
}

/** What is wrong with a digest, or null. */
export function checkDigest(digest) {
  const at = digest.indexOf(":"), digits = digest.slice(at + 1);
  const isWhole = at >= 0 && tables.names.digests[digest.slice(0, at)] === digits.length && /^[0-9a-f]+$/.test(digits);
  return isWhole ? null : "a digest is `sha256:` and 64 hexadecimal digits";
}

/** What is wrong with a reference that may follow `docker-image://`, or null. A folder may be any. */
export function checkSource(source) {
  if (/^[./]/.test(source)) return null;
  const at = source.lastIndexOf("://"), scheme = at < 0 ? "" : source.slice(0, at);
  return ["", "docker-image"].includes(scheme) ? checkImage(at < 0 ? source : source.slice(at + 3)) : null;
}
