/* Turn texts in a Compose file that mean a number or a boolean into that value. */
import { InterpolationError } from "./interpolate.js";

const WHOLE = "cpu_count cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares oom_score_adj pids_limit".split(" ");
const SWITCHES = "init oom_kill_disable privileged read_only stdin_open tty volumes.[].read_only volumes.[].volume.nocopy depends_on.*.required depends_on.*.restart healthcheck.disable".split(" ");
const COUNTS = "ulimits.* ulimits.*.hard ulimits.*.soft healthcheck.retries ports.[].target deploy.replicas deploy.update_config.parallelism deploy.rollback_config.parallelism deploy.restart_policy.max_attempts scale".split(" ");
const SHARES = "cpu_percent cpus deploy.update_config.max_failure_ratio deploy.rollback_config.max_failure_ratio".split(" ");
const KINDS = new Map([
  ...[["parseInt", WHOLE], ["toggle", SWITCHES], ["count", COUNTS], ["float", SHARES]].flatMap(([kind, keys]) => keys.map((key) => [`services.*.${key}`, kind])),
  ...["networks.*.external", "networks.*.internal", "networks.*.attachable", "volumes.*.external", "secrets.*.external", "configs.*.external"].map((key) => [key, "toggle"]),
]);
const PATTERNS = [...KINDS].map(([key, kind]) => [new RegExp(`^${key.replace(/[.[\]]/g, "\\$&").replaceAll("*", "[^.]+")}$`), kind]);
const OLD = { y: true, yes: true, on: true, n: false, no: false, off: false };
const GO = { parseInt: "strconv.ParseInt", count: "strconv.Atoi", float: "strconv.ParseFloat" };

/** @param {(text: string) => void} warn about spellings YAML no longer has */
export function cast(text, path, warn) {
  const kind = PATTERNS.find(([pattern]) => pattern.test(path))?.[1], lower = text.toLowerCase();
  const refuse = (why) => new InterpolationError(`error while interpolating ${path}: failed to cast to expected type: ${why}`);
  if (!kind) return text;
  if (kind !== "toggle") {
    if (kind === "float" ? text.trim() === text && text !== "" && Number.isFinite(Number(text)) : /^[+-]?\d+$/.test(text)) return Number(text);
    throw refuse(`${GO[kind]}: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  if (lower === "true" || lower === "false") return lower === "true";
  if (!Object.hasOwn(OLD, lower)) throw refuse(`invalid boolean: ${text}`);
  warn(`${JSON.stringify(text)} for boolean is not supported by YAML 1.2, please use \`${OLD[lower]}\``);
  return OLD[lower];
}
