/* Lists of named items: what Compose can't read as an item, found before it checks the schema. */
const KEYED = ["annotations", "build.args", "build.additional_contexts", "build.platforms", "build.tags", "build.labels", "cap_add", "cap_drop", "deploy.labels", "dns", "dns_opt", "dns_search", "environment", "labels", "links", "profiles", "sysctls", "tmpfs"];
const at = (value, path) => path.split(".").reduce((here, key) => here?.[key], value);
const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Go's name for the type of a value. */
function goType(value) {
  if (value === null) return "<nil>";
  if (Array.isArray(value)) return "[]interface {}";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float64";
  return { object: "map[string]interface {}", boolean: "bool" }[typeof value] ?? typeof value;
}

/** @returns {string | null} null: nothing is wrong */
export function itemFault(document) {
  if (document.services === undefined) return null;
  if (!isMap(document.services)) return "services must be a mapping";
  for (const [name, service] of Object.entries(document.services)) if (service !== null && !isMap(service)) return `services.${name} must be a mapping`;
  for (const [name, service] of Object.entries(document.services)) {
    const fault = service && serviceFault(`services.${name}`, service);
    if (fault) return fault;
  }
  return null;
}

function serviceFault(path, service) {
  for (const key of KEYED) {
    const list = at(service, key), odd = Array.isArray(list) ? list.findIndex((each) => typeof each !== "string") : -1;
    if (odd >= 0) return `${path}.${key}.[${odd}]: unexpected type ${goType(list[odd])}`;
  }
  for (const [place, each] of Array.isArray(service.volumes) ? service.volumes.entries() : []) {
    if (isMap(each) && typeof each.target !== "string") return `service volume ${path}.volumes.[${place}] is missing a mount target`;
    const fault = typeof each === "string" ? specFault(each) : null;
    if (fault) return `invalid spec: ${each}: ${fault}`;
  }
  for (const [place, each] of Array.isArray(service.ports) ? service.ports.entries() : []) if (isMap(each) && each.target === undefined) return `service ports ${path}.ports.[${place}] is missing a target port`;
  return null;
}

function specFault(text) {
  const fields = text.split(":");
  if (text.length > 2 && fields.includes("")) return "empty section between colons";
  return fields.length > 3 ? "too many colons" : null;
}
