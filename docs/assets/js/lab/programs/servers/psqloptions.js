/* psql's options, its database, and the user it logs in as. */
import { NetError } from "../../net/network.js";
import { SqlError } from "./sqlexpressions.js";

const TAKES = { U: "user", d: "database", h: "host", p: "port", c: "command", f: "file", v: "set", F: "separator", o: "output", P: "pset", t: null };

const LONG = { username: "user", dbname: "database", host: "host", port: "port", command: "command", file: "file", variable: "set", set: "set", "field-separator": "separator", output: "output", pset: "pset", timeout: "timeout" };

const FLAGS = { t: "bare", A: "plain", q: "quiet", X: "norc", w: "never", W: "ask", l: "list", e: "echo", a: "all", 1: "single", n: "noreadline", x: "expanded", "tuples-only": "bare", "no-align": "plain", quiet: "quiet", list: "list", expanded: "expanded", csv: "csv", "single-transaction": "single", "no-psqlrc": "norc", "no-password": "never", version: "version" };

/** Read options as PostgreSQL's programs do. */
export function read(args, flags = FLAGS) {
  const options = { actions: [], sets: {} };
  const words = [];
  const put = (name, value) => {
    if (name === "command" || name === "file") options.actions.push({ kind: name, value });
    else if (name === "set") options.sets[value.split("=")[0]] = value.split("=")[1] ?? "";
    else options[name] = value;
  };
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (word.startsWith("--")) {
      const [name, value] = word.slice(2).split(/=(.*)/s);
      if (LONG[name]) put(LONG[name], value ?? args[(at += 1)]);
      else if (flags[name]) options[flags[name]] = true;
      else return { error: `unrecognized option '${word}'` };
    } else if (/^-./.test(word)) {
      for (let place = 1; place < word.length; place += 1) {
        const letter = word[place];
        if (TAKES[letter]) {
          const value = word.slice(place + 1) || args[(at += 1)];
          if (value === undefined) return { error: `option requires an argument -- '${letter}'` };
          put(TAKES[letter], value);
          break;
        }
        if (!flags[letter]) return { error: `invalid option -- '${letter}'` };
        options[flags[letter]] = true;
      }
    } else words.push(word);
  }
  options.database ??= words[0];
  options.user ??= words[1];
  return options;
}

function target(process, options) {
  const url = /^postgres(?:ql)?:\/\/(?:([^:@]+)(?::([^@]*))?@)?([^:/]+)?(?::(\d+))?(?:\/(.*))?$/.exec(options.database ?? "");
  const user = url?.[1] ?? options.user ?? process.env.PGUSER ?? "postgres";
  return { user: user === "postgres" && !options.user && !url && !process.env.PGUSER ? accountOf(process) : user, password: url?.[2] ?? process.env.PGPASSWORD, host: url?.[3] ?? options.host ?? process.env.PGHOST ?? null, port: Number(url?.[4] ?? options.port ?? process.env.PGPORT ?? 5432), database: url ? (url[5] ?? user) : options.database };
}

function accountOf(process) {
  const line = process.files.exists("/etc/passwd") ? process.files.readText("/etc/passwd").split("\n").find((each) => Number(each.split(":")[2]) === process.files.who.uid) : null;
  return line?.split(":")[0] ?? "postgres";
}

/** @returns {{session?: object, failure?: string}} */
export function connect(process, options) {
  const to = target(process, options);
  const database = to.database ?? process.env.PGDATABASE ?? to.user;
  const { net } = process.space;
  const isSocket = !to.host || to.host.startsWith("/");
  let where = `connection to server on socket "/var/run/postgresql/.s.PGSQL.${to.port}" failed: `;
  try {
    if (isSocket) {
      if (!process.space.postgres || to.port !== 5432) return { failure: `${where}No such file or directory\n\tIs the server running locally and accepting connections on that socket?` };
      return { session: process.space.postgres.login(to.user, database, to.password) };
    }
    const ip = net.resolve(to.host, process.files);
    where = `connection to server at "${to.host}" (${ip}), port ${to.port} failed: `;
    return { session: net.open(to.host, to.port, "postgres", { files: process.files }).login(to.user, database, to.password) };
  } catch (error) {
    if (error instanceof SqlError) return { failure: `${where}${error.client ?? `FATAL:  ${error.message}`}`, isServer: true };
    if (!(error instanceof NetError)) throw error;
    if (error.code === "ENOTFOUND") return { failure: `could not translate host name "${to.host}" to address: Name or service not known` };
    return { failure: `${where}${{ ECONNREFUSED: "Connection refused", ETIMEDOUT: "Connection timed out" }[error.code] ?? "server closed the connection unexpectedly"}\n\tIs the server running on that host and accepting TCP/IP connections?` };
  }
}
