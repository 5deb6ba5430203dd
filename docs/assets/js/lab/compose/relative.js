/* Where relative paths begin: for a file that is included or extended, in that file's own folder. */
import { absolute } from "../engine/mounts.js";

/** Make the paths of a document's services, secrets and configs absolute. */
export function withWholePaths(document, folder) {
  const out = { ...document };
  if (isMap(out.services)) out.services = mapped(out.services, (service) => (isMap(service) ? ofService(service, folder) : service));
  for (const kind of ["secrets", "configs"]) if (isMap(out[kind])) out[kind] = mapped(out[kind], (its) => (typeof its?.file === "string" ? { ...its, file: whole(its.file, folder) } : its));
  return out;
}

/** Do so for one service. */
export function ofService(service, folder) {
  const out = { ...service };
  if (typeof out.build === "string") out.build = context(out.build, folder);
  else if (isMap(out.build)) out.build = { ...out.build, context: context(out.build.context ?? ".", folder) };
  for (const key of ["env_file", "label_file"]) if (out[key] !== undefined) out[key] = each(out[key], (one) => (typeof one === "string" ? whole(one, folder) : { ...one, path: whole(one.path, folder) }));
  if (Array.isArray(out.volumes)) out.volumes = out.volumes.map((one) => volume(one, folder));
  if (Array.isArray(out.develop?.watch)) out.develop = { ...out.develop, watch: out.develop.watch.map((one) => ({ ...one, path: whole(one.path, folder) })) };
  return out;
}

const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const mapped = (map, change) => Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
const each = (value, change) => (Array.isArray(value) ? value.map(change) : change(value));
const whole = (path, folder) => (path.startsWith("~") ? path : absolute(path, folder));
const context = (path, folder) => (/^(?:https?:|git@|git:|ssh:|github\.com\/|docker-image:|service:)/.test(path) ? path : whole(path, folder));

/* A source that begins with a dot is a path; any other is a volume. */
function volume(given, folder) {
  if (typeof given !== "string") return given?.type === "bind" && given.source ? { ...given, source: whole(given.source, folder) } : given;
  return given.startsWith(".") ? whole(given.split(":")[0], folder) + given.slice(given.split(":")[0].length) : given;
}
