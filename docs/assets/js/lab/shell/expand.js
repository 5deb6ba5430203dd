/* Words become what a program gets: variables and commands filled in, split, paths found. */
import { ArithmeticError, evaluate } from "./arithmetic.js";
import { expandBraces } from "./braces.js";
import { escapePattern, glob, hasPattern, patternMatches, patternSource } from "./patterns.js";
import { Fatal } from "./state.js";

/** Pieces of text, quoted or not, in fields. */
class Fields {
  constructor() {
    this.all = [];
    this.current = null;
  }

  add(text, quoted) {
    this.current ??= [];
    this.current.push({ text, quoted });
  }

  /** The field ends here. */
  cut() {
    if (this.current) this.all.push(this.current);
    this.current = null;
  }
}

export class Expander {
  /** @param {import("./shell.js").Shell} shell */
  constructor(shell) {
    this.shell = shell;
  }

  get state() {
    return this.shell.state;
  }

  /** The arguments that some words make. */
  async words(list) {
    const result = [];
    for (const word of list) {
      for (const parts of this.state.dialect === "bash" ? expandBraces(word) : [word]) result.push(...(await this.#fields(parts)));
    }
    return result;
  }

  async #fields(parts) {
    const fields = new Fields();
    await this.#parts(this.#tilde(parts), fields, true);
    fields.cut();
    return fields.all.flatMap((field) => this.#paths(field));
  }

  #paths(field) {
    const plain = () => [field.map((piece) => piece.text).join("")];
    if (this.state.options.has("noglob") || !field.some((piece) => !piece.quoted && /[*?[]/.test(piece.text))) return plain();
    const pattern = field.map((piece) => (piece.quoted ? escapePattern(piece.text) : piece.text)).join("");
    if (!hasPattern(pattern)) return plain();
    const found = glob(pattern, this.shell.process.files);
    if (found.length) return found;
    return this.state.shopts.has("nullglob") ? [] : plain();
  }

  /** One word as one text, as in an assignment. */
  async text(parts, { assignment = false } = {}) {
    const fields = new Fields();
    await this.#parts(this.#tilde(parts, assignment), fields, false);
    fields.cut();
    return fields.all.map((field) => field.map((piece) => piece.text).join("")).join(" ");
  }

  /** One word as a pattern. */
  async pattern(parts) {
    const fields = new Fields();
    await this.#parts(this.#tilde(parts), fields, false);
    fields.cut();
    return fields.all.map((field) => field.map((piece) => (piece.quoted ? escapePattern(piece.text) : piece.text)).join("")).join(" ");
  }

  /** One word as a regular expression: what is quoted stands for itself. */
  async regex(parts) {
    const fields = new Fields();
    await this.#parts(parts, fields, false);
    fields.cut();
    return fields.all.flatMap((field) => field.map((piece) => (piece.quoted ? piece.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : piece.text))).join("");
  }

  #tilde(parts, assignment = false) {
    const first = parts[0];
    if (first?.kind !== "text" || first.quoted || !first.text.includes("~")) return parts;
    const home = (name) => (name ? this.shell.homeOf(name) : (this.state.get("HOME") ?? this.shell.homeOf(null)));
    const replaced = first.text.replace(assignment ? /(^|:)~([\w-]*)(?=[/:]|$)/g : /^()~([\w-]*)(?=\/|$)/g, (all, before, name) => {
      const found = home(name);
      return found === null ? all : `${before}\0${found}\0`;
    });
    if (replaced === first.text || (parts.length > 1 && !first.text.includes("/"))) return parts;
    const pieces = replaced.split("\0").map((text, at) => ({ kind: "text", text, quoted: at % 2 === 1 }));
    return [...pieces.filter((piece) => piece.text || piece.quoted), ...parts.slice(1)];
  }

  async #parts(parts, fields, split, within = false) {
    for (const part of parts) {
      if (part.kind === "text") {
        if (part.text || part.quoted) fields.add(part.text, part.quoted || within);
      } else if (part.kind === "double") {
        if (!part.parts.length) fields.add("", true);
        else await this.#parts(part.parts, fields, split, true);
      } else if (part.kind === "variable") await this.#variable(part, fields, split, within || part.quoted);
      else if (part.kind === "command") this.#insert(await this.shell.capture(part.list), fields, split, within || part.quoted);
      else if (part.kind === "arithmetic") this.#insert(String(await this.arithmetic(await this.text(part.parts))), fields, split, within || part.quoted);
      else if (part.kind === "process") fields.add(await this.shell.substituted(part), true);
    }
  }

