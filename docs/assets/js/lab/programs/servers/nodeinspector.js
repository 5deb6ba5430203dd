/* `node --inspect`: the debugging port answers a debugger's first questions. Debugging itself isn't modelled. */
import { listen } from "../network/serve.js";
import { VERSION } from "./nodefaults.js";

const json = (value) => ({ status: 200, headers: { "content-type": "application/json; charset=UTF-8", "cache-control": "no-cache" }, body: value });

/** @param {string} at the value of `--inspect=`: a host, a port, or both */
export async function inspector(process, at, file) {
  const port = Number(/(\d+)$/.exec(at)?.[1] ?? 9229), host = /^(.*):\d+$/.exec(at)?.[1] ?? (/^\d*$/.test(at) ? "127.0.0.1" : at), id = globalThis.crypto.randomUUID(), place = `${host}:${port}/${id}`;
  const page = (kind) => `devtools://devtools/bundled/${kind}.html?experiments=true&v8only=true&ws=${place}`;
  listen(process, port, ({ path }) => {
    if (path === "/json/version") return json(`{\n  "Browser": "node.js/${VERSION}",\n  "Protocol-Version": "1.1"\n} `);
    if (path === "/json" || path === "/json/list") return json(`[ ${JSON.stringify({ description: "node.js instance", devtoolsFrontendUrl: page("js_app"), devtoolsFrontendUrlCompat: page("inspector"), faviconUrl: "https://nodejs.org/static/images/favicons/favicon.ico", id, title: file, type: "node", url: `file://${file.startsWith("/") ? file : `${process.files.cwd}/${file}`}`, webSocketDebuggerUrl: `ws://${place}` }, null, 2)} ]\n\n`);
    return { status: 400, headers: { "content-type": "text/html; charset=UTF-8" }, body: "WebSockets request was expected\r\n" };
  }, { ip: host === "localhost" ? "127.0.0.1" : host });
  await process.warn(`Debugger listening on ws://${place}\nFor help, see: https://nodejs.org/learn/getting-started/debugging\n`);
}
