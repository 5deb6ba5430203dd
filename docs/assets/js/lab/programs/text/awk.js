/* awk: a program becomes functions that run on the lines. */
import { Misuse } from "../tool.js";
import { AwkReader } from "./awkreader.js";
import { formatted } from "./print.js";
import { sourceOf } from "./regex.js";
import { runProgram, spawn } from "../system/run.js";
import { Pipe } from "../../proc/streams.js";

class Jump extends Error {
  constructor(kind, value) {
    super(kind);
    Object.assign(this, { kind, value });
  }
}

/** A text that looks like a number counts as one in comparisons. */
class Input extends String {}

const NUMERIC = /^\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+([eE][-+]?\d+)?)\s*$/;
const number = (value) => (typeof value === "number" ? value : Number(/^\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+([eE][-+]?\d+)?)/.exec(String(value ?? ""))?.[0] ?? 0));
const isNumeric = (value) => typeof value === "number" || value === undefined || (value instanceof Input && NUMERIC.test(value));
const truth = (value) => (typeof value === "number" ? value !== 0 : value instanceof Input && NUMERIC.test(value) ? Number(value) !== 0 : String(value ?? "") !== "");

export async function awk(tool) {
  const { options, rest } = tool.options("F:v:f:W:", { "field-separator": "F", assign: "v", file: "f" }, { stop: true, code: 2 });
  let text;
  if (options.f) text = await tool.text(options.f);
  else {
    if (!rest.length) {
      await tool.process.warn(tool.gnu ? "Usage: mawk [Options] [Program] [file ...]\n" : "BusyBox v1.37.0 (Debian 1:1.37.0-6+b3) multi-call binary.\n");
      return tool.gnu ? 2 : 1;
    }
    text = rest.shift();
  }
  const program = new AwkReader(text, (message) => new Misuse(tool.gnu ? `line 1: ${message}` : `cmd. line:1: ${message}`, tool.gnu ? 2 : 1)).program();
  return new Run(tool, program, options, rest).all();
}

class Run {
  constructor(tool, program, options, names) {
    Object.assign(this, { tool, program, names, fields: [], line: "", pipes: new Map(), inputs: new Map(), frames: [], regexes: new Map(), ranges: new Set(), out: "" });
    this.variables = new Map(Object.entries({ FS: " ", OFS: " ", ORS: "\n", RS: "\n", SUBSEP: "\x1c", NR: 0, FNR: 0, NF: 0, RSTART: 0, RLENGTH: -1, CONVFMT: "%.6g", OFMT: "%.6g", FILENAME: "" }));
    this.variables.set("ENVIRON", new Map(Object.entries(tool.process.env).map(([name, value]) => [name, new Input(value)])));
    if (options.F !== undefined) this.variables.set("FS", options.F === "t" ? "\t" : options.F.replaceAll("\\t", "\t").replaceAll("\\|", "|"));
    for (const each of options.all?.v ?? []) this.variables.set(each.slice(0, each.indexOf("=")), new Input(each.slice(each.indexOf("=") + 1).replaceAll("\\n", "\n").replaceAll("\\t", "\t")));
    this.variables.set("ARGV", new Map([["0", "awk"], ...names.map((name, at) => [String(at + 1), name])]));
    this.variables.set("ARGC", names.length + 1);
  }

  async all() {
    let code = 0;
    try {
      try {
        for (const rule of this.program.rules) if (rule.kind === "BEGIN") await this.block(rule.body);
        if (this.program.rules.some((rule) => rule.kind !== "BEGIN")) await this.lines();
      } catch (error) {
        if (!(error instanceof Jump) || error.kind !== "exit") throw error;
        code = error.value ?? 0;
      }
      for (const rule of this.program.rules) if (rule.kind === "END") await this.block(rule.body);
    } catch (error) {
      if (!(error instanceof Jump) || error.kind !== "exit") throw error;
      code = error.value ?? code;
    }
    await this.flush();
    for (const each of [...this.pipes.keys()]) await this.close(each);
    return code || this.tool.status;
  }

  async flush() {
    const text = this.out;
    this.out = "";
    if (text) await this.tool.out(text);
  }

