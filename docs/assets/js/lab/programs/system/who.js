/* User, machine, and what runs: id, whoami, hostname, uname, date, ps, kill, … */
import { FsError } from "../../fs/nodes.js";
import { findProgram } from "../../proc/load.js";
import { nameOf } from "../../proc/pseudo.js";
import { signalName, signalNames, signalNumber } from "../../proc/signals.js";
import { groupById, userById, userByName, groupsOf } from "../../proc/users.js";
import { TestError, testArguments } from "../../shell/conditions.js";
import { Misuse, human } from "../tool.js";
import { echoed, formatted } from "../text/print.js";

export async function id(tool) {
  const { options, rest } = tool.options("ugnGr", { user: "u", group: "g", name: "n", groups: "G", real: "r" });
  const named = rest[0] ? userByName(tool.files, rest[0]) : null;
  if (rest[0] && !named) throw new Misuse(tool.gnu ? `'${rest[0]}': no such user` : `unknown user ${rest[0]}`);
  const { uid, gid } = named ?? tool.files.who;
  const groups = [...new Set([gid, ...(named ? groupsOf(tool.files, named.name) : (tool.files.who.groups ?? []))])];
  const user = userById(tool.files, uid)?.name;
  const group = (number) => groupById(tool.files, number)?.name;
  if (options.u) return tool.out(`${options.n ? (user ?? (await unknown(tool, "user", uid))) : uid}\n`);
  if (options.g) return tool.out(`${options.n ? (group(gid) ?? gid) : gid}\n`);
  if (options.G) return tool.out(`${groups.map((each) => (options.n ? (group(each) ?? each) : each)).join(" ")}\n`);
  const shown = (number, name) => `${number}${name ? `(${name})` : ""}`;
  const list = groups.length || named ? ` groups=${groups.map((each) => shown(each, group(each))).join(",")}` : "";
  return tool.out(`uid=${shown(uid, user)} gid=${shown(gid, group(gid))}${list}\n`);
}

async function unknown(tool, kind, number) {
  await tool.fail(tool.gnu ? `cannot find name for ${kind} ID ${number}` : `unknown ID ${number}`);
  return number;
}

export async function whoami(tool) {
  const { uid } = tool.files.who;
  const user = userById(tool.files, uid);
  if (!user) throw new Misuse(tool.gnu ? `cannot find name for user ID ${uid}` : `unknown uid ${uid}`);
  await tool.out(`${user.name}\n`);
}

export async function groups(tool) {
  const list = [...new Set([tool.files.who.gid, ...(tool.files.who.groups ?? [])])];
  await tool.out(`${list.map((gid) => groupById(tool.files, gid)?.name ?? gid).join(" ")}\n`);
}

export async function hostname(tool) {
  const { options, rest } = tool.options("isfdI", { "ip-address": "i", short: "s", "all-ip-addresses": "I" });
  const { space } = tool.process;
  if (rest.length) throw new Misuse(tool.gnu ? "you must be root to change the host name" : "sethostname: Operation not permitted");
  if (options.i) return tool.out(`${space.net.address}\n`);
  if (options.I) return tool.out(`${[...space.net.nets.values()].map(({ ip }) => ip).join(" ")} \n`);
  return tool.out(`${space.hostname}\n`);
}

export async function uname(tool) {
  const { options } = tool.options("asnrvmpio", { all: "a", "kernel-name": "s", "kernel-release": "r", machine: "m", nodename: "n" });
  const values = { s: "Linux", n: tool.process.space.hostname, r: "6.12.48", v: "#1 SMP PREEMPT_DYNAMIC", m: "x86_64", p: "unknown", i: "unknown", o: "GNU/Linux" };
  const letters = options.a ? [..."snrvmo"] : [..."snrvmpio"].filter((letter) => options[letter]);
  await tool.out(`${(letters.length ? letters : ["s"]).map((letter) => values[letter]).join(" ")}\n`);
}

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const two = (value) => String(value).padStart(2, "0");

