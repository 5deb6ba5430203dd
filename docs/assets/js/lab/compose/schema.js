/* Which keys a Compose file may have, and of what kind their values are. */

const SERVICE = `annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime
  cpu_shares cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment expose extends external_links extra_hosts gpus group_add
  healthcheck hostname image init ipc isolation label_file labels links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks oom_kill_disable oom_score_adj pid pids_limit
  platform ports post_start pre_stop privileged profiles provider pull_policy pull_refresh_after read_only restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty
  ulimits use_api_socket user userns_mode uts volumes volumes_from working_dir`.split(/\s+/);
const TOP = ["configs", "include", "models", "name", "networks", "secrets", "services", "version", "volumes"];
const LISTS = ["ports", "volumes", "cap_add", "cap_drop", "expose", "profiles", "devices", "configs", "secrets", "security_opt", "volumes_from"];
const TEXTS = ["image", "container_name", "restart", "user", "working_dir", "hostname", "network_mode", "platform", "pull_policy", "stop_signal"];
const CONDITIONS = ["service_started", "service_healthy", "service_completed_successfully"];
const SWITCHES = ["init", "privileged", "read_only", "stdin_open", "tty"];
const HEALTH = ["disable", "interval", "retries", "start_interval", "start_period", "test", "timeout"];
const kindOf = (value) => (Array.isArray(value) ? "array" : value === null ? "null" : typeof value === "object" ? "object" : typeof value);

/** What is wrong with a document, in Compose's words; null: nothing. */
export function schemaFault(document) {
  for (const key of Object.keys(document)) if (!TOP.includes(key) && !key.startsWith("x-")) return ` additional properties '${key}' not allowed`;
  if (document.services !== undefined && kindOf(document.services) !== "object" && document.services !== null) return "services must be a mapping";
  const odd = Object.keys(document.services ?? {}).find((name) => !/^[a-zA-Z0-9._-]+$/.test(name));
  if (odd) return `services additional properties '${odd}' not allowed`;
  for (const [name, service] of Object.entries(document.services ?? {})) {
    const fault = serviceFault(`services.${name}`, service);
    if (fault) return fault;
  }
  for (const kind of ["networks", "volumes", "secrets", "configs"]) if (![undefined, "object", "null"].includes(document[kind] === undefined ? undefined : kindOf(document[kind]))) return `${kind} must be a mapping`;
  for (const kind of ["networks", "volumes"]) {
    const bad = Object.entries(document[kind] ?? {}).find(([, each]) => !["object", "null"].includes(kindOf(each)));
    if (bad) return `${kind}.${bad[0]} must be a mapping or null`;
  }
  return null;
}

function serviceFault(path, service) {
  if (kindOf(service) !== "object") return `${path} must be a mapping`;
  for (const [key, value] of Object.entries(service)) {
    const where = `${path}.${key}`, kind = kindOf(value);
    if (!SERVICE.includes(key) && !key.startsWith("x-")) return `${where} false schema`;
    if (LISTS.includes(key) && kind !== "array") return `${where} must be a array`;
    if (TEXTS.includes(key) && kind !== "string" && !(key === "user" && kind === "number")) return `${where} must be a string`;
    if (SWITCHES.includes(key) && kind === "string" && !["true", "false", "yes", "no", "on", "off", "y", "n", "1", "0"].includes(value.toLowerCase())) return `error while interpolating ${where}: failed to cast to expected type: invalid boolean: ${value}`;
    if (SWITCHES.includes(key) && !["boolean", "string"].includes(kind)) return `${where} must be a boolean`;
    if (key === "depends_on") {
      if (!["array", "object"].includes(kind)) return `${where} must be a array`;
      const bad = kind === "object" ? Object.entries(value).find(([, each]) => each?.condition && !CONDITIONS.includes(each.condition)) : null;
      if (bad) return `${where}.${bad[0]}.condition value must be one of '${CONDITIONS.join("', '")}'`;
    }
    if (key === "build" && !["string", "object"].includes(kind)) return `${where} must be a string`;
    if (key === "environment" && ["string", "number"].includes(kind)) return `${where} must be a mapping`;
    const place = key === "environment" && kind === "array" ? value.findIndex((each) => typeof each !== "string") : -1;
    if (place >= 0) return `${where}.[${place}]: unexpected type int`;
    if (key === "container_name" && !/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(value)) return `${where} '${value}' does not match pattern '[a-zA-Z0-9][a-zA-Z0-9_.-]+'`;
    if (key === "healthcheck" && kind === "object") {
      const odd = Object.keys(value).find((each) => !HEALTH.includes(each));
      if (odd) return `${where}.${odd} false schema`;
      for (const time of ["interval", "timeout", "start_period", "start_interval"]) if (value[time] !== undefined && typeof value[time] !== "string") return `${where}.${time} must be a string`;
    }
  }
  return null;
}
