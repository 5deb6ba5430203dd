/* Express, as far as the course's app uses it and a beginner tries it. */
import { STATUS } from "./nodehttp.js";
import { typeOf } from "./static.js";

/** Express: routes, middleware, JSON, static files. */
export function express(runtime, http, fs) {
  const matcher = (pattern, isPrefix) => {
    if (pattern instanceof RegExp) return (path) => pattern.exec(path) && {};
    const names = [];
    const source = pattern.replace(/[.+^$()|[\]\\]/g, "\\$&").replace(/\{?\*\w*\}?/g, ".*").replace(/:(\w+)/g, (_, name) => (names.push(name), "([^/]+)"));
    const regex = new RegExp(isPrefix ? `^${source.replace(/\/$/, "")}(?:/|$)` : `^${source.replace(/(.)\/$/, "$1")}/?$`);
    return (path) => {
      const found = regex.exec(path);
      return found && Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1])]));
    };
  };
  const create = () => {
    const layers = [];
    const settings = {};
    const app = (request, response, out) => handle(request, response, out);
    const add = (method, path, fns, isPrefix) => {
      for (const fn of fns.flat()) layers.push({ method, path, match: matcher(path, isPrefix), fn });
      return app;
    };
    for (const method of ["get", "post", "put", "delete", "patch", "head", "options", "all"]) app[method] = (path, ...fns) => (method === "get" && !fns.length ? settings[path] : add(method === "all" ? null : method.toUpperCase(), path, fns, false));
    app.use = (...args) => (typeof args[0] === "string" ? add(null, args[0], args.slice(1), true) : add(null, "/", args, true));
    app.set = (name, value) => ((settings[name] = value), app);
    app.disable = () => app;
    app.enable = () => app;
    app.listen = (...args) => http.createServer(app).listen(...args);
    app.route = (path) => ({ get: (...fns) => app.get(path, ...fns), post: (...fns) => app.post(path, ...fns) });
    const handle = async (request, response, out) => {
      dress(request, response, settings);
      let fault = null;
      for (const { method, path, match, fn } of layers) {
        if (response.writableEnded) return;
        const params = (!method || method === request.method || (method === "GET" && request.method === "HEAD")) && match(request.path);
        if (!params || (fn.length === 4) !== Boolean(fault)) continue;
        Object.assign(request, { params: { ...request.params, ...params } });
        const url = request.url;
        if (!method && path !== "/") request.url = url.slice(path.length) || "/";
        let isNext = false;
        try {
          await new Promise((done, no) => {
            const next = (error) => (error ? no(error) : ((isNext = true), done()));
            response.once("finish", done);
            Promise.resolve(fault ? fn(fault, request, response, next) : fn(request, response, next)).catch(no);
          });
          if (fn.length === 4) fault = null;
        } catch (error) {
          fault = error;
          isNext = true;
        }
        request.url = url;
        if (!isNext) return;
      }
      if (out) return void out(fault);
      if (response.writableEnded) return;
      const message = fault ? "Internal Server Error" : `Cannot ${request.method} ${request.path}`;
      if (fault) runtime.console.error(fault.stack?.split("\n")[0] ?? fault);
      response.writeHead(fault ? 500 : 404, { "content-type": "text/html; charset=utf-8" }).end(`<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${message}</pre>\n</body>\n</html>\n`);
    };
    return app;
  };
  const dress = (request, response, settings) => {
    const url = new URL(request.url, "http://lab");
    Object.assign(request, { path: url.pathname, query: Object.fromEntries(url.searchParams), params: request.params ?? {}, hostname: (request.headers.host ?? "").split(":")[0], ip: request.socket.remoteAddress, get: (name) => request.headers[name.toLowerCase()], originalUrl: request.originalUrl ?? request.url, body: request.body });
    if (!settings["x-powered-by"]) response.setHeader("x-powered-by", "Express");
    Object.assign(response, {
      status: (code) => ((response.statusCode = code), response), set: (name, value) => (typeof name === "string" ? response.setHeader(name, value) : (Object.entries(name).forEach(([key, each]) => response.setHeader(key, each)), response)), type: (kind) => response.setHeader("content-type", kind.includes("/") ? kind : typeOf(`x.${kind}`)), sendStatus: (code) => response.status(code).type("text").end(STATUS[code] ?? String(code)),
      json: (value) => { response.setHeader("content-type", "application/json; charset=utf-8"); return response.end(JSON.stringify(value)); },
      send: (value) => { if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) return response.json(value); if (!response.getHeader("content-type")) response.setHeader("content-type", "text/html; charset=utf-8"); return response.end(value === undefined ? "" : typeof value === "number" ? String(value) : value); },
      redirect: (...args) => { response.statusCode = typeof args[0] === "number" ? args[0] : 302; response.setHeader("location", args.at(-1)); return response.end(`Found. Redirecting to ${args.at(-1)}`); }, sendFile: (path) => response.type(typeOf(path)).end(fs.readFileSync(path)),
    });
    response.header = response.set;
    response.location = (path) => response.setHeader("location", path);
  };
  const parsed = (read) => () => (request, response, next) => {
    request.body ??= {};
    try {
      if (request.raw) request.body = read(request, request.raw) ?? request.body;
      next();
    } catch (error) {
      next(error);
    }
  };
  return Object.assign(create, {
    json: parsed((request, text) => (/json/.test(request.headers["content-type"] ?? "") ? JSON.parse(text) : null)), urlencoded: parsed((request, text) => (/urlencoded/.test(request.headers["content-type"] ?? "") ? Object.fromEntries(new URLSearchParams(text)) : null)), text: parsed((request, text) => text), Router: create,
    static: (root) => (request, response, next) => {
      const path = `${root.startsWith("/") ? root : `${runtime.process.files.cwd}/${root}`}${new URL(request.url, "http://lab").pathname}`.replace(/\/$/, "/index.html");
      if (!fs.existsSync(path)) return next();
      return response.type(typeOf(path)).end(fs.readFileSync(path));
    },
  });
}
