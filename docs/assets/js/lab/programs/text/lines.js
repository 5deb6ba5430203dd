/* sort, uniq, cut, tr, paste, fold, column: change lines one by one, or order them. */
import { Misuse } from "../tool.js";

async function allLines(tool, names) {
  const lines = [];
  for (const name of names.length ? names : ["-"]) {
    await tool.attempt(async () => {
      for await (const { line } of tool.lines(name)) lines.push(line);
    }, (_, message) => (tool.gnu ? `cannot read: ${name}: ${message}` : `${name}: ${message}`), 2);
  }
  return lines;
}

const numeric = (text) => Number(/^\s*-?\d*\.?\d+/.exec(text)?.[0] ?? 0);
const UNITS = { "": 1, k: 1e3, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };
const sized = (text) => {
  const found = /^\s*(-?\d*\.?\d+)([kKMGT]?)/.exec(text);
  return found ? Number(found[1]) * UNITS[found[2]] : 0;
};
const versioned = (a, b) => a.localeCompare(b, "en", { numeric: true });

export async function sort(tool) {
  const { options, rest } = tool.options("nrufk:t:o:hVbcsgMd", { numeric: "n", "numeric-sort": "n", reverse: "r", unique: "u", "ignore-case": "f", key: "k", "field-separator": "t", output: "o", "human-numeric-sort": "h", "version-sort": "V" });
  const lines = await allLines(tool, rest);
  if (tool.status) return tool.status;
  const keys = (options.all?.k ?? []).map(keyOf);
  const compareAs = (flags) => (a, b) => {
    const [x, y] = flags.f ? [a.toUpperCase(), b.toUpperCase()] : [a, b];
    const order = flags.n || flags.g ? numeric(x) - numeric(y) : flags.h ? sized(x) - sized(y) : flags.V ? versioned(x, y) : x < y ? -1 : x > y ? 1 : 0;
    return flags.r ? -order : order;
  };
  const byKeys = (a, b) => {
    for (const key of keys) {
      const own = key.flags ? Object.fromEntries([...key.flags].map((letter) => [letter, 1])) : options;
      const order = compareAs(own)(part(a, key, options), part(b, key, options));
      if (order) return order;
    }
    return keys.length ? 0 : compareAs(options)(a, b);
  };
  const last = (a, b) => (options.u || options.s ? 0 : (a < b ? -1 : a > b ? 1 : 0) * (options.r ? -1 : 1));
  if (options.c) {
    const at = lines.findIndex((line, index) => index > 0 && byKeys(lines[index - 1], line) > 0);
    if (at < 0) return 0;
    await tool.warn(`${rest[0] ?? "-"}:${at + 1}: disorder: ${lines[at]}`);
    return 1;
  }
  lines.sort((a, b) => byKeys(a, b) || last(a, b));
  const kept = options.u ? lines.filter((line, at) => at === 0 || byKeys(lines[at - 1], line) !== 0) : lines;
  const text = kept.map((line) => `${line}\n`).join("");
  if (options.o) tool.files.writeFile(options.o, text);
  else await tool.out(text);
  return 0;
}

function keyOf(text) {
  const found = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text);
  if (!found) throw new Misuse(`invalid key: '${text}'`);
  return { from: Number(found[1]), char: Number(found[2] ?? 1), to: found[4] ? Number(found[4]) : null, flags: found[3] || found[6] || "" };
}

function part(line, key, options) {
  const fields = options.t ? line.split(options.t) : (line.match(/\s*\S+/g) ?? []);
  return fields.slice(key.from - 1, key.to ?? undefined).join(options.t ?? "").slice(key.char - 1).replace(options.b || key.flags.includes("b") ? /^\s+/ : /^(?!)/, "");
}

export async function uniq(tool) {
  const { options, rest } = tool.options("cdiuf:s:w:", { count: "c", repeated: "d", unique: "u", "ignore-case": "i" });
  const groups = [];
  const key = (line) => {
    const cut = options.f ? line.replace(new RegExp(`^(?:\\s*\\S+){0,${options.f}}`), "") : line;
    return options.i ? cut.toLowerCase() : cut;
  };
  for await (const { line } of tool.lines(rest[0] ?? "-")) {
    const last = groups.at(-1);
    if (last && key(last.line) === key(line)) last.count += 1;
    else groups.push({ line, count: 1 });
  }
  const kept = groups.filter(({ count }) => (options.d ? count > 1 : options.u ? count === 1 : true));
  await tool.out(kept.map(({ line, count }) => `${options.c ? `${String(count).padStart(7)} ` : ""}${line}\n`).join(""));
}

export async function cut(tool) {
  const { options, rest } = tool.options("d:f:c:b:sn", { delimiter: "d", fields: "f", characters: "c", bytes: "b", "only-delimited": "s", complement: "complement", "output-delimiter": "output:" });
  const list = options.f ?? options.c ?? options.b;
  if (list === undefined) throw new Misuse(tool.gnu ? `you must specify a list of bytes, characters, or fields${tool.hint}` : "expected a list of bytes, characters, or fields");
  const ranges = list.split(/[, ]/).map((text) => {
    const [from, to] = text.includes("-") ? text.split("-") : [text, text];
    return [from === "" ? 1 : Number(from), to === "" ? Infinity : Number(to)];
  });
  const chosen = (at) => ranges.some(([from, to]) => at >= from && at <= to) !== Boolean(options.complement);
  const delimiter = options.d ?? "\t";
  for (const name of rest.length ? rest : ["-"]) {
    await tool.attempt(
      async () => {
        for await (const { line } of tool.lines(name)) {
          if (!options.f) await tool.out(`${[...line].filter((_, at) => chosen(at + 1)).join("")}\n`);
          else if (!line.includes(delimiter)) {
            if (!options.s) await tool.out(`${line}\n`);
          } else await tool.out(`${line.split(delimiter).filter((_, at) => chosen(at + 1)).join(options.output ?? delimiter)}\n`);
        }
      },
      (_, message) => `${name}: ${message}`);
  }
}

