/* Tables as the CLI lays them out: aligned columns, three blanks between them. */

const BETWEEN = 3, LEAST = 10;

/** Align rows of cells separated by tabs. The last cell isn't padded. @param {string} text lines */
export function layout(text) {
  const rows = text.split("\n").map((line) => line.split("\t")), widths = [];
  for (const row of rows) row.slice(0, -1).forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, width(cell) + BETWEEN, LEAST)));
  return rows.map((row) => row.map((cell, i) => (i < row.length - 1 ? cell + " ".repeat(widths[i] - width(cell)) : cell)).join("")).join("\n");
}

const width = (text) => [...text].length;
