/* A database: tables in memory, and the statements on them. What is stored goes to a file of the data folder as JSON. */
import { SqlError } from "./sqlexpressions.js";
import { SqlReader } from "./sqlreader.js";
import { Evaluator, compareValues, hasAggregate, isNumber, isWhole, nameOf, readTime, scopeOf, shown } from "./sqlvalues.js";

/** One connection to a database. @param {{tables: Record<string, Table>}} store @param {{now(): number, save(): void, user: string, server: object}} context */
export class Session extends Evaluator {
  constructor(name, store, context) {
    super();
    Object.assign(this, { name, store, context, before: null, failed: false });
  }

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

  /** Whether a row may be there. */
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

  // Queries

  selected(node) {
    const result = this.select(node);
    return { command: `SELECT ${result.rows.length}`, ...result };
  }

  select(node, outer = null) {
    if (node.values) return { columns: node.values[0].map((_, at) => ({ name: `column${at + 1}`, type: "text" })), rows: node.values.map((row) => row.map((each) => this.value(each, outer))) };
    let scopes = [outer ?? { parts: [] }];
    const sources = [];
    for (const source of node.from ? [node.from, ...node.joins] : []) {
      const { columns, rows } = this.sourceRows(source, outer);
      sources.push({ alias: source.alias, columns });
      scopes = scopes.flatMap((scope) => {
        const joined = rows.map((row) => ({ parts: [...scope.parts, { alias: source.alias, columns, row }] }));
        const fit = joined.filter((each) => (source.on ? this.value(source.on, each) === true : source.using ? this.value({ kind: "compare", op: "=", left: { kind: "column", table: sources[0].alias, name: source.using }, right: { kind: "column", table: source.alias, name: source.using } }, each) === true : true));
        return fit.length || !source.left ? fit : [{ parts: [...scope.parts, { alias: source.alias, columns, row: columns.map(() => null) }] }];
      });
    }
    if (node.where) scopes = scopes.filter((scope) => this.value(node.where, scope) === true);
    const isGrouped = node.group.length > 0 || node.columns.some((column) => column.value && hasAggregate(column.value)) || (node.having && hasAggregate(node.having));
    if (isGrouped) scopes = this.grouped(node, scopes, sources);
    const named = node.columns.map((column) => column.name ?? null);
    const orders = node.order.map(({ value, down }) => ({ down, of: (scope, row) => this.ordering(value, scope, row, named, node) }));
    let pairs = scopes.map((scope) => ({ scope, row: this.projected(node.columns, scope, sources) }));
    const columns = this.header(node.columns, scopes[0] ?? this.emptyScope(sources, isGrouped), sources);
    if (node.distinct) pairs = [...new Map(pairs.map((pair) => [JSON.stringify(pair.row), pair])).values()];
    if (orders.length) {
      const keyed = pairs.map((pair) => ({ pair, keys: orders.map((order) => order.of(pair.scope, pair.row)) }));
      keyed.sort((a, b) => orders.reduce((sum, { down }, at) => sum || compareValues(a.keys[at], b.keys[at]) * (down ? -1 : 1), 0));
      pairs = keyed.map(({ pair }) => pair);
    }
    const offset = node.offset ? Number(this.value(node.offset, outer)) : 0;
    const limit = node.limit ? this.value(node.limit, outer) : null;
    return { columns, rows: pairs.map(({ row }) => row).slice(offset, limit === null ? undefined : offset + Number(limit)) };
  }

  emptyScope(sources, isGrouped) {
    return { parts: sources.map(({ alias, columns }) => ({ alias, columns, row: columns.map(() => null) })), group: isGrouped ? [] : undefined };
  }

  ordering(value, scope, row, named) {
    if (value.kind === "constant" && value.whole) return row[value.value - 1];
    if (value.kind === "column" && !value.table && named.includes(value.name)) return row[named.indexOf(value.name)];
    return this.value(value, scope);
  }

  sourceRows(source, outer) {
    if (source.query) return this.select(source.query, outer);
    if (source.args) {
      if (source.name !== "generate_series") throw new SqlError(`function ${source.name}() does not exist`, { at: source.at, code: "42883" });
      const [from, to, step = 1] = source.args.map((each) => Number(this.value(each, outer)));
      const rows = [];
      for (let at = from; step > 0 ? at <= to : at >= to; at += step) rows.push([at]);
      return { columns: [{ name: source.alias, type: "integer" }], rows };
    }
    const catalogs = { pg_database: () => ({ columns: [{ name: "datname", type: "name" }], rows: [...Object.keys(this.context.server.data.databases), "template0", "template1"].map((name) => [name]) }), pg_tables: () => ({ columns: [{ name: "schemaname", type: "name" }, { name: "tablename", type: "name" }], rows: Object.keys(this.store.tables).map((name) => ["public", name]) }) };
    if (Object.hasOwn(catalogs, source.name)) return catalogs[source.name]();
    return this.table(source.name, source.at);
  }

  grouped(node, scopes) {
    const groups = new Map();
    for (const scope of scopes) {
      const key = JSON.stringify(node.group.map((each) => this.ordering(each, scope, node.columns.map((column) => (column.value && !hasAggregate(column.value) ? this.value(column.value, scope) : null)), node.columns.map((column) => column.name ?? null))));
      groups.set(key, [...(groups.get(key) ?? []), scope]);
    }
    if (!groups.size && !node.group.length) return [{ parts: [], group: [] }];
    const list = [...groups.values()].map((group) => ({ ...group[0], group }));
    return node.having ? list.filter((scope) => this.value(node.having, scope) === true) : list;
  }

  starred({ table }, scope, sources) {
    return sources.filter(({ alias }) => !table || alias === table).flatMap(({ alias, columns }) => columns.map((column) => ({ alias, column })));
  }

  projected(columns, scope, sources) {
    return columns.flatMap((column) => (column.star ? this.starred(column, scope, sources).map(({ alias, column: each }) => this.lookup({ table: alias, name: each.name }, scope)) : [this.value(column.value, scope)]));
  }

  header(columns, scope, sources) {
    return columns.flatMap((column) => (column.star ? this.starred(column, scope, sources).map(({ column: each }) => ({ name: each.name, type: each.type })) : [{ name: column.name ?? nameOf(column.value), type: this.typeOf(column.value, scope) }]));
  }

  project(columns, scopes, sources) {
    return { columns: this.header(columns, scopes[0] ?? this.emptyScope(sources), sources), rows: scopes.map((scope) => this.projected(columns, scope, sources)) };
  }
}
