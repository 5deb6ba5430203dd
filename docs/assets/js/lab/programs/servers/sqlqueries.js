/* SELECT */
import { SqlError } from "./sqlexpressions.js";
import { compareValues, Evaluator, hasAggregate, nameOf } from "./sqlvalues.js";

export class Queries extends Evaluator {
  constructor(name, store, context) {
    super();
    Object.assign(this, { name, store, context, before: null, failed: false });
  }

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
