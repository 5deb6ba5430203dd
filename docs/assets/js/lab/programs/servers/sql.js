/* A database: tables in memory, and statements on them. What is stored goes to a JSON file in the data folder. */
import { Definitions } from "./sqldefinitions.js";
import { SqlError } from "./sqlexpressions.js";
import { SqlReader } from "./sqlreader.js";
import { scopeOf, shown } from "./sqlvalues.js";

/** One connection to a database. @param {{tables: Record<string, Table>}} store @param {{now(): number, save(): void, user: string, server: object}} context */
export class Session extends Definitions {
  /** Run a text. @returns {{command: string, columns?: {name: string, type: string}[], rows?: any[][], notices: string[]}[]} */
  run(text, parameters = [], each = null) {
    this.parameters = parameters;
    const results = [];
    for (const statement of new SqlReader(text).statements()) {
      this.notices = [];
      const result = { notices: this.notices, ...this.statement(statement) };
      results.push(result);
      each?.(result);
    }
    this.context.save();
    return results;
  }

  statement(node) {
    if (this.failed && !(node.kind === "command" && /^(rollback|commit)$/.test(node.name))) throw new SqlError("current transaction is aborted, commands ignored until end of transaction block", { code: "25P02" });
    const runs = { select: () => this.selected(node), insert: () => this.insert(node), update: () => this.update(node), delete: () => this.delete(node), "create-table": () => this.createTable(node), create: () => this.create(node), drop: () => this.drop(node), alter: () => this.alter(node), "alter-user": () => this.alterUser(node), truncate: () => this.truncate(node), command: () => this.command(node) };
    try {
      return runs[node.kind]();
    } catch (error) {
      if (this.before && error instanceof SqlError) this.failed = true;
      throw error;
    }
  }

  command({ name, words }) {
    if (name === "begin") {
      this.before ??= JSON.stringify(this.store.tables);
      return { command: "BEGIN" };
    }
    if (name === "commit" || name === "rollback") {
      const isBack = name === "rollback" || this.failed;
      if (!this.before) this.notices.push("WARNING:  there is no transaction in progress");
      else if (isBack) this.store.tables = JSON.parse(this.before);
      this.before = null;
      this.failed = false;
      return { command: isBack ? "ROLLBACK" : "COMMIT" };
    }
    if (name === "show") {
      const what = words[1]?.value ?? "";
      const value = { server_version: this.context.release, max_connections: "100", data_directory: this.context.server.folder, listen_addresses: "*", port: "5432", timezone: "Etc/UTC" }[what];
      if (value === undefined) throw new SqlError(`unrecognized configuration parameter "${what}"`, { code: "42704" });
      return { command: "SHOW", columns: [{ name: what, type: "text" }], rows: [[value]] };
    }
    if (name === "explain") throw new SqlError("EXPLAIN is not modelled in this practice lab", { code: "0A000" });
    return { command: name.toUpperCase() };
  }

  insert({ table: name, at, columns, rows, query, returning, quiet }) {
    const table = this.table(name, at);
    const places = (columns ?? table.columns.map((column) => column.name)).map((each) => {
      const index = table.columns.findIndex((column) => column.name === each);
      if (index < 0) throw new SqlError(`column "${each}" of relation "${name}" does not exist`, { code: "42703" });
      return index;
    });
    const given = query ? this.select(query).rows.map((row) => row.map((value) => ({ kind: "constant", value }))) : rows;
    const made = [];
    for (const row of given) {
      if (row.length > places.length) throw new SqlError("INSERT has more expressions than target columns", { code: "42601" });
      if (columns && row.length < places.length && rows) throw new SqlError("INSERT has more target columns than expressions", { code: "42601" });
      const values = table.columns.map((column, index) => {
        const from = places.indexOf(index);
        const node = from >= 0 ? row[from] : undefined;
        if (node && node.kind !== "default") return this.coerce(this.value(node, null), column);
        if (column.serial) return (table.next[column.name] = (table.next[column.name] ?? 0) + 1);
        return column.fallback ? this.coerce(this.value(column.fallback, null), column) : null;
      });
      if (this.checked(name, table, values, null, quiet)) {
        table.rows.push(values);
        made.push(values);
      }
    }
    return this.changed(`INSERT 0 ${made.length}`, name, table, made, returning);
  }

  /** Whether a row is allowed. */
  checked(name, table, values, self, quiet = false) {
    for (const [index, column] of table.columns.entries()) {
      if (column.required && values[index] === null) throw new SqlError(`null value in column "${column.name}" of relation "${name}" violates not-null constraint`, { detail: `Failing row contains (${values.map((value) => (value === null ? "null" : shown(value))).join(", ")}).`, code: "23502" });
      if (!column.primary && !column.unique) continue;
      const keys = column.primary ? table.columns.map((each, at) => (each.primary ? at : -1)).filter((at) => at >= 0) : [index];
      if (table.rows.some((row) => row !== self && keys.every((at) => values[at] !== null && shown(row[at]) === shown(values[at])))) {
        if (quiet) return false;
        throw new SqlError(`duplicate key value violates unique constraint "${column.primary ? `${name}_pkey` : `${name}_${column.name}_key`}"`, { detail: `Key (${keys.map((at) => table.columns[at].name).join(", ")})=(${keys.map((at) => shown(values[at])).join(", ")}) already exists.`, code: "23505" });
      }
      if (column.check && !this.value(column.check, scopeOf(name, table, values))) throw new SqlError(`new row for relation "${name}" violates check constraint "${name}_${column.name}_check"`, { code: "23514" });
    }
    return true;
  }

  changed(command, name, table, rows, returning) {
    if (!returning) return { command };
    const result = this.project(returning, rows.map((row) => scopeOf(name, table, row)), [{ alias: name, columns: table.columns }]);
    return { command, ...result };
  }

  update({ table: name, at, changes, where, returning }) {
    const table = this.table(name, at);
    const touched = [];
    for (const [index, row] of table.rows.entries()) {
      const scope = scopeOf(name, table, row);
      if (where && this.value(where, scope) !== true) continue;
      const values = [...row];
      for (const { name: column, value } of changes) {
        const place = table.columns.findIndex((each) => each.name === column);
        if (place < 0) throw new SqlError(`column "${column}" of relation "${name}" does not exist`, { code: "42703" });
        values[place] = this.coerce(this.value(value, scope), table.columns[place]);
      }
      this.checked(name, table, values, row);
      table.rows[index] = values;
      touched.push(values);
    }
    return this.changed(`UPDATE ${touched.length}`, name, table, touched, returning);
  }

  delete({ table: name, at, where, returning }) {
    const table = this.table(name, at);
    const gone = table.rows.filter((row) => !where || this.value(where, scopeOf(name, table, row)) === true);
    table.rows = table.rows.filter((row) => !gone.includes(row));
    return this.changed(`DELETE ${gone.length}`, name, table, gone, returning);
  }
}
