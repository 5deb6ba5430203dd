/* nginx's answers: a request's server and location, files, proxying, error pages. */
import { reasonOf } from "../network/curl.js";
import { strftime } from "../system/who.js";
import { all, one, portOf } from "./nginxconfig.js";
import { append, logError } from "./nginxlog.js";
import { filled, variables } from "./nginxvariables.js";
import { proxied } from "./nginxproxy.js";
import { serveFile } from "./static.js";

export const VERSION = "1.26.3";

/** @param {object} site as nginx.js has it: the directives of `http`, the addresses of names */
export async function answer(process, site, port, request, from) {
  const { http } = site;
  const servers = all(http, "server").filter((server) => {
    const given = all(server.block, "listen").map(({ args }) => portOf(args));
    return given.length ? given.includes(port) : port === 80;
  });
  const host = (request.headers.host ?? "").split(":")[0];
  const server = servers.find((each) => all(each.block, "server_name").some(({ args }) => args.includes(host))) ?? servers.find((each) => all(each.block, "listen").some(({ args }) => args.includes("default_server"))) ?? servers[0];
  let response = site.certificates.has(port) && !request.isSecure ? plainToSecure() : await located(process, site, server.block, request, from);
  if (response.body === null || response.body === undefined) response = await withErrorPage(process, site, server.block, request, response);
  response.headers = { server: `nginx/${VERSION}`, date: new Date(process.clock.now()).toUTCString(), ...response.headers, connection: "keep-alive" };
  const length = request.method === "HEAD" ? 0 : typeof response.body === "string" ? response.body.length : (response.body?.length ?? 0);
  const time = strftime("%d/%b/%Y:%H:%M:%S +0000", process.clock.now());
  const log = one(server.block, "access_log")?.[0] ?? one(http, "access_log")?.[0] ?? "/var/log/nginx/access.log";
  if (log !== "off" && !request.isQuiet) await append(process, log, `${from.ip} - - [${time}] "${request.method} ${request.path} HTTP/1.1" ${response.status} ${length} "-" "${request.headers["user-agent"] ?? "-"}" "-"\n`);
  if (request.method === "HEAD") response = { ...response, body: "" };
  return response;
}

/** Find a path's location: exact, then the longest prefix unless a regular expression fits. */
function locationFor(block, path) {
  const locations = all(block, "location");
  const exact = locations.find(({ args }) => args[0] === "=" && args[1] === path);
  if (exact) return exact;
  const prefixes = locations.filter(({ args }) => (args.length === 1 || args[0] === "^~") && path.startsWith(args.at(-1))).sort((a, b) => b.args.at(-1).length - a.args.at(-1).length);
  if (prefixes[0]?.args[0] === "^~") return prefixes[0];
  return locations.find(({ args }) => /^~\*?$/.test(args[0]) && new RegExp(args[1], args[0] === "~*" ? "i" : "").test(path)) ?? prefixes[0] ?? null;
}

async function located(process, site, block, request, from) {
  const { http } = site, path = request.path.split("?")[0], location = locationFor(block, path);
  const scope = [...(location?.block ?? []), ...block.filter((entry) => entry.name !== "location" && !(location?.block ?? []).some((own) => own.name === entry.name)), ...http.filter((entry) => ["root", "index"].includes(entry.name))];
  const back = one(scope, "return");
  const values = variables(process, scope, request, from);
  if (back) return returned(back, values, one([...scope, ...http], "default_type"));
  const proxy = one(scope, "proxy_pass");
  if (proxy) return proxied(process, site, { target: filled(proxy[0], values), isAsked: proxy[0].includes("$"), location, headers: all(scope, "proxy_set_header").map(({ args: [name, value] }) => [name.toLowerCase(), filled(value, values)]) }, request, from);
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
  for (const { args } of all(scope, "add_header")) if (response.status < 400) response.headers[args[0].toLowerCase()] = filled(args[1], values);
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

function returned([status, text = ""], values, type) {
  const said = filled(text, values).replaceAll("\\n", "\n");
  if (/^3/.test(status)) return { status: Number(status), headers: { location: said, "content-type": "text/html" }, body: null };
  if (!/^\d+$/.test(status)) return { status: 302, headers: { location: filled(status, values), "content-type": "text/html" }, body: null };
  return { status: Number(status), headers: { "content-type": type?.[0] ?? "application/octet-stream" }, body: text ? said : null };
}

const plainToSecure = () => ({ status: 400, headers: { "content-type": "text/html" }, body: `<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>The plain HTTP request was sent to HTTPS port</center>\r\n<hr><center>nginx/${VERSION}</center>\r\n</body>\r\n</html>\r\n` });

async function withErrorPage(process, site, block, request, response) {
  for (const { args } of all(block, "error_page")) {
    if (!args.slice(0, -1).includes(String(response.status))) continue;
    const page = await located(process, site, block, { ...request, method: "GET", path: args.at(-1) }, { ip: "127.0.0.1" });
    if (page.body) return { ...page, status: response.status };
  }
  const title = `${response.status} ${reasonOf(response.status)}`;
  return { ...response, headers: { "content-type": "text/html", ...response.headers }, body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/${VERSION}</center>\r\n</body>\r\n</html>\r\n` };
}
