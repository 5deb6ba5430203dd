/* nc and BusyBox's httpd. */
import { NetError } from "../../net/network.js";
import { Misuse } from "../tool.js";
import { serveFile } from "../servers/static.js";

export async function nc(tool) {
  const { options, rest } = tool.options("zvlw:p:nue:k", {});
  const { net } = tool.process.space;
  if (options.l) {
    const port = Number(options.p ?? rest.at(-1));
    const said = await tool.text("-");
    const close = net.listen(port, { protocol: "raw", handle: async (request) => (await tool.out(`${request.method} ${request.path} HTTP/1.1\r\nHost: ${request.headers.host}\r\n\r\n`), { status: 200, headers: {}, body: said }) });
    tool.process.closers.add(close);
    await tool.process.sleep(1e9);
  }
  if (rest.length < 2) throw new Misuse("missing operand");
  const [host, port] = rest;
  let address;
  try {
    address = net.resolve(host, tool.files);
    net.route(address, Number(port));
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    if (error.code === "ETIMEDOUT") await tool.process.sleep(Number(options.w ?? 120) * 1000);
    if (!options.z || options.v) await tool.warn(error.code === "ENOTFOUND" ? `bad address '${host}'` : `${address} (${address}:${port}): ${error.code === "ECONNREFUSED" ? "Connection refused" : error.code === "ETIMEDOUT" ? "Connection timed out" : "No route to host"}`);
    return 1;
  }
  if (options.v) await tool.process.warn(`${host} (${address}:${port}) open\n`);
  if (options.z) return 0;
  const text = await tool.text("-");
  const found = /^([A-Z]+) (\S+)/.exec(text);
  if (!found) return 0;
  const response = await tool.process.until(net.request(host, Number(port), { method: found[1], path: found[2], headers: { host } }, { files: tool.files }));
  await tool.out(`HTTP/1.1 ${response.status} ${response.reason ?? "OK"}\r\n\r\n`);
  await tool.process.write(typeof response.body === "string" ? new TextEncoder().encode(response.body) : (response.body ?? new Uint8Array(0)));
  return 0;
}

export async function httpd(tool) {
  const { options } = tool.options("fp:h:vc:", {});
  const root = options.h ?? ".";
  const [port, ip = "0.0.0.0"] = (options.p ?? "80").split(":").reverse();
  const folder = tool.files.realpath(root);
  const close = listen(tool.process, Number(port), (request) => serveFile(tool.files, folder, request), { ip });
  if (!options.f) {
    /* In the background, a child keeps listening. */
    tool.process.closers.delete(close);
    return 0;
  }
  await tool.process.sleep(1e12);
  return 0;
}

/** Take a port for as long as the process lives. `certificate`: the server speaks TLS with this. */
export function listen(process, port, handle, { ip = "0.0.0.0", certificate } = {}) {
  const close = process.space.net.listen(port, { protocol: "http", certificate, pid: process.pid, name: process.argv[0], handle: async (request, from) => process.until(Promise.resolve(handle(request, from))).catch((error) => { throw process.isAlive ? error : new NetError("ECONNRESET"); }) }, ip);
  process.closers.add(close);
  return close;
}
