/* Commands and flags of older tutorials that were removed or deprecated. */
import { isLater } from "./spec.js";

export function goneMessage([name, since, removed, use, said], spec) {
  const later = isLater(since, spec.docker);
  const when = removed ? `${later ? "is" : "was"} removed in ${since}` : later ? `is deprecated from ${since} on` : `has been deprecated since ${since}`;
  return said || `\`${name}\` ${when}; use ${use}`;
}

/** What was removed is a fault; what still works is a remark. */
export function goneOf(command, spec) {
  const faults = [], remarks = [], { words, parsed } = command, told = new Set();
  for (const entry of spec.gone) {
    const [name, since, removed, use] = entry, at = placeOf(name, command);
    if (at === null) continue;
    told.add(name.split(" ").at(-1));
    if (!removed || isLater(since, spec.docker)) remarks.push(`${goneMessage(entry, spec)}.`);
    else {
      const instead = /^`(docker [a-z ]+)`/.exec(use)?.[1], edit = { start: words[0].start, end: words[at].end, text: instead };
      const fix = instead ? { label: `Use \`${instead}\``, edit } : null;
      faults.push({ message: goneMessage(entry, spec), start: edit.start, end: edit.end, cli: "", fix });
    }
  }
  for (const { role, flag } of parsed.parts) {
    if (role === "flag" && flag.deprecated && !told.has(flag.name)) {
      told.add(flag.name);
      remarks.push(`Docker ${spec.docker.split(".")[0]} still accepts \`${flag.name}\`, but says that it's deprecated.`);
    }
  }
  return { faults, remarks };
}

/** The word that an entry is about, or null. */
function placeOf(name, { words, parsed }) {
  const names = name.split(" "), last = names.at(-1);
  if (!last.startsWith("-")) return names.every((each, i) => (i ? words[i]?.text === each : each === "docker")) ? names.length - 1 : null;
  if (![parsed.command.name, ...parsed.command.also].includes(names.slice(0, -1).join(" "))) return null;
  return parsed.parts.find((part) => part.role === "flag" && part.flag.name === last)?.word ?? null;
}
