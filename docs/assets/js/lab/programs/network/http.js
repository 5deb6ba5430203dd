/* One HTTP request for curl and wget. */
import { NetError } from "../../net/network.js";

/** @returns {{host: string, port: number, path: string, user: string|null, scheme: string}|null} */
export function readUrl(text) {
  const found = /^(?:([a-z]+):\/\/)?(?:([^@/]*)@)?([^/:?#]+|\[[^\]]+\])(?::(\d*))?([/?][^#]*)?(?:#.*)?$/i.exec(text);
  if (!found) return null;
  const scheme = (found[1] ?? "http").toLowerCase();
  return { scheme, user: found[2] ?? null, host: found[3], port: Number(found[4] || (scheme === "https" ? 443 : 80)), path: found[5] ? (found[5].startsWith("?") ? `/${found[5]}` : found[5]) : "/" };
}

/** Ask, and wait at most some milliseconds. `checkCertificate` gets an HTTPS server's certificate, or null for HTTP, and throws if something is wrong. @throws {NetError} */
export async function ask(process, url, request, { connect = Infinity, total = Infinity, checkCertificate = () => {} } = {}) {
  const limit = Math.min(connect, total);
  const target = process.space.net.resolve(url.host, process.files);
  try {
    if (url.scheme === "https") checkCertificate(process.space.net.certificate(target, url.port));
    const answer = process.space.net.request(url.host, url.port, { method: "GET", path: url.path, isSecure: url.scheme === "https", ...request, headers: { host: url.port === (url.scheme === "https" ? 443 : 80) ? url.host : `${url.host}:${url.port}`, ...request.headers } }, { files: process.files, ip: target });
    return { target, response: await within(process, answer, total) };
  } catch (error) {
    if (error.code !== "ETIMEDOUT" || error.isLate) throw Object.assign(error, { target });
    /* Nobody there: the caller says how long to wait. */
    await process.sleep(Math.min(limit, 130000));
    throw Object.assign(new NetError("ETIMEDOUT"), { target, isLate: limit < Infinity });
  }
}

async function within(process, answer, ms) {
  if (ms === Infinity) return process.until(answer);
  let cancel;
  const late = new Promise((_, no) => {
    cancel = process.clock.after(ms, () => no(Object.assign(new NetError("ETIMEDOUT"), { isLate: true })));
  });
  try {
    return await process.until(Promise.race([answer, late]));
  } finally {
    cancel();
  }
}
