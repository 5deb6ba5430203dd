/* nginx: how it starts, serves, reloads its configuration and ends. */
import { NetError } from "../../net/network.js";
import { listen } from "../network/serve.js";
import { strftime } from "../system/who.js";
import { answer, VERSION } from "./nginxanswer.js";
import { all, blockOf, ConfigError, load, one, portOf, resolved } from "./nginxconfig.js";
import { certificates } from "./nginxtls.js";
import { logError } from "./nginxlog.js";

export async function nginx(process) {
  const args = process.argv.slice(1);
  const value = (flag) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : null);
  const say = (level, message) => process.warn(`nginx: [${level}] ${message}\n`);
  if (args.includes("-v") || args.includes("-V")) return (await process.warn(`nginx version: nginx/${VERSION}\n`), 0);
  const path = value("-c") ?? "/etc/nginx/nginx.conf";
  let site;
  try {
    site = siteOf(process, path);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (!args.includes("-s")) await logError(process, [], "emerg", error.message);
    await say("emerg", error.message);
    if (args.includes("-t")) await process.warn(`nginx: configuration file ${path} test failed\n`);
    return 1;
  }
  if (args.includes("-T") || args.includes("-t")) {
    await process.warn(`nginx: the configuration file ${path} syntax is ok\nnginx: configuration file ${path} test is successful\n`);
    if (args.includes("-T")) await process.out(`# configuration file ${path}:\n${process.files.readText(path)}\n`);
    return 0;
  }
  if (value("-s")) return signal(process, value("-s"), say);
  return serve(process, site, path, say);
}

/** A site's directives, with what nginx looks up once: addresses and certificates. `turns`: whose turn it is in each server group. */
function siteOf(process, path) {
  const config = load(process.files, path);
  return { config, http: blockOf(config, "http"), addresses: resolved(process, config), certificates: certificates(process, config), turns: new Map() };
}

async function signal(process, name, say) {
  const master = [...process.space.processes.values()].find((each) => each.argv[0] === "nginx:" && each.argv[1] === "master");
  if (!master) {
    await say("error", 'invalid PID number "" in "/run/nginx.pid"');
    return 1;
  }
  await process.warn(`${strftime("%Y/%m/%d %H:%M:%S", process.clock.now())} [notice] ${process.pid}#${process.pid}: signal process started\n`);
  master.kill({ stop: "TERM", quit: "QUIT", reload: "HUP", reopen: "USR1" }[name] ?? "TERM");
  return 0;
}

async function serve(process, first, path, say) {
  let site = first;
  const isDaemon = !process.argv.join(" ").includes("daemon off");
  const emergency = async (message) => {
    await logError(process, site.config, "emerg", message);
    await say("emerg", message);
    return 1;
  };
  for (const folder of ["client", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `/var/cache/nginx/${name}_temp`)) {
    try {
      if (!process.files.exists(folder)) process.files.mkdir(folder, { mode: 0o700 });
    } catch (error) {
      return emergency(`mkdir() "${folder}" failed (${{ EROFS: 30, EACCES: 13, ENOENT: 2 }[error.code]}: ${error.message})`);
    }
  }
  const opened = new Map();
  const open = () => {
    const ports = new Set(all(site.http, "server").flatMap((server) => (one(server.block, "listen") ? all(server.block, "listen").map(({ args }) => portOf(args)) : [80])));
    for (const [port, { close, certificate }] of opened) {
      if (ports.has(port) && site.certificates.get(port) === certificate) continue;
      close();
      opened.delete(port);
    }
    for (const port of ports) {
      const certificate = site.certificates.get(port);
      if (!opened.has(port)) opened.set(port, { certificate, close: listen(process, port, (request, from) => answer(process, site, port, request, from), { certificate }) });
    }
  };
  try {
    open();
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    return emergency("bind() to 0.0.0.0:80 failed (98: Address already in use)");
  }
  try {
    process.files.writeFile("/run/nginx.pid", `${process.pid}\n`);
  } catch (error) {
    return emergency(`open() "/run/nginx.pid" failed (${{ EROFS: 30, EACCES: 13 }[error.code]}: ${error.message})`);
  }
  process.argv = ["nginx:", "master", "process", "nginx", ...process.argv.slice(1)];
  void isDaemon;
  await logError(process, site.config, "notice", "using the \"epoll\" event method");
  await logError(process, site.config, "notice", `nginx/${VERSION}`);
  await logError(process, site.config, "notice", "OS: Linux 6.12.48");
  await logError(process, site.config, "notice", "getrlimit(RLIMIT_NOFILE): 1048576:1048576");
  await logError(process, site.config, "notice", "start worker processes");
  const workers = [1, 2].map(() => worker(process));
  for (const each of workers) await logError(process, site.config, "notice", `start worker process ${each.pid}`);
  let ending = null;
  for (const name of ["TERM", "INT", "QUIT"]) process.handlers.set(name, () => { ending ??= name; process.changed.ring(); });
  process.handlers.set("HUP", () => {
    try {
      site = siteOf(process, path);
      open();
    } catch (error) {
      void logError(process, site.config, "emerg", error.message);
    }
  });
  process.handlers.set("USR1", () => {});
  while (!ending) await process.until(process.changed.wait());
  await logError(process, site.config, "notice", `signal ${ending === "QUIT" ? "3 (SIGQUIT) received, shutting down" : `${ending === "TERM" ? 15 : 2} (SIG${ending}) received, exiting`}`);
  const graceful = ending === "QUIT";
  for (const each of workers) {
    for (const said of [...(graceful ? ["gracefully shutting down"] : []), "exiting", "exit"]) await logError(process, site.config, "notice", said, each);
    each.finish(0, null);
  }
  for (const [at, { pid }] of workers.entries()) {
    await logError(process, site.config, "notice", `signal 17 (SIGCHLD) received from ${pid}`);
    await logError(process, site.config, "notice", `worker process ${pid} exited with code 0`);
    if (!at) await logError(process, site.config, "notice", "signal 29 (SIGIO) received");
  }
  await logError(process, site.config, "notice", "exit");
  try {
    process.files.unlink("/run/nginx.pid");
  } catch {
    /* Gone already */
  }
  return 0;
}

/** A worker: it shows in ps, but the master answers. */
function worker(process) {
  const { constructor: Process } = process;
  const user = { uid: 101, gid: 101, groups: [101] };
  const child = new Process(process.space, { parent: process, argv: ["nginx:", "worker", "process"], env: process.env, files: process.files.as(user), descriptors: new Map() });
  void child.run(async () => {
    await child.until(new Promise(() => {}));
    return 0;
  });
  return child;
}
