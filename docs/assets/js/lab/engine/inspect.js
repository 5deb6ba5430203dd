/* Containers, images, networks and volumes as the engine's JSON, in its field order. */
import { sortedMap } from "../commands/go.js";

const NEVER = "0001-01-01T00:00:00Z";
const orNull = (list) => (list?.length ? list : null);
const stamp = (engine, time) => (time === null ? NEVER : engine.stamp(time));

export function inspectContainer(engine, container) {
  const { state, id, config } = container, folder = `/var/lib/docker/containers/${id}`;
  const State = {
    Status: state.status, Running: state.running, Paused: state.paused, Restarting: state.restarting, OOMKilled: state.oom, Dead: state.dead,
    Pid: state.pid, ExitCode: state.code, Error: state.error, StartedAt: stamp(engine, state.started), FinishedAt: stamp(engine, state.finished),
  };
  if (state.health) State.Health = { Status: state.health.Status, FailingStreak: state.health.FailingStreak, Log: state.health.Log };
  return {
    Id: id, Created: engine.stamp(container.created), Path: container.path, Args: container.args, State, Image: container.image.id,
    ResolvConfPath: `${folder}/resolv.conf`, HostnamePath: `${folder}/hostname`, HostsPath: `${folder}/hosts`, LogPath: `${folder}/${id}-json.log`,
    Name: `/${container.name}`, RestartCount: container.restarts, Driver: "overlayfs", Platform: "linux", MountLabel: "", ProcessLabel: "", AppArmorProfile: "",
    ExecIDs: null, HostConfig: hostConfig(container), Storage: { RootFS: { Snapshot: { Name: "overlayfs" } } }, Mounts: container.mounts.filter((each) => !each.hidden).map(mountOf),
    Config: containerConfig(config, container), NetworkSettings: networkSettings(engine, container),
    ImageManifestDescriptor: { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: container.image.id, size: 1427, platform: { architecture: "amd64", os: "linux" } },
  };
}

function mountOf({ Type, Name, Source, Destination, Driver, Mode, RW, Propagation }) {
  const mount = { Type };
  if (Name) mount.Name = Name;
  Object.assign(mount, { Source, Destination });
  if (Driver) mount.Driver = Driver;
  return Object.assign(mount, { Mode, RW, Propagation });
}

function hostConfig({ host }) {
  const limits = {
    CpuCount: 0, CpuPercent: 0, IOMaximumIOps: 0, IOMaximumBandwidth: 0,
  };
  const all = {
    Binds: orNull(host.Binds), ContainerIDFile: host.ContainerIDFile ?? "", LogConfig: { Type: host.LogConfig?.Type || "json-file", Config: host.LogConfig?.Config ?? new Map() },
    NetworkMode: host.NetworkMode, PortBindings: host.PortBindings ?? new Map(), RestartPolicy: host.RestartPolicy, AutoRemove: Boolean(host.AutoRemove), VolumeDriver: "",
    VolumesFrom: orNull(host.VolumesFrom), ConsoleSize: [0, 0],
  };
  if (host.Annotations?.size) all.Annotations = host.Annotations;
  Object.assign(all, {
    CapAdd: orNull(host.CapAdd), CapDrop: orNull(host.CapDrop), CgroupnsMode: "private", Dns: host.Dns ?? null, DnsOptions: host.DnsOptions ?? [],
    DnsSearch: host.DnsSearch ?? [], ExtraHosts: orNull(host.ExtraHosts), GroupAdd: orNull(host.GroupAdd), IpcMode: host.IpcMode || "private", Cgroup: "", Links: orNull(host.Links),
    OomScoreAdj: 0, PidMode: host.PidMode ?? "", Privileged: Boolean(host.Privileged), PublishAllPorts: Boolean(host.PublishAllPorts), ReadonlyRootfs: Boolean(host.ReadonlyRootfs),
    SecurityOpt: orNull(host.SecurityOpt),
  });
  if (host.Tmpfs?.size) all.Tmpfs = host.Tmpfs;
  Object.assign(all, { UTSMode: host.UTSMode ?? "", UsernsMode: "", ShmSize: host.ShmSize || 67108864 });
  if (host.Sysctls?.size) all.Sysctls = host.Sysctls;
  Object.assign(all, {
    Runtime: "runc", Isolation: "", CpuShares: host.CpuShares ?? 0, Memory: host.Memory ?? 0, NanoCpus: host.NanoCpus ?? 0, CgroupParent: "", BlkioWeight: 0,
    BlkioWeightDevice: [], BlkioDeviceReadBps: [], BlkioDeviceWriteBps: [], BlkioDeviceReadIOps: [], BlkioDeviceWriteIOps: [], CpuPeriod: host.CpuPeriod ?? 0, CpuQuota: host.CpuQuota ?? 0,
    CpuRealtimePeriod: 0, CpuRealtimeRuntime: 0, CpusetCpus: host.CpusetCpus ?? "", CpusetMems: "", Devices: host.Devices ?? [], DeviceCgroupRules: null, DeviceRequests: null,
    MemoryReservation: host.MemoryReservation ?? 0, MemorySwap: host.MemorySwap || (host.Memory ? host.Memory * 2 : 0), MemorySwappiness: null, OomKillDisable: false,
    PidsLimit: host.PidsLimit ?? null, Ulimits: orNull(host.Ulimits), ...limits,
  });
  if (host.Mounts?.length) all.Mounts = host.Mounts;
  all.MaskedPaths = host.Privileged ? null : ["/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/sched_debug", "/proc/scsi", "/proc/timer_list", "/proc/timer_stats", "/sys/devices/virtual/powercap", "/sys/firmware"];
  all.ReadonlyPaths = host.Privileged ? null : ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];
  if (host.Init !== undefined && host.Init !== null) all.Init = Boolean(host.Init);
  return all;
}

