/* openssl, as far as containers need it: make a certificate, look into it, random text. */
import { readCertificate, writeCertificate, writeKey } from "./certificate.js";

const DAY = 86_400_000;

export async function openssl(tool) {
  const [command, ...words] = tool.args;
  if (command === "version") return tool.out("OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19 27 Jan 2026)\n");
  if (command === "rand") return random(tool, words);
  if (command === "x509") return look(tool, words);
  if (command === "req" && words.includes("-x509")) return make(tool, words);
  await tool.process.warn(KNOWN.has(command) ? `openssl: \`openssl ${command}\` is not modelled in this practice lab\n` : `Invalid command '${command ?? ""}'; type "help" for a list.\n`);
  return 1;
}

const KNOWN = new Set("asn1parse ca ciphers cms crl dgst dh dhparam dsa ec ecparam enc genpkey genrsa help kdf list mac ocsp passwd pkcs12 pkcs7 pkcs8 pkey pkeyutl prime req rsa s_client s_server s_time sess_id smime speed spkac storeutl ts verify".split(" "));

/* An option's value, and all values of one given several times. */
const after = (words, name) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
const allAfter = (words, name) => words.flatMap((each, at) => (each === name ? [words[at + 1]] : []));

const hex = (size) => [...crypto.getRandomValues(new Uint8Array(size))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function random(tool, words) {
  const size = Number(words.at(-1));
  if (!Number.isInteger(size) || size < 1) return (await tool.process.warn("rand: Number of bytes expected\n"), 1);
  const text = hex(size);
  if (words.includes("-hex")) return tool.out(`${text}\n`);
  if (!words.includes("-base64")) return (await tool.process.write(Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16))), 0);
  return tool.out(`${btoa(String.fromCharCode(...text.match(/../g).map((pair) => parseInt(pair, 16)))).match(/.{1,64}/g).join("\n")}\n`);
}

async function make(tool, words) {
  const given = after(words, "-subj"), days = Number(after(words, "-days") ?? 30), now = tool.process.clock.now();
  if (given === undefined) return (await tool.process.warn("openssl: questions for the parts of a name are not modelled in this practice lab; give them with `-subj`\n"), 1);
  if (!words.includes("-nodes") && !words.includes("-noenc")) return (await tool.process.warn("openssl: a key with a password is not modelled in this practice lab; `-nodes` makes one without\n"), 1);
  if (!given.startsWith("/") || !given.includes("=")) {
    await tool.process.warn(`req: subject name is expected to be in the format /type0=value0/type1=value1/type2=... where characters may be escaped by \\. This name is not in that format: '${given}'\n`);
    return 1;
  }
  const names = allAfter(words, "-addext").flatMap((each) => (/^subjectAltName\s*=\s*(.*)$/.exec(each)?.[1] ?? "").split(",").map((one) => one.trim()).filter(Boolean));
  const key = hex(1200), subject = given.slice(1).split("/").map((each) => each.replace("=", " = ")).join(", "), from = Math.floor(now / 1000) * 1000;
  const certificate = writeCertificate({ subject, names, from, until: from + days * DAY, serial: hex(20).toUpperCase(), key: key.slice(0, 40) });
  await tool.process.warn(`${".".repeat(12)}+${"+".repeat(64)}*\n-----\n`);
  tool.files.writeFile(after(words, "-keyout") ?? "privkey.pem", writeKey(key.slice(0, 40)), { mode: 0o600 });
  if (after(words, "-out") === undefined) return tool.out(certificate);
  tool.files.writeFile(after(words, "-out"), certificate);
  return 0;
}

const stamp = (time) => new Date(time).toUTCString().replace(/^\w+, (\d+) (\w+) (\d+) (\S+) GMT$/, (all, day, month, year, at) => `${month} ${String(Number(day)).padStart(2)} ${at} ${year} GMT`);

async function look(tool, words) {
  const path = after(words, "-in"), text = path ? (tool.files.exists(path) ? tool.files.readText(path) : null) : await tool.text("-"), certificate = readCertificate(text ?? "");
  if (!certificate) return (await tool.process.warn(`Could not ${text === null ? "open file or uri for loading certificate" : "find certificate"} from ${path ?? "<stdin>"}\nUnable to load certificate\n`), 1);
  const odd = words.find((each) => each.startsWith("-") && !["-in", "-noout", "-ext", ...Object.keys(SHOWN)].includes(each));
  if (odd) return (await tool.process.warn(`openssl: \`openssl x509 ${odd}\` is not modelled in this practice lab\n`), 1);
  for (const each of words) if (SHOWN[each]) await tool.out(SHOWN[each](certificate));
  if (words.includes("-ext")) await tool.out(certificate.names.length ? `X509v3 Subject Alternative Name: \n    ${certificate.names.join(", ")}\n` : "No extensions matched\n");
  if (!words.includes("-noout")) await tool.out(text);
  return 0;
}

const SHOWN = {
  "-subject": ({ subject }) => `subject=${subject}\n`, "-issuer": ({ subject }) => `issuer=${subject}\n`, "-dates": ({ from, until }) => `notBefore=${stamp(from)}\nnotAfter=${stamp(until)}\n`, "-enddate": ({ until }) => `notAfter=${stamp(until)}\n`,
  "-startdate": ({ from }) => `notBefore=${stamp(from)}\n`, "-serial": ({ serial }) => `serial=${serial}\n`,
};
