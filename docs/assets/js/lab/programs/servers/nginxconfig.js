/* nginx's configuration: read into directives, with its includes, and checked as nginx does when it starts. */
import { FsError } from "../../fs/nodes.js";
import { NetError } from "../../net/network.js";

export class ConfigError extends Error {}

/** Read a text's directives. @returns {{name: string, args: string[], block: object[]|null, line: number}[]} */
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

const KNOWN = new Set("user worker_processes error_log pid events worker_connections http include default_type log_format access_log sendfile keepalive_timeout server listen server_name location root index error_page return proxy_pass proxy_set_header try_files alias add_header gzip tcp_nopush client_max_body_size client_body_temp_path proxy_temp_path fastcgi_temp_path uwsgi_temp_path scgi_temp_path upstream autoindex proxy_http_version expires types charset rewrite deny allow auth_basic auth_basic_user_file set if daemon server_tokens resolver proxy_read_timeout proxy_connect_timeout least_conn stub_status gzip_types ssl_certificate ssl_certificate_key multi_accept internal zone keepalive ip_hash random hash ssl_protocols ssl_ciphers ssl_session_cache ssl_session_timeout ssl_prefer_server_ciphers ssl_dhparam http2 proxy_buffering proxy_redirect proxy_hide_header proxy_send_timeout proxy_ssl_verify proxy_next_upstream proxy_cache_bypass map etag limit_except satisfy worker_rlimit_nofile large_client_header_buffers client_header_timeout client_body_timeout send_timeout reset_timedout_connection tcp_nodelay gzip_vary gzip_proxied gzip_min_length gzip_comp_level gzip_disable".split(" "));

/** Load the configuration and its includes. */
export function load(files, path) {
  const expand = (list) => list.flatMap((entry) => {
    if (!KNOWN.has(entry.name)) throw new ConfigError(`unknown directive "${entry.name}" in ${entry.path}:${entry.line}`);
    if (entry.name === "include") return included(files, entry);
    return [{ ...entry, block: entry.block && !["types", "map"].includes(entry.name) ? expand(entry.block) : entry.block }];
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

/** The words of a directive, or null. */
export const one = (list, name) => list.find((entry) => entry.name === name)?.args ?? null;
/** All directives of a name. */
export const all = (list, name) => list.filter((entry) => entry.name === name);

/** The addresses of names that nginx looks up once, at its start: in `proxy_pass` and `upstream`. @returns {Map<string, string[]>} */
export function resolved(process, config) {
  const http = blockOf(config, "http"), upstreams = new Set(all(http, "upstream").map((entry) => entry.args[0])), found = new Map();
  const visit = (list) => {
    for (const entry of list) {
      const host = hostOf(entry);
      if (host && (entry.name === "server" || !upstreams.has(host))) found.set(host, addresses(process, host, entry));
      if (entry.block) visit(entry.block);
    }
  };
  visit(http);
  return found;
}

/** The block of a directive, or an empty one. */
export const blockOf = (list, name) => list.find((entry) => entry.name === name)?.block ?? [];

/* A variable as the name is looked up for each request. */
function hostOf({ name, args, block }) {
  if (name === "proxy_pass") return /^https?:\/\/([^/:$]+)(?=[/:]|$)/.exec(args[0])?.[1];
  return name === "server" && !block ? /^([^:]+)/.exec(args[0])?.[1] : null;
}

function addresses(process, host, { path, line }) {
  try {
    return process.space.net.resolveAll(host, process.files);
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    throw new ConfigError(`host not found in upstream "${host}" in ${path}:${line}`);
  }
}

/** The port of a `listen`. */
export const portOf = (args) => Number(args[0].split(":").at(-1)) || 80;
