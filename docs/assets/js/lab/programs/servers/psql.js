/* psql, pg_isready and pg_dump. */
import { NetError } from "../../net/network.js";
import { logStatement, releaseOf } from "./postgres.js";
import { shown } from "./sqlvalues.js";
import { SqlError, tokensOf } from "./sqlexpressions.js";

const TAKES = { U: "user", d: "database", h: "host", p: "port", c: "command", f: "file", v: "set", F: "separator", o: "output", P: "pset", t: null };
const LONG = { username: "user", dbname: "database", host: "host", port: "port", command: "command", file: "file", variable: "set", set: "set", "field-separator": "separator", output: "output", pset: "pset", timeout: "timeout" };
const FLAGS = { t: "bare", A: "plain", q: "quiet", X: "norc", w: "never", W: "ask", l: "list", e: "echo", a: "all", 1: "single", n: "noreadline", x: "expanded", "tuples-only": "bare", "no-align": "plain", quiet: "quiet", list: "list", expanded: "expanded", csv: "csv", "single-transaction": "single", "no-psqlrc": "norc", "no-password": "never", version: "version" };

/** Options as PostgreSQL's programs take them. */
function read(args, flags = FLAGS) {
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
function connect(process, options) {
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

export async function psql(process) {
  const options = read(process.argv.slice(1));
  if (options.error) return (await process.warn(`psql: ${options.error}\npsql: hint: Try "psql --help" for more information.\n`), 1);
  if (options.version) return (await process.out(`psql (PostgreSQL) ${releaseOf(process)}\n`), 0);
  const { session, failure } = connect(process, options);
  if (failure) return (await process.warn(`psql: error: ${failure}\n`), 2);
  const client = new Client(process, session, options);
  if (options.list) options.actions.push({ kind: "command", value: "\\l" });
  for (const { kind, value } of options.actions) {
    let text = value;
    if (kind === "file" && value !== "-") {
      try {
        text = process.files.readText(value);
      } catch (error) {
        await process.warn(`psql: error: ${value}: ${error.message}\n`);
        return 1;
      }
    } else if (kind === "file") text = await input(process);
    const isFine = kind === "file" ? await client.script(text, value) : await client.command(text);
    if (!isFine && (kind === "command" || client.stops)) return kind === "command" ? 1 : 3;
  }
  if (options.actions.length) return 0;
  return client.interact();
}

async function input(process) {
  let text = "";
  for (let chunk; (chunk = await process.read(0)); ) text += new TextDecoder().decode(chunk);
  return text;
}

class Client {
  constructor(process, session, options) {
    Object.assign(this, { process, session, options, bare: options.bare, plain: options.plain, expanded: options.expanded, stops: /^(1|on|true)$/i.test(options.sets.ON_ERROR_STOP ?? ""), timing: false });
  }

  /** The text of one -c. */
  async command(text) {
    if (text.trim().startsWith("\\")) return this.meta(text.trim());
    return this.sql(text);
  }

  async script(text, name) {
    let buffer = "";
    for (const [at, line] of text.split("\n").entries()) {
      if (!buffer.trim() && line.trim().startsWith("\\")) {
        if (/^\\q/.test(line.trim())) return true;
        await this.meta(line.trim());
        continue;
      }
      buffer += `${line}\n`;
      if (!isWhole(buffer)) continue;
      if (!(await this.sql(buffer.trim(), `psql:${name}:${at + 1}: `)) && this.stops) return false;
      buffer = "";
    }
    return buffer.trim() ? this.sql(buffer.trim(), `psql:${name}: `) : true;
  }

  async interact() {
    const { process } = this;
    const isTerminal = process.stream(0).isTerminal;
    if (isTerminal && !this.options.quiet) await process.out(`psql (${releaseOf(process)})\nType "help" for help.\n\n`);
    let buffer = "";
    let pending = "";
    for (;;) {
      if (isTerminal) await process.out(`${this.session.name}${buffer.trim() ? "-" : "="}${"#"} `);
      while (!pending.includes("\n")) {
        const chunk = await process.read(0);
        if (chunk === null) {
          if (pending.trim() || buffer.trim()) await this.sql(buffer + pending);
          if (isTerminal) await process.out("\\q\n");
          return 0;
        }
        pending += new TextDecoder().decode(chunk);
      }
      const line = pending.slice(0, pending.indexOf("\n"));
      pending = pending.slice(line.length + 1);
      if (!buffer.trim() && /^\s*(\\q|exit|quit)\s*;?\s*$/.test(line)) return 0;
      if (!buffer.trim() && line.trim().startsWith("\\")) {
        await this.meta(line.trim());
        continue;
      }
      buffer += `${line}\n`;
      if (!isWhole(buffer)) continue;
      const isFine = await this.sql(buffer.trim());
      if (!isFine && this.stops) return 3;
      buffer = "";
    }
  }

  async sql(text, prefix = "") {
    const { process, session } = this;
    const results = [];
    try {
      session.run(text, [], (result) => results.push(result));
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      for (const result of results) await this.show(result, prefix);
      await logStatement(session, error, text);
      await process.warn(`${prefix}${error.severity}:  ${error.message}\n${pointer(text, error.at)}${error.detail ? `DETAIL:  ${error.detail}\n` : ""}`);
      return false;
    }
    for (const result of results) await this.show(result, prefix);
    return true;
  }

  async show({ command, columns, rows, notices }, prefix) {
    for (const notice of notices ?? []) await this.process.warn(`${prefix}${notice}\n`);
    if (columns) await this.process.out(this.table(columns, rows));
    if ((!columns || !/^(SELECT|SHOW)/.test(command)) && !this.options.quiet && !(columns && this.bare)) await this.process.out(`${command}\n`);
  }

  table(columns, rows, title = null) {
    const cells = rows.map((row) => row.map(shown));
    const count = this.bare ? "" : `(${rows.length} row${rows.length === 1 ? "" : "s"})\n`;
    if (this.options.csv) return `${[...(this.bare ? [] : [columns.map(({ name }) => name)]), ...cells].map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\n")}\n`;
    if (this.expanded) return this.records(columns, cells);
    const separator = this.options.separator ?? "|";
    if (this.plain) return [...(this.bare ? [] : [columns.map(({ name }) => name)]), ...cells].map((row) => `${row.join(separator)}\n`).join("") + count;
    const widths = columns.map(({ name }, at) => Math.max(this.bare ? 0 : name.length, ...cells.map((row) => Math.max(...row[at].split("\n").map((line) => line.length)))));
    const isRight = columns.map(({ type }) => /^(integer|bigint|smallint|numeric|real|double)/.test(type ?? ""));
    const head = ` ${columns.map(({ name }, at) => centred(name, widths[at])).join(" | ")} `;
    const line = widths.map((width) => "-".repeat(width + 2)).join("+");
    const body = cells.map((row) => ` ${row.map((cell, at) => (isRight[at] ? cell.padStart(widths[at]) : at === row.length - 1 ? cell : cell.padEnd(widths[at]))).join(" | ")}\n`).join("");
    const titled = title && !this.bare ? `${" ".repeat(Math.max(0, Math.floor((line.length - title.length) / 2)))}${title}\n` : "";
    return `${titled}${this.bare ? "" : `${head.replace(/ $/, columns.length > 0 ? " " : "")}\n${line}\n`}${body}${count}\n`;
  }

  records(columns, cells) {
    const width = Math.max(...columns.map(({ name }) => name.length));
    const value = Math.max(1, ...cells.flatMap((row) => row.map((cell) => cell.length)));
    if (!cells.length) return "(0 rows)\n\n";
    return `${cells.map((row, at) => `${`-[ RECORD ${at + 1} ]`.padEnd(width + 1, "-")}+${"-".repeat(value + 1)}\n`.replace(/-\[ RECORD \d+ \]-*\+/, (mark) => mark) + columns.map(({ name }, index) => `${name.padEnd(width)} | ${row[index]}\n`).join("")).join("")}\n`;
  }

  async meta(text) {
    const [name, argument] = text.replace(/;$/, "").split(/\s+/);
    const { process, session } = this;
    const runs = {
      "\\dt": () => this.relations(argument), "\\d": () => (argument ? this.describe(argument) : this.relations()), "\\l": () => this.databases(), "\\list": () => this.databases(), "\\du": () => this.roles(),
      "\\c": () => this.reconnect(argument), "\\connect": () => this.reconnect(argument), "\\x": async () => ((this.expanded = !this.expanded), process.out(`Expanded display is ${this.expanded ? "on" : "off"}.\n`)),
      "\\t": async () => ((this.bare = !this.bare), process.out(`Tuples only is ${this.bare ? "on" : "off"}.\n`)), "\\conninfo": () => process.out(`You are connected to database "${session.name}" as user "${session.context.user}" via socket in "/var/run/postgresql" at port "5432".\n`),
      "\\echo": () => process.out(`${text.split(/\s+/).slice(1).join(" ")}\n`), "\\timing": () => process.out("Timing is on.\n"), "\\pset": async () => {}, "\\set": async () => {}, "\\q": async () => {}, "\\i": async () => this.script(process.files.readText(argument), argument), "\\dn": () => process.out(this.table([{ name: "Name" }, { name: "Owner" }], [["public", "pg_database_owner"]], "List of schemas").replace(/\(1 row\)/, "(1 row)")),
      "\\?": () => process.out("\\c, \\d, \\dt, \\du, \\l, \\q, \\x, \\t and \\i are modelled here.\n"),
    };
    const key = name.replace(/\+$/, "");
    if (!Object.hasOwn(runs, key)) {
      await process.warn(`invalid command ${name}\nTry \\? for help.\n`);
      return false;
    }
    return (await runs[key]()) !== false;
  }

  async relations() {
    const { tables } = this.session.store;
    const names = Object.keys(tables).sort();
    if (!names.length) return this.process.warn("Did not find any relations.\n");
    return this.process.out(this.table([{ name: "Schema" }, { name: "Name" }, { name: "Type" }, { name: "Owner" }], names.map((name) => ["public", name, "table", this.session.context.user]), "List of relations"));
  }

  async describe(name) {
    const table = this.session.store.tables[name];
    if (!table) {
      await this.process.warn(`Did not find any relation named "${name}".\n`);
      return false;
    }
    const fallback = (column) => (column.serial ? `nextval('${name}_${column.name}_seq'::regclass)` : column.fallback ? (column.fallback.kind === "call" ? `${column.fallback.name}()` : column.fallback.literal ? `'${column.fallback.value}'::${column.type}` : shown(column.fallback.value ?? null)) : "");
    const rows = table.columns.map((column) => [column.name, column.type, "", column.required ? "not null" : "", fallback(column)]);
    const text = this.table([{ name: "Column" }, { name: "Type" }, { name: "Collation" }, { name: "Nullable" }, { name: "Default" }], rows, `Table "public.${name}"`).replace(/\(\d+ rows?\)\n\n$/, "");
    const keys = table.columns.filter((column) => column.primary).map((column) => column.name);
    return this.process.out(`${text}${keys.length ? `Indexes:\n    "${name}_pkey" PRIMARY KEY, btree (${keys.join(", ")})\n` : ""}\n`);
  }

  async databases() {
    const { data } = this.session.context.server;
    const owner = Object.keys(data.users)[0];
    const rows = [...Object.keys(data.databases), "template0", "template1"].sort().map((name) => [name, owner, "SQL_ASCII", "libc", "C", "C", "", "", name.startsWith("template") ? `=c/${owner}` : ""]);
    return this.process.out(this.table(["Name", "Owner", "Encoding", "Locale Provider", "Collate", "Ctype", "Locale", "ICU Rules", "Access privileges"].map((name) => ({ name })), rows, "List of databases"));
  }

  async roles() {
    const { data } = this.session.context.server;
    return this.process.out(this.table([{ name: "Role name" }, { name: "Attributes" }], Object.keys(data.users).map((name, at) => [name, at ? "" : "Superuser, Create role, Create DB, Replication, Bypass RLS"]), "List of roles").replace(/\(\d+ rows?\)\n\n$/, "\n"));
  }

  async reconnect(name) {
    const { server, user } = this.session.context;
    try {
      this.session = server.login(user, name ?? this.session.name, null);
      await this.process.out(`You are now connected to database "${this.session.name}" as user "${user}".\n`);
      return true;
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      await this.process.warn(`connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  ${error.message}\nPrevious connection kept\n`);
      return false;
    }
  }
}

const centred = (text, width) => {
  const left = Math.floor((width - text.length) / 2);
  return " ".repeat(left) + text + " ".repeat(width - text.length - left);
};

/** Whether a text ends with a statement's semicolon. */
function isWhole(text) {
  try {
    return tokensOf(text.replace(/\s+$/, "")).at(-1)?.value === ";";
  } catch {
    return false;
  }
}

/** The line of the text that an error is in, and a mark below its place. */
function pointer(text, at) {
  if (at === null || at === undefined) return "";
  const before = text.slice(0, at).split("\n");
  const head = `LINE ${before.length}: `;
  return `${head}${text.split("\n")[before.length - 1]}\n${" ".repeat(head.length + before.at(-1).length)}^\n`;
}

export async function pgIsReady(process) {
  const options = read(process.argv.slice(1));
  const { failure, isServer } = connect(process, options);
  const where = options.host && !options.host.startsWith("/") ? `${options.host}:${options.port ?? 5432}` : `/var/run/postgresql:${options.port ?? 5432}`;
  const isReady = !failure || isServer;
  if (!options.quiet) await process.out(`${where} - ${isReady ? "accepting connections" : "no response"}\n`);
  return isReady ? 0 : 2;
}

export async function pgDump(process) {
  const options = read(process.argv.slice(1));
  const { session, failure } = connect(process, options);
  if (failure) return (await process.warn(`pg_dump: error: ${failure}\n`), 1);
  let text = "--\n-- PostgreSQL database dump\n--\n\n";
  for (const [name, { columns, rows }] of Object.entries(session.store.tables)) {
    text += `CREATE TABLE ${name} (\n${columns.map((column) => `    ${column.name} ${column.type}${column.required ? " NOT NULL" : ""}`).join(",\n")}\n);\n\n`;
    for (const row of rows) text += `INSERT INTO ${name} VALUES (${row.map((value) => (value === null ? "NULL" : typeof value === "number" ? value : `'${shown(value).replaceAll("'", "''")}'`)).join(", ")});\n`;
    text += "\n";
  }
  text += "--\n-- PostgreSQL database dump complete\n--\n\n";
  if (options.file) process.files.writeFile(options.file, text);
  const file = options.actions.find((action) => action.kind === "file")?.value;
  if (file) process.files.writeFile(file, text);
  else await process.out(text);
  return 0;
}