function containerConfig(config, container) {
  const all = {
    Hostname: config.Hostname, Domainname: config.Domainname ?? "", User: config.User ?? "", AttachStdin: Boolean(config.AttachStdin), AttachStdout: Boolean(config.AttachStdout),
    AttachStderr: Boolean(config.AttachStderr),
  };
  if (config.ExposedPorts?.size) all.ExposedPorts = config.ExposedPorts;
  Object.assign(all, { Tty: Boolean(config.Tty), OpenStdin: Boolean(config.OpenStdin), StdinOnce: Boolean(config.StdinOnce), Env: config.Env, Cmd: orNull(config.Cmd) });
  if (config.Healthcheck) all.Healthcheck = healthOf(config.Healthcheck);
  Object.assign(all, { Image: container.imageName, Volumes: config.Volumes?.size ? config.Volumes : null, WorkingDir: config.WorkingDir ?? "", Entrypoint: orNull(config.Entrypoint), Labels: config.Labels ?? new Map() });
  if (config.StopSignal) all.StopSignal = config.StopSignal;
  if (config.StopTimeout !== undefined && config.StopTimeout !== null) all.StopTimeout = config.StopTimeout;
  if (config.Shell) all.Shell = config.Shell;
  return all;
}

/** A health check, its durations in nanoseconds. */
export function healthOf(check) {
  const all = {};
  if (check.Test?.length) all.Test = check.Test;
  for (const key of ["Interval", "Timeout", "StartPeriod", "StartInterval"]) if (check[key]) all[key] = check[key] * 1e6;
  if (check.Retries) all.Retries = check.Retries;
  return all;
}

/** The published ports of a container, as `docker port` and `inspect` show them: both kinds of address. */
export function portsOf(container) {
  const ports = new Map();
  const running = container.state.running && !container.state.restarting;
  if (!running || container.portsLost || ["host"].includes(container.host.NetworkMode) || container.host.NetworkMode.startsWith("container:")) return ports;
  for (const key of container.config.ExposedPorts?.keys() ?? []) ports.set(key, null);
  for (const { key, ip, port } of container.published ?? []) {
    const list = ports.get(key) ?? [], each = (HostIp) => ({ HostIp, HostPort: String(port) });
    ports.set(key, [...list, ...(ip ? [each(ip)] : [each("0.0.0.0"), each("::")])].sort((a, b) => Number(a.HostIp.includes(":")) - Number(b.HostIp.includes(":"))));
  }
  return sortedMap(ports);
}

function networkSettings(engine, container) {
  const networks = new Map();
  for (const [name, endpoint] of container.networks) {
    const own = !["bridge", "host", "none"].includes(name);
    networks.set(name, {
      IPAMConfig: endpoint.wantedIp ? { IPv4Address: endpoint.wantedIp } : null, Links: null, Aliases: endpoint.aliases.length ? endpoint.aliases : null, DriverOpts: null, GwPriority: 0,
      NetworkID: endpoint.networkId || (engine.networks.find(name)?.id ?? ""), EndpointID: endpoint.id, Gateway: endpoint.gateway, IPAddress: endpoint.ip, MacAddress: endpoint.mac, IPPrefixLen: endpoint.prefix,
      IPv6Gateway: endpoint.ipv6 ? engine.networks.find(name)?.ipv6?.gateway ?? "" : "", GlobalIPv6Address: endpoint.ipv6 ?? "", GlobalIPv6PrefixLen: endpoint.ipv6 ? engine.networks.find(name)?.ipv6?.bits ?? 64 : 0, DNSNames: own ? [container.name, ...endpoint.aliases, container.id.slice(0, 12)] : null,
    });
  }
  const running = container.state.running, sandbox = running ? container.id.split("").reverse().join("") : "";
  return { SandboxID: sandbox, SandboxKey: running ? `/var/run/docker/netns/${sandbox.slice(0, 12)}` : "", Ports: portsOf(container), Networks: sortedMap(networks) };
}

