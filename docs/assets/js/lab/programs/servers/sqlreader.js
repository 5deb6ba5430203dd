/* SQL statements as a tree. */
import { ENDS, ExpressionReader, SqlError } from "./sqlexpressions.js";

const TYPES = /^(integer|bigint|smallint|text|character varying|character|boolean|numeric|real|double precision|date|timestamp with(out)? time zone|time without time zone|uuid|json|jsonb|bytea|interval|serial|bigserial|smallserial|inet)(\([\d,]+\))?(\[\])?$/;

export class SqlReader extends ExpressionReader {
  statements() {
    const list = [];
    for (;;) {
      while (this.take(";"));
      if (!this.token) return list;
      const from = this.token.at;
      const node = this.statement();
      if (this.token && !this.is(";")) throw this.error();
      list.push({ ...node, text: this.text.slice(from, this.token?.at ?? this.text.length) });
    }
  }

  statement() {
    const kind = this.token.value;
    const readers = { select: () => this.select(), values: () => this.select(), with: () => this.unknown(), insert: () => this.insert(), update: () => this.update(), delete: () => this.delete(), create: () => this.create(), drop: () => this.drop(), alter: () => this.alter(), truncate: () => this.truncate() };
    if (this.token.kind !== "name") throw this.error();
    if (Object.hasOwn(readers, kind)) return readers[kind]();
    if (["begin", "start", "commit", "end", "rollback", "set", "show", "vacuum", "analyze", "checkpoint", "grant", "explain", "comment"].includes(kind)) {
      const words = [];
      while (this.token && !this.is(";")) words.push(this.tokens[this.at++]);
      return { kind: "command", name: kind === "start" ? "begin" : kind === "end" ? "commit" : kind, words };
    }
    throw this.error();
  }

  unknown() {
    throw new SqlError(`${this.token.value.toUpperCase()} is not modelled in this practice lab`, { code: "0A000" });
  }

  select() {
    if (this.take("values")) return { kind: "select", values: this.rows(), columns: [], order: [] };
    this.want("select");
    const node = { kind: "select", distinct: Boolean(this.take("distinct")), columns: [], from: null, joins: [], where: null, group: [], having: null, order: [], limit: null, offset: null };
    if (!this.is("from") && this.token && !this.is(";")) do node.columns.push(this.column());
    while (this.take(","));
    if (this.take("from")) {
      node.from = this.source();
      for (;;) {
        if (this.take(",")) node.joins.push({ ...this.source(), on: null });
        else if (this.phrase("cross join")) node.joins.push({ ...this.source(), on: null });
        else {
          const left = this.phrase("left outer join") || this.phrase("left join");
          if (!left && !this.phrase("inner join") && !this.take("join")) break;
          const joined = { ...this.source(), left };
          if (this.take("using")) {
            this.want("(");
            joined.using = this.name();
            this.want(")");
          } else {
            this.want("on");
            joined.on = this.expression();
          }
          node.joins.push(joined);
        }
      }
    }
    if (this.take("where")) node.where = this.expression();
    if (this.phrase("group by")) node.group = this.list(() => this.expression());
    if (this.take("having")) node.having = this.expression();
    if (this.phrase("order by")) node.order = this.list(() => {
      const value = this.expression();
      const down = this.take("asc", "desc") === "desc";
      if (this.take("nulls")) this.at += 1;
      return { value, down };
    });
    for (;;) {
      if (this.take("limit")) node.limit = this.expression();
      else if (this.take("offset")) node.offset = this.expression();
      else if (this.take("for")) while (this.token && !this.is(";")) this.at += 1;
      else return node;
    }
  }

  list(read) {
    const list = [read()];
    while (this.take(",")) list.push(read());
    return list;
  }

  column() {
    if (this.take("*")) return { star: true };
    if (this.token?.kind === "name" && this.tokens[this.at + 1]?.value === "." && this.tokens[this.at + 2]?.value === "*") {
      const table = this.token.value;
      this.at += 3;
      return { star: true, table };
    }
    const value = this.expression();
    const named = this.take("as") ? this.name() : this.token?.kind === "name" && (this.token.quoted || !ENDS.has(this.token.value)) ? this.name() : null;
    return { value, name: named };
  }

  source() {
    if (this.take("(")) {
      const query = this.select();
      this.want(")");
      this.take("as");
      return { query, alias: this.token?.kind === "name" ? this.name() : "subquery" };
    }
    const { at } = this.token ?? {};
    const name = this.name();
    let args = null;
    if (this.take("(")) args = this.is(")") ? [] : this.list(() => this.expression());
    if (args) this.want(")");
    const alias = this.take("as") ? this.name() : this.token?.kind === "name" && !ENDS.has(this.token.value) ? this.name() : name;
    return { name, args, alias, at };
  }

  rows() {
    return this.list(() => {
      this.want("(");
      const row = this.list(() => (this.take("default") ? { kind: "default" } : this.expression()));
      this.want(")");
      return row;
    });
  }

  insert() {
    this.at += 1;
    this.want("into");
    const { at } = this.token ?? {};
    const node = { kind: "insert", table: this.name(), at, columns: null, rows: null, query: null, returning: null, quiet: false };
    if (this.take("(")) {
      node.columns = this.list(() => this.name());
      this.want(")");
    }
    if (this.phrase("default values")) node.rows = [[]];
    else if (this.take("values")) node.rows = this.rows();
    else node.query = this.select();
    if (this.phrase("on conflict")) {
      while (this.token && !this.phrase("do nothing")) this.at += 1;
      node.quiet = true;
    }
    node.returning = this.returning();
    return node;
  }

