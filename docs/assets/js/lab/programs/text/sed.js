/* sed. */
import { Misuse } from "../tool.js";
import { regexOf } from "./regex.js";

export async function sed(tool) {
  const inPlace = tool.args.find((word) => /^-[nErs]*i./.test(word));
  tool.args = tool.args.map((word) => (word === inPlace ? word.replace(/i.*/, "i") : word));
  const { options, rest } = tool.options("nErse:f:i", { quiet: "n", silent: "n", "regexp-extended": "E", expression: "e", file: "f", "in-place": "i" }, { code: 1 });
  const scripts = options.all?.e ? [...options.all.e] : [];
  if (options.f) scripts.push(await tool.text(options.f));
  if (!scripts.length) {
    if (!rest.length) throw new Misuse(tool.gnu ? "no script specified" : "missing script");
    scripts.push(rest.shift());
  }
  const program = new Reader(tool, scripts.join("\n"), Boolean(options.E || options.r)).program();
  const names = rest.length ? rest : ["-"];
  if (options.i) {
    const suffix = inPlace ? inPlace.replace(/^-[nErs]*i/, "") : typeof options.i === "string" ? options.i : "";
    for (const name of names) await inside(tool, program, name, options, suffix);
    return tool.status;
  }
  const lines = [];
  for (const name of names) {
    await tool.attempt(
      async () => {
        if (name !== "-" && tool.files.stat(name).type === "dir") return tool.fail(tool.gnu ? `couldn't edit ${name}: not a regular file` : `${name}: Is a directory`);
        const needsAll = names.length > 1 || program.needsLast;
        if (needsAll) for await (const each of tool.lines(name)) lines.push(each);
        else await stream(tool, program, name, options);
        return undefined;
      },
      (_, message) => (tool.gnu ? `can't read ${name}: ${message}` : `${name}: ${message}`), tool.gnu ? 2 : 1);
  }
  if (lines.length) {
    const run = new Run(tool, program, options, (text) => tool.out(text));
    for (const [at, { line, ended }] of lines.entries()) if (!(await run.line(line, ended, at === lines.length - 1, lines, at))) break;
    return run.code ?? tool.status;
  }
  return tool.exitCode ?? tool.status;
}

async function stream(tool, program, name, options) {
  const run = new Run(tool, program, options, (text) => tool.out(text));
  for await (const { line, ended } of tool.lines(name)) if (!(await run.line(line, ended, false))) break;
  tool.exitCode = run.code;
}

async function inside(tool, program, name, options, suffix) {
  await tool.attempt(
    async () => {
      const stat = tool.files.stat(name);
      const before = tool.files.readText(name);
      let text = "";
      const run = new Run(tool, program, options, async (piece) => {
        text += piece;
      });
      const lines = before.split("\n").map((line, at, all) => ({ line, ended: at < all.length - 1 }));
      if (lines.at(-1).line === "") lines.pop();
      for (const [at, { line, ended }] of lines.entries()) {
        if (await run.line(line, ended, at === lines.length - 1, lines, at)) continue;
        for (const left of lines.slice(at + 1)) text += left.line + (left.ended ? "\n" : "");
        break;
      }
      if (suffix) tool.files.writeFile(suffix.includes("*") ? suffix.replaceAll("*", name) : name + suffix, before, { mode: stat.mode });
      /* A new file takes the old one's place, which a mount of one file doesn't allow. */
      const fresh = `${name.replace(/[^/]*$/, "")}sed${Math.random().toString(36).slice(2, 8)}`;
      tool.files.writeFile(fresh, text, { mode: stat.mode });
      try {
        tool.files.rename(fresh, name);
      } catch (error) {
        tool.files.unlink(fresh);
        if (error.code === "EBUSY") return tool.fail(tool.gnu ? `cannot rename ./${fresh}: Device or resource busy` : `can't rename '${fresh}': Resource busy`, tool.gnu ? 4 : 1);
        throw error;
      }
      if (tool.files.who.uid === 0) tool.files.chown(name, stat.uid, stat.gid);
      return undefined;
    },
    (_, message) => (tool.gnu ? `can't read ${name}: ${message}` : `${name}: ${message}`), tool.gnu ? 2 : 1);
}

class Reader {
  constructor(tool, text, extended) {
    Object.assign(this, { tool, text, extended, at: 0, needsLast: false });
  }

