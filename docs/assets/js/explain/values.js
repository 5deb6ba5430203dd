/* Values as the CLI reads them, by the kind of their flag and, where a flag has a grammar of its own, by its name.
   After values.py and operands.py of hooks/dockernotes/dockercli; tests/vectors holds the two together. */
import { BUILD, LATE_RESOURCES } from "./buildflags.js";
import { isLong, keyed } from "./fields.js";
import * as grammars from "./grammars.js";
import { checkDigest, checkImage, checkSource } from "./image.js";
import { cpus, duration, filter, ip, ips, networks, notBelowZero, notNegative, number, octal, pair, size, sizeOrUnlimited, ulimit, whole } from "./kinds.js";
import { checkMount, checkMountStrictly, checkVolume } from "./mount.js";
import { checkExpose, checkPort, checkPublish, checkPublishStrictly } from "./port.js";

const INT = whole(-(2n ** 63n), 2n ** 63n - 1n), UINT = whole(0n, 2n ** 64n - 1n), UINT16 = whole(0n, 2n ** 16n - 1n);
const FILE = keyed(["source", "src", "target", "uid", "gid", "mode"], { alone: true, wanted: "source/src" });
const BY_KIND = {
  int: INT,
  uint: UINT,
  uint16: UINT16,
  uint32: whole(0n, 2n ** 32n - 1n),
  float: number,
  decimal: cpus,
  bytes: size,
  duration,
  filter,
  ulimit,
  umask: octal,
  ip,
  ipNetSlice: networks,
  ipSlice: ips,
  mount: checkMount,
  port: checkPort,
  pref: grammars.placement,
  secret: FILE,
  config: FILE,
  network: (value) => (isLong(value) ? grammars.network(value) : null),
  "gpu-request": grammars.gpus,
  "external-ca": grammars.externalCa,
  stringToString: grammars.storage,
  "node-addr": grammars.nodeAddress,
};
const BYTES = grammars.deviceLimit(size), COUNT = grammars.deviceLimit(UINT);
/* Read while the flags are: before operands are counted. */
const RUN = {
  "--add-host": grammars.addHost,
  "--attach": grammars.stream,
  "--blkio-weight-device": grammars.deviceLimit(grammars.weight),
  "--device-cgroup-rule": grammars.cgroupRule,
  "--device-read-bps": BYTES,
  "--device-read-iops": COUNT,
  "--device-write-bps": BYTES,
  "--device-write-iops": COUNT,
  "--dns": grammars.address,
  "--dns-search": grammars.domain,
  "--env": grammars.variable,
  "--label": grammars.label,
  "--link": grammars.link,
  "--memory-swap": sizeOrUnlimited,
  "--net": (value) => (isLong(value) ? grammars.network(value) : null),
  "--sysctl": grammars.sysctl,
};
/* Read after the operands are counted. */
const RUN_LATE = {
  "--cgroupns": grammars.mode("private", "host"),
  "--expose": checkExpose,
  "--mac-address": grammars.macAddress,
  "--memory-swappiness": grammars.swappiness,
  "--pid": grammars.mode("host", "container:"),
  "--platform": grammars.platform,
  "--publish": checkPublish,
  "--pull": grammars.oneOf("always", "missing", "never", ""),
  "--restart": grammars.restart,
  "--security-opt": grammars.security,
  "--storage-opt": grammars.storage,
  "--userns": grammars.mode("host"),
  "--uts": grammars.mode("host"),
  "--volume": checkVolume,
};
const SERVICE = {
  "--credential-spec": grammars.credential,
  "--generic-resource": grammars.genericResource,
  "--generic-resource-add": grammars.genericResource,
  "--log-opt": grammars.variable,
};
for (const what of ["interval", "start-interval", "start-period", "timeout"]) SERVICE[`--health-${what}`] = notNegative;
for (const add of ["", "-add"]) {
  SERVICE[`--container-label${add}`] = SERVICE[`--label${add}`] = grammars.label;
  SERVICE[`--dns${add}`] = grammars.address;
  SERVICE[`--dns-search${add}`] = grammars.domain;
  SERVICE[`--env${add}`] = grammars.variable;
  SERVICE[`--host${add}`] = grammars.addHost;
}
const PROGRESS = grammars.oneOf("auto", "tty", "plain", "quiet", "none", "json", "");
const AVAILABILITY = { "--availability": grammars.oneOf("active", "pause", "drain", "") };
const forAll = (commands, value) => Object.fromEntries(commands.map((words) => [`docker ${words}`, value]));
const MAKES_CONTAINER = ["run", "create", "container run", "container create"];
const BUILDS = ["build", "builder build", "buildx build", "image build"];
const ATTACHES = ["attach", "exec", "run", "start"].flatMap((verb) => [verb, `container ${verb}`]);
const EARLY = {
  docker: { "--log-level": grammars.logLevel },
  ...forAll(MAKES_CONTAINER, RUN),
  ...forAll(["exec", "container exec"], { "--env": grammars.variable }),
  ...forAll(["config create", "network create", "secret create", "volume create"], { "--label": grammars.label }),
  "docker network connect": { "--link": grammars.link },
  "docker compose": { "--progress": PROGRESS },
  "docker service create": SERVICE,
  "docker service update": SERVICE,
};
const BUILDER = {
  "--driver": grammars.oneOf("docker", "docker-container", "kubernetes", "remote", "cloud", ""),
  "--driver-opt": pair,
  "--name": grammars.builderName,
  "--node": grammars.builderName,
  "--platform": grammars.platforms,
};
const THINGS = ["config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"];
const LATE = {
  ...forAll(MAKES_CONTAINER, RUN_LATE),
  ...forAll(["image inspect", "image load", "image push", "image rm", "image save"], { "--platform": grammars.platform }),
  ...forAll(["load", "push", "rmi", "save"], { "--platform": grammars.platform }),
  ...forAll(["bake", "builder bake", "buildx bake"], { "--allow": grammars.entitlement, "--call": BUILD["--call"], "--jobs": grammars.jobs, "--policy": BUILD["--policy"], "--progress": grammars.oneOf("auto", "plain", "tty", "quiet", "rawjson", "") }),
  ...forAll(BUILDS, BUILD),
  ...forAll(["buildx create", "builder create"], BUILDER),
  "docker compose": { "--project-name": grammars.projectName },
  "docker compose build": { "--progress": PROGRESS },
  "docker compose down": { "--rmi": grammars.oneOf("all", "local", "") },
  "docker compose ls": { "--filter": grammars.oneFilter("name") },
  "docker compose ps": { "--filter": grammars.oneFilter("status", "source") },
  "docker context create": { "--docker": grammars.endpoint },
  ...forAll(["events", "system events"], { "--since": grammars.moment, "--until": grammars.moment }),
  "docker network connect": { "--driver-opt": pair },
  "docker inspect": { "--type": grammars.oneOf("", ...THINGS) },
  "docker swarm init": AVAILABILITY,
  "docker swarm join": AVAILABILITY,
};
/* Operands that are image references which the CLI reads itself: command -> their places. */
const IMAGES = {
  ...forAll(MAKES_CONTAINER, [0]),
  ...forAll(["pull", "push", "image pull", "image push"], [0]),
  ...forAll(["commit", "container commit", "import", "image import"], [1]),
  ...forAll(["tag", "image tag", "manifest annotate", "manifest inspect"], [0, 1]),
  ...forAll(["manifest push", "plugin create", "plugin install", "plugin push"], [0]),
};
const ALL_IMAGES = ["docker manifest create", "docker manifest rm"];
/* Other operands with a grammar: command -> place -> check. Of `scale` all from that place on. */
const OPERANDS = {
  ...forAll(["buildx use", "builder use"], { 0: grammars.builderName }),
  ...forAll(["buildx history inspect attachment", "builder history inspect attachment"], { 1: checkDigest }),
  ...forAll(["buildx replay build", "builder replay build"], { 0: checkSource }),
  "docker compose port": { 1: UINT16 },
  "docker compose scale": { 0: grammars.scale(INT) },
  ...forAll(["context create", "context import", "context update"], { 0: grammars.contextName }),
  ...forAll(["context export", "context use"], { 0: grammars.contextInUse }),
  "docker service scale": { 0: grammars.scale() },
  "docker swarm join-token": { 0: grammars.oneOf("manager", "worker") },
};

