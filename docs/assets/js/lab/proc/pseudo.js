/* /dev, /proc and /sys of a container. */
import { Node, Tree } from "../fs/nodes.js";

const DEVICES = { null: 0o666, zero: 0o666, full: 0o666, random: 0o666, urandom: 0o666, tty: 0o666, console: 0o620 };

function folder(tree, parent, name) {
  const node = new Node("dir", { mode: 0o755, mtime: tree.now() });
  parent.children.set(name, node);
  return node;
}

function file(tree, parent, name, generate, mode = 0o444) {
  const node = new Node("file", { mode, mtime: tree.now() });
  node.generate = generate;
  parent.children.set(name, node);
}

function link(tree, parent, name, target) {
  const node = new Node("link", { mode: 0o777, mtime: tree.now(), target: typeof target === "string" ? target : "" });
  if (typeof target === "function") node.follow = target;
  parent.children.set(name, node);
}

export function deviceTree(now) {
  const tree = new Tree(now);
  for (const [name, mode] of Object.entries(DEVICES)) tree.root.children.set(name, new Node("device", { mode, mtime: now(), device: name }));
  link(tree, tree.root, "stdin", "/proc/self/fd/0");
  link(tree, tree.root, "stdout", "/proc/self/fd/1");
  link(tree, tree.root, "stderr", "/proc/self/fd/2");
  link(tree, tree.root, "fd", "/proc/self/fd");
  for (const name of ["shm", "pts", "mqueue"]) folder(tree, tree.root, name).mode = name === "shm" ? 0o1777 : 0o755;
  return tree;
}

/** @param {import("./space.js").Space} space */
export function processTree(space, started) {
  const now = () => space.clock.now();
  const tree = new Tree(now);
  const { root } = tree;
  const up = () => ((now() - started()) / 1000).toFixed(2);
  file(tree, root, "uptime", () => `${up()} ${up()}\n`);
  file(tree, root, "version", () => "Linux version 6.12.48 (build@host) #1 SMP PREEMPT_DYNAMIC\n");
  file(tree, root, "loadavg", () => "0.08 0.03 0.01 1/160 42\n");
  file(tree, root, "meminfo", () => "MemTotal:        8124416 kB\nMemFree:         5420032 kB\nMemAvailable:    7012300 kB\nBuffers:          102400 kB\nCached:          1500000 kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\n");
  file(tree, root, "cpuinfo", () => [0, 1].map((at) => `processor\t: ${at}\nmodel name\t: Virtual CPU\ncpu MHz\t\t: 2400.000\n\n`).join(""));
  file(tree, root, "filesystems", () => "nodev\tproc\nnodev\ttmpfs\nnodev\toverlay\n\text4\n");
  file(tree, root, "mounts", () => mountLines(space));
  link(tree, root, "self", (files) => String(files.proc?.pid ?? space.first?.pid ?? 1));
  root.list = () => [...root.children.keys(), ...[...space.processes.keys()].map(String)];
  root.lookup = (name) => (/^\d+$/.test(name) && space.processes.has(Number(name)) ? processFolder(tree, space.processes.get(Number(name)), space) : null);
  return tree;
}

function mountLines(space) {
  const lines = ["overlay / overlay rw,relatime 0 0"];
  for (const [path, { readOnly, options }] of space.files?.mounts.at ?? []) {
    const kind = path === "/proc" ? "proc" : path.startsWith("/sys") ? "sysfs" : path === "/dev" || options?.includes("tmpfs") ? "tmpfs" : "ext4";
    lines.push(`${kind === "ext4" ? "/dev/sda1" : kind} ${path} ${kind} ${readOnly ? "ro" : "rw"},relatime 0 0`);
  }
  return `${lines.join("\n")}\n`;
}

function processFolder(tree, process, space) {
  const node = new Node("dir", { mode: 0o555, mtime: process.started, uid: process.files.who.uid, gid: process.files.who.gid });
  file(tree, node, "cmdline", () => `${process.argv.join("\0")}\0`);
  file(tree, node, "environ", () => Object.entries(process.env).map(([name, value]) => `${name}=${value}\0`).join(""), 0o400);
  file(tree, node, "comm", () => `${nameOf(process)}\n`);
  file(tree, node, "cgroup", () => "0::/\n");
  file(tree, node, "mounts", () => mountLines(space));
  const { uid, gid } = process.files.who;
  file(tree, node, "status", () => `Name:\t${nameOf(process)}\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t${process.pid}\nPid:\t${process.pid}\nPPid:\t${process.parent?.pid ?? 0}\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nGid:\t${gid}\t${gid}\t${gid}\t${gid}\nVmRSS:\t${Math.round(process.memory / 1024)} kB\nThreads:\t1\n${rightLines(space, uid)}`);
  file(tree, node, "stat", () => `${process.pid} (${nameOf(process)}) S ${process.parent?.pid ?? 0} 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 0 0 0\n`);
  link(tree, node, "cwd", () => process.files.cwd);
  link(tree, node, "exe", () => process.argv[0]);
  const fd = folder(tree, node, "fd");
  for (const [number, stream] of process.descriptors) link(tree, fd, String(number), stream.what.path || (stream.kind === "device" ? `/dev/${stream.what.name}` : `pipe:[${1000 + number}]`));
  return node;
}

/* In order of kernel number. */
const CAPABILITIES = "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE".split(" ");

function rightLines({ caps, hasAll, seccomp, isContainer }, uid) {
  const all = !isContainer || hasAll, bits = CAPABILITIES.reduce((sum, name, at) => sum + (all || caps?.has(name) ? 1n << BigInt(at) : 0n), 0n);
  const hex = (value) => value.toString(16).padStart(16, "0"), own = uid === 0 ? bits : 0n, filter = isContainer && seccomp ? 2 : 0;
  return `CapInh:\t${hex(0n)}\nCapPrm:\t${hex(own)}\nCapEff:\t${hex(own)}\nCapBnd:\t${hex(bits)}\nCapAmb:\t${hex(0n)}\nNoNewPrivs:\t0\nSeccomp:\t${filter}\nSeccomp_filters:\t${filter && 1}\n`;
}

/** A process's name as ps shows it. */
export const nameOf = (process) => process.argv[0].replace(/^-/, "").split("/").at(-1).slice(0, 15);

export function systemTree(space) {
  const tree = new Tree(() => space.clock.now());
  const cgroup = folder(tree, folder(tree, folder(tree, tree.root, "fs"), "cgroup"), "");
  const at = tree.root.children.get("fs").children.get("cgroup");
  at.children.delete("");
  void cgroup;
  const limit = space.limits?.memory;
  file(tree, at, "memory.max", () => `${limit ?? "max"}\n`);
  file(tree, at, "memory.current", () => `${[...space.processes.values()].reduce((sum, each) => sum + each.memory, 0)}\n`);
  file(tree, at, "pids.max", () => `${space.limits?.pids ?? "max"}\n`);
  file(tree, at, "cpu.max", () => `${space.limits?.cpus ? Math.round(space.limits.cpus * 100000) : "max"} 100000\n`);
  return tree;
}
