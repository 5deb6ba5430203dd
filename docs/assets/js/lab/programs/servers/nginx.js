/* nginx: its configuration as far as the course uses it, static files, proxying, the logs. */
import { FsError } from "../../fs/nodes.js";
import { NetError } from "../../net/network.js";
import { strftime } from "../system/who.js";
import { listen } from "../network/serve.js";
import { serveFile } from "./static.js";
import { reasonOf } from "../network/curl.js";

const VERSION = "1.26.3";

class ConfigError extends Error {}

/** The directives of a text. @returns {{name: string, args: string[], block: object[]|null, line: number}[]} */
function readConfig(text, path) {
  const tokens = [...text.matchAll(/#[^\n]*|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|[{};]|[^\s{};]+/g)].filter(([token]) => !token.startsWith("#"));
  let at = 0;
  const lineOf = (index) => text.slice(0, index).split("\n").length;
  const block = (inner) => {
    const list = [];
    for (let words = []; ; at += 1) {
      const token = tokens[at];
      if (!token) {
        if (inner) throw new ConfigError(`unexpected end of file, expecting "}" in ${path}:${lineOf(text.length)}`);
        if (words.length) throw new ConfigError(`unexpected end of file, expecting ";" or "}" in ${path}:${lineOf(text.length)}`);
        return list;
      }
      const [sign] = token;
      if (sign === "}") {
        if (!inner || words.length) throw new ConfigError(`unexpected "}" in ${path}:${lineOf(token.index)}`);
        return list;
      }
      if (sign === ";" || sign === "{") {
        const [name, ...args] = words;
        if (name === undefined) throw new ConfigError(`unexpected "${sign}" in ${path}:${lineOf(token.index)}`);
        const entry = { name, args, block: null, line: lineOf(token.index), path };
        if (sign === "{") {
          at += 1;
          entry.block = block(true);
        }
        list.push(entry);
        words = [];
      } else words.push(token[1] ?? token[2] ?? sign);
    }
  };
  return block(false);
}

const KNOWN = new Set("user worker_processes error_log pid events worker_connections http include default_type log_format access_log sendfile keepalive_timeout server listen server_name location root index error_page return proxy_pass proxy_set_header try_files alias add_header gzip tcp_nopush client_max_body_size client_body_temp_path proxy_temp_path fastcgi_temp_path uwsgi_temp_path scgi_temp_path upstream autoindex proxy_http_version expires types charset rewrite deny allow auth_basic auth_basic_user_file set if daemon server_tokens resolver proxy_read_timeout proxy_connect_timeout least_conn stub_status gzip_types ssl_certificate ssl_certificate_key multi_accept internal".split(" "));

/** The whole configuration, with what it includes. */
function load(files, path) {
  const expand = (list) => list.flatMap((entry) => {
    if (!KNOWN.has(entry.name)) throw new ConfigError(`unknown directive "${entry.name}" in ${entry.path}:${entry.line}`);
    if (entry.name === "include") return included(files, entry);
    return [{ ...entry, block: entry.block && entry.name !== "types" ? expand(entry.block) : entry.block }];
  });
  const included = (from, entry) => {
    const full = entry.args[0].startsWith("/") ? entry.args[0] : `/etc/nginx/${entry.args[0]}`;
    if (full.endsWith("mime.types")) return [];
    const found = full.includes("*") ? globbed(from, full) : [full];
    return found.flatMap((each) => expand(readConfig(readOr(from, each), each)));
  };
  return expand(readConfig(readOr(files, path), path));
}

function readOr(files, path) {
  try {
    return files.readText(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new ConfigError(`open() "${path}" failed (${{ ENOENT: 2, EACCES: 13 }[error.code] ?? 5}: ${error.message})`);
  }
}

function globbed(files, pattern) {
  const folder = pattern.replace(/\/[^/]*$/, "");
  const end = pattern.split("*").at(-1);
  return files.exists(folder) ? files.readdir(folder).filter((name) => name.endsWith(end)).map((name) => `${folder}/${name}`) : [];
}

const one = (list, name) => list.find((entry) => entry.name === name)?.args ?? null;
const all = (list, name) => list.filter((entry) => entry.name === name);

export async function nginx(process) {
  const args = process.argv.slice(1);
  const value = (flag) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : null);
  const say = (level, message) => process.warn(`nginx: [${level}] ${message}\n`);
  if (args.includes("-v") || args.includes("-V")) return (await process.warn(`nginx version: nginx/${VERSION}\n`), 0);
  const path = value("-c") ?? "/etc/nginx/nginx.conf";
  let config;
  try {
    config = load(process.files, path);
    hostsKnown(process, config);
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
  return serve(process, config, path, say);
}

/** As nginx does at its start: the names in proxy_pass must resolve. */
function hostsKnown(process, config) {
  const http = config.find((entry) => entry.name === "http")?.block ?? [];
  const upstreams = new Set(all(http, "upstream").map((entry) => entry.args[0]));
  const visit = (list) => {
    for (const entry of list) {
      const host = entry.name === "proxy_pass" ? /^https?:\/\/([^/:$]+)/.exec(entry.args[0])?.[1] : entry.name === "server" && !entry.block ? /^([^:]+)/.exec(entry.args[0])?.[1] : null;
      if (host && !upstreams.has(host)) {
        try {
          process.space.net.resolve(host, process.files);
        } catch {
          throw new ConfigError(`host not found in upstream "${host}" in ${entry.path}:${entry.line}`);
        }
      }
      if (entry.block) visit(entry.block);
    }
  };
  visit(http);
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

async function logError(process, config, level, message, { pid } = process) {
  const target = one(config, "error_log")?.[0] ?? "/var/log/nginx/error.log";
  await append(process, target, `${strftime("%Y/%m/%d %H:%M:%S", process.clock.now())} [${level}] ${pid}#${pid}: ${message}\n`);
}

async function append(process, path, text) {
  try {
    const stream = process.open(path, "a");
    await stream.write(new TextEncoder().encode(text), process);
    stream.close();
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}

async function serve(process, first, path, say) {
  let config = first;
  const isDaemon = !process.argv.join(" ").includes("daemon off");
  const emergency = async (message) => {
    await logError(process, config, "emerg", message);
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
  const http = () => config.find((entry) => entry.name === "http")?.block ?? [];
  const opened = new Map();
  const open = () => {
    const ports = new Set(all(http(), "server").flatMap((server) => {
      const given = all(server.block, "listen").map(({ args }) => Number(args[0].split(":").at(-1))).filter(Boolean);
      return given.length ? given : [80];
    }));
    for (const [port, close] of opened) if (!ports.has(port)) { close(); opened.delete(port); }
    for (const port of ports) if (!opened.has(port)) opened.set(port, listen(process, port, (request, from) => answer(process, http(), port, request, from)));
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
  await logError(process, config, "notice", "using the \"epoll\" event method");
  await logError(process, config, "notice", `nginx/${VERSION}`);
  await logError(process, config, "notice", "OS: Linux 6.12.48");
  await logError(process, config, "notice", "getrlimit(RLIMIT_NOFILE): 1048576:1048576");
  await logError(process, config, "notice", "start worker processes");
  const workers = [1, 2].map(() => worker(process));
  for (const each of workers) await logError(process, config, "notice", `start worker process ${each.pid}`);
  let ending = null;
  for (const name of ["TERM", "INT", "QUIT"]) process.handlers.set(name, () => { ending ??= name; process.changed.ring(); });
  process.handlers.set("HUP", () => {
    try {
      config = load(process.files, path);
      open();
    } catch (error) {
      void logError(process, config, "emerg", error.message);
    }
  });
  process.handlers.set("USR1", () => {});
  while (!ending) await process.until(process.changed.wait());
  await logError(process, config, "notice", `signal ${ending === "QUIT" ? "3 (SIGQUIT) received, shutting down" : `${ending === "TERM" ? 15 : 2} (SIG${ending}) received, exiting`}`);
  const graceful = ending === "QUIT";
  for (const each of workers) {
    for (const said of [...(graceful ? ["gracefully shutting down"] : []), "exiting", "exit"]) await logError(process, config, "notice", said, each);
    each.finish(0, null);
  }
  for (const [at, { pid }] of workers.entries()) {
    await logError(process, config, "notice", `signal 17 (SIGCHLD) received from ${pid}`);
    await logError(process, config, "notice", `worker process ${pid} exited with code 0`);
    if (!at) await logError(process, config, "notice", "signal 29 (SIGIO) received");
  }
  await logError(process, config, "notice", "exit");
  try {
    process.files.unlink("/run/nginx.pid");
  } catch {
    /* It was gone. */
  }
  return 0;
}

/** A worker: it shows in ps, the master answers for it. */
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

async function answer(process, http, port, request, from) {
  const servers = all(http, "server").filter((server) => {
    const given = all(server.block, "listen").map(({ args }) => Number(args[0].split(":").at(-1)));
    return given.length ? given.includes(port) : port === 80;
  });
  const host = (request.headers.host ?? "").split(":")[0];
  const server = servers.find((each) => all(each.block, "server_name").some(({ args }) => args.includes(host))) ?? servers.find((each) => all(each.block, "listen").some(({ args }) => args.includes("default_server"))) ?? servers[0];
  let response = await located(process, http, server.block, request, from);
  if (response.body === null || response.body === undefined) response = await withErrorPage(process, http, server.block, request, response);
  response.headers = { server: `nginx/${VERSION}`, date: new Date(process.clock.now()).toUTCString(), ...response.headers, connection: "keep-alive" };
  const length = request.method === "HEAD" ? 0 : typeof response.body === "string" ? response.body.length : (response.body?.length ?? 0);
  const time = strftime("%d/%b/%Y:%H:%M:%S +0000", process.clock.now());
  const log = one(server.block, "access_log")?.[0] ?? one(http, "access_log")?.[0] ?? "/var/log/nginx/access.log";
  if (log !== "off" && !request.isQuiet) await append(process, log, `${from.ip} - - [${time}] "${request.method} ${request.path} HTTP/1.1" ${response.status} ${length} "-" "${request.headers["user-agent"] ?? "-"}" "-"\n`);
  if (request.method === "HEAD") response = { ...response, body: "" };
  return response;
}

/** The location for a path: exact, then the longest prefix unless a regular expression fits. */
function locationFor(block, path) {
  const locations = all(block, "location");
  const exact = locations.find(({ args }) => args[0] === "=" && args[1] === path);
  if (exact) return exact;
  const prefixes = locations.filter(({ args }) => (args.length === 1 || args[0] === "^~") && path.startsWith(args.at(-1))).sort((a, b) => b.args.at(-1).length - a.args.at(-1).length);
  if (prefixes[0]?.args[0] === "^~") return prefixes[0];
  return locations.find(({ args }) => /^~\*?$/.test(args[0]) && new RegExp(args[1], args[0] === "~*" ? "i" : "").test(path)) ?? prefixes[0] ?? null;
}

async function located(process, http, block, request, from) {
  const path = request.path.split("?")[0];
  const location = locationFor(block, path);
  const scope = [...(location?.block ?? []), ...block.filter((entry) => entry.name !== "location" && !(location?.block ?? []).some((own) => own.name === entry.name)), ...http.filter((entry) => ["root", "index"].includes(entry.name))];
  const back = one(scope, "return");
  if (back) return returned(back, request);
  const proxy = one(scope, "proxy_pass");
  if (proxy) return proxied(process, http, proxy[0], location, request, from);
  if (request.method !== "GET" && request.method !== "HEAD") return { status: 405, headers: { "content-type": "text/html" }, body: null };
  const alias = one(scope, "alias");
  const root = one(scope, "root")?.[0] ?? "/usr/share/nginx/html";
  const index = one(scope, "index") ?? ["index.html"];
  const files = process.files.as({ uid: 101, gid: 101, groups: [101] });
  const asked = alias ? { ...request, path: `/${request.path.slice(location.args.at(-1).length)}` } : request;
  const tries = one(scope, "try_files");
  const response = tries ? tried(files, root, tries, request, index) : serveFile(files, alias ? alias[0].replace(/\/$/, "") : root, asked, { index });
  if (response.status === 404) await logError(process, [], "error", `*1 open() "${root}${path}" failed (2: No such file or directory), client: ${from.ip}, server: localhost, request: "${request.method} ${request.path} HTTP/1.1", host: "${request.headers.host}"`);
  else if (response.status === 403) await logError(process, [], "error", `*1 directory index of "${root}${path}" is forbidden, client: ${from.ip}, server: localhost, request: "${request.method} ${request.path} HTTP/1.1", host: "${request.headers.host}"`);
  for (const { args } of all(scope, "add_header")) if (response.status < 400) response.headers[args[0].toLowerCase()] = args[1];
  return response;
}

function tried(files, root, tries, request, index) {
  for (const each of tries) {
    const status = /^=(\d+)$/.exec(each);
    if (status) return { status: Number(status[1]), headers: { "content-type": "text/html" }, body: null };
    const path = each.replace("$uri", request.path.split("?")[0]);
    const response = serveFile(files, root, { ...request, path }, { index });
    if (response.status === 200) return response;
  }
  return { status: 404, headers: { "content-type": "text/html" }, body: null };
}

function returned([status, text = ""], request) {
  const filled = text.replace(/\$(\w+)/g, (all_, name) => ({ host: (request.headers.host ?? "").split(":")[0], request_uri: request.path, uri: request.path.split("?")[0], http_host: request.headers.host, hostname: "nginx", scheme: "http", remote_addr: "" })[name] ?? all_).replaceAll("\\n", "\n");
  if (/^3/.test(status)) return { status: Number(status), headers: { location: filled, "content-type": "text/html" }, body: null };
  if (!/^\d+$/.test(status)) return { status: 302, headers: { location: status, "content-type": "text/html" }, body: null };
  return { status: Number(status), headers: { "content-type": "application/octet-stream" }, body: text ? filled : null };
}

async function proxied(process, http, target, location, request, from) {
  const [, host, port, path] = /^https?:\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(target) ?? [];
  const group = all(http, "upstream").find((entry) => entry.args[0] === host)?.block;
  const members = group ? all(group, "server").map((entry) => entry.args[0]) : [`${host}:${port ?? 80}`];
  process.turn = ((process.turn ?? -1) + 1) % members.length;
  const [name, number] = members[process.turn].split(":");
  const asked = path ? `${path}${request.path.slice(location?.args.at(-1).length ?? 0)}` : request.path;
  try {
    const response = await process.space.net.request(name, Number(number ?? 80), { ...request, path: asked, headers: { ...request.headers, host: members[process.turn], "x-forwarded-for": from.ip } }, { files: process.files });
    return { ...response, headers: { ...response.headers } };
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    await logError(process, [], "error", `*1 connect() failed (111: Connection refused) while connecting to upstream, client: ${from.ip}, server: localhost, request: "${request.method} ${request.path} HTTP/1.1", upstream: "${target}", host: "${request.headers.host}"`);
    return { status: error.code === "ETIMEDOUT" ? 504 : 502, headers: { "content-type": "text/html" }, body: null };
  }
}

async function withErrorPage(process, http, block, request, response) {
  for (const { args } of all(block, "error_page")) {
    if (!args.slice(0, -1).includes(String(response.status))) continue;
    const page = await located(process, http, block, { ...request, method: "GET", path: args.at(-1) }, { ip: "127.0.0.1" });
    if (page.body) return { ...page, status: response.status };
  }
  const title = `${response.status} ${reasonOf(response.status)}`;
  return { ...response, headers: { "content-type": "text/html", ...response.headers }, body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/${VERSION}</center>\r\n</body>\r\n</html>\r\n` };
}