/** Format a time as strftime does. */
export function strftime(format, ms) {
  const time = new Date(ms);
  const start = Date.UTC(time.getUTCFullYear(), 0, 1);
  const values = {
    Y: () => time.getUTCFullYear(), m: () => two(time.getUTCMonth() + 1), d: () => two(time.getUTCDate()), e: () => String(time.getUTCDate()).padStart(2), H: () => two(time.getUTCHours()), I: () => two(time.getUTCHours() % 12 || 12), M: () => two(time.getUTCMinutes()), S: () => two(time.getUTCSeconds()),
    a: () => DAYS[time.getUTCDay()].slice(0, 3), A: () => DAYS[time.getUTCDay()], b: () => MONTHS[time.getUTCMonth()].slice(0, 3), B: () => MONTHS[time.getUTCMonth()], h: () => MONTHS[time.getUTCMonth()].slice(0, 3), y: () => two(time.getUTCFullYear() % 100), p: () => (time.getUTCHours() < 12 ? "AM" : "PM"),
    j: () => String(Math.floor((ms - start) / 86400000) + 1).padStart(3, "0"), s: () => Math.floor(ms / 1000), N: () => String(ms % 1000).padStart(3, "0").padEnd(9, "0"), Z: () => "UTC", z: () => "+0000", u: () => time.getUTCDay() || 7, w: () => time.getUTCDay(), n: () => "\n", t: () => "\t", "%": () => "%",
    F: () => strftime("%Y-%m-%d", ms), T: () => strftime("%H:%M:%S", ms), R: () => strftime("%H:%M", ms), D: () => strftime("%m/%d/%y", ms), c: () => strftime("%a %b %e %H:%M:%S %Y", ms), x: () => strftime("%m/%d/%y", ms), X: () => strftime("%H:%M:%S", ms),
  };
  return format.replace(/%-?([a-zA-Z%])/g, (all, letter) => (values[letter] ? String(values[letter]()).replace(all[1] === "-" ? /^0(?=\d)/ : /^(?!)/, "") : all));
}

export async function date(tool) {
  const { options, rest } = tool.options("ud:r:IRs:D:", { date: "d", utc: "u", reference: "r", "iso-8601": "I", rfc: "R" });
  let now = tool.process.clock.now();
  if (options.r) now = tool.files.stat(options.r).mtime;
  if (options.d !== undefined) {
    now = readDate(options.d, now);
    if (Number.isNaN(now)) throw new Misuse(tool.gnu ? `invalid date '${options.d}'` : `invalid date '${options.d}'`);
  }
  const format = rest[0]?.startsWith("+") ? rest[0].slice(1) : options.I ? "%Y-%m-%d" : options.R ? "%a, %d %b %Y %H:%M:%S %z" : "%a %b %e %H:%M:%S %Z %Y";
  await tool.out(`${strftime(format, now)}\n`);
}

function readDate(text, now) {
  if (/^@\d+$/.test(text)) return Number(text.slice(1)) * 1000;
  const units = { sec: 1000, second: 1000, min: 60000, minute: 60000, hour: 3600000, day: 86400000, week: 604800000 };
  const steps = [...text.matchAll(/([-+]?\d+)\s*(sec|second|min|minute|hour|day|week)s?( ago)?/g)];
  const rest = text.replace(/([-+]?\d+)\s*(sec|second|min|minute|hour|day|week)s?( ago)?/g, "").trim();
  const base = { "": now, now, today: now, yesterday: now - 86400000, tomorrow: now + 86400000 }[rest] ?? Date.parse(/\d:\d/.test(rest) && !/Z|[+-]\d\d:?\d\d$/.test(rest) ? `${rest}Z` : rest);
  return steps.reduce((sum, [, count, unit, ago]) => sum + Number(count) * units[unit] * (ago ? -1 : 1), base);
}

