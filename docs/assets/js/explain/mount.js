/* What a container sees from outside: `--volume source:target:options` and `--mount key=value,…`.
   After hooks/dockernotes/dockercli/mount.py. */
import { cut, splitFields } from "./fields.js";
import { isBool, isTrue, size } from "./kinds.js";
import { didYouMean } from "./suggest.js";

/* Keys that may stand without a value. */
const ALONE = ["readonly", "ro", "volume-nocopy", "bind-nonrecursive"];
const KEYS = [
  ...ALONE, "type", "source", "src", "target", "dst", "destination", "consistency",
  "bind-propagation", "bind-recursive", "volume-subpath", "volume-label", "volume-driver", "volume-opt",
  "image-subpath", "tmpfs-size", "tmpfs-mode",
];
const OWNERS = ["bind", "volume", "tmpfs", "image"];
const RECURSIVE = ["enabled", "disabled", "writable", "readonly"];

/** The fields between the colons; the one after the letter of a Windows drive divides nothing. */
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

/** What is wrong with the value of `--mount`, or null. */
export function checkMount(value) {
  const fields = splitFields(value);
  if (!fields) return value ? "a quote that is not closed" : "empty";
  const given = new Map();
  for (const field of fields) {
    const [name, text] = cut(field, "="), key = name.toLowerCase(), equals = field.includes("=");
    if (!KEYS.includes(key)) return `unknown key \`${key}\`` + didYouMean(key, KEYS);
    if (!equals && !ALONE.includes(key)) return `\`${key}\` wants a value, as \`${key}=…\``;
    const fault = equals ? checkKey(key, text) : null;
    if (fault) return fault;
    given.set(key, equals ? text : "true");
  }
  return checkTogether(given);
}

function checkKey(key, text) {
  if (ALONE.includes(key)) return isBool(text) && `\`${key}\` is \`true\` or \`false\``;
  if (key === "bind-recursive" && !RECURSIVE.includes(text)) {
    return "`bind-recursive` is " + RECURSIVE.map((name) => `\`${name}\``).join(", ");
  }
  if (key === "tmpfs-size") return size(text);
  if (key === "tmpfs-mode" && !/^0*[0-7]{1,10}$/.test(text)) return "`tmpfs-mode` is octal, such as `1777`";
  return null;
}

function checkTogether(given) {
  const kind = (given.get("type") ?? "volume").toLowerCase();
  if (!kind) return "`type` is empty";
  if (!["target", "dst", "destination"].some((key) => given.get(key))) return "wants `target=path`";
  for (const [key, text] of given) {
    const owner = key.split("-")[0], plain = key === "bind-recursive" && text === "enabled";
    if (key.includes("-") && OWNERS.includes(owner) && owner !== kind && !plain) {
      return `\`${key}\` is no key of a \`${kind}\` mount`;
    }
  }
  const recursive = given.get("bind-recursive"), readonly = ["readonly", "ro"].some((key) => isTrue(given.get(key) ?? ""));
  if (["writable", "readonly"].includes(recursive) && !readonly) return `\`bind-recursive=${recursive}\` goes with \`readonly\` only`;
  if (recursive === "readonly" && (given.get("bind-propagation") ?? "").toLowerCase() !== "rprivate") {
    return "`bind-recursive=readonly` goes with `bind-propagation=rprivate` only";
  }
  return null;
}
