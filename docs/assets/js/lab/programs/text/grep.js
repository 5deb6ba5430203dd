/* grep. */
import { FsError } from "../../fs/nodes.js";
import { patternMatches } from "../../shell/patterns.js";
import { Misuse } from "../tool.js";
import { regexOf } from "./regex.js";

const LONG = { "ignore-case": "i", "invert-match": "v", count: "c", "line-number": "n", "files-with-matches": "l", "files-without-match": "L", quiet: "q", silent: "q", "no-messages": "s", recursive: "r", "only-matching": "o", "word-regexp": "w", "line-regexp": "x", "extended-regexp": "E", "fixed-strings": "F", "perl-regexp": "P", "max-count": "m", "after-context": "A", "before-context": "B", context: "C", regexp: "e", file: "f", "no-filename": "h", "with-filename": "H", color: "color", colour: "color", include: "include:", exclude: "exclude:", text: "a" };

export async function grep(tool) {
  tool.args = tool.args.map((word) => (/^-\d+$/.test(word) ? `-C${word.slice(1)}` : word));
  const { options, rest } = tool.options("ivcnlLqsrRowxEFPGm:A:B:C:e:f:hHazZ", LONG, { code: 2 });
  const patterns = options.all?.e ? [...options.all.e] : [];
  if (options.f) patterns.push(...(await tool.text(options.f)).replace(/\n$/, "").split("\n"));
  if (!options.e && !options.f) {
    if (!rest.length) {
      if (tool.gnu) {
        await tool.process.warn("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n");
        return 2;
      }
      throw new Misuse("missing pattern", 2);
    }
    patterns.push(...rest.shift().split("\n"));
  }
  let regexes;
  try {
    const how = { extended: options.E || tool.name === "egrep", fixed: options.F || tool.name === "fgrep", flags: `${options.i ? "i" : ""}u`, word: options.w, line: options.x };
    regexes = patterns.map((pattern) => (options.P ? new RegExp(pattern, options.i ? "gi" : "g") : regexOf(pattern, { ...how, flags: options.i ? "gi" : "g" })));
  } catch (error) {
    throw new Misuse(tool.gnu ? (/unterminated|unmatched|invalid/i.test(error.message) ? wordsOf(error.message) : error.message) : `bad regex '${patterns[0]}': ${wordsOf(error.message)}`, 2);
  }
  const deep = options.r || options.R;
  const state = { tool, options, regexes, found: false, deep };
  const names = rest.length ? rest : [deep ? "." : "-"];
  state.named = options.H || (!options.h && (names.length > 1 || deep));
  for (const name of names) {
    if (state.found && options.q) break;
    await visit(state, name, name);
  }
  if (state.found && options.q) return 0;
  return tool.status ? 2 : state.found ? 0 : 1;
}

const wordsOf = (message) => (/group|parenthes/i.test(message) ? "Unmatched ( or \\(" : /class|\[/i.test(message) ? "Unmatched [, [^, [:, [., or [=" : "Invalid regular expression");

async function visit(state, name, shown) {
  const { tool, options } = state;
  try {
    if (name !== "-" && tool.files.stat(name).type === "dir") {
      if (!state.deep) {
        if (tool.gnu && !options.s) await tool.warn(`${name}: Is a directory`);
        if (tool.gnu) tool.status = 2;
        return;
      }
      for (const child of tool.files.readdir(name)) {
        const path = name === "." && shown === "." && tool.gnu && !state.explicit ? child : `${name.replace(/\/$/, "")}/${child}`;
        const isFolder = tool.files.exists(path) && tool.files.lstat(path).type === "dir";
        if (!isFolder && options.include && !patternMatches(options.include, child)) continue;
        if (!isFolder && options.exclude && patternMatches(options.exclude, child)) continue;
        if (tool.files.lstat(path).type !== "link" || options.R) await visit(state, path, path);
      }
      return;
    }
    await search(state, name, name === "-" ? "(standard input)" : shown);
  } catch (error) {
    if (!(error instanceof FsError) || error.code === "EPIPE") throw error;
    if (!options.s) await tool.warn(`${name}: ${error.message}`);
    tool.status = 2;
  }
}

async function search(state, name, shown) {
  const { tool, options, regexes } = state;
  const prefix = state.named ? shown : null;
  const [before, after] = [Number(options.B ?? options.C ?? 0), Number(options.A ?? options.C ?? 0)];
  const kept = [];
  let [count, number, left, lastShown] = [0, 0, 0, 0];
  const show = async (line, at, sign) => {
    if ((before || after) && lastShown && at > lastShown + 1) await tool.out("--\n");
    lastShown = at;
    await tool.out(`${prefix === null ? "" : `${prefix}${sign}`}${options.n ? `${at}${sign}` : ""}${line}\n`);
  };
  for await (const { line } of tool.lines(name)) {
    number += 1;
    const matches = regexes.some((regex) => {
      regex.lastIndex = 0;
      return regex.test(line);
    });
    if (matches === !options.v) {
      count += 1;
      state.found = true;
      if (options.q) return;
      if (!options.c && !options.l && !options.L) {
        if (options.o) await only(state, line, number, prefix);
        else {
          for (const [at, text] of kept.splice(0)) await show(text, at, "-");
          await show(line, number, ":");
        }
      }
      left = after;
      if (options.l || (options.m && count >= Number(options.m))) break;
    } else if (left > 0 && !options.c && !options.l) {
      await show(line, number, "-");
      left -= 1;
    } else if (before) {
      kept.push([number, line]);
      if (kept.length > before) kept.shift();
    }
  }
  if (options.c) await tool.out(`${prefix === null ? "" : `${prefix}:`}${count}\n`);
  if (options.l && count) await tool.out(`${shown}\n`);
  if (options.L && !count) await tool.out(`${shown}\n`);
}

async function only({ tool, options, regexes }, line, number, prefix) {
  if (options.v) return;
  for (const regex of regexes) {
    regex.lastIndex = 0; // matchAll starts where the last search ended
    for (const found of line.matchAll(regex)) if (found[0] !== "") await tool.out(`${prefix === null ? "" : `${prefix}:`}${options.n ? `${number}:` : ""}${found[0]}\n`);
  }
}