/** The config of an image, without empty fields. */
export function imageConfig(config) {
  const all = {};
  const put = (key, value, isEmpty) => {
    if (!isEmpty) all[key] = value;
  };
  put("User", config.User, !config.User);
  put("ExposedPorts", config.ExposedPorts, !config.ExposedPorts?.size);
  put("Env", config.Env, !config.Env?.length);
  put("Entrypoint", config.Entrypoint, !config.Entrypoint?.length);
  put("Cmd", config.Cmd, !config.Cmd?.length);
  put("Volumes", config.Volumes, !config.Volumes?.size);
  put("WorkingDir", config.WorkingDir, !config.WorkingDir);
  put("Labels", config.Labels, !config.Labels?.size);
  put("StopSignal", config.StopSignal, !config.StopSignal);
  put("ArgsEscaped", true, !config.ArgsEscaped);
  if (config.Healthcheck) all.Healthcheck = healthOf(config.Healthcheck);
  put("OnBuild", config.OnBuild, !config.OnBuild?.length);
  put("Shell", config.Shell, !config.Shell?.length);
  return all;
}

export function inspectImage(engine, image) {
  const names = engine.images.namesOf(image.id).sort(), repositories = [...new Set(names.map((each) => each.replace(/:[^:/]*$/, "")))];
  const all = { Id: image.id, RepoTags: names, RepoDigests: repositories.map((each) => `${each}@${image.id}`) };
  if (image.comment) all.Comment = image.comment;
  all.Created = engine.stamp(image.created);
  if (image.author) all.Author = image.author;
  return Object.assign(all, {
    Config: imageConfig(image.config), Architecture: "amd64", Os: "linux", Size: image.content, RootFS: { Type: "layers", Layers: image.layerIds },
    Metadata: { LastTagTime: engine.stamp(image.created) }, Descriptor: { mediaType: "application/vnd.oci.image.index.v1+json", digest: image.id, size: 856 },
  });
}

export function inspectNetwork(engine, network) {
  const containers = new Map([...network.endpoints].map(([id, { container, endpoint }]) => [id, {
    Name: container.name, EndpointID: endpoint.id, MacAddress: endpoint.mac, IPv4Address: endpoint.ip ? `${endpoint.ip}/${endpoint.prefix}` : "", IPv6Address: endpoint.ipv6 ? `${endpoint.ipv6}/${network.ipv6.bits}` : "",
  }]));
  const { ipv6 } = network, six = ipv6 ? [{ Subnet: ipv6.subnet, Gateway: ipv6.gateway }] : [], config = network.subnet ? [{ Subnet: network.subnet, Gateway: network.gateway }, ...six] : null, bits = Number(network.subnet?.split("/")[1] ?? 0);
  const all = {
    Name: network.name, Id: network.id, Created: engine.stamp(network.created), Scope: "local", Driver: network.driver, EnableIPv4: true, EnableIPv6: Boolean(network.ipv6),
    IPAM: { Driver: "default", Options: network.name === "bridge" || !network.subnet ? null : new Map(), Config: config }, Internal: network.internal, Attachable: network.attachable, Ingress: false,
    ConfigFrom: { Network: "" }, ConfigOnly: false, Options: network.options, Labels: network.labels, Containers: containers,
  };
  if (network.subnet) all.Status = { IPAM: { Subnets: new Map([[network.subnet, { IPsInUse: 3 + network.endpoints.size, DynamicIPsAvailable: 2 ** (32 - bits) - 3 - network.endpoints.size }], ...(ipv6 ? [[ipv6.subnet, { IPsInUse: 2 + network.endpoints.size, DynamicIPsAvailable: 2n ** BigInt(128 - ipv6.bits) - 2n - BigInt(network.endpoints.size) }]] : [])]) } };
  return all;
}

export function inspectVolume(engine, volume) {
  return {
    CreatedAt: `${engine.stamp(volume.created).slice(0, 19)}Z`, Driver: volume.driver, Labels: volume.labels.size ? sortedMap(volume.labels) : null,
    Mountpoint: `/var/lib/docker/volumes/${volume.name}/_data`, Name: volume.name, Options: volume.options.size ? sortedMap(volume.options) : null, Scope: "local",
  };
}
