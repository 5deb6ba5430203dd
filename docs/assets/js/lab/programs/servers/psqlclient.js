/* A psql session: its own commands, and SQL. */
import { logStatement, releaseOf } from "./postgres.js";
import { isWhole, Tables } from "./psqltables.js";
import { SqlError } from "./sqlexpressions.js";
import { shown } from "./sqlvalues.js";

export class Client extends Tables {
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

/** The line of text with an error, and a mark below its place. */
function pointer(text, at) {
  if (at === null || at === undefined) return "";
  const before = text.slice(0, at).split("\n");
  const head = `LINE ${before.length}: `;
  return `${head}${text.split("\n")[before.length - 1]}\n${" ".repeat(head.length + before.at(-1).length)}^\n`;
}
