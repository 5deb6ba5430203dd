/* nginx as a proxy: which server's turn it is, and its answer. */
import { NetError } from "../../net/network.js";
import { all } from "./nginxconfig.js";
import { logError } from "./nginxlog.js";

/** @param {{target: string, isAsked: boolean, location: object | null, headers: [string, string][]}} to `isAsked`: the target has a variable, so its name is looked up now */
export async function proxied(process, site, { target, isAsked, location, headers }, request, from) {
  const [, scheme, host, port, path] = /^(https?):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(target) ?? [], isSecure = scheme === "https";
  const members = membersOf(process, site, host, Number(port ?? (isSecure ? 443 : 80)), isAsked), said = { request: `${request.method} ${request.path} HTTP/1.1`, host: request.headers.host ?? "" };
  const whom = `client: ${from.ip}, server: localhost, request: "${said.request}"`;
  if (!members) {
    await logError(process, [], "error", `*1 ${host} could not be resolved (3: Host not found), ${whom}, host: "${said.host}"`);
    return failure(502);
  }
  const turn = ((site.turns.get(host) ?? -1) + 1) % members.length, asked = path && !isAsked ? `${path}${request.path.slice(location?.args.at(-1).length ?? 0)}` : path && path !== "/" ? path : request.path;
  site.turns.set(host, turn);
  let last = 502;
  for (const { ip, number } of [...members.slice(turn), ...members.slice(0, turn)]) {
    try {
      return await process.space.net.request(ip, number, { ...request, isSecure, path: asked, headers: { ...request.headers, host: target.replace(/^https?:\/\//, "").replace(/\/.*/, ""), ...Object.fromEntries(headers.filter(([, value]) => value !== "")) } }, { files: process.files });
    } catch (error) {
      if (!(error instanceof NetError)) throw error;
      const [why, status] = FAULTS[error.code] ?? FAULTS.ECONNREFUSED;
      last = status;
      await logError(process, [], "error", `*1 ${why} while connecting to upstream, ${whom}, upstream: "${scheme}://${ip}:${number}${asked}", host: "${said.host}"`);
    }
  }
  return failure(last);
}

const FAULTS = {
  ECONNREFUSED: ["connect() failed (111: Connection refused)", 502], EHOSTUNREACH: ["connect() failed (113: Host is unreachable)", 502], ETIMEDOUT: ["upstream timed out (110: Connection timed out)", 504],
  ECONNRESET: ["recv() failed (104: Connection reset by peer)", 502], EPROTO: ["upstream sent no valid HTTP/1.0 header", 502],
};

const failure = (status) => ({ status, headers: { "content-type": "text/html" }, body: null });

/* A group's servers, each as often as its weight; or all addresses of one name. Null: the name is unknown. */
function membersOf(process, site, host, port, isAsked) {
  const group = all(site.http, "upstream").find((entry) => entry.args[0] === host)?.block;
  const of = (name, number, weight = 1) => (site.addresses.get(name) ?? [name]).flatMap((ip) => Array.from({ length: weight }, () => ({ ip, number })));
  if (group) {
    return all(group, "server").filter(({ args }) => !args.includes("down") && !args.includes("backup")).flatMap(({ args: [address, ...options] }) => {
      const [name, number = 80] = address.split(":");
      return of(name, Number(number), Number(options.find((each) => each.startsWith("weight="))?.slice(7) ?? 1));
    });
  }
  if (!isAsked) return of(host, port);
  try {
    return process.space.net.resolveAll(host).map((ip) => ({ ip, number: port }));
  } catch (error) {
    if (error instanceof NetError) return null;
    throw error;
  }
}
