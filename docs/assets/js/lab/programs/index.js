/* Which program a file is. BusyBox is one program with many names, GNU's one file each. */
import * as change from "./files/change.js";
import * as finding from "./files/find.js";
import * as make from "./files/make.js";
import * as modes from "./files/modes.js";
import * as list from "./files/list.js";
import * as paths from "./files/paths.js";
import { tar } from "./archive/tar.js";
import { gzip } from "./archive/gzip.js";
import * as who from "./system/who.js";
import * as run from "./system/run.js";
import * as ends from "./text/ends.js";
import * as read from "./text/read.js";
import * as lines from "./text/lines.js";
import { awk } from "./text/awk.js";
import { diff } from "./text/diff.js";
import { grep } from "./text/grep.js";
import { sed } from "./text/sed.js";
import { bc, expr, factor } from "./text/calculate.js";
import { curl } from "./network/curl.js";
import { openssl } from "./network/openssl.js";
import { wget } from "./network/wget.js";
import * as look from "./network/look.js";
import { httpd, nc } from "./network/serve.js";
import { shellProgram } from "./shells.js";
import { APPLETS } from "./applets.js";
import { servers } from "./servers/index.js";
import { toolProgram } from "./tool.js";

const { true_, false_, ...whoTools } = who;
const { sum, ...pathTools } = paths;
const tools = {
  ...change, ...make, ...modes, ...finding, ...list, ...pathTools, ...read, ...ends, ...lines, ...whoTools, ...run, ...look, grep, egrep: grep, fgrep: grep, sed, awk, gawk: awk, mawk: awk, diff, tar, gzip, gunzip: gzip, zcat: gzip, expr, bc, factor,
  md5sum: sum, sha1sum: sum, sha256sum: sum, sha512sum: sum, true: true_, false: false_, "[": who.test, "[[": who.test, chgrp: modes.chown, unlink: change.rm, link: make.ln, hexdump: paths.xxd, hd: paths.xxd, sync: true_, clear: true_, reset: true_,
  killall: who.pkill, renice: true_, ionice: run.nice, "su-exec": run.gosu, wget, curl, openssl, nc, httpd, usleep: async (tool) => tool.process.sleep(Number(tool.args[0]) / 1000), egrep_: grep, more: read.cat, less: read.cat, unexpand: lines.expand,
};
for (const helper of ["strftime", "modeText", "changedMode", "spawn", "runProgram", "durationOf", "openWords"]) delete tools[helper];

/** BusyBox's commands in the lab. */
export const applets = Object.keys(tools).filter((name) => !["curl", "openssl", "gosu", "setpriv_", "install_", "egrep_", "gawk", "mawk", "column", "hd"].includes(name) && !name.endsWith("_"));

const shells = { bash: shellProgram("bash"), dash: shellProgram("dash"), ash: shellProgram("ash") };

const known = new Set(APPLETS);

/** The program of a file, or null. @param {string} name as named in the file */
export function programFor(name, argv) {
  if (name === "busybox") return busybox(argv);
  if (Object.hasOwn(shells, name)) return shells[name];
  if (Object.hasOwn(servers, name)) return servers[name];
  if (name.startsWith("gnu:")) return tools[name.slice(4)] ? toolProgram(tools[name.slice(4)], true) : missing;
  return name.startsWith("busybox:") && tools[name.slice(8)] ? toolProgram(tools[name.slice(8)], false) : missing;
}

function busybox(argv) {
  let name = argv[0].split("/").at(-1).replace(/^-/, "");
  if (name === "busybox") {
    if (argv.length === 1) return usage;
    if (argv[1] === "--list") return async (process) => (await process.out(`${[...applets, "ash", "sh"].sort().join("\n")}\n`), 0);
    argv.shift();
    name = argv[0].split("/").at(-1);
  }
  if (name === "sh" || name === "ash" || name === "-sh") return shells.ash;
  if (Object.hasOwn(tools, name)) return toolProgram(tools[name], false);
  return async (process) => (await process.warn(`${name}: ${known.has(name) ? "not modelled in this practice lab" : "applet not found"}\n`), 127);
}

const usage = async (process) => (await process.out("BusyBox v1.37.0 (Debian 1:1.37.0-6+b3) multi-call binary.\n"), 0);

/** Say that it isn't modelled. */
async function missing(process) {
  await process.warn(`${process.argv[0].split("/").at(-1)}: not modelled in this practice lab\n`);
  return 127;
}
