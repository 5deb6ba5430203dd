/* PostgreSQL's server: initdb, pg_ctl and postgres. The data is in its folder, so a volume keeps it. */
import { FsError } from "../../fs/nodes.js";
import { NetError } from "../../net/network.js";
import { strftime } from "../system/who.js";
import { Session } from "./sql.js";
import { SqlError } from "./sqlexpressions.js";

/* As in the images: from the suite with that major version. */
const RELEASES = { 17: "17.12 (Debian 17.12-0+deb13u1)", 18: "18.6 (Debian 18.6-3)" };

/** The release in a PostgreSQL image. */
export const releaseOf = (process) => RELEASES[process.env.PG_MAJOR] ?? RELEASES[17];

/** Its major version. */
const majorOf = (process) => releaseOf(process).split(".")[0];
const DATA = "base/lab.json";

const option = (args, ...names) => {
  for (const [at, word] of args.entries()) {
    for (const name of names) {
      if (word === name) return args[at + 1];
      if (word.startsWith(`${name}=`)) return word.slice(name.length + 1);
    }
  }
  return null;
};

const stamp = (process) => `${strftime("%Y-%m-%d %H:%M:%S", process.clock.now())}.${String(process.clock.now() % 1000).padStart(3, "0")} UTC`;
const log = (process, level, message) => process.warn(`${stamp(process)} [${process.pid}] ${level}:  ${message}\n`);

export async function initdb(process) {
  const args = process.argv.slice(1);
  const folder = option(args, "-D", "--pgdata") ?? process.env.PGDATA;
  if (!folder) return (await process.warn("initdb: error: no data directory specified\n"), 1);
  if (process.files.who.uid === 0) return (await process.warn("initdb: error: cannot be run as root\ninitdb: hint: Please log in (using, e.g., \"su\") as the (unprivileged) user that will own the server process.\n"), 1);
  const user = option(args, "-U", "--username") ?? "postgres";
  const file = option(args, "--pwfile");
  let password = null;
  if (file) {
    const stream = process.open(file);
    password = new TextDecoder().decode((await stream.read(4096, process)) ?? new Uint8Array(0)).trim();
  }
  const { files } = process;
  await process.out(`The files belonging to this database system will be owned by user "postgres".\nThis user must also own the server process.\n\nThe database cluster will be initialized with locale "C".\n\nfixing permissions on existing directory ${folder} ... ok\ncreating subdirectories ... ok\n`);
  for (const name of ["base", "global", "pg_wal", "pg_stat", "pg_tblspc"]) files.mkdir(`${folder}/${name}`, { recursive: true, mode: 0o700 });
  files.writeFile(`${folder}/PG_VERSION`, `${majorOf(process)}\n`, { mode: 0o600 });
  files.writeFile(`${folder}/postgresql.conf`, "# - Connection Settings -\n#listen_addresses = 'localhost'\nport = 5432\nmax_connections = 100\n", { mode: 0o600 });
  files.writeFile(`${folder}/pg_hba.conf`, "local   all             all                                     trust\nhost    all             all             127.0.0.1/32            trust\n", { mode: 0o600 });
  const data = { users: { [user]: { password } }, databases: { postgres: { tables: {} } } };
  files.writeFile(`${folder}/${DATA}`, JSON.stringify(data), { mode: 0o600 });
  await process.out(`creating configuration files ... ok\nrunning bootstrap script ... ok\nperforming post-bootstrap initialization ... ok\nsyncing data to disk ... ok\n\n\nSuccess. You can now start the database server using:\n\n    pg_ctl -D ${folder} -l logfile start\n\n`);
  return 0;
}

export async function pgCtl(process) {
  const action = process.argv.at(-1);
  const running = [...process.space.processes.values()].find((each) => each.argv[0] === "postgres");
  if (action === "start") {
    const { spawn } = await import("../system/run.js");
    const child = spawn(process, ["postgres", "-c", "listen_addresses="]);
    if (child.error) return 1;
    await process.out("waiting for server to start...");
    while (child.isAlive && !child.isReady) await process.sleep(50);
    await process.out(child.isReady ? " done\nserver started\n" : " stopped waiting\npg_ctl: could not start server\n");
    return child.isReady ? 0 : 1;
  }
  if (action === "stop") {
    if (!running) return (await process.warn(`pg_ctl: PID file "${process.env.PGDATA}/postmaster.pid" does not exist\nIs server running?\n`), 1);
    await process.out("waiting for server to shut down...");
    running.kill("INT");
    await process.until(running.wait());
    await process.out(" done\nserver stopped\n");
    return 0;
  }
  if (action === "status") return (await process.out(running ? `pg_ctl: server is running (PID: ${running.pid})\n` : "pg_ctl: no server running\n"), running ? 0 : 3);
  return (await process.warn(`pg_ctl: unrecognized operation mode "${action}"\n`), 1);
}

