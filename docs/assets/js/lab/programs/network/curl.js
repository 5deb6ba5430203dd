/* curl, as people use it with web servers. */
import { bytesOf } from "../../fs/nodes.js";
import { Misuse } from "../tool.js";
import { distrust } from "./certificate.js";
import { ask, readUrl } from "./http.js";

const LONG = {
  silent: "s", "show-error": "S", output: "o", "remote-name": "O", "write-out": "w", "max-time": "m", "connect-timeout": "connect:", request: "X", header: "H", data: "d", "data-raw": "d", "data-binary": "d", json: "json:", include: "i", head: "I", fail: "f", "fail-with-body": "f",
  location: "L", verbose: "v", user: "u", "user-agent": "A", retry: "retry:", "retry-delay": "rd:", "retry-all-errors": "ra", "retry-connrefused": "rc", insecure: "k", version: "V", help: "h", "upload-file": "T", form: "F", get: "G", compressed: "compressed", "no-progress-meter": "npm", resolve: "resolve:", http1: "h1", "http1.1": "h11", cookie: "b", "unix-socket": "unix:", "retry-max-time": "rm:", cacert: "cacert:", "url": "url:", "fail-early": "fe", globoff: "g",
};
const REASONS = { 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 416: "Requested Range Not Satisfiable", 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Time-out" };
export const reasonOf = (status) => REASONS[status] ?? "";

/** The host is Debian 12, where the lessons were recorded; the images are built from Debian 13. */
const versionOf = (tool) => (tool.process.space.isContainer ? "8.14.1" : "7.88.1");

export async function curl(tool) {
  const { options, rest } = tool.options("sSo:Ow:m:X:H:d:iIfLvu:A:kVhT:F:Gb:gN#4606:x:e:", LONG, { code: 2 });
  if (options.V) return tool.out(`curl ${versionOf(tool)} (x86_64-pc-linux-gnu) libcurl/${versionOf(tool)}\n`);
  const urls = [...rest, ...(options.all?.url ?? [])];
  if (!urls.length) throw new Misuse(`${options.h ? "" : "(2) no URL specified\ncurl: "}try 'curl --help' or 'curl --manual' for more information`.replace(/^\(2\) /, "(2) "), 2);
  let status = 0;
  for (const url of urls) status = await fetchOne(tool, url, options);
  return status;
}

/** @returns curl's exit code */
async function fetchOne(tool, text, options) {
  let left = Number(options.retry ?? 0);
  for (;;) {
    const { code, message, body } = await attempt(tool, text, options);
    const isTransient = code === 28 || (code === 7 && (options.rc || options.ra)) || (options.ra && code !== 0);
    if (code === 0 || left === 0 || !isTransient) {
      if (code && (!options.s || options.S)) await tool.process.warn(`curl: (${code}) ${message}\n`);
      return code;
    }
    if (!options.s || options.S) await tool.process.warn(`curl: (${code}) ${message}\n`);
    left -= 1;
    void body;
    await tool.process.sleep(Number(options.rd ?? 1) * 1000);
  }
}

async function attempt(tool, text, options, hops = 0) {
  const url = readUrl(text);
  if (!url) return { code: 3, message: "URL rejected: Malformed input to a URL function" };
  if (!["http", "https"].includes(url.scheme)) return { code: 1, message: `Protocol "${url.scheme}" not supported` };
  const started = tool.process.clock.now();
  const request = await requestOf(tool, url, options);
  let answer;
  try {
    answer = await ask(tool.process, url, request, { connect: options.connect ? Number(options.connect) * 1000 : Infinity, total: options.m ? Number(options.m) * 1000 : Infinity, checkCertificate: (shown) => checkCertificate(tool, shown, url, options) });
  } catch (error) {
    if (error instanceof TlsFault) return error;
    const failure = failed(error, url, tool.process.clock.now() - started, options, tool);
    if (!failure) throw error;
    if (options.w) await tool.out(written(options.w, { status: 0 }, url, started, tool));
    return failure;
  }
  const { response } = answer;
  if (options.L && [301, 302, 303, 307, 308].includes(response.status) && response.headers.location && hops < 50) {
    const next = response.headers.location.startsWith("/") ? `${url.scheme}://${url.host}:${url.port}${response.headers.location}` : response.headers.location;
    return attempt(tool, next, options, hops + 1);
  }
  if (options.v) await tool.process.warn(`* Connected to ${url.host} (${answer.target}) port ${url.port}\n> ${request.method} ${url.path} HTTP/1.1\n> Host: ${url.host}\n> \n< HTTP/1.1 ${response.status} ${response.reason ?? reasonOf(response.status)}\n${headLines(response, "< ")}< \n`);
  const isError = options.f && response.status >= 400;
  const body = bytesOf(response.body ?? "");
  if (!isError) await deliver(tool, url, options, response, options.I ? new Uint8Array(0) : body);
  if (options.w) await tool.out(written(options.w, response, url, started, tool, body.length));
  return isError ? { code: 22, message: `The requested URL returned error: ${response.status}` } : { code: 0 };
}

/* Why a TLS connection fails: curl's exit code and message. */
class TlsFault extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const MORE = "\nMore details here: https://curl.se/docs/sslcerts.html\n\ncurl failed to verify the legitimacy of the server and therefore could not\nestablish a secure connection to it. To learn more about this situation and\nhow to fix it, please visit the web page mentioned above.";

function checkCertificate(tool, shown, url, options) {
  const isOld = versionOf(tool) < "8", trusted = options.cacert === undefined ? null : tool.files.exists(options.cacert) ? tool.files.readText(options.cacert) : "";
  if (trusted !== null && !trusted.includes("BEGIN CERTIFICATE")) throw new TlsFault(77, `error setting certificate ${isOld ? "file" : "verify locations:  CAfile"}: ${options.cacert}${isOld ? "" : " CApath: none"}`);
  if (shown === null) throw new TlsFault(35, isOld ? "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number" : "TLS connect error: error:0A0000C6:SSL routines::packet length too long");
  const fault = options.k ? null : distrust(shown, trusted, url.host, tool.process.clock.now());
  if (fault) throw new TlsFault(60, `${fault}${MORE}`);
}

async function requestOf(tool, url, options) {
  const headers = { "user-agent": options.A ?? `curl/${versionOf(tool)}`, accept: "*/*" };
  for (const line of options.all?.H ?? []) {
    const at = line.indexOf(":");
    if (at > 0) headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
  }
  const user = options.u ?? url.user;
  if (user) headers.authorization = `Basic ${btoa(user)}`;
  const pieces = [];
  for (const piece of options.all?.d ?? []) pieces.push(piece.startsWith("@") ? (await tool.text(piece.slice(1))).replace(/\n/g, "") : piece);
  let body = pieces.length ? pieces.join("&") : undefined;
  if (options.json) {
    body = options.json;
    headers["content-type"] = "application/json";
  } else if (body !== undefined) headers["content-type"] ??= "application/x-www-form-urlencoded";
  if (options.T) body = await tool.bytes(options.T);
  if (options.G && body) return { method: "GET", path: `${url.path}${url.path.includes("?") ? "&" : "?"}${body}`, headers };
  return { method: options.X ?? (options.I ? "HEAD" : options.T ? "PUT" : body !== undefined ? "POST" : "GET"), headers, body };
}

function failed(error, url, ms, options, tool) {
  const refusal = versionOf(tool) < "8" ? "Couldn't connect to server" : "Could not connect to server";
  const where = `${url.host} port ${url.port}`;
  const limit = options.m ?? options.connect;
  const words = {
    ENOTFOUND: () => [6, `Could not resolve host: ${url.host}`],
    ECONNREFUSED: () => [7, `Failed to connect to ${where} after ${Math.round(ms)} ms: ${refusal}`],
    EHOSTUNREACH: () => [7, `Failed to connect to ${where} after ${Math.round(ms)} ms: ${refusal}`],
    ENETUNREACH: () => [7, `Failed to connect to ${where} after ${Math.round(ms)} ms: ${refusal}`],
    ETIMEDOUT: () => [28, error.isLate && limit ? (options.connect && !options.m ? `Connection timed out after ${Number(limit) * 1000} milliseconds` : `Operation timed out after ${Number(limit) * 1000} milliseconds with 0 bytes received`) : `Failed to connect to ${where} after ${Math.round(ms)} ms: ${refusal}`],
    ECONNRESET: () => [56, "Recv failure: Connection reset by peer"],
    EMPTY: () => [52, "Empty reply from server"],
    EPROTO: () => [52, "Empty reply from server"],
  };
  if (!Object.hasOwn(words, error.code ?? "")) return null;
  const [code, message] = words[error.code]();
  return { code, message };
}

const capital = (name) => name.replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase());
const headLines = ({ headers }, mark = "") => Object.entries(headers ?? {}).map(([name, value]) => `${mark}${capital(name)}: ${value}\r\n`).join("");