  async *records() {
    const names = this.names.length ? this.names : ["-"];
    let any = false;
    for (const [at, name] of names.entries()) {
      const setting = /^([A-Za-z_]\w*)=(.*)$/.exec(name);
      if (setting && name !== "-") {
        this.variables.set(setting[1], new Input(setting[2]));
        if (at < names.length - 1 || any) continue;
      } else any = true;
      this.variables.set("FILENAME", name === "-" ? "" : name);
      this.variables.set("FNR", 0);
      try {
        const separator = String(this.variables.get("RS"));
        if (separator === "\n") for await (const { line } of this.tool.lines(setting ? "-" : name)) yield line;
        else {
          const text = await this.tool.text(setting ? "-" : name);
          yield* separator === "" ? text.trim().split(/\n\n+/) : text.replace(/\n$/, "").split(separator.length === 1 ? separator : this.regex(separator));
        }
      } catch (error) {
        if (error.path === undefined) throw error;
        await this.flush();
        await this.tool.fail(this.tool.gnu ? `cannot open ${name} (${error.message})` : `${name}: ${error.message}`, 2);
        if (!this.tool.gnu) this.tool.status = 2;
      }
    }
  }

  async lines() {
    this.source = this.records();
    while (await this.advance()) {
      await this.flush();
      try {
        for (const rule of this.program.rules) if (rule.kind === "line" && (await this.matches(rule))) rule.body ? await this.block(rule.body) : (this.out += this.line + this.text("ORS"));
      } catch (error) {
        if (!(error instanceof Jump) || error.kind !== "next") throw error;
      }
    }
  }

  async advance() {
    const { value, done } = await this.source.next();
    if (done) return false;
    this.variables.set("NR", number(this.variables.get("NR")) + 1);
    this.variables.set("FNR", number(this.variables.get("FNR")) + 1);
    this.setLine(value);
    return true;
  }