export async function postgres(process) {
  const args = process.argv.slice(1);
  if (args.includes("--version") || args.includes("-V")) return (await process.out(`postgres (PostgreSQL) ${releaseOf(process)}\n`), 0);
  const folder = option(args, "-D") ?? process.env.PGDATA;
  if (process.files.who.uid === 0) return (await process.warn("\"root\" execution of the PostgreSQL server is not permitted.\nThe server must be started under an unprivileged user ID to prevent\npossible system security compromise.  See the documentation for\nmore information on how to properly start the server.\n"), 1);
  let data;
  try {
    data = JSON.parse(process.files.readText(`${folder}/${DATA}`));
  } catch (error) {
    if (!(error instanceof FsError) && !(error instanceof SyntaxError)) throw error;
    await process.warn(`postgres: could not access the server configuration file "${folder}/postgresql.conf": No such file or directory\n`);
    return 2;
  }
  const made = process.files.readText(`${folder}/PG_VERSION`).trim();
  if (made !== majorOf(process)) {
    await log(process, "FATAL", "database files are incompatible with server");
    await log(process, "DETAIL", `The data directory was initialized by PostgreSQL version ${made}, which is not compatible with this version ${releaseOf(process)}.`);
    return 1;
  }
  const server = new Server(process, folder, data);
  const isOpen = !args.some((word) => word === "listen_addresses=");
  await log(process, "LOG", `starting PostgreSQL ${releaseOf(process)} on x86_64-pc-linux-gnu`);
  if (isOpen) {
    try {
      process.closers.add(process.space.net.listen(5432, { protocol: "postgres", pid: process.pid, name: "postgres", open: (from) => server.door(from) }));
    } catch (error) {
      if (!(error instanceof NetError)) throw error;
      await log(process, "FATAL", "could not create any TCP/IP sockets");
      return 1;
    }
    await log(process, "LOG", "listening on IPv4 address \"0.0.0.0\", port 5432");
  }
  process.space.postgres = server;
  process.closers.add(() => {
    if (process.space.postgres === server) process.space.postgres = null;
  });
  await log(process, "LOG", "listening on Unix socket \"/var/run/postgresql/.s.PGSQL.5432\"");
  await log(process, "LOG", "database system is ready to accept connections");
  process.isReady = true;
  let ending = null;
  for (const name of ["INT", "TERM", "QUIT"]) process.handlers.set(name, () => { ending ??= name; process.changed.ring(); });
  process.handlers.set("HUP", () => {});
  while (!ending) await process.until(process.changed.wait());
  await log(process, "LOG", `received ${{ INT: "fast", TERM: "smart", QUIT: "immediate" }[ending]} shutdown request`);
  server.save();
  await log(process, "LOG", "shutting down");
  await log(process, "LOG", "database system is shut down");
  return 0;
}

class Server {
  constructor(process, folder, data) {
    Object.assign(this, { process, folder, data });
  }

  save() {
    if (!this.process.isAlive) return;
    this.process.files.writeFile(`${this.folder}/${DATA}`, JSON.stringify(this.data));
  }

  /** A connection from the network. */
  door({ ip }) {
    return { login: (user, database, password) => this.login(user, database, password, ip) };
  }

  /** @param {string|null} ip null for the socket in the same container @returns {Session} */
  login(user, database, password, ip = null) {
    const known = this.data.users[user];
    const isLocal = ip === null || ip === "127.0.0.1";
    const fatal = (message) => new SqlError(message, { severity: "FATAL", code: "28P01" });
    if (!isLocal && !this.#trusts()) {
      if (password === undefined || password === null || password === "") throw Object.assign(fatal("no password supplied"), { client: "fe_sendauth: no password supplied" });
      if (!known || known.password !== password) {
        void log(this.process, "FATAL", `password authentication failed for user "${user}"`);
        throw fatal(`password authentication failed for user "${user}"`);
      }
    }
    if (!known) {
      void log(this.process, "FATAL", `role "${user}" does not exist`);
      throw fatal(`role "${user}" does not exist`);
    }
    const store = this.data.databases[database];
    if (!store) {
      void log(this.process, "FATAL", `database "${database}" does not exist`);
      throw fatal(`database "${database}" does not exist`);
    }
    return new Session(database, store, { now: () => this.process.clock.now(), save: () => this.save(), user, server: this, release: releaseOf(this.process) });
  }

  #trusts() {
    try {
      return /^host\s+all\s+all\s+all\s+trust/m.test(this.process.files.readText(`${this.folder}/pg_hba.conf`));
    } catch {
      return false;
    }
  }
}

/** Write an error to the server's log, as the server does. */
export async function logStatement(session, error, text) {
  const { process } = session.context.server;
  await log(process, "ERROR", error.message + (error.at === null ? "" : ` at character ${error.at + 1}`)).catch(() => {});
  await log(process, "STATEMENT", text.trim()).catch(() => {});
}
