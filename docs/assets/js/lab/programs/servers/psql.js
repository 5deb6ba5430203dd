/* psql, pg_isready and pg_dump. */
import { releaseOf } from "./postgres.js";
import { Client } from "./psqlclient.js";
import { connect, read } from "./psqloptions.js";
import { shown } from "./sqlvalues.js";

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