  /** The value of an arithmetic expression. */
  async arithmetic(text) {
    const { state } = this;
    try {
      return evaluate(text, {
        get: (name, index) => {
          const value = index === undefined ? this.state.get(name) : this.#element(name, String(index));
          if (value === undefined && state.options.has("nounset")) throw new Fatal(this.#unset(name), state.dialect === "bash" ? 1 : 2);
          return value;
        },
        set: (name, value, index) => (index === undefined ? state.set(name, value) : this.setElement(name, String(index), value)),
      });
    } catch (error) {
      if (!(error instanceof ArithmeticError)) throw error;
      throw new Fatal(this.#arithmeticWords(error, text), state.dialect === "bash" ? 1 : 2);
    }
  }

  #arithmeticWords(error, text) {
    const { dialect } = this.state;
    const isDivision = error.message === "division by 0";
    if (dialect === "bash") return `${text.trim()}: ${error.message.startsWith("syntax") || isDivision ? error.message : `syntax error: ${error.message}`} (error token is "${error.token}")`;
    if (dialect === "ash") return isDivision ? "divide by zero" : "arithmetic syntax error";
    return isDivision ? `arithmetic expression: division by zero: "${text}"` : `arithmetic expression: expecting primary: "${text}"`;
  }

  #insert(text, fields, split, quoted) {
    if (quoted || !split) {
      fields.add(text, quoted);
      return;
    }
    const ifs = this.state.get("IFS") ?? " \t\n";
    if (ifs === "") {
      if (text) fields.add(text, false);
      return;
    }
    const isSpace = (char) => ifs.includes(char) && /[ \t\n]/.test(char);
    let at = 0;
    if (isSpace(text[0] ?? "")) fields.cut();
    while (at < text.length && isSpace(text[at])) at += 1;
    while (at < text.length) {
      const start = at;
      while (at < text.length && !ifs.includes(text[at])) at += 1;
      if (at > start) fields.add(text.slice(start, at), false);
      if (at >= text.length) break;
      while (at < text.length && isSpace(text[at])) at += 1;
      if (at < text.length && ifs.includes(text[at]) && !isSpace(text[at])) {
        fields.current ??= [{ text: "", quoted: false }];
        at += 1;
        while (at < text.length && isSpace(text[at])) at += 1;
      }
      fields.cut();
    }
  }

