/* Run sed's commands on lines of its input. */

export const QUIT = Symbol("quit");

export const DELETE = Symbol("delete");

export class Run {
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