/* What takes the place of a check from a change on. */
const LATER = new Map([[checkMount, ["strict-mounts", checkMountStrictly]], [checkPublish, ["strict-ports", checkPublishStrictly]]]);
/* Checks that come with a change, and that count more than the kind of their flag. */
const ADDED = {
  "checked-platforms": {
    ...forAll(["pull", "image pull"], { "--platform": grammars.platform }),
    ...forAll(["buildx create", "builder create", ...BUILDS], { "--platform": grammars.somePlatforms }),
  },
  "checked-waits": { "docker compose up": { "--wait-timeout": (value) => INT(value) ?? notBelowZero(value) } },
  "checked-keys": forAll(ATTACHES, { "--detach-keys": grammars.detachKeys }),
  "late-resources": forAll(BUILDS, LATE_RESOURCES),
};

const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);
const of = (table, command, flag) => own(own(table, command) ?? {}, flag.name);
const at = (check, changes) => (changes.has(LATER.get(check)?.[0]) ? LATER.get(check)[1] : check);

export const makesContainer = (command) => own(EARLY, command) === RUN;

/** What the CLI holds against a flag's value, or null, and whether it counts the operands before it looks.
    @param {Set<string>} changes what the version has of dockernotes.dockercli.spec.since @returns {[string | null, boolean]} */
