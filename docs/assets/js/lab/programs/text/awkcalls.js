/* Expressions and functions of awk. */
import { runProgram } from "../system/run.js";
import { Misuse } from "../tool.js";
import { Streams } from "./awkstreams.js";
import { calculated, compared, Input, Jump, number, truth } from "./awkvalues.js";
import { formatted } from "./print.js";

export class Calls extends Streams {
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
