/* cat, wc, tee, nl, tac, rev, … : files in, text out. */
import { FsError } from "../../fs/nodes.js";
import { Misuse } from "../tool.js";

const plain = (path, message) => `${path}: ${message}`;
export const openWords = (tool) => (path, message) => (tool.gnu ? `cannot open '${path}' for reading: ${message}` : `${path}: ${message}`);

export async function cat(tool) {
  const { options, rest } = tool.options("nbsAEvTetu", { number: "n", "number-nonblank": "b", "show-all": "A", "show-ends": "E", "squeeze-blank": "s" });
  let count = 0;
  for (const name of rest.length ? rest : ["-"]) {
    await tool.attempt(
      async () => {
        if (!Object.keys(options).length) return stream(tool, name);
        for await (const { line, ended } of tool.lines(name)) {
          const numbered = options.n || (options.b && line !== "");
          if (numbered) count += 1;
          const shown = options.A || options.T || options.t || options.v ? line.replaceAll("\t", options.A || options.T || options.t ? "^I" : "\t") : line;
          await tool.out(`${numbered ? `${String(count).padStart(6)}\t` : ""}${shown}${(options.A || options.E || options.e) && ended ? "$" : ""}${ended ? "\n" : ""}`);
        }
      },
      (path, message) => (tool.gnu ? plain(name, message) : `${message === "Is a directory" ? "read error" : `can't open '${name}'`}: ${message}`));
  }
}

/** Pass bytes on as they come, so that ongoing output can be watched. */
async function stream(tool, name) {
  const { process } = tool;
  if (name === "-") {
    for (let chunk; (chunk = await process.read(0)); ) await process.write(chunk);
    return;
  }
  if (tool.files.walk(name).node?.type === "dir") throw new FsError("EISDIR", name);
  const file = process.open(name);
  try {
    for (let chunk; (chunk = await file.read(65536, process)); ) await process.write(chunk);
  } finally {
    file.close();
  }
}

export async function wc(tool) {
  const { options, rest } = tool.options("lwcmL", { lines: "l", words: "w", bytes: "c", chars: "m", "max-line-length": "L" });
  const kinds = ["l", "w", "m", "c", "L"].filter((kind) => options[kind]);
  if (!kinds.length) kinds.push("l", "w", "c");
  const names = rest.length ? rest : ["-"];
  const rows = [];
  for (const name of names) {
    await tool.attempt(
      async () => {
        const data = await tool.bytes(name);
        rows.push({ name, counts: countsOf(data) });
      },
      (_, message, error) => {
        if (error.code === "EISDIR") rows.push({ name, counts: countsOf(new Uint8Array(0)) });
        return plain(name, message);
      });
  }
  const total = Object.fromEntries(["l", "w", "m", "c", "L"].map((kind) => [kind, rows.reduce((sum, { counts }) => (kind === "L" ? Math.max(sum, counts.L) : sum + counts[kind]), 0)]));
  if (names.length > 1) rows.push({ name: "total", counts: total });
  const fromInput = rest.length === 0 || rest.includes("-");
  const width = tool.gnu ? (kinds.length === 1 && names.length === 1 ? 1 : rest.length === 0 ? 7 : Math.max(fromInput ? 7 : 1, String(total.c).length)) : kinds.length === 1 && names.length === 1 ? 1 : 9;
  for (const { name, counts } of rows) {
    const cells = kinds.map((kind) => String(counts[kind]).padStart(width));
    await tool.out(`${tool.gnu ? cells.join(" ") : cells.length === 1 ? cells[0] : cells.join(" ")}${rest.length ? ` ${name}` : ""}\n`);
  }
}

function countsOf(data) {
  const text = new TextDecoder().decode(data);
  const lines = text.split("\n");
  return { l: lines.length - 1, w: text.match(/\S+/g)?.length ?? 0, c: data.length, m: [...text].length, L: Math.max(...lines.map((line) => line.length)) };
}

export async function tee(tool) {
  const { options, rest } = tool.options("ai", { append: "a" });
  const targets = [];
  for (const name of rest) {
    const stream = await tool.attempt(() => tool.process.open(name, options.a ? "a" : "w"), (_, message) => plain(name, message));
    if (stream) targets.push(stream);
  }
  for (let chunk; (chunk = await tool.process.read(0)); ) {
    await tool.process.write(chunk);
    for (const target of targets) await target.write(chunk, tool.process);
  }
}

export async function tac(tool) {
  for (const name of tool.args.length ? tool.args : ["-"]) await tool.attempt(async () => tool.out((await tool.text(name)).split(/(?<=\n)/).reverse().join("")), (_, message) => openWords(tool)(name, message));
}

export async function rev(tool) {
  for (const name of tool.args.length ? tool.args : ["-"]) for await (const { line, ended } of tool.lines(name)) await tool.out([...line].reverse().join("") + (ended ? "\n" : ""));
}

export async function nl(tool) {
  const { options, rest } = tool.options("b:w:s:v:n:i:");
  let count = Number(options.v ?? 1);
  for (const name of rest.length ? rest : ["-"]) {
    for await (const { line } of tool.lines(name)) {
      const isNumbered = options.b === "a" || line !== "";
      await tool.out(isNumbered ? `${String(count).padStart(Number(options.w ?? 6))}${options.s ?? "\t"}${line}\n` : `${" ".repeat(Number(options.w ?? 6) + 1)}${line}\n`);
      if (isNumbered) count += Number(options.i ?? 1);
    }
  }
}

export async function yes(tool) {
  const line = `${tool.args.join(" ") || "y"}\n`;
  for (;;) await tool.out(line);
}

export async function seq(tool) {
  const { options, rest } = tool.options("s:wf:0123456789.", { separator: "s", "equal-width": "w", format: "f" }, { stop: true });
  const words = Object.keys(options).some((key) => /\d/.test(key)) ? tool.args : rest;
  if (!words.length) throw tool.missing();
  const bad = words.find((word) => Number.isNaN(Number(word)));
  if (bad !== undefined) throw new Misuse(tool.gnu ? `invalid floating point argument: '${bad}'${tool.hint}` : `invalid number '${bad}'`);
  const [from, step, to] = words.length === 1 ? [1, 1, Number(words[0])] : words.length === 2 ? [Number(words[0]), 1, Number(words[1])] : words.map(Number);
  const digits = Math.max(...words.map((word) => (word.split(".")[1] ?? "").length));
  const width = options.w ? Math.max(...words.map((word) => word.length)) : 0;
  const all = [];
  for (let at = 0; ; at += 1) {
    const value = from + at * step;
    if (step > 0 ? value > to + 1e-9 : value < to - 1e-9) break;
    all.push(value.toFixed(digits).padStart(width, "0"));
    if (all.length >= 1000) {
      await tool.out(all.splice(0).join(options.s ?? "\n") + (options.s ?? "\n"));
    }
    if (step === 0) throw new Misuse("invalid Zero increment value: '0'");
  }
  if (all.length) await tool.out(`${all.join(options.s ?? "\n")}\n`);
}
