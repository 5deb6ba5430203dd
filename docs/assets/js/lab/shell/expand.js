/* Turn words into arguments of a program: fill in, split, find paths. */
import { expandBraces } from "./braces.js";
import { Parameters } from "./parameters.js";
import { escapePattern, glob, hasPattern } from "./patterns.js";

/** Text pieces, quoted or not, in fields. */
class Fields {
  constructor() {
    this.all = [];
    this.current = null;
  }

  add(text, quoted) {
    this.current ??= [];
    this.current.push({ text, quoted });
  }

  /** End the field. */
  cut() {
    if (this.current) this.all.push(this.current);
    this.current = null;
  }
}

export class Expander extends Parameters {
  /** Expand words to arguments. */
  async words(list) {
    const result = [];
    for (const word of list) {
      for (const parts of this.state.dialect === "bash" ? expandBraces(word) : [word]) result.push(...(await this.#fields(parts)));
    }
    return result;
  }

  async #fields(parts) {
    const fields = new Fields();
    await this.parts(this.tilde(parts), fields, true);
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
    await this.parts(this.tilde(parts, assignment), fields, false);
    fields.cut();
    return fields.all.map((field) => field.map((piece) => piece.text).join("")).join(" ");
  }

  /** One word as a pattern. */
  async pattern(parts) {
    const fields = new Fields();
    await this.parts(this.tilde(parts), fields, false);
    fields.cut();
    return fields.all.map((field) => field.map((piece) => (piece.quoted ? escapePattern(piece.text) : piece.text)).join("")).join(" ");
  }

  /** One word as a regular expression: quoted text is literal. */
  async regex(parts) {
    const fields = new Fields();
    await this.parts(parts, fields, false);
    fields.cut();
    return fields.all.flatMap((field) => field.map((piece) => (piece.quoted ? piece.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : piece.text))).join("");
  }

  tilde(parts, assignment = false) {
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

  async parts(parts, fields, split, within = false) {
    for (const part of parts) {
      if (part.kind === "text") {
        if (part.text || part.quoted) fields.add(part.text, part.quoted || within);
      } else if (part.kind === "double") {
        if (!part.parts.length) fields.add("", true);
        else await this.parts(part.parts, fields, split, true);
      } else if (part.kind === "variable") await this.variable(part, fields, split, within || part.quoted);
      else if (part.kind === "command") this.insert(await this.shell.capture(part.list), fields, split, within || part.quoted);
      else if (part.kind === "arithmetic") this.insert(String(await this.arithmetic(await this.text(part.parts))), fields, split, within || part.quoted);
      else if (part.kind === "process") fields.add(await this.shell.substituted(part), true);
    }
  }
}
