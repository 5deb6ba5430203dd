/* Faults of a YAML text, in the words of the library with which Compose reads it. */

const place = (line, column) => `L${line}.C${column}`;

/** @param {object} fault an error of the `yaml` library @param {string} file */
export function yamlFault(fault, text, file) {
  const lines = text.split("\n"), [{ line, col }, end = { line, col }] = fault.linePos ?? [{ line: 1, col: 1 }], here = lines[line - 1] ?? "";
  const scanner = (where, what) => `go-yaml load error in scanner ${where}: ${what}`, parser = (while_, from, what) => `go-yaml load error in parser (while parsing a ${while_}) at ${from}-${place(line, col)}: ${what}`;
  switch (fault.code) {
    case "DUPLICATE_KEY": return duplicate(lines, line, col, file);
    case "TAB_AS_INDENT": return tab(lines, line, scanner);
    case "BLOCK_AS_IMPLICIT_KEY": case "MULTILINE_IMPLICIT_KEY": return scanner(`at ${colon(lines, fault, line, col, end)}`, "mapping values are not allowed in this context");
    case "MISSING_CHAR":
      if (/quote/.test(fault.message)) return scanner(`(while scanning a quoted scalar) at ${opening(lines)}-${place(lines.length, 1)}`, "found unexpected end of stream");
      return scanner(`(while scanning a simple key) at ${place(line, col)}-${place(line + 1, 1)}`, "could not find expected ':'");
    case "BAD_SCALAR_START": return scanner(`(while scanning for the next token) at ${place(line, col)}`, "found character that cannot start any token");
    case "UNEXPECTED_TOKEN": return parser("block mapping", place(...firstKey(lines, line)), "did not find expected key");
    case "BAD_INDENT": return indentation(fault, lines, line, here, scanner);
    default: return `go-yaml load error in parser at ${place(line, col)}: ${fault.message.split(" at line")[0].toLowerCase()}`;
  }
}

function duplicate(lines, line, col, file) {
  const key = /^\s*(?:- )?(["']?)(.*?)\1\s*:/.exec(lines[line - 1])?.[2] ?? "", first = lines.slice(0, line - 1).findLastIndex((each) => each.slice(col - 1).startsWith(`${key}:`) && !each.slice(0, col - 1).trim()) + 1;
  return `failed to parse ${file}: yaml: construct errors: line 1: line ${line}: mapping key ${JSON.stringify(key)} already defined at line ${first}`;
}

function tab(lines, line, scanner) {
  const before = lines[line - 2] ?? "", value = /:\s+(\S.*)$/.exec(before);
  if (value) return scanner(`(while scanning a plain scalar) at ${place(line - 1, before.length - value[1].length + 1)}-${place(line, 1)}`, "found a tab character that violates indentation");
  return scanner(`(while scanning for the next token) at ${place(line, 1)}`, "found character that cannot start any token");
}

/* The surplus colon: the second of this line, or the one of the next. */
function colon(lines, fault, line, col, end) {
  if (fault.code === "MULTILINE_IMPLICIT_KEY") return place(end.line, end.col);
  const rest = lines[line - 1].slice(col - 1), at = rest.search(/:(?:\s|$)/);
  if (at >= 0) return place(line, col + at);
  return place(line + 1, (lines[line] ?? "").search(/:(?:\s|$)/) + 1);
}

function opening(lines) {
  let open = null;
  lines.forEach((text, i) => [...text.matchAll(/"/g)].forEach((match) => (open = open ? null : place(i + 1, match.index + 1))));
  return open ?? place(1, 1);
}

/** Find where a line's block begins: at the first line indented as far as this one. */
function firstKey(lines, line) {
  const depth = (text) => text.search(/\S/), wanted = depth(lines[line - 1]);
  let first = line;
  for (let at = line - 1; at > 0 && (depth(lines[at - 1]) < 0 || depth(lines[at - 1]) >= wanted); at--) if (depth(lines[at - 1]) === wanted) first = at;
  return [first, wanted + 1];
}

function indentation(fault, lines, line, here, scanner) {
  if (/^Flow/.test(fault.message)) {
    const isList = /sequence/.test(fault.message), mark = isList ? "[" : "{", at = lines.findLastIndex((each) => each.includes(mark));
    return `go-yaml load error in parser (while parsing a flow ${isList ? "sequence" : "mapping"}) at ${place(at + 1, lines[at].lastIndexOf(mark) + 1)}-${at + 1 === line ? `C${fault.linePos?.[0]?.col ?? 1}` : place(line, Math.max(1, here.search(/\S/) + 1))}: did not find expected ',' or '${isList ? "]" : "}"}'`;
  }
  const depth = here.search(/\S/), outer = lines.slice(0, line - 1).findLastIndex((each) => each.trim() && each.search(/\S/) < depth) + 1;
  const above = lines.slice(0, line - 1).findLastIndex((each) => each.trim() && each.search(/\S/) === depth) + 1;
  if (above && /^\s*- /.test(lines[above - 1])) {
    if (!/:(?:\s|$)/.test(here)) return scanner(`(while scanning a simple key) at ${place(line, depth + 1)}-${place(line + 1, 1)}`, "could not find expected ':'");
    const first = lines.findIndex((each, i) => i >= outer && /^\s*- /.test(each)) + 1;
    return `go-yaml load error in parser (while parsing a block collection) at ${place(first, depth + 1)}-${place(line, depth + 1)}: did not find expected '-' indicator`;
  }
  const [start, column] = outer ? firstKey(lines, outer) : [1, 1];
  return `go-yaml load error in parser (while parsing a block mapping) at ${place(start, column)}-${place(line, depth + 1)}: did not find expected key`;
}