export async function ps(tool) {
  const { process } = tool;
  const all = [...process.space.processes.values()];
  const fields = { pid: (each) => each.pid, ppid: (each) => each.parent?.pid ?? 0, user: (each) => userById(tool.files, each.files.who.uid)?.name ?? each.files.who.uid, uid: (each) => each.files.who.uid, args: (each) => each.argv.join(" "), command: (each) => each.argv.join(" "), cmd: (each) => each.argv.join(" "), comm: nameOf, time: (each) => (tool.gnu ? "00:00:00" : "0:00"), etime: (each) => clock(process.clock.now() - each.started), tty: () => "?", tt: () => "?", stat: (each) => each.state, state: (each) => each.state, vsz: (each) => Math.round(each.memory / 1024), rss: (each) => Math.round(each.memory / 1024), group: (each) => groupById(tool.files, each.files.who.gid)?.name ?? each.files.who.gid, pgid: (each) => each.group, nice: () => 0 };
  const heads = { args: "COMMAND", command: "COMMAND", cmd: "CMD", comm: "COMMAND", etime: "ELAPSED", tty: "TT" };
  const at = tool.args.findIndex((word) => /^-?[a-zA-Z]*o$/.test(word) || word === "--format");
  const given = at >= 0 ? tool.args[at + 1] : tool.args.find((word) => word.startsWith("-o"))?.slice(2);
  const flags = tool.args.filter((word, index) => index !== at + 1 || at < 0).join("");
  let chosen = given ? given.split(",").map((text) => { const [name, head] = text.split("="); return [name.trim(), head]; }) : null;
  const bad = chosen?.find(([name]) => !(name in fields));
  if (bad) {
    await tool.warn(tool.gnu ? `error: unknown user-defined format specifier "${bad[0]}"` : `bad -o argument '${bad[0]}', supported arguments: user,group,comm,args,pid,ppid,pgid,etime,nice,rgroup,ruser,time,tty,vsz,sid,stat,rss`);
    return 1;
  }
  let shown = all;
  if (!chosen && !tool.gnu) chosen = [["pid"], ["user"], ["time"], ["args"]];
  else if (!chosen && /u/.test(flags) && /a|x/.test(flags)) chosen = [["user"], ["pid"], ["vsz"], ["rss"], ["tty"], ["stat"], ["time"], ["args"]];
  else if (!chosen && /f/.test(flags)) chosen = [["user", "UID"], ["pid"], ["ppid"], ["tty", "TTY"], ["time"], ["cmd"]];
  else if (!chosen) chosen = [["pid"], ["tty", "TTY"], ["time"], ["comm", "CMD"]];
  if (tool.gnu && !/[eAax]/.test(flags)) shown = all.filter((each) => each.files.who.uid === tool.files.who.uid);
  const widths = tool.gnu ? { pid: 7, ppid: 7, user: 8, uid: 5, time: 8, vsz: 6, rss: 5, tty: 8, stat: 4, etime: 11, comm: 15 } : { pid: 5, ppid: 5, user: 8, time: 5, vsz: 4, rss: 4, stat: 4, comm: 16, etime: 7, pgid: 5, group: 8 };
  const rightward = new Set(tool.gnu ? ["pid", "ppid", "uid", "vsz", "rss", "time", "etime", "pgid"] : ["pid", "ppid", "pgid"]);
  const cell = (name, text, isLast) => (rightward.has(name) ? String(text).padStart(widths[name] ?? 5) : isLast ? String(text) : String(text).padEnd(widths[name] ?? 8));
  const row = (values) => `${chosen.map(([name], index) => cell(name, values[index], index === chosen.length - 1)).join(" ")}\n`;
  /* BusyBox aligns all its headings left. */
  const leftward = (titles) => `${titles.map((title, index) => (index === titles.length - 1 ? title : title.padEnd(widths[chosen[index][0]] ?? 8))).join(" ")}\n`;
  const head = chosen.map(([name, title]) => title ?? heads[name] ?? name.toUpperCase());
  const headless = tool.gnu && chosen.every(([, title]) => title === "");
  await tool.out((headless ? "" : tool.gnu ? row(head) : leftward(head)) + shown.map((each) => row(chosen.map(([name]) => fields[name](each)))).join(""));
  return 0;
}

