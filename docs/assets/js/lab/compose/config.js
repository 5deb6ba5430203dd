/* `docker compose config`: the project as Compose understands it. */
import { toJson } from "../commands/go.js";
import { absolute } from "../engine/mounts.js";
import { hashOf, imageName } from "./containers.js";
import { toYaml } from "./toyaml.js";

const dollars = (value) => {
  if (typeof value === "string") return value.replaceAll("$", "$$$$");
  if (Array.isArray(value)) return value.map(dollars);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, dollars(each)]));
};

/** @param {object} project as loaded */
export async function config(call, project) {
  const lines = (list) => list.forEach((each) => call.line(each));
  const services = [...project.services.values()].filter((each) => !call.operands.length || call.operands.includes(each.name));
  if (call.on("--quiet")) return 0;
  if (call.on("--services")) lines(services.map((each) => each.name).sort());
  else if (call.on("--images")) lines(services.map((each) => imageName(project, each)));
  else if (call.on("--volumes")) lines([...project.volumes.keys()].sort());
  else if (call.on("--networks")) lines([...project.networks.keys()].sort());
  else if (call.on("--profiles")) lines([...new Set([...project.services.values(), ...project.disabled.values()].flatMap((each) => each.profiles))].sort());
  else if (call.has("--hash")) for (const each of services) call.line(`${each.name} ${hashOf(each)}`);
  else {
    const whole = dollars(normal(project, services));
    call.out(call.last("--format") === "json" ? `${toJson(whole, "  ", false)}\n` : toYaml(whole));
  }
  return 0;
}

const sorted = (entries) => Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

function normal(project, services) {
  const all = { name: project.name, services: sorted(services.map((each) => [each.name, service(each, project)])) };
  const used = (kind) => [...project[kind]].filter(([key]) => services.some((each) => (kind === "networks" ? each.networks.has(key) : each.volumes.some((one) => one.source === key))));
  const named = (each) => [each.key, { name: each.name, ...(each.driver ? { driver: each.driver } : {}), ...(each.external ? { external: true } : {}), ...(each.internal ? { internal: true } : {}) }];
  for (const kind of ["networks", "volumes"]) if (used(kind).length) all[kind] = sorted(used(kind).map(([, each]) => named(each)));
  for (const kind of ["secrets", "configs"]) {
    const keys = new Set(services.flatMap((each) => each[kind].map((one) => one.source ?? one)));
    if (keys.size) all[kind] = sorted([...keys].map((key) => [key, { name: `${project.name}_${key}`, ...project[kind][key], ...(project[kind][key].file ? { file: absolute(project[kind][key].file, project.folder) } : {}) }]));
  }
  return all;
}

/* Compose 5.6's order: a service's own keys, then those of any container, then those of any workload. */
const ORDER = `profiles deploy develop restart scale attach container_name links annotations cap_add cap_drop cpus cpu_shares command configs devices dns dns_search domainname entrypoint environment extra_hosts group_add hostname image init ipc
  labels logging mem_limit mem_reservation memswap_limit network_mode networks pid pids_limit platform privileged pull_policy read_only secrets security_opt shm_size stop_grace_period stop_signal sysctls tmpfs ulimits user volumes
  working_dir build depends_on expose healthcheck ports stdin_open tty`.split(/\s+/);
const KEPT = ["cap_add", "cap_drop", "container_name", "user", "working_dir", "hostname", "restart", "init", "privileged", "read_only", "tty", "stdin_open", "stop_signal", "stop_grace_period", "profiles", "network_mode", "platform", "pull_policy", "extra_hosts", "dns"];

function service(its, project) {
  const out = {};
  const put = (key, value) => {
    if (value !== undefined) out[key] = value;
  };
  for (const key of KEPT) put(key, its.raw[key]);
  if (its.command?.length) put("command", its.command);
  if (its.entrypoint?.length) put("entrypoint", its.entrypoint);
  if (its.build) put("build", { context: its.build.context, dockerfile: its.build.dockerfile, ...(its.build.target ? { target: its.build.target } : {}), ...(its.build.args.size ? { args: sorted(its.build.args) } : {}) });
  if (its.dependsOn.size) put("depends_on", sorted([...its.dependsOn].map(([name, { condition, required, restart }]) => [name, { condition, ...(restart ? { restart } : {}), required }])));
  if (its.environment.size) put("environment", sorted(its.environment));
  if (its.expose.length) put("expose", its.expose);
  if (its.raw.deploy) put("deploy", its.raw.deploy);
  if (its.raw.healthcheck) put("healthcheck", { ...its.raw.healthcheck, ...(typeof its.raw.healthcheck.test === "string" ? { test: ["CMD-SHELL", its.raw.healthcheck.test] } : {}) });
  if (its.raw.develop?.watch) put("develop", { watch: its.raw.develop.watch.map(({ path, ...rest }) => ({ path: absolute(path, project.folder), ...rest })) });
  if (its.configs.length) put("configs", its.configs.map((each) => (typeof each === "string" ? { source: each } : each)));
  if (its.secrets.length) put("secrets", its.secrets.map((each) => (typeof each === "string" ? { source: each, target: `/run/secrets/${each}` } : each)));
  put("image", its.image || undefined);
  if (its.labels.size) put("labels", sorted(its.labels));
  if (!its.networkMode) put("networks", sorted([...its.networks].map(([key, { aliases }]) => [key, aliases.length ? { aliases } : null])));
  if (its.ports.length) put("ports", its.ports.map(({ target, published, ip, protocol }) => ({ mode: "ingress", ...(ip ? { host_ip: ip } : {}), target, ...(published ? { published } : {}), protocol })));
  if (its.volumes.length) put("volumes", its.volumes.map(({ type, source, target, readOnly }) => ({ type, ...(source ? { source } : {}), target, ...(readOnly ? { read_only: true } : {}), ...(type === "tmpfs" ? {} : { [type]: {} }) })));
  return Object.fromEntries(ORDER.filter((key) => out[key] !== undefined).map((key) => [key, out[key]]));
}