export function checkValue(command, flag, value, changes) {
  for (const [change, checks] of Object.entries(ADDED)) {
    const added = changes.has(change) ? of(checks, command, flag) : undefined;
    if (added) return [added(value), true];
  }
  const early = at(of(EARLY, command, flag) ?? own(BY_KIND, flag.kind), changes), fault = early ? early(value) : null;
  const one = fault === null ? at(of(LATE, command, flag), changes) : undefined;
  const late = one === grammars.platform && flag.kind === "strings" ? grammars.listedPlatforms : one; // from 29 on these take several
  return late ? [late(value), true] : [fault, false];
}

/** The places of operands and what the CLI holds against them. @returns {[number, string][]} */
export function checkOperands(command, operands) {
  const faults = [];
  for (const place of ALL_IMAGES.includes(command) ? operands.keys() : own(IMAGES, command) ?? []) {
    const fault = place < operands.length ? checkImage(operands[place], makesContainer(command)) : null;
    const opened = command.endsWith(" import") && !["-", "."].includes(operands[0]); // a file comes first
    if (fault && !opened) faults.push([place, fault]);
  }
  if (command === "docker cp" || command === "docker container cp") faults.push(...checkCopy(operands));
  for (const [key, check] of Object.entries(own(OPERANDS, command) ?? {})) {
    const last = command.endsWith(" scale") ? operands.length - 1 : Number(key);
    for (let at = Number(key); at <= last && at < operands.length; at++) {
      const fault = check(operands[at]);
      if (fault) faults.push([at, fault]);
    }
  }
  return faults;
}

function checkCopy(operands) {
  const sides = operands.map((operand) => !/^[/.]/.test(operand) && operand.indexOf(":") > 0);
  if (operands.includes("")) return [[operands.indexOf(""), "a copy has a source and a destination"]];
  if (!sides.some(Boolean)) return [[0, "one side of a copy is a container, as `name:/path`"]];
  if (!sides.every(Boolean)) return [];
  return [[1, "a copy from container to container isn't possible; copy by way of a folder on the host"]];
}
