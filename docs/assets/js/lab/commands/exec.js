/* `docker exec`, `docker top`, `docker stats`, `docker port`, `docker diff`. */
import { EngineError } from "../engine/errors.js";
import { portsOf } from "../engine/inspect.js";
import { variables } from "./options.js";
import { formatList } from "./format.js";
import { binarySize, hostPort } from "./units.js";

const FAILED = "OCI runtime exec failed: exec failed: unable to start container process: ";

export async function exec(call, lab) {
  const { engine } = lab, [name, ...argv] = call.operands, container = engine.find(name);
  if (call.on("--tty") && call.on("--interactive") && !call.io.isTty && !call.on("--detach")) {
    call.err("cannot attach stdin to a TTY-enabled container because stdin is not a terminal\n");
    return 1;
  }
  const env = variables(call, "--env-file", "--env");
  return runIn(engine, container, {
    argv, env, cwd: call.last("--workdir"), user: call.last("--user"), tty: call.on("--tty"), detached: call.on("--detach"), io: call.io, stdin: call.on("--interactive") ? call.io.stdin : null, privileged: call.on("--privileged"),
  });
}

/** Run a second program in a running container. @returns {Promise<number>} its exit code */
export async function runIn(engine, container, { argv, env = [], cwd = "", user = "", tty = false, detached = false, io, stdin = null, privileged = false }) {
  if (!container.state.running) throw new EngineError(`container ${container.id} is not running`);
  if (container.state.paused) throw new EngineError(`Container ${container.asked ?? container.name} is paused, unpause the container before exec`);
  if (container.state.restarting || !container.proc) throw new EngineError(`Container ${container.id} is restarting, wait until the container is running`);
  const names = env.map((each) => each.split("=")[0]), whole = [...container.env.filter((each) => !names.includes(each.split("=")[0])), ...env];
  const as = user || container.config.User;
  let home;
  try {
    home = engine.machine.user(container.fs, as || "0").home;
  } catch (error) {
    throw new EngineError(error.message);
  }
  if (user && !names.includes("HOME")) whole.splice(whole.findIndex((each) => each.startsWith("HOME=")), 1, `HOME=${home || "/"}`);
  engine.events.add("container", `exec_create: ${argv.join(" ")}`, container.id, engine.attributes(container));
  if (cwd && !container.fs.exists(cwd)) {
    io.stdout(`${FAILED}chdir to cwd (${JSON.stringify(cwd)}) set in config.json failed: no such file or directory\r\n`);
    return 127;
  }
  // Lines from a terminal end with a carriage return, even if no terminal shows them.
  const drawn = (chunk) => (tty && !io.isTty ? engine.text(chunk).replace(/\r?\n/g, "\r\n") : chunk);
  let proc;
  try {
    proc = await container.proc.exec({ argv, env: whole, cwd: cwd || container.config.WorkingDir || "/", user: as, tty, stdin, privileged, onStdout: detached ? () => {} : (chunk) => io.stdout(drawn(chunk)), onStderr: detached ? () => {} : (chunk) => (tty ? io.stdout : io.stderr)(drawn(chunk)) });
  } catch (error) {
    if (error.code !== 126 && error.code !== 127) throw error;
    if (detached) return 0;
    io.stdout(`${error.message.startsWith("OCI") ? "" : FAILED}${error.message}\r\n`);
    return error.code;
  }
  if (detached) {
    await engine.clock.sleep(10);
    return 0;
  }
  const stop = () => proc.kill("SIGINT"), pressed = () => proc.interrupt();
  if (tty && stdin) io.interrupts?.add(pressed);
  io.signal?.addEventListener("abort", stop);
  const { code, signal } = await proc.wait();
  io.interrupts?.delete(pressed);
  io.signal?.removeEventListener("abort", stop);
  return code ?? 128 + (signal ?? 0);
}

export async function top(call, lab) {
  const { engine } = lab, [name, ...options] = call.operands, container = engine.find(name);
  if (!container.state.running) throw new EngineError(`container ${container.id} is not running`);
  const words = options.join(" "), chosen = /-o\s*([\w%,]+)/.exec(words)?.[1]?.split(",");
  const columns = chosen ?? (/aux/.test(words) ? ["user", "pid", "%cpu", "%mem", "vsz", "rss", "tty", "stat", "start", "time", "command"] : ["uid", "pid", "ppid", "c", "stime", "tty", "time", "cmd"]);
  const known = columns.map((each) => COLUMNS[each]);
  if (!columns.includes("pid")) throw new EngineError("Couldn't find PID field in ps output");
  if (known.includes(undefined)) throw new EngineError(`ps: error: unknown user-defined format specifier ${JSON.stringify(columns[known.indexOf(undefined)])}`);
  const processes = container.proc?.processes() ?? [];
  call.line(known.map(([title]) => title.padEnd(20)).join("").trimEnd());
  for (const each of processes) call.line(known.map(([, value], i) => (i === known.length - 1 ? value(each, container) : String(value(each, container)).padEnd(20))).join(""));
  return 0;
}