  #unset(name) {
    return this.state.dialect === "bash" ? `${name}: unbound variable` : `${name}: parameter not set`;
  }

  /** `$@` and `$*`, and the same of an array. */
  #many(part) {
    if (part.name === "@" || part.name === "*") return { values: this.state.parameters, way: part.name };
    const index = part.index?.length === 1 && part.index[0].kind === "text" ? part.index[0].text : null;
    if (index !== "@" && index !== "*") return null;
    const value = this.state.variables.get(part.name)?.value;
    const isKeys = part.indirect;
    const values = value instanceof Map ? (isKeys ? [...value.keys()].map(String) : sortedValues(value)) : value === undefined ? [] : [isKeys ? "0" : value];
    return { values, way: index };
  }

  #element(name, index) {
    const value = this.state.variables.get(name)?.value;
    if (!(value instanceof Map)) return index === "0" ? value : undefined;
    if (value.named) return value.get(index);
    const number = Number(index);
    return value.get(number < 0 ? Math.max(-1, ...value.keys()) + 1 + number : number);
  }

  setElement(name, index, text, append = false) {
    let value = this.state.variables.get(name)?.value;
    if (!(value instanceof Map)) {
      value = new Map(value === undefined ? [] : [[0, value]]);
      this.state.set(name, value);
    }
    const key = value.named ? index : Number(index);
    value.set(key, append ? (value.get(key) ?? "") + text : text);
  }

  /** The key that an index stands for. */
  async index(name, parts) {
    const text = await this.text(parts);
    if (this.state.variables.get(name)?.value?.named) return text;
    return String(await this.arithmetic(text));
  }

  async #value(part) {
    const { state, shell } = this;
    const { name } = part;
    if (/^\d+$/.test(name)) return name === "0" ? state.name : state.parameters[Number(name) - 1];
    const special = { "#": () => String(state.parameters.length), "?": () => String(state.status), $: () => String(shell.rootPid), "!": () => (state.lastBackground === null ? undefined : String(state.lastBackground)), "-": () => shell.flags() };
    if (Object.hasOwn(special, name)) return special[name]();
    if (part.index) return this.#element(name, await this.index(name, part.index));
    return shell.dynamic(name) ?? state.get(name);
  }

  async #variable(part, fields, split, quoted) {
    if (part.bad) throw new Fatal(this.state.dialect === "bash" ? `${part.bad}: bad substitution` : this.state.dialect === "ash" ? "syntax error: bad substitution" : "Bad substitution", this.state.dialect === "bash" ? 1 : 2);
    const many = this.#many(part);
    if (many) return this.#manyValues(part, many, fields, split, quoted);
    let value = await this.#value(part);
    if (part.indirect && !part.index) value = value === undefined ? undefined : await this.#indirect(value);
    if (part.length) return this.#insert(String([...(value ?? "")].length), fields, split, quoted);
    if (!part.op) {
      if (value === undefined && this.state.options.has("nounset")) throw new Fatal(this.#unset(part.name), this.state.dialect === "bash" ? 127 : 2);
      return this.#insert(value ?? "", fields, split, quoted);
    }
    return this.#operation(part, value, fields, split, quoted);
  }

  async #indirect(name) {
    return this.#value({ name });
  }

  async #manyValues(part, { values, way }, fields, split, quoted) {
    if (part.length) return this.#insert(String(values.length), fields, split, quoted);
    const isEmpty = values.length === 0 || (values.length === 1 && values[0] === "");
    let list = values;
    if (part.op && DEFAULTS.has(part.op)) {
      const isMissing = part.op.startsWith(":") ? isEmpty : values.length === 0;
      if (part.op.endsWith("+")) return isMissing ? undefined : this.#parts(part.word, fields, split, quoted);
      if (isMissing) return part.op.endsWith("?") ? this.#complain(part) : this.#parts(part.word, fields, split, quoted);
    } else if (part.op === ":") list = await this.#slice(part, part.name === "@" || part.name === "*" ? [this.state.name, ...values] : values, part.name === "@" || part.name === "*");
    else if (part.op) list = await Promise.all(values.map((value) => this.#changed(part, value)));
    if (way === "*" && quoted) {
      const ifs = this.state.get("IFS");
      return fields.add(list.join(ifs === undefined ? " " : (ifs[0] ?? "")), true);
    }
    for (const [at, value] of list.entries()) {
      if (at) fields.cut();
      if (quoted) fields.add(value, true);
      else if (value !== "") this.#insert(value, fields, split, false);
    }
    return undefined;
  }

  async #slice(part, list, isParameters) {
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

  async #complain(part) {
    const text = part.word.length ? await this.text(part.word) : part.op === ":?" ? "parameter null or not set" : "parameter not set";
    throw new Fatal(`${part.name}: ${text}`, this.state.dialect === "bash" ? 127 : 2);
  }

  async #operation(part, value, fields, split, quoted) {
    const { op } = part;
    if (!DEFAULTS.has(op)) {
      if (value === undefined && this.state.options.has("nounset")) throw new Fatal(this.#unset(part.name), this.state.dialect === "bash" ? 127 : 2);
      return this.#insert(await this.#changed(part, value ?? ""), fields, split, quoted);
    }
    const isMissing = value === undefined || (op.startsWith(":") && value === "");
    if (op.endsWith("+")) {
      if (isMissing) return quoted ? fields.add("", true) : undefined;
      return this.#parts(this.#tilde(part.word), fields, split, quoted);
    }
    if (!isMissing) return this.#insert(value, fields, split, quoted);
    if (op.endsWith("?")) return this.#complain(part);
    if (op.endsWith("=")) {
      const text = await this.text(part.word);
      this.state.set(part.name, text);
      return this.#insert(text, fields, split, quoted);
    }
    if (!part.word.length && quoted) fields.add("", true);
    return this.#parts(this.#tilde(part.word), fields, split, quoted);
  }

  /** A value that is cut or replaced in. */
  async #changed(part, value) {
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

const DEFAULTS = new Set([":-", "-", ":=", "=", ":?", "?", ":+", "+"]);
const sortedValues = (map) => (map.named ? [...map.values()] : [...map.keys()].sort((a, b) => a - b).map((key) => map.get(key)));

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
