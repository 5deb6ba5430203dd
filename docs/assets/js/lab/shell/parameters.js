/* Values of `$name`, `${name…}` and `$(( … ))`. */
import { ArithmeticError, evaluate } from "./arithmetic.js";
import { DEFAULTS, Operations } from "./operations.js";
import { Fatal } from "./state.js";

export class Parameters extends Operations {
  /** The value of an arithmetic expression. */
  async arithmetic(text) {
    const { state } = this;
    try {
      return evaluate(text, {
        get: (name, index) => {
          const value = index === undefined ? this.state.get(name) : this.#element(name, String(index));
          if (value === undefined && state.options.has("nounset")) throw new Fatal(this.unset(name), state.dialect === "bash" ? 1 : 2);
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

  insert(text, fields, split, quoted) {
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

  unset(name) {
    return this.state.dialect === "bash" ? `${name}: unbound variable` : `${name}: parameter not set`;
  }

  /** `$@` and `$*`, and an array's. */
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

  /** The key of an index. */
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

  async variable(part, fields, split, quoted) {
    if (part.bad) throw new Fatal(this.state.dialect === "bash" ? `${part.bad}: bad substitution` : this.state.dialect === "ash" ? "syntax error: bad substitution" : "Bad substitution", this.state.dialect === "bash" ? 1 : 2);
    const many = this.#many(part);
    if (many) return this.#manyValues(part, many, fields, split, quoted);
    let value = await this.#value(part);
    if (part.indirect && !part.index) value = value === undefined ? undefined : await this.#indirect(value);
    if (part.length) return this.insert(String([...(value ?? "")].length), fields, split, quoted);
    if (!part.op) {
      if (value === undefined && this.state.options.has("nounset")) throw new Fatal(this.unset(part.name), this.state.dialect === "bash" ? 127 : 2);
      return this.insert(value ?? "", fields, split, quoted);
    }
    return this.operation(part, value, fields, split, quoted);
  }

  async #indirect(name) {
    return this.#value({ name });
  }

  async #manyValues(part, { values, way }, fields, split, quoted) {
    if (part.length) return this.insert(String(values.length), fields, split, quoted);
    const isEmpty = values.length === 0 || (values.length === 1 && values[0] === "");
    let list = values;
    if (part.op && DEFAULTS.has(part.op)) {
      const isMissing = part.op.startsWith(":") ? isEmpty : values.length === 0;
      if (part.op.endsWith("+")) return isMissing ? undefined : this.parts(part.word, fields, split, quoted);
      if (isMissing) return part.op.endsWith("?") ? this.complain(part) : this.parts(part.word, fields, split, quoted);
    } else if (part.op === ":") list = await this.slice(part, part.name === "@" || part.name === "*" ? [this.state.name, ...values] : values, part.name === "@" || part.name === "*");
    else if (part.op) list = await Promise.all(values.map((value) => this.changed(part, value)));
    if (way === "*" && quoted) {
      const ifs = this.state.get("IFS");
      return fields.add(list.join(ifs === undefined ? " " : (ifs[0] ?? "")), true);
    }
    for (const [at, value] of list.entries()) {
      if (at) fields.cut();
      if (quoted) fields.add(value, true);
      else if (value !== "") this.insert(value, fields, split, false);
    }
    return undefined;
  }
}

const sortedValues = (map) => (map.named ? [...map.values()] : [...map.keys()].sort((a, b) => a - b).map((key) => map.get(key)));
