/* What the engine refuses in `--volume` and `--mount`. It splits at each colon and knows no drives.
   After hooks/dockernotes/dockercli/engine/engine_mounts.py. */
import { cut, splitFields } from "./fields.js";
import { splitVolume } from "./mount.js";
import { PATH, TO_FILL_IN, badName } from "./refusal.js";
import { tables } from "./tables.js";

/* A mount may have one of each group. */
const groupOf = (mode) => tables.names["mount-modes"].findIndex((modes) => modes.includes(mode));

/** Whether the engine accepts the third field of a mount. */
export function isMode(text) {
  const groups = text.split(",").map(groupOf);
  return !groups.includes(-1) && new Set(groups).size === groups.length;
}

/** @returns {import("./refusal.js").Refusal | null} */
export function volume(value) {
  const fields = splitVolume(value), [source, target] = fields;
  if (fields.length === 1 || fields.some((field) => TO_FILL_IN.test(field))) return null;
  const at = source.length + 1;
  // `v:/data:ro`: two fields to the CLI, three to the engine. No disk has a floppy's letter.
  if (/^[A-Za-z]:\//.test(source) && fields.length === 2 && (!PATH.test(target) || "abAB".includes(source[0]))) {
    return isMode(target) ? { ...badName(source[0]), length: 1 } : badMode(target, at);
  }
  if (!PATH.test(target)) {
    const cli = `invalid volume specification: '${value}': invalid mount config for type "${PATH.test(source) ? "bind" : "volume"}": invalid mount path: '${target}' mount path must be absolute`;
    return { at, length: target.length, message: `the path in the container, \`${target}\`, has to begin with \`/\``, cli, meant: `/${target}` };
  }
  if (target === "/") {
    return { at, length: 1, message: "a mount can't replace everything in the image: `/`", cli: "invalid specification: destination can't be '/'" };
  }
  if (fields.length === 3 && !isMode(fields[2])) return badMode(fields[2], at + target.length + 1);
  if (PATH.test(source)) return null;
  const refusal = badName(source, (source.includes("\\") ? ".\\" : "./") + source);
  return refusal && { ...refusal, length: source.length };
}

function badMode(mode, at) {
  const message = `\`${mode}\` isn't a mount mode; known: \`ro\`, \`rw\`, \`z\`, \`Z\`, \`nocopy\` and the propagation modes`;
  return { message, cli: `invalid mode: ${mode}`, at, length: mode.length };
}

/** @returns {import("./refusal.js").Refusal | null} */
export function mount(value) {
  const given = new Map((splitFields(value.trim()) ?? []).map((field) => cut(field, "=")).map(([key, text]) => [key.toLowerCase(), text]));
  const kind = (given.get("type") ?? "volume").toLowerCase(), source = given.get("source") ?? given.get("src") ?? "";
  const target = given.get("target") ?? given.get("dst") ?? given.get("destination") ?? "", start = `invalid mount config for type "${kind}": `;
  const relative = (path) => `${start}invalid mount path: '${path}' mount path must be absolute`;
  if ([...given.values()].some((text) => TO_FILL_IN.test(text))) return null;
  if (!tables.names["mount-types"].includes(kind)) return { message: `the engine has no mount of the type \`${kind}\``, cli: `${start}mount type unknown` };
  if (!target) return { message: "needs `target=path`", cli: `${start}field Target must not be empty` };
  if (!PATH.test(target)) return { message: `the path in the container, \`${target}\`, has to begin with \`/\``, cli: relative(target) };
  if (kind === "bind" && !source) return { message: "a `bind` mount needs `source=path`", cli: `${start}field Source must not be empty` };
  if (kind === "bind" && !PATH.test(source)) return { message: `the host folder, \`${source}\`, has to begin with \`/\` or \`./\``, cli: relative(source) };
  if (kind === "tmpfs" && source) return { message: "a `tmpfs` mount has no source", cli: `${start}field Source must not be specified` };
  const refusal = kind === "volume" && source ? badName(source) : null;
  return refusal && { ...refusal, message: refusal.message + (/[/\\]/.test(source) ? "; a folder needs `type=bind`" : "") };
}
