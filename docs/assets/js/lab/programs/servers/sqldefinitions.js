/* CREATE, ALTER, DROP, TRUNCATE */
import { SqlError } from "./sqlexpressions.js";
import { Queries } from "./sqlqueries.js";
import { isNumber, isWhole, readTime, shown } from "./sqlvalues.js";

export class Definitions extends Queries {
  table(name, at) {
    const found = this.store.tables[name];
    if (!found) throw new SqlError(`relation "${name}" does not exist`, { at, code: "42P01" });
    return found;
  }

  createTable({ name, missing, columns, query }) {
    if (this.store.tables[name]) {
      if (!missing) throw new SqlError(`relation "${name}" already exists`, { code: "42P07" });
      this.notices.push(`NOTICE:  relation "${name}" already exists, skipping`);
      return { command: "CREATE TABLE" };
    }
    if (query) {
      const result = this.select(query);
      this.store.tables[name] = { columns: result.columns.map((column) => ({ ...column, required: false })), rows: result.rows, next: {} };
      return { command: `SELECT ${result.rows.length}` };
    }
    this.store.tables[name] = { columns, rows: [], next: {} };
    return { command: "CREATE TABLE" };
  }

  create({ what, name, missing, words }) {
    const { server } = this.context;
    if (what === "database") {
      if (server.data.databases[name]) throw new SqlError(`database "${name}" already exists`, { code: "42P04" });
      server.data.databases[name] = { tables: {} };
    } else if (what === "user" || what === "role") {
      if (server.data.users[name]) throw new SqlError(`role "${name}" already exists`, { code: "42710" });
      server.data.users[name] = { password: words.find((word) => word.kind === "text")?.value ?? null };
      return { command: "CREATE ROLE" };
    } else if (what === "view" || (what === "extension" && !missing)) throw new SqlError(`CREATE ${what.toUpperCase()} is not modelled in this practice lab`, { code: "0A000" });
    return { command: `CREATE ${what.toUpperCase()}` };
  }

  alterUser({ words, what }) {
    if (what === "database") return { command: "ALTER DATABASE" };
    const user = this.context.server.data.users[words[0]?.value];
    if (!user) throw new SqlError(`role "${words[0]?.value}" does not exist`, { code: "42704" });
    user.password = words.find((word) => word.kind === "text")?.value ?? user.password;
    return { command: "ALTER ROLE" };
  }

  drop({ what, names, missing }) {
    const { server } = this.context;
    for (const name of names) {
      const place = { table: this.store.tables, database: server.data.databases, user: server.data.users, role: server.data.users }[what];
      if (!place) continue;
      if (!place[name]) {
        const kind = what === "user" ? "role" : what;
        if (!missing) throw new SqlError(`${kind} "${name}" does not exist`, { code: "42P01" });
        this.notices.push(`NOTICE:  ${kind} "${name}" does not exist, skipping`);
      } else if (what === "database" && name === this.name) throw new SqlError("cannot drop the currently open database", { code: "55006" });
      delete place[name];
    }
    return { command: `DROP ${(what === "user" ? "role" : what).toUpperCase()}` };
  }

  alter({ table: name, at, add, drop, to, rename }) {
    const table = this.table(name, at);
    if (add) {
      if (table.columns.some((column) => column.name === add.name)) throw new SqlError(`column "${add.name}" of relation "${name}" already exists`, { code: "42701" });
      table.columns.push(add);
      for (const row of table.rows) row.push(add.fallback ? this.coerce(this.value(add.fallback, null), add) : null);
    } else if (drop) {
      const index = table.columns.findIndex((column) => column.name === drop);
      if (index < 0) throw new SqlError(`column "${drop}" of relation "${name}" does not exist`, { code: "42703" });
      table.columns.splice(index, 1);
      for (const row of table.rows) row.splice(index, 1);
    } else if (to) {
      this.store.tables[to] = table;
      delete this.store.tables[name];
    } else Object.assign(table.columns.find((column) => column.name === rename[0]) ?? {}, { name: rename[1] });
    return { command: "ALTER TABLE" };
  }

  truncate({ names, at }) {
    for (const name of names) this.table(name, at).rows = [];
    return { command: "TRUNCATE TABLE" };
  }

  coerce(value, { type }) {
    if (value === null) return null;
    if (isWhole(type)) {
      if (typeof value === "string" && !/^\s*[-+]?\d+\s*$/.test(value)) throw new SqlError(`invalid input syntax for type ${type}: "${value}"`, { code: "22P02" });
      const number = Math.round(Number(value));
      if (type === "integer" && Math.abs(number) > 2147483648) throw new SqlError("integer out of range", { code: "22003" });
      return number;
    }
    if (isNumber(type)) {
      if (Number.isNaN(Number(value))) throw new SqlError(`invalid input syntax for type ${type.replace(/\(.*/, "")}: "${value}"`, { code: "22P02" });
      const scale = /\((\d+),(\d+)\)/.exec(type)?.[2];
      return scale ? Number(value).toFixed(Number(scale)) : Number(value);
    }
    if (type === "boolean") return typeof value === "boolean" ? value : /^(t|true|yes|on|1)$/i.test(String(value));
    if (/^timestamp|^date$/.test(type ?? "")) return readTime(value, type);
    const size = /^character(?: varying)?\((\d+)\)$/.exec(type ?? "")?.[1];
    if (size && shown(value).length > Number(size)) throw new SqlError(`value too long for type ${type}`, { code: "22001" });
    return typeof value === "object" ? value : shown(value);
  }
}