const CLASSES = { upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", lower: "abcdefghijklmnopqrstuvwxyz", digit: "0123456789", space: " \t\n\r\v\f", blank: " \t", punct: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" };
CLASSES.alpha = CLASSES.upper + CLASSES.lower;
CLASSES.alnum = CLASSES.digit + CLASSES.alpha;
CLASSES.print = ` ${CLASSES.alnum}${CLASSES.punct}`;

function setOf(text) {
  const signs = [];
  for (let at = 0; at < text.length; ) {
    const named = /^\[:(\w+):\]/.exec(text.slice(at));
    if (named) {
      signs.push(...(CLASSES[named[1]] ?? ""));
      at += named[0].length;
      continue;
    }
    const [sign, length] = signAt(text, at);
    if (text[at + length] === "-" && at + length + 1 < text.length) {
      const [end, more] = signAt(text, at + length + 1);
      for (let code = sign.charCodeAt(0); code <= end.charCodeAt(0); code += 1) signs.push(String.fromCharCode(code));
      at += length + 1 + more;
    } else {
      signs.push(sign);
      at += length;
    }
  }
  return signs;
}

function signAt(text, at) {
  if (text[at] !== "\\") return [text[at], 1];
  const octal = /^\\([0-7]{1,3})/.exec(text.slice(at));
  if (octal) return [String.fromCharCode(parseInt(octal[1], 8)), octal[0].length];
  return [{ n: "\n", t: "\t", r: "\r", "\\": "\\", a: "\x07", f: "\f", v: "\v" }[text[at + 1]] ?? text[at + 1] ?? "\\", 2];
}

export async function tr(tool) {
  const { options, rest } = tool.options("dscCt", { delete: "d", "squeeze-repeats": "s", complement: "c" });
  if (!rest.length) throw tool.missing();
  const isComplement = options.c || options.C;
  const from = setOf(rest[0]);
  const to = rest[1] === undefined ? [] : setOf(rest[1]);
  if (!options.d && !options.s && rest.length < 2) throw new Misuse(tool.gnu ? `missing operand after '${rest[0]}'\nTwo strings must be given when translating.${tool.hint}` : "missing operand");
  const members = new Set(from);
  const has = (sign) => members.has(sign) !== Boolean(isComplement);
  const place = new Map(from.map((sign, at) => [sign, to[Math.min(at, to.length - 1)]]));
  const squeezed = new Set(rest[1] !== undefined ? to : from);
  const isSqueezed = (sign) => (rest[1] === undefined ? has(sign) : squeezed.has(sign));
  let last = null;
  const decoder = new TextDecoder();
  for (let chunk; (chunk = await tool.process.read(0)); ) {
    let text = "";
    for (const sign of decoder.decode(chunk, { stream: true })) {
      if (options.d && has(sign)) continue;
      const next = options.d || !to.length ? sign : isComplement ? (has(sign) ? to.at(-1) : sign) : (place.get(sign) ?? sign);
      if (options.s && next === last && isSqueezed(next)) continue;
      last = next;
      text += next;
    }
    await tool.out(text);
  }
}

export async function paste(tool) {
  const { options, rest } = tool.options("d:s", { delimiters: "d", serial: "s" });
  const delimiter = (options.d ?? "\t").replaceAll("\\n", "\n").replaceAll("\\t", "\t");
  const files = [];
  for (const name of rest.length ? rest : ["-"]) files.push((await tool.text(name)).replace(/\n$/, "").split("\n"));
  if (options.s) return tool.out(files.map((lines) => `${lines.join(delimiter)}\n`).join(""));
  const height = Math.max(...files.map((lines) => lines.length));
  return tool.out(Array.from({ length: height }, (_, at) => `${files.map((lines) => lines[at] ?? "").join(delimiter)}\n`).join(""));
}

export async function fold(tool) {
  const { options, rest } = tool.options("w:sb", { width: "w" });
  const width = Number(options.w ?? 80);
  for (const name of rest.length ? rest : ["-"]) for await (const { line, ended } of tool.lines(name)) await tool.out((line.match(new RegExp(`.{1,${width}}`, "g")) ?? [""]).join("\n") + (ended ? "\n" : ""));
}

export async function column(tool) {
  const { options, rest } = tool.options("ts:c:o:", { table: "t" });
  const rows = (await allLines(tool, rest)).filter(Boolean).map((line) => (options.s ? line.split(options.s) : line.trim().split(/\s+/)));
  const widths = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  await tool.out(rows.map((row) => `${row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(widths[at]) : cell)).join("  ")}\n`).join(""));
}

export async function expand(tool) {
  for (const name of tool.args.length ? tool.args : ["-"]) for await (const { line } of tool.lines(name)) await tool.out(`${line.replace(/\t/g, "        ")}\n`);
}

export async function shuf(tool) {
  const lines = await allLines(tool, tool.args.filter((word) => !word.startsWith("-")));
  for (let at = lines.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [lines[at], lines[other]] = [lines[other], lines[at]];
  }
  await tool.out(lines.map((line) => `${line}\n`).join(""));
}