const owner = (process) => (process.uid === 0 || process.uid === undefined ? "root" : process.user ?? String(process.uid));
const ID = (process, container) => (process.pid === 1 ? container.state.pid : container.state.pid + process.pid);
const command = (process) => process.args ?? (process.argv ?? []).join(" ");
const COLUMNS = {
  uid: ["UID", (each) => owner(each)], user: ["USER", (each) => owner(each)], pid: ["PID", ID], ppid: ["PPID", (each, container) => (each.pid === 1 ? container.state.pid - 20 : container.state.pid + (each.ppid > 1 ? each.ppid : 0))],
  c: ["C", () => "0"], stime: ["STIME", (each, container) => new Date(container.state.started).toISOString().slice(11, 16)], tty: ["TTY", () => "?"], time: ["TIME", () => "00:00:00"],
  cmd: ["CMD", command], command: ["COMMAND", command], args: ["COMMAND", command], comm: ["COMMAND", (each) => (each.name ?? command(each).split(" ")[0]).split("/").at(-1)],
  stat: ["STAT", () => "Ss"], start: ["START", (each, container) => new Date(container.state.started).toISOString().slice(11, 16)], "%cpu": ["%CPU", () => "0.0"], "%mem": ["%MEM", () => "0.0"],
  vsz: ["VSZ", () => "1600"], rss: ["RSS", () => "900"], pcpu: ["%CPU", () => "0.0"], pmem: ["%MEM", () => "0.0"],
};

export async function port(call, lab) {
  const [name, wanted] = call.operands, container = lab.engine.find(name), published = [...portsOf(container)].filter(([, list]) => list?.length);
  const text = ({ HostIp, HostPort }) => hostPort(HostIp, HostPort);
  if (wanted === undefined) {
    for (const [key, list] of published) for (const each of list) call.line(`${key} -> ${text(each)}`);
    return 0;
  }
  if (!/^\d+(?:-\d+)?(?:\/\w+)?$/.test(wanted)) {
    call.err(`invalid port '${wanted}': invalid syntax\n`);
    return 1;
  }
  const key = wanted.includes("/") ? wanted : `${wanted}/tcp`, found = published.find(([each]) => each === key);
  if (!found) {
    call.err(`no public port '${wanted}' published for ${name}\n`);
    return 1;
  }
  for (const each of found[1]) call.line(text(each));
  return 0;
}

export async function diff(call, lab) {
  const container = lab.engine.find(call.operands[0]);
  for (const { kind, path } of container.fs.changes().sort((a, b) => (a.path < b.path ? -1 : 1))) call.line(`${kind} ${path}`);
  return 0;
}

const STATS = { Container: "CONTAINER", ID: "CONTAINER ID", Name: "NAME", CPUPerc: "CPU %", MemUsage: "MEM USAGE / LIMIT", MemPerc: "MEM %", NetIO: "NET I/O", BlockIO: "BLOCK I/O", PIDs: "PIDS" };
const HOST_MEMORY = 8 * 2 ** 30;

export async function stats(call, lab) {
  const { engine } = lab, names = call.operands;
  const list = call.isAll ? [] : names.length ? names.map((each) => engine.find(each)) : [...engine.containers.values()].reverse().filter((each) => each.state.running || call.on("--all"));
  const rows = list.map((each) => {
    const limit = each.host.Memory || HOST_MEMORY, used = each.state.running ? each.proc?.memory?.() ?? 1.5 * 2 ** 20 : 0, runs = each.state.running;
    return {
      Container: names.length ? names[list.indexOf(each)] : each.id.slice(0, 12), ID: each.id.slice(0, 12), Name: each.name, CPUPerc: "0.00%", MemUsage: runs ? `${binarySize(used)} / ${binarySize(limit)}` : "0B / 0B",
      MemPerc: `${(runs ? (100 * used) / limit : 0).toFixed(2)}%`, NetIO: runs ? "1.1kB / 126B" : "0B / 0B", BlockIO: "0B / 0B", PIDs: String(runs ? (each.proc?.processes() ?? []).length : 0),
    };
  });
  const standard = "{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}";
  call.out(formatList(rows, { format: call.last("--format"), standard, headers: STATS, type: "*container.statsContext" }));
  if (call.on("--no-stream") || !call.io.isTty) return 0;
  call.err("the numbers of this practice engine are made up; they don't move\n");
  return 0;
}
