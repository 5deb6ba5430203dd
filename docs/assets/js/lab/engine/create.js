/* Make a container from what `docker create` and its image say. */
import { sortedMap } from "../commands/go.js";
import { EngineError } from "./errors.js";
import { contains } from "./networks.js";
import { checkMount, fillVolumes, resolveMounts } from "./mounts.js";

const NAME = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const CPUS = 2;
const MINIMUM = 6 * 1024 * 1024;
const CAPABILITIES = new Set("AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM".split(" "));
const POLICIES = ["no", "on-failure", "always", "unless-stopped"];

/** @param {{name: string, image: object, imageName: string, config: object, host: object, mounts: object[], from: string[],
      networks: {name: string, aliases: string[], ip: string}[]}} wanted `config` and `host` as in the engine's own JSON */
export function createContainer(engine, wanted) {
  const { image, config, host } = wanted;
  const name = wanted.name || freshName(engine);
  check(engine, wanted, name);
  const merged = mergeConfig(image, config);
  if (!merged.Entrypoint?.length && !merged.Cmd?.length) throw new EngineError("no command specified", 125);
  const id = engine.ids.id();
  const container = {
    id, name, image, imageName: wanted.imageName, created: engine.clock.now(), config: merged, host,
    mounts: resolveMounts(engine, { binds: host.Binds ?? [], mounts: wanted.mounts, tmpfs: wanted.tmpfs ?? [], from: wanted.from, image }),
    state: { status: "created", running: false, paused: false, restarting: false, oom: false, dead: false, pid: 0, code: 0, error: "", started: null, finished: null, health: null },
    networks: new Map(), restarts: 0, logs: [], listeners: new Set(), proc: null, env: [], startedOnce: false, portsLost: false, execs: [],
    fs: engine.machine.rootfs(image.layers),
  };
  if (!merged.Hostname) merged.Hostname = host.NetworkMode === "host" ? "docker" : id.slice(0, 12);
  const argv = [...(merged.Entrypoint ?? []), ...(merged.Cmd ?? [])];
  [container.path, container.args] = [argv[0], argv.slice(1)];
  container.wantedNetworks = wanted.networks;
  for (const each of wanted.networks) container.networks.set(each.name, endpointOf(each));
  fillVolumes(engine, container);
  engine.containers.set(id, container);
  engine.events.add("container", "create", id, engine.attributes(container));
  engine.changed();
  return container;
}

const endpointOf = ({ aliases = [], ip = "" }) => ({ aliases, wantedIp: ip, ip: "", mac: "", id: "", networkId: "", gateway: "", prefix: 0 });

function freshName(engine) {
  for (;;) {
    const name = engine.ids.name();
    if (![...engine.containers.values()].some((each) => each.name === name)) return name;
  }
}

