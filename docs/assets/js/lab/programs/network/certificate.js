/* The lab's certificates: a PEM file whose lines hold a certificate's fields, not DER; no other program could read it. */

/** @typedef {{subject: string, names: string[], from: number, until: number, serial: string, key: string}} Certificate `key`: its key */

const CERTIFICATE = "CERTIFICATE", KEY = "PRIVATE KEY";

/** @param {Certificate} certificate */
export const writeCertificate = (certificate) => pem(CERTIFICATE, certificate);

/** @returns {Certificate | null} */
export const readCertificate = (text) => unpem(CERTIFICATE, text);

/** The file of a key. @param {string} key its name in the lab */
export const writeKey = (key) => pem(KEY, { key });

/** @returns {string | undefined} which key it is */
export const readKey = (text) => unpem(KEY, text)?.key;

function pem(kind, value) {
  const body = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value)))).match(/.{1,64}/g).join("\n");
  return `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----\n`;
}

function unpem(kind, text) {
  const body = new RegExp(`-----BEGIN ${kind}-----\\s+([A-Za-z0-9+/=\\s]+?)\\s*-----END ${kind}-----`).exec(text)?.[1];
  try {
    return body ? JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(body.replace(/\s/g, "")), (char) => char.charCodeAt(0)))) : null;
  } catch {
    return null;
  }
}

/** Why curl distrusts a server's certificate. @param {string} shown PEM @param {string | null} trusted PEM of `--cacert` @returns {string | null} */
export function distrust(shown, trusted, host, now) {
  const certificate = readCertificate(shown);
  if (readCertificate(trusted ?? "")?.serial !== certificate.serial) return "SSL certificate problem: self-signed certificate";
  if (now > certificate.until) return "SSL certificate problem: certificate has expired";
  if (now < certificate.from) return "SSL certificate problem: certificate is not yet valid";
  const names = certificate.names.length ? certificate.names : [`DNS:${/CN ?= ?([^,/]+)/.exec(certificate.subject)?.[1] ?? ""}`], kind = /^[\d.]+$/.test(host) ? "IP" : "DNS";
  if (names.some((each) => each === `${kind}:${host}` || (kind === "DNS" && each.startsWith("DNS:*.") && host.split(".").slice(1).join(".") === each.slice(6)))) return null;
  return certificate.names.length ? `SSL: no alternative certificate subject name matches target host name '${host}'` : `SSL: certificate subject name '${names[0].slice(4)}' does not match target host name '${host}'`;
}
