/* A task's conditions, each kind a function of the state. They read what `docker inspect` would print, so that
   the tests can ask a real engine the same questions. */
import { toJson } from "../commands/go.js";
import { linesOf } from "../commands/logs.js";
import { inspectContainer, inspectImage } from "../engine/inspect.js";
import { shown } from "../engine/images.js";
import { NetError } from "../net/network.js";
import { FsError } from "../fs/nodes.js";

const decoder = new TextDecoder();
const plain = (data) => JSON.parse(toJson(data));
const same = (wanted, is) => wanted === undefined || wanted === null || wanted === is;
const holds = (pairs, of) => Object.entries(pairs ?? {}).every(([name, value]) => of(name) === value);
const variable = (env, name) => env?.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);

/** @type {Record<string, (wanted: object, lab: object) => boolean | Promise<boolean>>} */
export const CONDITIONS = {
  container: (wanted, { engine }) => [...engine.containers.values()].some((each) => isContainer(wanted, engine, each)),
  image: (wanted, { engine }) => {
    const image = engine.images.find(named(wanted.name));
    return Boolean(image) && isImage(wanted, engine, image);
  },
  volume: ({ name, used, file }, { engine }) => {
    const volume = engine.volumes.byName.get(name);
    return Boolean(volume) && same(used, engine.volumes.usersOf(name).length > 0) && (!file || hasFile(volume.fs, file));
  },
  network: ({ name, internal }, { engine }) => {
    const network = engine.networks.find(name);
    return Boolean(network) && same(internal, network.internal);
  },
  http,
  resolves: ({ from, name }, { engine }) => {
    const container = find(engine, from);
    if (!container?.state.running || !container.netns) return false;
    return isFound(() => container.netns.resolve(name, container.fs));
  },
  run,
  file: (wanted, { shell, folder }) => hasFile(shell.fs, { ...wanted, path: `${folder}/${wanted.path}` }),
};

const find = (engine, name) => [...engine.containers.values()].find((each) => each.name === name);
const named = (name) => shown(name);

function isContainer(wanted, engine, container) {
  const data = plain(inspectContainer(engine, container)), { Config, HostConfig, State, NetworkSettings } = data, { MaximumRetryCount: times, Name: policy } = HostConfig.RestartPolicy;
  return (
    same(wanted.name, container.name) && same(wanted.of && named(wanted.of), named(Config.Image)) && same(wanted.state, State.Status) && same(wanted.code, State.ExitCode) &&
    same(wanted.health, State.Health?.Status ?? null) && same(wanted.command, [data.Path, ...data.Args].join(" ")) && same(wanted.user, Config.User) && holds(wanted.env, (name) => variable(Config.Env, name)) &&
    holds(wanted.label, (name) => Config.Labels?.[name]) && same(wanted.restart, times ? `${policy}:${times}` : policy || "no") && same(wanted.memory, HostConfig.Memory) && same(wanted.pids, HostConfig.PidsLimit) &&
    same(wanted.init, HostConfig.Init ?? false) && same(wanted.read_only, HostConfig.ReadonlyRootfs) && (!wanted.publishes || publishes(HostConfig, wanted.publishes)) && (!wanted.network || wanted.network in NetworkSettings.Networks) &&
    (!wanted.drops || (HostConfig.CapDrop ?? []).some((each) => each.replace(/^CAP_/, "") === wanted.drops)) && (!wanted.mount || mounts(data, wanted.mount)) && holds(wanted.log, (name) => HostConfig.LogConfig.Config[name]) &&
    (!wanted.prints || linesOf(container.logs).some(({ text }) => text.includes(wanted.prints))) && (!wanted.file || hasFile(container.fs, wanted.file))
  );
}

function publishes({ PortBindings }, wanted) {
  const [inside, outside, ip = ""] = wanted.split(":").reverse();
  return (PortBindings?.[`${inside}/tcp`] ?? []).some(({ HostIp, HostPort }) => HostPort === outside && (HostIp === "0.0.0.0" ? "" : HostIp) === ip);
}

function mounts({ Mounts, HostConfig }, { type = "volume", source, at, read_only: readOnly }) {
  if (type === "tmpfs") return at in (HostConfig.Tmpfs ?? {}) || (HostConfig.Mounts ?? []).some((each) => each.Type === "tmpfs" && each.Target === at);
  return Mounts.some((each) => each.Type === type && each.Destination === at && same(readOnly, !each.RW) && (!source || (type === "volume" ? each.Name === source : each.Source.endsWith(`/${source}`))));
}

function isImage(wanted, engine, image) {
  const { Config, RootFS } = plain(inspectImage(engine, image)), list = (value) => JSON.stringify(value ?? null);
  return (
    (!wanted.same_as || engine.images.find(named(wanted.same_as))?.id === image.id) && same(wanted.user, Config.User ?? "") && same(wanted.workdir, Config.WorkingDir ?? "") && holds(wanted.env, (name) => variable(Config.Env, name)) &&
    holds(wanted.label, (name) => Config.Labels?.[name]) && (!wanted.cmd || list(wanted.cmd) === list(Config.Cmd)) && (!wanted.entrypoint || list(wanted.entrypoint) === list(Config.Entrypoint)) &&
    (!wanted.port || wanted.port in (Config.ExposedPorts ?? {})) && same(wanted.checked, Boolean(Config.Healthcheck?.Test?.length)) && (wanted.layers_at_most === undefined || RootFS.Layers.length <= wanted.layers_at_most) &&
    (!wanted.file || hasFile(engine.machine.rootfs(image.layers), wanted.file))
  );
}

function hasFile(fs, { path, says, absent = false }) {
  let text = null;
  try {
    text = fs.stat(path).type === "dir" ? "" : decoder.decode(fs.readFile(path));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
  if (absent) return text === null;
  return text !== null && (!says || text.includes(says));
}

async function http({ url, says, status = 200 }, { machine }) {
  const { hostname, port, pathname, search, host } = new URL(url);
  try {
    // This check doesn't show in the reader's logs.
    const answer = await machine.request(machine.hostNetns, hostname, Number(port || 80), { method: "GET", path: pathname + search, headers: { host }, isQuiet: true });
    const body = typeof answer.body === "string" ? answer.body : decoder.decode(answer.body ?? new Uint8Array());
    return answer.status === status && (!says || body.includes(says));
  } catch (error) {
    if (error instanceof NetError) return false;
    throw error;
  }
}

async function run({ in: name, command, says }, { engine }) {
  const container = find(engine, name);
  if (!container?.state.running || container.state.paused || !container.proc) return false;
  let printed = "";
  const take = (chunk) => {
    printed += engine.text(chunk);
  };
  try {
    const proc = await container.proc.exec({ argv: ["sh", "-c", command], env: container.env, cwd: container.config.WorkingDir || "/", user: container.config.User, onStdout: take, onStderr: take });
    await proc.wait();
  } catch (error) {
    if (error.code !== 126 && error.code !== 127) throw error;
  }
  return printed.includes(says);
}

function isFound(look) {
  try {
    look();
    return true;
  } catch (error) {
    if (error instanceof NetError) return false;
    throw error;
  }
}
