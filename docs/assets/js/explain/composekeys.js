/* Which key of a Compose service does what a flag of `docker run` does. */

/* Flags with one key: flag -> key, by the form of the value. */
export const TEXTS = {
  "--name": "container_name", "--hostname": "hostname", "--domainname": "domainname", "--user": "user",
  "--workdir": "working_dir", "--restart": "restart", "--platform": "platform", "--pull": "pull_policy",
  "--memory": "mem_limit", "--memory-swap": "memswap_limit", "--memory-reservation": "mem_reservation",
  "--shm-size": "shm_size", "--cpuset-cpus": "cpuset", "--cgroup-parent": "cgroup_parent", "--cgroupns": "cgroup",
  "--ipc": "ipc", "--pid": "pid", "--userns": "userns_mode", "--uts": "uts", "--isolation": "isolation",
  "--runtime": "runtime", "--stop-signal": "stop_signal",
};
export const NUMBERS = {
  "--cpus": "cpus", "--cpu-shares": "cpu_shares", "--cpu-period": "cpu_period", "--cpu-quota": "cpu_quota",
  "--cpu-rt-period": "cpu_rt_period", "--cpu-rt-runtime": "cpu_rt_runtime", "--cpu-count": "cpu_count",
  "--cpu-percent": "cpu_percent", "--pids-limit": "pids_limit", "--memory-swappiness": "mem_swappiness",
  "--oom-score-adj": "oom_score_adj",
};
export const SWITCHES = {
  "--interactive": "stdin_open", "--tty": "tty", "--init": "init", "--privileged": "privileged",
  "--read-only": "read_only", "--oom-kill-disable": "oom_kill_disable", "--use-api-socket": "use_api_socket",
};
export const LISTS = {
  "--expose": "expose", "--env-file": "env_file", "--label-file": "label_file", "--tmpfs": "tmpfs", "--device": "devices",
  "--device-cgroup-rule": "device_cgroup_rules", "--cap-add": "cap_add", "--cap-drop": "cap_drop",
  "--security-opt": "security_opt", "--group-add": "group_add", "--add-host": "extra_hosts", "--dns": "dns",
  "--dns-search": "dns_search", "--dns-option": "dns_opt", "--link": "external_links",
};
export const MAPS = {
  "--env": "environment", "--label": "labels", "--sysctl": "sysctls", "--annotation": "annotations", "--storage-opt": "storage_opt",
};
export const HEALTH = {
  "--health-cmd": "test", "--health-interval": "interval", "--health-timeout": "timeout", "--health-retries": "retries",
  "--health-start-period": "start_period", "--health-start-interval": "start_interval",
};
export const BLKIO = {
  "--device-read-bps": "device_read_bps", "--device-read-iops": "device_read_iops",
  "--device-write-bps": "device_write_bps", "--device-write-iops": "device_write_iops",
};
export const NETWORK = { "--ip": "ipv4_address", "--ip6": "ipv6_address", "--mac-address": "mac_address" };
const OTHERS = [
  "--publish", "--volume", "--mount", "--volumes-from", "--volume-driver", "--ulimit", "--entrypoint", "--gpus",
  "--network", "--network-alias", "--link-local-ip", "--no-healthcheck", "--stop-timeout", "--log-driver", "--log-opt",
  "--blkio-weight", "--blkio-weight-device",
];
/* Flags without a key in services, and what to do instead. */
export const LEFT = {
  "--detach": "`-d` is for the command that starts it: `docker compose up -d`.",
  "--rm": "`--rm` has no key: `docker compose down` removes the container.",
  "--publish-all": "`-P` has no key: name each port under `ports`.",
  "--attach": "`--attach` has no key: `docker compose up --attach <service>`.",
  "--cidfile": "`--cidfile` has no key: `docker compose ps -q` prints the id.",
  "--quiet": "`--quiet` is for the command that starts it: `docker compose up --quiet-pull`.",
};
export const SAME = { "--net": "--network", "--net-alias": "--network-alias", "--dns-opt": "--dns-option" };
const KEYED = { ...TEXTS, ...NUMBERS, ...SWITCHES, ...LISTS, ...MAPS, ...HEALTH, ...BLKIO, ...NETWORK };

/** Whether a service can express a flag of `docker run`. */
export const hasKey = (name) => Object.hasOwn(KEYED, name) || OTHERS.includes(name) || Object.hasOwn(SAME, name);