  fail(message) {
    return new Misuse(this.tool.gnu ? `-e expression #1, char ${Math.min(this.at, this.text.length)}: ${message}` : message.replace("unknown command: `", "unsupported command ").replace(/'$/, ""));
  }

  program() {
    const list = this.list(false);
    return { list, needsLast: this.needsLast };
  }

  list(inner) {
    const list = [];
    for (;;) {
      while (/[\s;]/.test(this.text[this.at] ?? "")) this.at += 1;
      if (this.at >= this.text.length) {
        if (inner) throw this.fail("unmatched `{'");
        return list;
      }
      if (this.text[this.at] === "}") {
        this.at += 1;
        if (inner) return list;
        throw this.fail("unexpected `}'");
      }
      if (this.text[this.at] === "#") {
        while (this.at < this.text.length && this.text[this.at] !== "\n") this.at += 1;
        continue;
      }
      list.push(this.command());
    }
  }

  address() {
    const char = this.text[this.at];
    if (/\d/.test(char ?? "")) {
      const found = /^\d+(?:~(\d+))?/.exec(this.text.slice(this.at));
      this.at += found[0].length;
      return found[1] ? { step: Number(found[1]), from: parseInt(found[0], 10) } : { line: Number(found[0]) };
    }
    if (char === "$") {
      this.at += 1;
      this.needsLast = true;
      return { last: true };
    }
    if (char === "/" || char === "\\") {
      if (char === "\\") this.at += 1;
      const pattern = this.until(this.text[this.at]);
      const flags = this.text[this.at] === "I" ? ((this.at += 1), "i") : "";
      return { regex: this.regex(pattern, flags) };
    }
    return null;
  }

  regex(pattern, flags) {
    if (pattern === "") return null;
    try {
      return regexOf(pattern, { extended: this.extended, flags: flags.includes("g") ? flags : `${flags}g` });
    } catch (error) {
      throw this.fail(/\[/.test(error.message) ? "unterminated address regex" : "Unmatched ( or \\(");
    }
  }

  /** What stands between two delimiters. */
  until(delimiter, keep = false) {
    let text = "";
    for (this.at += 1; this.text[this.at] !== delimiter; this.at += 1) {
      if (this.at >= this.text.length) return null;
      if (this.text[this.at] === "[" && !keep && delimiter !== "[") {
        const end = this.text.indexOf("]", this.at + (this.text[this.at + 1] === "]" || this.text[this.at + 1] === "^" ? 3 : 1));
        if (end > 0 && !this.text.slice(this.at, end).includes("\n")) {
          text += this.text.slice(this.at, end);
          this.at = end;
        }
      }
      if (this.text[this.at] === "\\") {
        if (this.text[this.at + 1] === delimiter && !keep) {
          text += /[.*[\]^$+?(){}|/]/.test(delimiter) && delimiter !== "/" ? `\\${delimiter}` : delimiter;
          this.at += 1;
          continue;
        }
        if (this.text[this.at + 1] === delimiter && keep) {
          text += delimiter === "&" ? "\\&" : delimiter;
          this.at += 1;
          continue;
        }
        text += "\\";
        this.at += 1;
      }
      text += this.text[this.at] ?? "";
    }
    this.at += 1;
    return text;
  }

  command() {
    const first = this.address();
    let second = null;
    if (this.text[this.at] === ",") {
      this.at += 1;
      const more = /^\+(\d+)/.exec(this.text.slice(this.at));
      if (more) {
        this.at += more[0].length;
        second = { more: Number(more[1]) };
      } else second = this.address();
      if (!second) throw this.fail("unexpected `,'");
    }
    while (/[ \t]/.test(this.text[this.at] ?? "")) this.at += 1;
    let negated = false;
    while (this.text[this.at] === "!") {
      negated = true;
      this.at += 1;
    }
    const name = this.text[this.at];
    if (name === undefined) throw this.fail("missing command");
    this.at += 1;
    return { first, second, negated, name, ...this.body(name) };
  }

  body(name) {
    if (name === "{") return { list: this.list(true) };
    if (name === "s") return this.substitution();
    if (name === "y") {
      const delimiter = this.text[this.at];
      const from = this.until(delimiter);
      this.at -= 1;
      return { from: [...from], to: [...this.until(delimiter)] };
    }
    if ("aic".includes(name)) {
      const found = /^[ \t]*(?:\\\n?[ \t]*)?/.exec(this.text.slice(this.at));
      this.at += found[0].length;
      let end = this.at;
      while (end < this.text.length && !(this.text[end] === "\n" && this.text[end - 1] !== "\\")) end += 1;
      const text = this.text.slice(this.at, end).replace(/\\([\s\S])/g, "$1");
      this.at = end;
      return { text };
    }
    if (":bt".includes(name)) {
      const found = /^\s*([^\s;}]*)/.exec(this.text.slice(this.at));
      this.at += found[0].length;
      return { label: found[1] };
    }
    if ("qQ".includes(name)) {
      const found = /^\s*(\d*)/.exec(this.text.slice(this.at));
      this.at += found[0].length;
      return { code: Number(found[1] || 0) };
    }
    if ("rw".includes(name)) {
      const found = /^\s*([^\n;]*)/.exec(this.text.slice(this.at));
      this.at += found[0].length;
      return { path: found[1].trim() };
    }
    if ("nNGN".includes(name)) this.needsLast = true;
    if ("pdDhHgGxnNlP=".includes(name)) {
      if (!/^[ \t]*(?:$|[;\n}#])/.test(this.text.slice(this.at))) throw this.fail("extra characters after command");
      return {};
    }
    throw this.fail(`unknown command: \`${name}'`);
  }

  substitution() {
    const delimiter = this.text[this.at];
    const pattern = this.until(delimiter);
    if (pattern === null) throw this.fail("unterminated `s' command");
    this.at -= 1;
    const by = this.until(delimiter, true);
    if (by === null) throw this.fail("unterminated `s' command");
    const flags = /^[gpiIme\d]*(?:w[ \t]*\S+)?/.exec(this.text.slice(this.at))[0];
    this.at += flags.length;
    if (!/^[ \t]*(?:$|[;\n}#])/.test(this.text.slice(this.at))) throw this.fail("unknown option to `s'");
    return { regex: this.regex(pattern, /[iI]/.test(flags) ? "gi" : "g"), by, all: flags.includes("g"), print: flags.includes("p"), nth: Number(/\d+/.exec(flags)?.[0] ?? 1) };
  }
}

const QUIT = Symbol("quit");
const DELETE = Symbol("delete");

class Run {
  constructor(tool, program, options, write) {
    Object.assign(this, { tool, program, quiet: options.n, write, number: 0, hold: "", open: new Map(), last: null });
  }

  /** @returns whether to go on */
  async line(text, ended, isLast, all = null, at = 0) {
    if (this.skip > 0) {
      this.skip -= 1;
      return true;
    }
    this.number += 1;
    Object.assign(this, { space: text, isLast, all, index: at, after: [], replaced: false, consumed: 0 });
    const end = ended || !isLast ? (ended ? "\n" : "") : "";
    const result = await this.list(this.program.list, end);
    if (result !== DELETE && !this.quiet && result?.silent !== true) await this.write(`${this.space}${end}`);
    for (const piece of this.after) await this.write(piece);
    this.skip = this.consumed;
    return !(result === QUIT || result?.quit);
  }

  matches(command) {
    const { first, second, negated } = command;
    return this.inRange(command, first, second) !== negated;
  }

  one(address) {
    if (address.line !== undefined) return this.number === address.line;
    if (address.last) return this.isLast;
    if (address.step !== undefined) return address.step === 0 ? this.number === address.from : this.number >= address.from && (this.number - address.from) % address.step === 0;
    const regex = address.regex ?? this.last;
    this.last = regex;
    regex.lastIndex = 0;
    return regex.test(this.space);
  }

  inRange(command, first, second) {
    if (!first) return true;
    if (!second) return this.one(first);
    if (this.open.has(command)) {
      const until = this.open.get(command);
      const isEnd = until !== null ? this.number >= until : this.one(second);
      if (isEnd) this.open.delete(command);
      return !(until !== null && this.number > until);
    }
    if (!this.one(first)) return false;
    const until = second.line ?? (second.more !== undefined ? this.number + second.more : null);
    if (until === null || until > this.number) this.open.set(command, until);
    return true;
  }

  async list(list, end) {
    for (let at = 0; at < list.length; at += 1) {
      const command = list[at];
      if (!this.matches(command)) continue;
      const result = await this.command(command, end);
      if (result?.label !== undefined) {
        const to = list.findIndex((each) => each.name === ":" && each.label === result.label);
        if (to < 0) return result.label === "" ? undefined : result;
        at = to;
        await this.tool.process.breathe();
      } else if (result !== undefined) return result;
    }
    return undefined;
  }

  async command(command, end) {
    const runs = {
      "{": () => this.list(command.list, end),
      s: () => this.substitute(command),
      y: () => void (this.space = [...this.space].map((sign) => (command.from.includes(sign) ? command.to[command.from.indexOf(sign)] : sign)).join("")),
      p: () => this.write(`${this.space}\n`),
      P: () => this.write(`${this.space.split("\n")[0]}\n`),
      d: () => DELETE,
      D: () => DELETE,
      a: () => void this.after.push(`${command.text}\n`),
      i: () => this.write(`${command.text}\n`),
      c: async () => {
        if (!command.second || !this.open.has(command)) await this.write(`${command.text}\n`);
        return DELETE;
      },
      "=": () => this.write(`${this.number}\n`),
      q: () => ((this.code = command.code), QUIT),
      Q: () => ((this.code = command.code), { quit: true, silent: true }),
      h: () => void (this.hold = this.space),
      H: () => void (this.hold += `\n${this.space}`),
      g: () => void (this.space = this.hold),
      G: () => void (this.space += `\n${this.hold}`),
      x: () => void ([this.space, this.hold] = [this.hold, this.space]),
      N: () => this.append(),
      n: () => this.next(),
      b: () => ({ label: command.label }),
      t: () => (this.replaced ? ((this.replaced = false), { label: command.label }) : undefined),
      ":": () => undefined,
      l: () => this.write(`${this.space.replace(/[\\\t\n]/g, (sign) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n" })[sign])}$\n`),
      r: () => void this.after.push(this.tool.files.exists(command.path) ? this.tool.files.readText(command.path) : ""),
      w: () => this.tool.files.appendFile(command.path, `${this.space}\n`),
    };
    const result = await runs[command.name]();
    return result ?? undefined;
  }

  append() {
    const next = this.all?.[this.index + this.consumed + 1];
    if (!next) return QUIT;
    this.consumed += 1;
    this.number += 1;
    this.space += `\n${next.line}`;
    this.isLast = this.index + this.consumed === this.all.length - 1;
    return undefined;
  }

  async next() {
    if (!this.quiet) await this.write(`${this.space}\n`);
    const next = this.all?.[this.index + this.consumed + 1];
    if (!next) return DELETE;
    this.consumed += 1;
    this.number += 1;
    this.space = next.line;
    this.isLast = this.index + this.consumed === this.all.length - 1;
    return undefined;
  }

  async substitute({ regex: own, by, all, print, nth }) {
    const regex = own ?? this.last;
    this.last = regex;
    let count = 0;
    regex.lastIndex = 0;
    const changed = this.space.replace(regex, (...found) => {
      count += 1;
      if (count < nth || (!all && count > nth)) return found[0];
      this.replaced = true;
      return replacement(by, found);
    });
    if (count < nth || count === 0) return;
    this.space = changed;
    if (print) await this.write(`${this.space}\n`);
  }
}

function replacement(by, found) {
  let [text, mode, once] = ["", "", ""];
  const add = (piece) => {
    let shown = mode === "U" ? piece.toUpperCase() : mode === "L" ? piece.toLowerCase() : piece;
    if (once && shown) {
      shown = (once === "u" ? shown[0].toUpperCase() : shown[0].toLowerCase()) + shown.slice(1);
      once = "";
    }
    text += shown;
  };
  for (let at = 0; at < by.length; at += 1) {
    if (by[at] === "&") add(found[0]);
    else if (by[at] === "\\") {
      at += 1;
      const char = by[at] ?? "";
      if (/\d/.test(char)) add(char === "0" ? found[0] : (found[Number(char)] ?? ""));
      else if (char === "n") add("\n");
      else if (char === "t") add("\t");
      else if (char === "U" || char === "L" || char === "E") mode = char === "E" ? "" : char;
      else if (char === "u" || char === "l") once = char;
      else add(char);
    } else add(by[at]);
  }
  return text;
}