async function deliver(tool, url, options, response, body) {
  const head = options.i || options.I ? `HTTP/1.1 ${response.status} ${response.reason ?? reasonOf(response.status)}\r\n${headLines(response)}\r\n` : "";
  const target = options.O ? url.path.split("/").at(-1) : options.o;
  if (target && target !== "-") {
    const stream = tool.process.open(target, "w");
    if (head) await stream.write(bytesOf(head), tool.process);
    await stream.write(body, tool.process);
    stream.close();
    return;
  }
  if (head) await tool.out(head);
  await tool.process.write(body);
}

function written(format, response, url, started, tool, size = 0) {
  const seconds = ((tool.process.clock.now() - started) / 1000 || 0.000512).toFixed(6);
  const values = { http_code: String(response.status).padStart(3, "0"), response_code: String(response.status).padStart(3, "0"), time_total: seconds, size_download: size, content_type: response.headers?.["content-type"] ?? "", url_effective: `${url.scheme}://${url.host}${url.port === (url.scheme === "https" ? 443 : 80) ? "" : `:${url.port}`}${url.path}`, remote_ip: "127.0.0.1", exitcode: 0, num_redirects: 0, method: "GET" };
  return format.replace(/%\{(\w+)\}/g, (all, name) => values[name] ?? "").replaceAll("\\n", "\n").replaceAll("\\t", "\t");
}
