/* awk: turn a program into functions that run on lines. */
import { Misuse } from "../tool.js";
import { Calls } from "./awkcalls.js";
import { AwkReader } from "./awkreader.js";
import { Input, Jump, number, truth } from "./awkvalues.js";
import { formatted } from "./print.js";

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

class Run extends Calls {
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
}