function check(engine, { config, host, mounts, networks }, name) {
  if (!NAME.test(name)) throw new EngineError(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  if (config.WorkingDir && !config.WorkingDir.startsWith("/")) throw new EngineError(`the working directory '${config.WorkingDir}' is invalid, it needs to be an absolute path`);
  checkPolicy(host);
  checkMemory(host);
  for (const [list, flag] of [[host.CapAdd, "CapAdd"], [host.CapDrop, "CapDrop"]]) {
    for (const cap of list ?? []) {
      const bare = cap.toUpperCase().replace(/^CAP_/, "");
      if (bare !== "ALL" && !CAPABILITIES.has(bare)) throw new EngineError(`invalid ${flag}: unknown capability: "CAP_${bare}"`);
    }
  }
  for (const mount of mounts) checkMount(mount, engine.hostFs);
  const mode = host.NetworkMode;
  if (mode.startsWith("container:")) {
    if (host.PortBindings?.size) throw new EngineError("conflicting options: port publishing and the container type network mode");
    if (config.Hostname) throw new EngineError("conflicting options: hostname and the network mode");
  }
  for (const each of networks) checkAddress(engine, each);
  for (const each of host.Links ?? []) linked(engine, each.split(":")[0]);
  const owner = [...engine.containers.values()].find((each) => each.name === name.replace(/^\//, ""));
  if (owner) throw new EngineError(`Conflict. The container name "/${name}" is already in use by container "${owner.id}". You have to remove (or rename) that container to be able to reuse that name.`);
}

function checkAddress(engine, { name, ip }) {
  if (!ip) return;
  const refuse = (why) => new EngineError(`invalid config for network ${name}: invalid endpoint settings:\n${why}`), network = engine.networks.find(name);
  if (["bridge", "host", "none"].includes(name)) throw refuse("user-specified IP address is supported on user-defined networks only");
  if (network?.subnet && !contains(network.subnet, ip)) throw refuse(`no configured subnet contains IP address ${ip}`);
}

function linked(engine, name) {
  try {
    return engine.find(name);
  } catch (error) {
    throw new EngineError(`could not get container for ${name}: ${error.message}`);
  }
}

export function checkPolicy({ RestartPolicy: { Name: name, MaximumRetryCount: count } }) {
  if (name && !POLICIES.includes(name)) throw new EngineError(`invalid restart policy: unknown policy '${name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`);
  if (count && name !== "on-failure") throw new EngineError("invalid restart policy: maximum retry count can only be used with 'on-failure'");
  if (count < 0) throw new EngineError("invalid restart policy: maximum retry count cannot be negative");
}

export function checkMemory({ Memory: memory, MemorySwap: swap, MemoryReservation: reserved, NanoCpus: cpus }) {
  if (memory && memory < MINIMUM) throw new EngineError("Minimum memory limit allowed is 6MB");
  if (memory && swap > 0 && swap < memory) throw new EngineError("Minimum memoryswap limit should be larger than memory limit, see usage");
  if (!memory && swap > 0) throw new EngineError("You should always set the Memory limit when using Memoryswap limit, see usage");
  if (reserved && memory && memory < reserved) throw new EngineError("Minimum memory limit can not be less than memory reservation limit, see usage");
  if (cpus < 0 || cpus > CPUS * 1e9) throw new EngineError(`range of CPUs is from 0.01 to ${CPUS}.00, as there are only ${CPUS} CPUs available`);
}

/** The container's own values, and the image's where it has none. */
function mergeConfig(image, config) {
  const from = image.config, own = { ...config };
  const names = new Set((own.Env ?? []).map((each) => each.split("=")[0]));
  own.Env = [...(own.Env ?? []).filter((each) => each.includes("=")), ...(from.Env ?? [PATH]).filter((each) => !names.has(each.split("=")[0]))];
  if (!own.Env.some((each) => each.startsWith("PATH="))) own.Env.push(PATH);
  own.Labels = sortedMap([...(from.Labels ?? []), ...(own.Labels ?? [])]);
  own.ExposedPorts = sortedMap([...(from.ExposedPorts ?? []), ...(own.ExposedPorts ?? [])]);
  own.User ||= from.User ?? "";
  own.WorkingDir ||= from.WorkingDir ?? "";
  own.StopSignal ||= from.StopSignal ?? "";
  own.Healthcheck = mergeHealth(from.Healthcheck, own.Healthcheck);
  own.Volumes = from.Volumes ?? null;
  own.Shell = from.Shell ?? null;
  const cleared = own.Entrypoint?.length === 1 && own.Entrypoint[0] === "";
  if (own.Entrypoint === null) {
    own.Entrypoint = from.Entrypoint ?? null;
    if (!own.Cmd?.length) own.Cmd = from.Cmd ?? null;
  } else if (cleared) {
    own.Entrypoint = null;
  }
  return own;
}

function mergeHealth(base, own) {
  if (!own) return base ?? null;
  if (own.Test?.[0] === "NONE" || !base) return own.Test?.length ? own : null;
  return { ...base, ...Object.fromEntries(Object.entries(own).filter(([key, value]) => (key === "Test" ? value?.length : value))) };
}
