/* redis-server and redis-cli. */
import { FsError } from "../../fs/nodes.js";
import { NetError } from "../../net/network.js";
import { Store } from "./redisstore.js";

const PORT = 6379, MAGIC = "REDIS0012", VERSION = "8.0.2";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export async function redisServer(process) {
  if (["--version", "-v"].includes(process.argv[1])) return (await process.out(`Redis server v=${VERSION} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0\n`), 0);
  const settings = readSettings(process), { files } = process;
  const log = (role, sign, text) => process.out(`${process.pid}:${role} ${stamp(process.clock.now())} ${sign} ${text}\n`);
  const folder = settings.dir === "." ? files.cwd : settings.dir, file = `${folder}/${settings.dbfilename}`, appended = `${folder}/appendonlydir/appendonly.aof.1.incr.aof`;
  const write = (path) => {
    const text = `${MAGIC}${JSON.stringify([...store.entries])}`;
    try {
      files.writeFile(path, text);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  };
  const append = () => {
    if (!files.exists(`${folder}/appendonlydir`)) files.mkdir(`${folder}/appendonlydir`);
    write(appended);
  };
  const store = new Store({ now: () => process.clock.now(), settings, save: () => write(file), append });
  await log("C", "*", "oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo");
  await log("C", "*", `Redis version=${VERSION}, bits=64, commit=00000000, modified=0, pid=${process.pid}, just started`);
  await log("C", "*", "Configuration loaded");
  await log("M", "*", "monotonic clock: POSIX clock_gettime");
  await log("M", "*", `Running mode=standalone, port=${settings.port}.`);
  await log("M", "*", "Server initialized");
  load(files, settings.appendonly === "yes" && files.exists(appended) ? appended : file, store);
  const stopping = { asked: false };
  const stop = () => {
    stopping.asked = true;
    process.changed.ring();
  };
  for (const signal of ["TERM", "INT"]) process.handlers.set(signal, stop);
  process.closers.add(process.space.net.listen(Number(settings.port), { protocol: "redis", open: () => session(store, settings, stop) }));
  await log("M", "*", "Ready to accept connections tcp");
  while (!stopping.asked) await process.until(process.changed.wait());
  await log("M", "*", "User requested shutdown...");
  if (settings.save !== "") {
    await log("M", "*", "Saving the final RDB snapshot before exiting.");
    write(file);
    await log("M", "*", "DB saved on disk");
  }
  await log("M", "#", "Redis is now ready to exit, bye bye...");
  return 0;
}

function readSettings({ argv, files }) {
  const settings = { port: String(PORT), dir: ".", dbfilename: "dump.rdb", appendonly: "no", requirepass: "", save: "3600 1 300 100 60 10000", maxmemory: "0", bind: "* -::*" };
  const set = (name, ...values) => {
    settings[name.toLowerCase()] = values.join(" ").replace(/^(["'])(.*)\1$/, "$2");
  };
  const words = argv.slice(1);
  if (words[0] && !words[0].startsWith("--")) for (const line of files.readText(words.shift()).split("\n")) if (/^\s*[a-z]/i.test(line)) set(...line.trim().split(/\s+/));
  for (let at = 0; at < words.length; at++) {
    const values = [];
    while (at + 1 < words.length && !words[at + 1].startsWith("--")) values.push(words[(at += 1, at)]);
    set(words[at - values.length].slice(2), ...values);
  }
  return settings;
}

function load(files, file, store) {
  try {
    const text = files.readText(file);
    if (text.startsWith(MAGIC)) store.entries = new Map(JSON.parse(text.slice(MAGIC.length)));
  } catch (error) {
    if (!(error instanceof FsError || error instanceof SyntaxError)) throw error;
  }
}

function session(store, settings, stop) {
  let isIn = settings.requirepass === "";
  return {
    /** @param {string[]} words @returns {{kind: string, value: any}} see redisstore.js */
    command(words) {
      const name = words[0].toUpperCase();
      if (name === "AUTH") {
        if (settings.requirepass === "") return { kind: "error", value: "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?" };
        isIn = words.at(-1) === settings.requirepass;
        return isIn ? { kind: "status", value: "OK" } : { kind: "error", value: "WRONGPASS invalid username-password pair or user is disabled." };
      }
      if (!isIn) return { kind: "error", value: "NOAUTH Authentication required." };
      if (name === "SHUTDOWN") {
        stop();
        return { kind: "closed", value: null };
      }
      return store.command(words);
    },
  };
}

function stamp(ms) {
  const time = new Date(ms), two = (number) => String(number).padStart(2, "0");
  return `${two(time.getUTCDate())} ${MONTHS[time.getUTCMonth()]} ${time.getUTCFullYear()} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}.${String(time.getUTCMilliseconds()).padStart(3, "0")}`;
}

export async function redisCli(process) {
  const words = process.argv.slice(1), options = { host: "127.0.0.1", port: PORT, password: process.env.REDISCLI_AUTH ?? "", raw: !process.stream(1)?.isTerminal };
  const takes = { "-h": "host", "-p": "port", "-a": "password", "--pass": "password", "-n": "database", "--user": "user" };
  while (words[0]?.startsWith("-")) {
    const word = words.shift();
    if (word === "--version" || word === "-v") return (await process.out(`redis-cli ${VERSION}\n`), 0);
    if (word === "--raw") options.raw = true;
    else if (word === "--no-raw") options.raw = false;
    else if (takes[word]) options[takes[word]] = words.shift();
    else if (word !== "--no-auth-warning") return (await process.warn(`Unrecognized option or bad number of args for: '${word}'\n`), 1);
  }
  let server;
  try {
    server = process.space.net.open(options.host, Number(options.port), "redis", { files: process.files });
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    const why = { ECONNREFUSED: "Connection refused", ENOTFOUND: "Name or service not known", ETIMEDOUT: "Connection timed out" }[error.code] ?? "No route to host";
    await process.warn(`Could not connect to Redis at ${options.host}:${options.port}: ${why}\n`);
    return 1;
  }
  if (options.password) {
    const reply = server.command(["AUTH", options.password]);
    if (reply.kind === "error") await process.warn(`AUTH failed: ${reply.value}\n`);
  }
  if (words.length) return run(process, server, words, options);
  const decoder = new TextDecoder();
  let text = "", code = 0;
  for (let chunk = await process.read(0); chunk?.length; chunk = await process.read(0)) text += typeof chunk === "string" ? chunk : decoder.decode(chunk);
  for (const line of text.split("\n")) {
    const parts = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3]);
    if (parts.length) code = await run(process, server, parts, options);
  }
  return code;
}

async function run(process, server, words, options) {
  const reply = server.command(words);
  if (reply.kind !== "closed") await process.out(`${options.raw ? raw(reply) : shown(reply)}\n`);
  return reply.kind === "error" ? 1 : 0;
}

const raw = ({ kind, value }) => (kind === "nil" ? "" : kind === "array" ? value.map(raw).join("\n") : kind === "error" ? `${value}\n` : String(value));

function shown({ kind, value }) {
  if (kind === "nil") return "(nil)";
  if (kind === "integer") return `(integer) ${value}`;
  if (kind === "error") return `(error) ${value}`;
  if (kind === "status") return value;
  if (kind === "array") return value.length ? value.map((each, i) => `${i + 1}) ${shown(each)}`).join("\n") : "(empty array)";
  return JSON.stringify(value);
}
