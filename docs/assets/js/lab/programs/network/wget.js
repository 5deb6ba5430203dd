/* BusyBox's wget. */
import { bytesOf } from "../../fs/nodes.js";
import { NetError } from "../../net/network.js";
import { Misuse } from "../tool.js";
import { reasonOf } from "./curl.js";
import { ask, readUrl } from "./http.js";

export async function wget(tool) {
  const { options, rest } = tool.options("qO:T:SsY:U:P:ct:o:", { "post-data": "post:", header: "header:", spider: "s", "output-document": "O", timeout: "T", quiet: "q", tries: "t", "no-check-certificate": "k", "user-agent": "U", "server-response": "S" });
  if (!rest.length) throw new Misuse(tool.gnu ? "missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options." : "missing URL");
  for (const text of rest) {
    const failure = await fetchOne(tool, text, options);
    if (failure) {
      await tool.warn(failure);
      return 1;
    }
  }
  return 0;
}

/* It accepts any certificate. */
function checkCertificate(shown) {
  if (!shown) throw new NetError("EPROTO");
}

async function fetchOne(tool, text, options) {
  const url = readUrl(text);
  if (!url || !/^https?$/.test(url.scheme)) return `not an http or ftp url: ${text}`;
  const headers = { "user-agent": options.U ?? "Wget", ...Object.fromEntries((options.all?.header ?? []).map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()])) };
  let answer;
  try {
    const target = tool.process.space.net.resolve(url.host, tool.files);
    if (!options.q) await tool.process.warn(`Connecting to ${url.host}${url.port === 80 ? "" : `:${url.port}`} (${target}:${url.port})\n`);
    answer = await ask(tool.process, url, { method: options.post !== undefined ? "POST" : options.s ? "HEAD" : "GET", headers, body: options.post }, { connect: options.T ? Number(options.T) * 1000 : 900000, total: options.T ? Number(options.T) * 1000 : Infinity, checkCertificate });
  } catch (error) {
    const at = `can't connect to remote host (${error.target}): `;
    const words = { ENOTFOUND: `bad address '${url.host}${url.port === 80 || !/:\d+/.test(text) ? "" : `:${url.port}`}'`, ECONNREFUSED: `${at}Connection refused`, EHOSTUNREACH: `${at}No route to host`, ENETUNREACH: `${at}Network is unreachable`, ETIMEDOUT: options.T ? "download timed out" : `${at}Connection timed out`, ECONNRESET: "error getting response: Connection reset by peer", EMPTY: "error getting response", EPROTO: "error getting response" };
    if (!Object.hasOwn(words, error.code ?? "")) throw error;
    return words[error.code];
  }
  const { response } = answer;
  if (options.S) await tool.process.warn(`  HTTP/1.1 ${response.status} ${response.reason ?? reasonOf(response.status)}\n`);
  if ([301, 302, 307, 308].includes(response.status) && response.headers.location) return fetchOne(tool, response.headers.location.startsWith("/") ? `http://${url.host}:${url.port}${response.headers.location}` : response.headers.location, options);
  if (response.status >= 400) return `server returned error: HTTP/1.1 ${response.status} ${response.reason ?? reasonOf(response.status)}`;
  if (options.s) return options.q ? null : void (await tool.process.warn("remote file exists\n"));
  const body = bytesOf(response.body ?? "");
  if (options.O === "-") await tool.process.write(body);
  else {
    const name = options.O ?? (url.path.split("?")[0].split("/").at(-1) || "index.html");
    const path = options.P ? `${options.P}/${name}` : name;
    if (!options.q) await tool.process.warn(`saving to '${path}'\n`);
    tool.files.writeFile(path, body);
    if (!options.q) await tool.process.warn(`${name.padEnd(20).slice(0, 20)} 100% |********************************| ${String(body.length).padStart(5)}  0:00:00 ETA\n'${path}' saved\n`);
  }
  return null;
}
