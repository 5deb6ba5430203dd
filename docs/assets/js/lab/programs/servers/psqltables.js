/* How psql prints rows. */
import { tokensOf } from "./sqlexpressions.js";
import { shown } from "./sqlvalues.js";

export class Tables {
  constructor(process, session, options) {
    Object.assign(this, { process, session, options, bare: options.bare, plain: options.plain, expanded: options.expanded, stops: /^(1|on|true)$/i.test(options.sets.ON_ERROR_STOP ?? ""), timing: false });
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
}

const centred = (text, width) => {
  const left = Math.floor((width - text.length) / 2);
  return " ".repeat(left) + text + " ".repeat(width - text.length - left);
};

/** Whether a text ends with a statement's semicolon. */
export function isWhole(text) {
  try {
    return tokensOf(text.replace(/\s+$/, "")).at(-1)?.value === ";";
  } catch {
    return false;
  }
}
