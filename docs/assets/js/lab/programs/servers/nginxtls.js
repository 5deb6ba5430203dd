/* nginx's certificates, read at its start. */
import { FsError } from "../../fs/nodes.js";
import { readCertificate, readKey } from "../network/certificate.js";
import { all, blockOf, ConfigError, one, portOf } from "./nginxconfig.js";

/** The certificates of the ports that speak TLS. @returns {Map<number, string>} */
export function certificates(process, config) {
  const found = new Map();
  for (const server of all(blockOf(config, "http"), "server")) {
    for (const { args, path, line } of all(server.block, "listen").filter((entry) => entry.args.includes("ssl"))) {
      const [file] = one(server.block, "ssl_certificate") ?? [], [key] = one(server.block, "ssl_certificate_key") ?? [];
      if (!file) throw new ConfigError(`no "ssl_certificate" is defined for the "listen ... ssl" directive in ${path}:${line}`);
      if (!key) throw new ConfigError(`no "ssl_certificate_key" is defined for certificate "${file}"`);
      const text = pem(process, file, "certificate"), secret = pem(process, key, "certificate key");
      if (readCertificate(text)?.key !== readKey(secret)) throw new ConfigError(`SSL_CTX_use_PrivateKey("${key}") failed (SSL: error:05800074:x509 certificate routines::key values mismatch)`);
      found.set(portOf(args), text);
    }
  }
  return found;
}

function pem(process, path, what) {
  const load = what === "certificate" ? "load certificate" : "load certificate key", no = (why) => new ConfigError(`cannot ${load} "${path}": ${why}`);
  let text;
  try {
    text = process.files.readText(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const said = error.code === "EACCES" ? ["8000000D", "Permission denied"] : ["80000002", "No such file or directory"];
    throw no(`BIO_new_file() failed (SSL: error:${said[0]}:system library::${said[1]}:calling fopen(${path}, r)${error.code === "EACCES" ? "" : " error:10000080:BIO routines::no such file"})`);
  }
  if (what === "certificate" ? !readCertificate(text) : !readKey(text)) throw no(`PEM_read_bio_${what === "certificate" ? "X509_AUX" : "PrivateKey"}() failed (SSL: error:0480006C:PEM routines::no start line:Expecting: ${what === "certificate" ? "TRUSTED CERTIFICATE" : "ANY PRIVATE KEY"})`);
  return text;
}
