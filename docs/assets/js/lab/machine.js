/* The machine below the engine: files, processes, networks, the host's shell.

   The shell, parser included, is our own. We measured just-bash 3.4.2 for it, but its interpreter gives output only at
   the end of a command, has no trap, kill or `&`, and runs the left side of a pipe to its end; the lab needs a process
   behind every command. Our evaluator over its parser was the middle way, but the package has no separate parser: its
   browser build is one file of 347 KB gzipped that doesn't export it, the parser takes `echo a |` as complete, and its
   AST would still have needed all of shell/ but its four readers (parser.js, compoundreader.js, conditionreader.js and
   words.js: under 850 lines, 8 KB gzipped).

   @typedef {{readFile, writeFile, stat, lstat, readdir, mkdir, rm, symlink, readlink, chmod, chown, exists, realpath, mount, unmount, sub, changes, commit}} Fs
     see fs/files.js; `changes()` is `[{kind: "A"|"C"|"D", path}]`, errors are `{code: "ENOENT", path}`
   @typedef {{pid: number, wait(): Promise<{code: number, signal: string|null, oom: boolean}>, kill(signal: string): void, interrupt(): void, resize?(): void,
     pause(): void, resume(): void, exec(options: Start): Promise<Proc>, processes(): {pid: number, ppid: number, uid: number, user: string, args: string, name: string, started: number, memory: number}[]}} Proc
   @typedef {{fs: Fs, argv: string[], env?: Record<string, string>|string[], cwd?: string, user?: string, hostname?: string, tty?: boolean, stdin?: {read(): Promise<string|Uint8Array|null>},
     netns?: object, caps?: Set<string>, limits?: {memory?: number, pids?: number, cpus?: number}, init?: boolean, onStdout?: Function, onStderr?: Function}} Start
   @typedef {{run(line: string, options: {onStdout, onStderr, stdin, signal: AbortSignal}): Promise<number>, cwd: string, complete(line: string): boolean}} HostShell */
import { Layer, applyLayer, layerOf } from "./fs/layers.js";
import { Files, Mounts } from "./fs/files.js";
import { Tree } from "./fs/nodes.js";
import { deviceTree } from "./proc/pseudo.js";
import { Net, NetNs, World } from "./net/network.js";
import { start } from "./proc/start.js";
import { resolveUser } from "./proc/users.js";
import { createHostShell } from "./shell/host.js";
import { hostLayers } from "./programs/roots.js";

/* What the engine puts into a container before its first start. It doesn't count as a change. */
const BEFORE_START = layerOf({ "/.dockerenv": "", "/dev/": { dir: true }, "/proc/": { dir: true }, "/sys/": { dir: true }, "/etc/hosts": "", "/etc/hostname": "", "/etc/resolv.conf": "" });

/** @param {{clock: object}} options see proc/clock.js */
export function createMachine({ clock, onFault = null }) {
  const world = new World();
  const now = () => clock.now();
  const treeOf = (layers, init) => {
    const tree = new Tree(now);
    for (const layer of layers) applyLayer(tree, layer);
    if (!init) return tree;
    const files = new Files(new Mounts(tree));
    applyLayer(tree, new Layer(new Map([...BEFORE_START.entries].filter(([path]) => !files.exists(path)))));
    return tree;
  };
  const machine = {
    clock,
    world,
    onFault,
    layer: layerOf,
    /** @param {object[]} layers lowest first */
    rootfs: (layers, { init = true } = {}) => new Files(new Mounts(treeOf(layers, init), () => treeOf(layers, init))),
    /** An empty folder that can be mounted. @param {{limit?: number}} options in bytes */
    volume: ({ limit } = {}) => new Files(new Mounts(new Tree(now, { limit }))),
    start: (options) => start(machine, options),
    user: (fs, text) => resolveUser(fs, text),
    network(subnet, options) {
      const net = new Net(subnet, options);
      world.nets.add(net);
      return net;
    },
    removeNetwork: (net) => world.nets.delete(net),
    netns: (options) => new NetNs(world, options),
    hostNetns: world.host,
    request: (netns, host, port, request, options) => netns.request(host, port, request, options),
    publish: (hostIp, hostPort, netns, port) => world.publish(hostIp, hostPort, netns, port),
    hostShell: (options) => createHostShell(machine, options),
  };
  machine.hostFs = machine.rootfs(hostLayers().map(layerOf), { init: false });
  const devices = deviceTree(now);
  if (!machine.hostFs.exists("/dev")) machine.hostFs.mkdir("/dev");
  machine.hostFs.mounts.at.set("/dev", { node: devices.root, tree: devices, readOnly: false, options: "" });
  return machine;
}

export { createRealClock, createVirtualClock } from "./proc/clock.js";
