/* What the services of a Compose file refer to, and whether the file defines it. After
   hooks/dockernotes/compose/names.py, for whole files. */
import { hint, nearest } from "./suggest.js";

const SECTIONS = ["volumes", "networks", "secrets", "configs"];
/* One letter is a Windows drive, `./` a path, `${…}` anything. */
const NAMED_VOLUME = /^([A-Za-z0-9][\w.-]+):\//;
const ORIGINS = ["image", "build", "provider", "extends"];

export const mapOf = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
export const listOf = (value) => (Array.isArray(value) ? value : []);

/** @param {boolean} isPiece whether the rest of the file is elsewhere
    @returns {{path: string[], isKey: boolean, message: string}[]} what Compose would miss in a file, or find twice */
export function nameFaults(data, isPiece = false) {
  const known = Object.fromEntries([...SECTIONS, "services"].map((section) => [section, new Set(Object.keys(mapOf(data[section])))]));
  known.networks.add("default");
  const isWhole = !isPiece && !("include" in data), faults = [];
  const say = (path, message, isKey = true) => faults.push({ path: path.map(String), isKey, message });
  for (const [name, service] of Object.entries(mapOf(data.services))) {
    // Skip services with a profile.
    if (service === null || typeof service !== "object" || listOf(service.profiles).length) continue;
    const here = ["services", name];
    if (service.network_mode && service.networks) say([...here, "network_mode"], "`network_mode` and `networks` can't be combined; delete one");
    if (isWhole && !ORIGINS.some((key) => key in service)) say(here, `service \`${name}\` has neither \`image\` nor \`build\`; add one`);
    for (const [section, path, wanted] of isWhole ? references(service) : []) {
      if (wanted.includes("$") || known[section].has(wanted)) continue;
      const others = [...known[section]].filter((each) => each !== "default"), meant = nearest(wanted, others);
      say([...here, ...path], `no ${section.slice(0, -1)} \`${wanted}\` in this file${meant ? hint(meant) : `; define it under \`${section}:\``}`, false);
    }
  }
  return faults;
}

/** The section, place in the service and name of each reference. */
export function* references(service) {
  for (const [key, section] of [["networks", "networks"], ["depends_on", "services"]]) {
    for (const [step, name] of steps(service[key])) yield [section, [key, step], name];
  }
  for (const [at, mount] of listOf(service.volumes).entries()) {
    const named = typeof mount === "string" ? NAMED_VOLUME.exec(mount)?.[1] : null;
    if (named) yield ["volumes", ["volumes", at], named];
    else if (mapOf(mount).type === "volume" && typeof mount.source === "string") yield ["volumes", ["volumes", at, "source"], mount.source];
  }
  for (const key of ["secrets", "configs"]) for (const [at, name] of sources(service[key])) yield [key, [key, at], name];
  for (const [at, name] of sources(mapOf(service.build).secrets)) yield ["secrets", ["build", "secrets", at], name];
  for (const key of ["links", "volumes_from"]) {
    for (const [at, link] of listOf(service[key]).entries()) {
      if (typeof link === "string" && !link.startsWith("container:")) yield ["services", [key, at], link.split(":")[0]];
    }
  }
  for (const key of ["network_mode", "ipc", "pid"]) {
    const mode = service[key];
    if (typeof mode === "string" && mode.startsWith("service:")) yield ["services", [key], mode.slice(8)];
  }
}

const steps = (value) =>
  Array.isArray(value) ? [...value.entries()].filter(([, name]) => typeof name === "string") : Object.keys(mapOf(value)).map((key) => [key, key]);

function* sources(value) {
  for (const [at, entry] of listOf(value).entries()) {
    const name = typeof entry === "object" ? mapOf(entry).source : entry;
    if (typeof name === "string") yield [at, name];
  }
}