  returning() {
    return this.take("returning") ? this.list(() => this.column()) : null;
  }

  update() {
    this.at += 1;
    const { at } = this.token ?? {};
    const node = { kind: "update", table: this.name(), at };
    this.want("set");
    node.changes = this.list(() => {
      const name = this.name();
      this.want("=");
      return { name, value: this.expression() };
    });
    node.where = this.take("where") ? this.expression() : null;
    node.returning = this.returning();
    return node;
  }

  delete() {
    this.at += 1;
    this.want("from");
    const { at } = this.token ?? {};
    const node = { kind: "delete", table: this.name(), at };
    node.where = this.take("where") ? this.expression() : null;
    node.returning = this.returning();
    return node;
  }

  create() {
    this.at += 1;
    this.take("temp", "temporary", "unique");
    const what = this.take("table", "database", "user", "role", "index", "extension", "schema", "view");
    if (!what) throw this.error();
    const missing = this.phrase("if not exists");
    if (what !== "table") {
      const name = what === "index" && this.is("on") ? "index" : this.name();
      const words = [];
      while (this.token && !this.is(";")) words.push(this.tokens[this.at++]);
      return { kind: "create", what, name, missing, words };
    }
    const name = this.name();
    if (this.take("as")) return { kind: "create-table", name, missing, query: this.select() };
    this.want("(");
    const columns = [];
    do {
      if (this.is("primary", "foreign", "unique", "check", "constraint")) this.constraint(columns);
      else columns.push(this.definition());
    } while (this.take(","));
    this.want(")");
    return { kind: "create-table", name, missing, columns };
  }

  constraint(columns) {
    if (this.take("constraint")) this.name();
    if (this.phrase("primary key")) {
      this.want("(");
      for (const name of this.list(() => this.name())) Object.assign(columns.find((column) => column.name === name) ?? {}, { primary: true, required: true });
      this.want(")");
      return;
    }
    let depth = 0;
    while (this.token && (depth || !this.is(",", ")"))) {
      if (this.is("(")) depth += 1;
      if (this.is(")")) depth -= 1;
      this.at += 1;
    }
  }

  definition() {
    const column = { name: this.name(), type: this.type(), required: false, primary: false, unique: false, fallback: null, serial: false };
    if (/^(big|small)?serial$/.test(column.type)) Object.assign(column, { serial: true, required: true, type: { serial: "integer", bigserial: "bigint", smallserial: "smallint" }[column.type] });
    for (;;) {
      if (this.phrase("not null")) column.required = true;
      else if (this.take("null"));
      else if (this.phrase("primary key")) Object.assign(column, { primary: true, required: true });
      else if (this.take("unique")) column.unique = true;
      else if (this.take("default")) column.fallback = this.expression();
      else if (this.phrase("generated always as identity") || this.phrase("generated by default as identity")) Object.assign(column, { serial: true, required: true });
      else if (this.take("references")) {
        this.name();
        if (this.take("(")) while (!this.take(")")) this.at += 1;
        while (this.take("on")) this.at += 2;
      } else if (this.take("check")) {
        this.want("(");
        column.check = this.expression();
        this.want(")");
      } else return column;
    }
  }

  type() {
    const { at } = this.token ?? {};
    let type = this.name();
    if (type === "double") this.take("precision"), (type = "double precision");
    if (type === "character") type = this.take("varying") ? "character varying" : "character";
    if (this.take("(")) {
      const size = this.list(() => this.expression().value);
      this.want(")");
      type = `${{ varchar: "character varying", char: "character", decimal: "numeric" }[type] ?? type}(${size.join(",")})`;
    }
    if (this.phrase("with time zone")) type = `${type} with time zone`;
    if (this.phrase("without time zone")) type = `${type} without time zone`;
    if (this.take("[")) this.want("]"), (type += "[]");
    const full = { int: "integer", int4: "integer", int8: "bigint", int2: "smallint", varchar: "character varying", bool: "boolean", timestamptz: "timestamp with time zone", timestamp: "timestamp without time zone", decimal: "numeric", float: "double precision", float8: "double precision", float4: "real", char: "character", time: "time without time zone" }[type] ?? type;
    if (!TYPES.test(full)) throw new SqlError(`type "${full}" does not exist`, { at, code: "42704" });
    return full;
  }

  drop() {
    this.at += 1;
    const what = this.take("table", "database", "user", "role", "index", "extension", "schema", "view");
    if (!what) throw this.error();
    const missing = this.phrase("if exists");
    const names = this.list(() => this.name());
    this.take("cascade", "restrict");
    return { kind: "drop", what, names, missing };
  }

  alter() {
    this.at += 1;
    const what = this.take("table", "user", "role", "database");
    if (what !== "table") {
      const words = [];
      while (this.token && !this.is(";")) words.push(this.tokens[this.at++]);
      return { kind: "alter-user", words, what };
    }
    const { at } = this.token ?? {};
    const node = { kind: "alter", table: this.name(), at };
    if (this.take("add")) {
      this.take("column");
      return { ...node, add: this.definition() };
    }
    if (this.take("drop")) {
      this.take("column");
      return { ...node, drop: this.name() };
    }
    this.want("rename");
    if (this.take("to")) return { ...node, to: this.name() };
    this.take("column");
    const from = this.name();
    this.want("to");
    return { ...node, rename: [from, this.name()] };
  }

  truncate() {
    this.at += 1;
    this.take("table");
    const { at } = this.token ?? {};
    const names = this.list(() => this.name());
    this.phrase("restart identity");
    return { kind: "truncate", names, at };
  }
}