const clock = (ms) => {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours ? `${two(hours)}:` : ""}${two(minutes)}:${two(seconds % 60)}`;
};

export async function kill(tool) {
  const args = [...tool.args];
  if (args[0] === "-l") return tool.out(args[1] ? `${/^\d+$/.test(args[1]) ? signalName(args[1]) : signalNumber(signalName(args[1]))}\n` : `${signalNames.join(" ")}\n`);
  let signal = "TERM";
  if (args[0] === "-s") signal = signalName(args.splice(0, 2)[1] ?? "");
  else if (/^-./.test(args[0] ?? "") && args[0] !== "--") signal = signalName(args.shift().slice(1));
  if (signal === null) throw new Misuse(tool.gnu ? `unknown signal` : `bad signal name '${tool.args[0].slice(1)}'`);
  if (!args.length) throw new Misuse(tool.gnu ? "not enough arguments" : "you need to specify whom to kill");
  for (const word of args) {
    const pid = Number(word);
    if (Number.isNaN(pid)) {
      await tool.fail(tool.gnu ? `failed to parse argument: '${word}'` : `invalid number '${word}'`);
      continue;
    }
    const error = tool.process.space.signal(tool.process, pid, signal);
    if (error) await tool.fail(tool.gnu ? `(${word}): ${new FsError(error).message}` : `can't kill pid ${word}: ${new FsError(error).message}`);
  }
  return tool.status;
}

const matching = (tool, pattern, full, exact) => [...tool.process.space.processes.values()].filter((each) => each !== tool.process && (exact ? nameOf(each) === pattern : new RegExp(pattern).test(full ? each.argv.join(" ") : nameOf(each))));

export async function pgrep(tool) {
  const { options, rest } = tool.options("flaxnovu:", { full: "f" });
  const found = matching(tool, rest[0] ?? "", options.f, options.x);
  await tool.out(found.map((each) => `${each.pid}${options.l ? ` ${nameOf(each)}` : options.a ? ` ${each.argv.join(" ")}` : ""}\n`).join(""));
  return found.length ? 0 : 1;
}

export async function pkill(tool) {
  const args = [...tool.args];
  const signal = /^-[A-Z0-9]+$/.test(args[0] ?? "") ? signalName(args.shift().slice(1)) : "TERM";
  const isFull = args.includes("-f");
  const name = args.filter((word) => !word.startsWith("-")).at(-1);
  if (!name) throw tool.missing(2);
  const found = matching(tool, name, isFull, tool.name === "killall" || args.includes("-x"));
  for (const each of found) tool.process.space.signal(tool.process, each.pid, signal);
  if (!found.length && tool.name === "killall") await tool.warn(tool.gnu ? `${name}: no process found` : `${name}: no process killed`).then(() => (tool.status = 1));
  return found.length ? 0 : 1;
}

export async function pidof(tool) {
  const found = matching(tool, tool.args.at(-1) ?? "", false, true);
  if (found.length) await tool.out(`${found.map((each) => each.pid).reverse().join(" ")}\n`);
  return found.length ? 0 : 1;
}

export async function which(tool) {
  for (const name of tool.args.filter((word) => !word.startsWith("-"))) {
    const { path } = findProgram(tool.files, name, tool.process.env.PATH ?? "");
    if (path) await tool.out(`${path}\n`);
    else tool.status = 1;
  }
  return tool.status;
}

export async function uptime(tool) {
  await tool.out(` ${strftime("%H:%M:%S", tool.process.clock.now())} up 3 days,  4:12,  0 users,  load average: 0.08, 0.03, 0.01\n`);
}

export async function free(tool) {
  const { options } = tool.options("hmkbg", { human: "h" });
  const [total, used, left, shared, cache] = [8124416, 1102084, 5420032, 1024, 1602300];
  const shown = (kilobytes) => (options.h ? human(kilobytes * 1024) : String(options.m ? Math.round(kilobytes / 1024) : kilobytes)).padStart(12);
  await tool.out(`              total        used        free      shared  buff/cache   available\nMem:   ${[total, used, left, shared, cache, 7012300].map(shown).join("")}\nSwap:  ${[0, 0, 0].map(shown).join("")}\n`);
}

