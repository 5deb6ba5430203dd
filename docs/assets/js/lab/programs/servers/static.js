/* Files over HTTP. */

const TYPES = { html: "text/html", htm: "text/html", css: "text/css", js: "application/javascript", mjs: "application/javascript", json: "application/json", txt: "text/plain", png: "image/png", jpg: "image/jpeg", svg: "image/svg+xml", ico: "image/x-icon", xml: "text/xml", gif: "image/gif", webp: "image/webp" };
export const typeOf = (path) => TYPES[path.split(".").at(-1).toLowerCase()] ?? "application/octet-stream";

export const plainPath = (path) => {
  const parts = [];
  for (const part of decodeURIComponent(path.split(/[?#]/)[0]).split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}${/\/$/.test(path.split(/[?#]/)[0]) && parts.length ? "/" : ""}`;
};

/** Answer a request for a file below a folder. @returns {import("../../net/network.js").HttpResponse} */
export function serveFile(files, root, request, { index = ["index.html"] } = {}) {
  const text = (status, body) => ({ status, headers: { "content-type": "text/html" }, body });
  let path;
  try {
    path = `${root}${plainPath(request.path)}`;
  } catch {
    return text(400, "");
  }
  if (!files.exists(path)) return text(404, null);
  if (files.stat(path).type === "dir") {
    if (!path.endsWith("/")) return { status: 301, headers: { location: `${plainPath(request.path)}/` }, body: null };
    const found = index.find((name) => files.exists(`${path}${name}`));
    if (!found) return text(403, null);
    path += found;
  }
  if (!files.may(path, 4)) return text(403, null);
  const body = files.readFile(path);
  return { status: 200, headers: { "content-type": typeOf(path), "content-length": String(body.length), "last-modified": new Date(files.stat(path).mtime).toUTCString(), "accept-ranges": "bytes" }, body };
}
