/* Input and output of an awk program: lines of files, other programs, its own files. */
import { Pipe } from "../../proc/streams.js";
import { spawn } from "../system/run.js";
import { State } from "./awkstate.js";
import { Input, Jump, number } from "./awkvalues.js";

export class Streams extends State {
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
}
