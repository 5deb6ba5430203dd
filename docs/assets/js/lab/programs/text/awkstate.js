/* The state of an awk program: variables, arrays, and the fields of the current line. */
import { Input, number } from "./awkvalues.js";
import { formatted } from "./print.js";
import { sourceOf } from "./regex.js";

export class State {
  constructor(tool, program, options, names) {
    Object.assign(this, { tool, program, names, fields: [], line: "", pipes: new Map(), inputs: new Map(), frames: [], regexes: new Map(), ranges: new Set(), out: "" });
    this.variables = new Map(Object.entries({ FS: " ", OFS: " ", ORS: "\n", RS: "\n", SUBSEP: "\x1c", NR: 0, FNR: 0, NF: 0, RSTART: 0, RLENGTH: -1, CONVFMT: "%.6g", OFMT: "%.6g", FILENAME: "" }));
    this.variables.set("ENVIRON", new Map(Object.entries(tool.process.env).map(([name, value]) => [name, new Input(value)])));
    if (options.F !== undefined) this.variables.set("FS", options.F === "t" ? "\t" : options.F.replaceAll("\\t", "\t").replaceAll("\\|", "|"));
    for (const each of options.all?.v ?? []) this.variables.set(each.slice(0, each.indexOf("=")), new Input(each.slice(each.indexOf("=") + 1).replaceAll("\\n", "\n").replaceAll("\\t", "\t")));
    this.variables.set("ARGV", new Map([["0", "awk"], ...names.map((name, at) => [String(at + 1), name])]));
    this.variables.set("ARGC", names.length + 1);
  }

  setLine(text) {
    this.line = text;
    this.fields = this.split(text, String(this.variables.get("FS")));
    this.variables.set("NF", this.fields.length);
  }

  split(text, separator) {
    if (text === "") return [];
    const parts = separator === " " ? text.trim().split(/[ \t\n]+/).filter((part) => part !== "") : separator === "" ? [...text] : separator.length === 1 && separator !== " " ? text.split(/[.|*+?^$()[\]{}\\]/.test(separator) ? separator : separator) : text.split(this.regex(separator));
    return parts.map((part) => new Input(part));
  }

  rebuild() {
    this.line = this.fields.map((field) => this.shown(field)).join(this.text("OFS"));
  }

  text(name) {
    return this.shown(this.variables.get(name));
  }

  /** A value as text. */
  shown(value, format = "CONVFMT") {
    if (typeof value !== "number") return String(value ?? "");
    if (Number.isInteger(value)) return Math.abs(value) < 1e16 ? String(value) : value.toLocaleString("fullwide", { useGrouping: false });
    if (!Number.isFinite(value)) return value > 0 ? "inf" : value < 0 ? "-inf" : "nan";
    return formatted(String(this.variables.get(format)), [String(value)], "bash").text;
  }

  regex(source) {
    const key = String(source);
    if (!this.regexes.has(key)) this.regexes.set(key, new RegExp(sourceOf(key, true).replaceAll("\\/", "/"), "g"));
    const regex = this.regexes.get(key);
    regex.lastIndex = 0;
    return regex;
  }

  frameOf(name) {
    const frame = this.frames.at(-1);
    return frame?.has(name) ? frame : this.variables;
  }

  array(name) {
    const frame = this.frameOf(name);
    if (!(frame.get(name) instanceof Map)) frame.set(name, new Map());
    return frame.get(name);
  }

  async key(list) {
    const parts = [];
    for (const each of list) parts.push(this.shown(await this.value(each)));
    return parts.join(String(this.variables.get("SUBSEP")));
  }

  assign(name, value) {
    this.frameOf(name).set(name, value);
    if (name === "NF") {
      const count = number(value);
      while (this.fields.length < count) this.fields.push(new Input(""));
      this.fields.length = count;
      this.rebuild();
    }
  }

  async store(target, value) {
    if (target.kind === "name") this.assign(target.name, value);
    else if (target.kind === "element") this.array(target.name).set(await this.key(target.index), value);
    else if (target.kind === "field") {
      const at = number(await this.value(target.value));
      if (at === 0) this.setLine(this.shown(value));
      else {
        while (this.fields.length < at) this.fields.push(new Input(""));
        this.fields[at - 1] = typeof value === "number" ? value : value;
        this.variables.set("NF", this.fields.length);
        this.rebuild();
      }
    }
    return value;
  }
}
