/* Operations on a value: `${name:1:2}`, `${name%.txt}`, `${name/a/b}`, `${name:-…}`. */
import { patternMatches, patternSource } from "./patterns.js";
import { Fatal } from "./state.js";

export class Operations {
  /** @param {import("./shell.js").Shell} shell */
  constructor(shell) {
    this.shell = shell;
  }

  get state() {
    return this.shell.state;
  }

  async slice(part, list, isParameters) {
    const [from, count] = await this.#bounds(part);
    const start = from < 0 ? Math.max(0, list.length + from) : isParameters && from === 0 ? 0 : from;
    return count === null ? list.slice(start) : list.slice(start, count < 0 ? list.length + count : start + count);
  }

  async #bounds(part) {
    const text = await this.text(part.word);
    const at = text.indexOf(":");
    const from = Number(await this.arithmetic(at < 0 ? text : text.slice(0, at)));
    return [from, at < 0 ? null : Number(await this.arithmetic(text.slice(at + 1)))];
  }

  async complain(part) {
    const text = part.word.length ? await this.text(part.word) : part.op === ":?" ? "parameter null or not set" : "parameter not set";
    throw new Fatal(`${part.name}: ${text}`, this.state.dialect === "bash" ? 127 : 2);
  }

  async operation(part, value, fields, split, quoted) {
    const { op } = part;
    if (!DEFAULTS.has(op)) {
      if (value === undefined && this.state.options.has("nounset")) throw new Fatal(this.unset(part.name), this.state.dialect === "bash" ? 127 : 2);
      return this.insert(await this.changed(part, value ?? ""), fields, split, quoted);
    }
    const isMissing = value === undefined || (op.startsWith(":") && value === "");
    if (op.endsWith("+")) {
      if (isMissing) return quoted ? fields.add("", true) : undefined;
      return this.parts(this.tilde(part.word), fields, split, quoted);
    }
    if (!isMissing) return this.insert(value, fields, split, quoted);
    if (op.endsWith("?")) return this.complain(part);
    if (op.endsWith("=")) {
      const text = await this.text(part.word);
      this.state.set(part.name, text);
      return this.insert(text, fields, split, quoted);
    }
    if (!part.word.length && quoted) fields.add("", true);
    return this.parts(this.tilde(part.word), fields, split, quoted);
  }

  /** Cut a value, or replace in it. */
  async changed(part, value) {
    const { op } = part;
    if (op === ":") {
      const [from, count] = await this.#bounds(part);
      const signs = [...value];
      const start = from < 0 ? signs.length + from : from;
      if (start < 0) return "";
      return signs.slice(start, count === null ? undefined : count < 0 ? signs.length + count : start + count).join("");
    }
    if (op === "^" || op === "^^" || op === "," || op === ",,") return this.#cased(op, value);
    if (op === "@") return (await this.text(part.word)) === "Q" ? `'${value.replaceAll("'", "'\\''")}'` : value;
    if (op.startsWith("/")) return this.#replaced(part, value);
    const pattern = await this.pattern(part.word);
    const signs = [...value];
    const lengths = [...signs.keys(), signs.length];
    if (op[0] === "#") {
      const order = op === "#" ? lengths : lengths.reverse();
      const found = order.find((length) => patternMatches(pattern, signs.slice(0, length).join("")));
      return found === undefined ? value : signs.slice(found).join("");
    }
    const order = op === "%" ? lengths.reverse() : lengths;
    const found = order.find((length) => patternMatches(pattern, signs.slice(length).join("")));
    return found === undefined ? value : signs.slice(0, found).join("");
  }

  #cased(op, value) {
    const change = (text) => (op[0] === "^" ? text.toUpperCase() : text.toLowerCase());
    return op.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
  }

  async #replaced(part, value) {
    const at = slashIn(part.word);
    const pattern = await this.pattern(at.before);
    if (!pattern) return value;
    const by = await this.text(at.after);
    const source = patternSource(pattern);
    const anchored = part.op === "/#" ? `^(?:${source})` : part.op === "/%" ? `(?:${source})$` : source;
    return value.replace(new RegExp(anchored, part.op === "//" ? "gu" : "u"), () => by);
  }
}

export const DEFAULTS = new Set([":-", "-", ":=", "=", ":?", "?", ":+", "+"]);

/** Where the pattern of `${x/pattern/text}` ends. */
function slashIn(parts) {
  for (const [at, part] of parts.entries()) {
    if (part.kind !== "text" || part.quoted && part.text !== "/" ) continue;
    const slash = part.quoted ? -1 : part.text.indexOf("/");
    if (slash < 0) continue;
    const piece = (text) => (text ? [{ ...part, text }] : []);
    return { before: [...parts.slice(0, at), ...piece(part.text.slice(0, slash))], after: [...piece(part.text.slice(slash + 1)), ...parts.slice(at + 1)] };
  }
  return { before: parts, after: [] };
}
