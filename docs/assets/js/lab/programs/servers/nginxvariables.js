/* `$name` in nginx's configuration. */

/** A request's variables: nginx's own and those of `set`. @returns {(name: string) => string | undefined} */
export function variables(process, scope, { method, path, headers, isSecure }, from) {
  const [uri, args = ""] = path.split("?"), host = (headers.host ?? "").split(":")[0], port = (headers.host ?? "").split(":")[1] ?? (isSecure ? "443" : "80");
  const own = {
    host, http_host: headers.host ?? "", hostname: process.space.hostname, request_uri: path, uri, document_uri: uri, args, query_string: args, is_args: args ? "?" : "", scheme: isSecure ? "https" : "http", remote_addr: from.ip, server_port: port, request_method: method,
    request: `${method} ${path} HTTP/1.1`, proxy_add_x_forwarded_for: [headers["x-forwarded-for"], from.ip].filter(Boolean).join(", "), server_name: host, proxy_host: host, server_protocol: "HTTP/1.1",
  };
  const value = (name) => own[name] ?? (name.startsWith("arg_") ? new URLSearchParams(args).get(name.slice(4)) ?? "" : name.startsWith("http_") ? headers[name.slice(5).replaceAll("_", "-")] ?? "" : undefined);
  for (const { name, args: [to, text] } of scope) if (name === "set") own[to.slice(1)] = filled(text, value);
  return value;
}

/** Put variables into a text. */
export const filled = (text, value) => text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced, bare) => value(braced ?? bare) ?? whole);