  async matches(rule) {
    if (!rule.pattern) return true;
    if (!rule.until) return truth(await this.value(rule.pattern));
    if (!this.ranges.has(rule)) {
      if (!truth(await this.value(rule.pattern))) return false;
      this.ranges.add(rule);
    }
    if (truth(await this.value(rule.until))) this.ranges.delete(rule);
    return true;
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

  async block(list) {
    for (const statement of list) await this.statement(statement);
  }

  async statement(node) {
    const runs = {
      block: () => this.block(node.list),
      expression: () => this.value(node.value),
      print: () => this.print(node),
      printf: () => this.print(node),
      if: async () => (truth(await this.value(node.test)) ? this.statement(node.then) : node.otherwise && this.statement(node.otherwise)),
      while: () => this.loop(node.test, node.body),
      do: () => this.loop(node.test, node.body, null, true),
      for: async () => {
        if (node.first) await this.statement(node.first);
        return this.loop(node.test, node.body, node.step);
      },
      in: () => this.each(node),
      delete: async () => (node.index ? this.array(node.name).delete(await this.key(node.index)) : this.array(node.name).clear()),
      jump: async () => {
        throw new Jump(node.jump, node.value ? (node.jump === "exit" ? number(await this.value(node.value)) : await this.value(node.value)) : undefined);
      },
      getline: () => this.value(node.value),
    };
    await runs[node.kind]();
  }

  async loop(test, body, step = null, first = false) {
    for (let isFirst = first; isFirst || !test || truth(await this.value(test)); isFirst = false) {
      await this.tool.process.breathe();
      try {
        await this.statement(body);
      } catch (error) {
        if (!(error instanceof Jump) || !["break", "continue"].includes(error.kind)) throw error;
        if (error.kind === "break") return;
      }
      if (step) await this.statement(step);
    }
  }

  async each(node) {
    for (const key of [...this.array(node.array).keys()]) {
      this.assign(node.name, new Input(key));
      try {
        await this.statement(node.body);
      } catch (error) {
        if (!(error instanceof Jump) || !["break", "continue"].includes(error.kind)) throw error;
        if (error.kind === "break") return;
      }
    }
  }

  async print(node) {
    const values = [];
    for (const each of node.values) values.push(await this.value(each));
    let text;
    if (node.kind === "printf") text = formatted(this.shown(values[0]), values.slice(1).map((value) => this.shown(value)), "gnu-quiet").text;
    else text = (values.length ? values.map((value) => this.shown(value, "OFMT")).join(this.text("OFS")) : this.line) + this.text("ORS");
    if (!node.target) this.out += text;
    else await this.send(node.op, this.shown(await this.value(node.target)), text);
    if (this.out.length > 8192) await this.flush();
  }

  async send(op, name, text) {
    if (op !== "|" && (name === "/dev/stdout" || name === "-")) return void (this.out += text);
    if (op !== "|" && name === "/dev/stderr") return this.tool.process.warn(text);
    await this.flush();
    const bytes = new TextEncoder().encode(text);
    if (!this.pipes.has(name)) {
      if (op === "|") {
        const pipe = new Pipe();
        const writer = pipe.writer();
        const child = spawn(this.tool.process, ["sh", "-c", name], { streams: { 0: pipe.reader() } });
        this.pipes.set(name, { stream: writer, child });
      } else this.pipes.set(name, { stream: this.tool.process.open(name, op === ">>" ? "a" : "w") });
    }
    return this.pipes.get(name).stream.write(bytes, this.tool.process);
  }

  async close(name) {
    const open = this.pipes.get(name);
    this.inputs.delete(name);
    if (!open) return -1;
    this.pipes.delete(name);
    open.stream.close();
    return open.child ? (await this.tool.process.until(open.child.wait())).code : 0;
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

  async value(node) {
    const runs = {
      number: () => node.value,
      text: () => node.value,
      regex: () => Number(this.regex(node.source).test(this.line)),
      name: () => this.frameOf(node.name).get(node.name),
      field: async () => {
        const at = number(await this.value(node.value));
        return at === 0 ? new Input(this.line) : this.fields[at - 1];
      },
      element: async () => {
        const array = this.array(node.name);
        const key = await this.key(node.index);
        if (!array.has(key)) array.set(key, undefined);
        return array.get(key);
      },
      assign: async () => {
        const right = await this.value(node.right);
        return this.store(node.left, node.op === "=" ? right : calculated(node.op.slice(0, -1), number(await this.value(node.left)), number(right)));
      },
      step: async () => {
        const old = number(await this.value(node.target));
        await this.store(node.target, old + node.by);
        return node.before ? old + node.by : old;
      },
      and: async () => Number(truth(await this.value(node.left)) && truth(await this.value(node.right))),
      or: async () => Number(truth(await this.value(node.left)) || truth(await this.value(node.right))),
      not: async () => Number(!truth(await this.value(node.value))),
      minus: async () => -number(await this.value(node.value)),
      plus: async () => number(await this.value(node.value)),
      choice: async () => this.value(truth(await this.value(node.test)) ? node.yes : node.no),
      match: async () => Number(this.regex(node.right.kind === "regex" ? node.right.source : this.shown(await this.value(node.right))).test(this.shown(await this.value(node.left))) !== node.negated),
      in: async () => Number(this.array(node.array).has(await this.key(node.index))),
      join: async () => this.shown(await this.value(node.left)) + this.shown(await this.value(node.right)),
      compare: async () => compared(node.op, await this.value(node.left), await this.value(node.right), (value) => this.shown(value)),
      calculate: async () => {
        const [left, right] = [number(await this.value(node.left)), number(await this.value(node.right))];
        if ((node.op === "/" || node.op === "%") && right === 0) throw new Misuse("division by zero", 2);
        return calculated(node.op, left, right);
      },
      call: () => this.call(node),
      group: () => this.value(node.value),
      getline: () => this.getline(node),
    };
    return runs[node.kind]();
  }

  async getline(node) {
    let line;
    if (!node.source) {
      if (!this.source) this.source = this.records();
      const { value, done } = await this.source.next();
      if (done) return 0;
      line = value;
      this.variables.set("NR", number(this.variables.get("NR")) + 1);
    } else {
      const name = this.shown(await this.value(node.source));
      if (!this.inputs.has(name)) this.inputs.set(name, await this.openInput(node.pipe, name));
      const lines = this.inputs.get(name);
      if (lines === null) return -1;
      if (!lines.length) return 0;
      line = lines.shift();
    }
    if (node.target) await this.store(node.target, new Input(line));
    else this.setLine(line);
    return 1;
  }

  async openInput(isPipe, name) {
    await this.flush();
    if (!isPipe) return this.tool.files.exists(name) ? this.tool.files.readText(name).replace(/\n$/, "").split("\n") : null;
    const pipe = new Pipe();
    const reader = pipe.reader();
    const child = spawn(this.tool.process, ["sh", "-c", name], { streams: { 1: pipe.writer() } });
    let text = "";
    for (let chunk; (chunk = await reader.read(65536, this.tool.process)); ) text += new TextDecoder().decode(chunk);
    await this.tool.process.until(child.wait());
    return text.replace(/\n$/, "").split("\n").filter((line, at, all) => all.length > 1 || line);
  }

  async call(node) {
    const own = this.program.functions.get(node.name);
    if (own) return this.callOwn(own, node);
    const first = node.args[0];
    const args = [];
    for (const [at, each] of node.args.entries()) args.push(each.kind === "regex" || (node.name === "split" && at === 1) ? null : await this.value(each));
    const text = (at) => this.shown(args[at]);
    const pattern = (at) => this.regex(node.args[at].kind === "regex" ? node.args[at].source : text(at));
    const functions = {
      length: () => (!first ? this.line.length : first.kind === "name" && this.frameOf(first.name).get(first.name) instanceof Map ? this.array(first.name).size : [...text(0)].length),
      substr: () => {
        const from = Math.round(number(args[1]));
        const end = args[2] === undefined ? Infinity : from + Math.round(number(args[2]));
        return [...text(0)].slice(Math.max(0, from - 1), Math.max(0, end - 1)).join("");
      },
      index: () => text(0).indexOf(text(1)) + 1,
      split: () => {
        const separator = node.args[2]?.kind === "regex" ? node.args[2].source : args[2] === undefined ? String(this.variables.get("FS")) : text(2);
        const parts = this.split(text(0), separator);
        const array = this.array(node.args[1].name);
        array.clear();
        parts.forEach((part, at) => array.set(String(at + 1), part));
        return parts.length;
      },
      sub: () => this.substitute(node, pattern(0), text(1), false),
      gsub: () => this.substitute(node, pattern(0), text(1), true),
      match: () => {
        const found = pattern(1).exec(text(0));
        this.variables.set("RSTART", found ? found.index + 1 : 0);
        this.variables.set("RLENGTH", found ? found[0].length : -1);
        return found ? found.index + 1 : 0;
      },
      sprintf: () => formatted(text(0), args.slice(1).map((value) => this.shown(value)), "gnu-quiet").text,
      tolower: () => text(0).toLowerCase(), toupper: () => text(0).toUpperCase(),
      int: () => Math.trunc(number(args[0])), sqrt: () => Math.sqrt(number(args[0])), exp: () => Math.exp(number(args[0])), log: () => Math.log(number(args[0])), sin: () => Math.sin(number(args[0])), cos: () => Math.cos(number(args[0])), atan2: () => Math.atan2(number(args[0]), number(args[1])),
      rand: () => Math.random(), srand: () => 0, systime: () => Math.floor(this.tool.process.clock.now() / 1000),
      system: async () => {
        await this.flush();
        return runProgram(this.tool.process, ["sh", "-c", text(0)]);
      },
      close: () => this.close(text(0)), fflush: async () => (await this.flush(), 0),
    };
    if (!Object.hasOwn(functions, node.name)) throw new Misuse(`function ${node.name} never defined`, 2);
    return functions[node.name]();
  }

  async substitute(node, regex, by, all) {
    const target = node.args[2] ?? { kind: "field", value: { kind: "number", value: 0 } };
    const text = this.shown(await this.value(target));
    let count = 0;
    const changed = text.replace(regex, (...found) => {
      if (!all && count) return found[0];
      count += 1;
      return by.replace(/\\\\&|\\&|&/g, (mark) => (mark === "&" ? found[0] : "&"));
    });
    if (count) await this.store(target, changed);
    return count;
  }

  async callOwn({ parameters, body }, node) {
    const frame = new Map();
    for (const [at, name] of parameters.entries()) {
      const given = node.args[at];
      if (given?.kind === "name") {
        const outer = this.frameOf(given.name);
        frame.set(name, outer.get(given.name));
      } else frame.set(name, given ? await this.value(given) : undefined);
    }
    if (this.frames.length > 400) throw new Misuse("function call nesting too deep", 2);
    this.frames.push(frame);
    try {
      await this.block(body);
    } catch (error) {
      if (!(error instanceof Jump) || error.kind !== "return") throw error;
      return error.value;
    } finally {
      this.frames.pop();
    }
    return undefined;
  }
}

function calculated(op, a, b) {
  return { "+": () => a + b, "-": () => a - b, "*": () => a * b, "/": () => a / b, "%": () => a % b, "^": () => a ** b, "**": () => a ** b }[op]();
}

function compared(op, a, b, shown) {
  const [x, y] = isNumeric(a) && isNumeric(b) ? [number(a), number(b)] : [shown(a), shown(b)];
  return Number({ "<": () => x < y, "<=": () => x <= y, ">": () => x > y, ">=": () => x >= y, "==": () => x === y, "!=": () => x !== y }[op]());
}