export async function top(tool) {
  await tool.out("Mem: 1102084K used, 7022332K free, 1024K shrd, 102400K buff, 1500000K cached\nCPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\nLoad average: 0.08 0.03 0.01 1/160 42\n  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n");
  for (const each of tool.process.space.processes.values()) await tool.out(`${String(each.pid).padStart(5)} ${String(each.parent?.pid ?? 0).padStart(5)} ${String(userById(tool.files, each.files.who.uid)?.name ?? each.files.who.uid).padEnd(8)} ${each.state.padEnd(4)} ${String(Math.round(each.memory / 1024)).padStart(5)}   0%   0   0% ${each.argv.join(" ")}\n`);
  if (!tool.args.some((word) => /^-b?n?1$|^-b/.test(word))) await tool.process.sleep(3600000);
}

export async function tty(tool) {
  const isTerminal = tool.process.descriptors.get(0)?.isTerminal;
  await tool.out(isTerminal ? "/dev/pts/0\n" : "not a tty\n");
  return isTerminal ? 0 : 1;
}

export async function getent(tool) {
  const [database, ...keys] = tool.args;
  if (database === "hosts" || database === "ahosts") {
    for (const key of keys) {
      try {
        await tool.out(`${tool.process.space.net.resolve(key, tool.files).padEnd(15)} ${key}\n`);
      } catch {
        tool.status = 2;
      }
    }
    return tool.status;
  }
  const lines = tool.files.readText(`/etc/${database}`).split("\n").filter(Boolean);
  const found = keys.length ? lines.filter((line) => keys.includes(line.split(":")[0]) || keys.includes(line.split(":")[2])) : lines;
  await tool.out(found.map((line) => `${line}\n`).join(""));
  return found.length ? 0 : 2;
}

export async function test(tool) {
  const list = tool.name === "[" ? tool.args.slice(0, -1) : tool.args;
  if (tool.name === "[" && tool.args.at(-1) !== "]") throw new Misuse(tool.gnu ? "missing ']'" : "missing ]", 2);
  try {
    return testArguments(tool.process, list, null) ? 0 : 1;
  } catch (error) {
    if (error instanceof TestError) throw new Misuse(error.message, 2);
    throw error;
  }
}

export async function echo(tool) {
  await tool.out(echoed(tool.args, tool.gnu ? "gnu" : "busybox"));
}

export async function printf(tool) {
  if (!tool.args.length) throw new Misuse(tool.gnu ? `missing operand${tool.hint}` : "missing operand");
  const { text, problems } = formatted(tool.args[0], tool.args.slice(1), tool.gnu ? "gnu" : "busybox");
  await tool.out(text);
  for (const problem of problems) await tool.fail(problem);
}

const plain = (text) => async (tool) => void (await tool.out(text));
export const nproc = plain("2\n");
export const arch = plain("x86_64\n");
export const true_ = async () => 0;
export const false_ = async () => 1;

export async function logname(tool) {
  await tool.out(`${userById(tool.files, tool.files.who.uid)?.name ?? ""}\n`);
}

/** `mount` without arguments; a container can't mount anything. */
export async function mount(tool) {
  if (tool.args.length) throw new Misuse(tool.gnu ? `${tool.args.at(-1)}: permission denied.` : `permission denied (are you root?)`, 1);
  await tool.out(tool.files.readText("/proc/mounts").replace(/^(\S+) (\S+) (\S+) (\S+) 0 0$/gm, "$1 on $2 type $3 ($4)"));
}

export async function umount(tool) {
  throw new Misuse(tool.gnu ? `${tool.args[0]}: must be superuser to unmount.` : `can't unmount ${tool.args[0]}: Operation not permitted`);
}
