/* A container's mounts: `--volume source:target:options` and `--mount key=value,…`.
   After hooks/dockernotes/dockercli/grammar/mount.py. */
import { cut, splitFields } from "./fields.js";
import { isBool, isTrue, size } from "./kinds.js";
import { didYouMean } from "./suggest.js";
import { tables } from "./tables.js";

/* Keys that need no value. */
const alone = () => tables.names["mount-alone"];

/** The fields between the colons; the colon after a Windows drive's letter divides nothing. */
export function splitVolume(value) {
  const fields = [], letters = [...value];
  let start = 0;
  letters.forEach((letter, at) => {
    if (letter !== ":" || (at - start === 1 && /\p{L}/u.test(letters[start]))) return;
    fields.push(letters.slice(start, at).join(""));
    start = at + 1;
  });
  return [...fields, letters.slice(start).join("")];
}

/** What is wrong with the value of `--volume`, or null. */
export function checkVolume(value) {
  if (new TextEncoder().encode(value).length < 3) return value ? null : "empty";
  const fields = splitVolume(value);
  if (fields.includes("")) return "nothing between two colons";
  return fields.length > 3 ? "more than `source:target:options`" : null;
}

/** What is wrong with the value of `--mount` before 29, or null. */
export function checkMount(value) {
  const given = readFields(value, alone());
  if (typeof given === "string") return given;
  for (const [key, text] of given) {
    const fault = text === null ? null : checkKey(key, text);
    if (fault) return fault;
  }
  return checkTogether(given);
}

/** What is wrong with it from 29 on: blanks and empty values are refused, as are Go's other words for true and false.
    A missing target is left to the engine. */
export function checkMountStrictly(value) {
  const given = readFields(value.trim(), [...alone(), "bind-create-src"]);
  if (typeof given === "string") return given;
  for (const [key, text] of given) {
    const fault = text === null ? null : checkStrictly(key, text) ?? checkKey(key, text);
    if (fault) return fault;
    if (key === "bind-nonrecursive") return "`bind-nonrecursive` is gone; write `bind-recursive=disabled`";
  }
  return checkTogether(given, false);
}

/** The keys with their values, null if there is none, or what is wrong with one. @returns {[string, string | null][] | string} */
function readFields(value, bare) {
  const fields = splitFields(value), given = [], known = [...tables.names["mount-keys"], ...bare];
  if (!fields) return value ? "a quote that's never closed" : "empty";
  for (const field of fields) {
    const [name, text] = cut(field, "="), key = name.toLowerCase(), equals = field.includes("=");
    if (!known.includes(key)) return known.includes(key.trim()) ? `a space next to \`${key.trim()}\`` : `unknown key \`${key}\`` + didYouMean(key, known);
    if (!equals && !bare.includes(key)) return `\`${key}\` needs a value, as \`${key}=…\``;
    given.push([key, equals ? text : null]);
  }
  return given;
}

function checkStrictly(key, text) {
  if (!text.trim()) return `\`${key}\` is empty`;
  if (text !== text.trim()) return `a space next to the value of \`${key}\``;
  const wantsBool = alone().includes(key) || key === "bind-create-src";
  return wantsBool && !["true", "1", "false", "0"].includes(text) ? `\`${key}\` is \`true\` or \`false\`` : null;
}

function checkKey(key, text) {
  if (alone().includes(key)) return isBool(text) && `\`${key}\` is \`true\` or \`false\``;
  if (key === "bind-recursive" && !tables.names["mount-recursive"].includes(text)) {
    return "`bind-recursive` is " + tables.names["mount-recursive"].map((name) => `\`${name}\``).join(", ");
  }
  if (key === "tmpfs-size") return size(text);
  if (key === "tmpfs-mode" && !/^0*[0-7]{1,10}$/.test(text)) return "`tmpfs-mode` is octal, such as `1777`";
  return null;
}

function checkTogether(fields, needsTarget = true) {
  const given = new Map(fields.map(([key, text]) => [key, text ?? "true"])), kind = (given.get("type") ?? "volume").toLowerCase();
  if (!kind) return "`type` is empty";
  if (needsTarget && !["target", "dst", "destination"].some((key) => given.get(key))) return "needs `target=path`";
  for (const [key, text] of given) {
    const owner = key.split("-")[0], plain = key === "bind-recursive" && text === "enabled";
    if (key.includes("-") && tables.names["mount-owners"].includes(owner) && owner !== kind && !plain) {
      return `\`${key}\` isn't a key of a \`${kind}\` mount`;
    }
  }
  const recursive = given.get("bind-recursive"), readonly = ["readonly", "ro"].some((key) => isTrue(given.get(key) ?? ""));
  if (["writable", "readonly"].includes(recursive) && !readonly) return `\`bind-recursive=${recursive}\` goes with \`readonly\` only`;
  if (recursive === "readonly" && (given.get("bind-propagation") ?? "").toLowerCase() !== "rprivate") {
    return "`bind-recursive=readonly` goes with `bind-propagation=rprivate` only";
  }
  return null;
}
