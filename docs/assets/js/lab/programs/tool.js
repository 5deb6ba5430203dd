/* Shared by the small programs: options, errors in GNU's or BusyBox's words, input.

   A tool is `async (tool) => code`. `tool.gnu`: GNU's, not BusyBox's. */
import { FsError, bytesOf } from "../fs/nodes.js";

/* A program's limit if nothing else sets one: the page has no more. */
const MOST = 128 * 1024 * 1024;

/** Wrong use: print the message and return the code. */
export class Misuse extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

export class Tool {
  constructor(process, gnu) {
    Object.assign(this, { process, gnu, name: process.argv[0].split("/").at(-1), args: process.argv.slice(1), status: 0 });
  }

  get files() {
    return this.process.files;
  }

  out(text) {
    return this.process.out(text);
  }

  warn(message) {
    return this.process.warn(`${this.name}: ${message}\n`);
  }

  /** Print an error and go on. */
  async fail(message, code = 1) {
    this.status = code;
    await this.warn(message);
  }

  /** Do something with a path; report system errors in the tool's words.
      @param {(path: string, message: string, error: FsError) => string} words */
  async attempt(run, words, code = 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof FsError) || error.code === "EPIPE") throw error;
      await this.fail(words(error.path ?? "", error.message, error), code);
      return undefined;
    }
  }

  /** Read options. @param {string} short as of getopt: `ab:c` @param {Record<string, string>} long to short ones, or to themselves
      @returns {{options: Record<string, any>, rest: string[]}} */
  options(short, long = {}, { stop = false, code = 1 } = {}) {
    const options = {};
    const rest = [];
    const takes = (letter) => short[short.indexOf(letter) + 1] === ":";
    const args = [...this.args];
    while (args.length) {
      const word = args.shift();
      if (word === "--") {
        rest.push(...args);
        break;
      }
      if (word.startsWith("--")) this.#long(word, args, options, { short, long, code, takes });
      else if (/^-./.test(word)) this.#short(word, args, options, { short, code, takes });
      else {
        rest.push(word);
        if (stop) {
          rest.push(...args);
          break;
        }
      }
    }
    return { options, rest };
  }

  #short(word, args, options, { short, code, takes }) {
    for (let at = 1; at < word.length; at += 1) {
      const letter = word[at];
      if (letter === ":" || !short.includes(letter)) throw new Misuse(`invalid option -- '${letter}'${this.hint}`, code);
      if (!takes(letter)) {
        options[letter] = (options[letter] ?? 0) + 1;
        continue;
      }
      const value = word.slice(at + 1) || args.shift();
      if (value === undefined) throw new Misuse(`option requires an argument -- '${letter}'${this.hint}`, code);
      options[letter] = value;
      (options.all ??= {})[letter] = [...(options.all[letter] ?? []), value];
      return;
    }
  }

  #long(word, args, options, { long, code, takes }) {
    const at = word.indexOf("=");
    const name = at < 0 ? word.slice(2) : word.slice(2, at);
    const names = Object.keys(long).filter((each) => each.startsWith(name));
    const chosen = names.includes(name) ? name : names.length === 1 ? names[0] : null;
    if (chosen === null) throw new Misuse(`unrecognized option '${word}'${this.hint}`, code);
    const key = long[chosen].replace(/:$/, "");
    if (long[chosen].endsWith(":") || (key.length === 1 && takes(key))) {
      const value = at < 0 ? args.shift() : word.slice(at + 1);
      if (value === undefined) throw new Misuse(`option '--${chosen}' requires an argument${this.hint}`, code);
      options[key] = value;
      (options.all ??= {})[key] = [...(options.all[key] ?? []), value];
    } else options[key] = at < 0 ? (options[key] ?? 0) + 1 : word.slice(at + 1);
  }

  get hint() {
    return this.gnu ? `\nTry '${this.name} --help' for more information.` : "";
  }

  /** A missing operand. */
  missing(code = 1) {
    return new Misuse(this.gnu ? `missing operand${this.hint}` : "missing operand", code);
  }

  /** A file's bytes, or standard input's for `-`. */
  async bytes(path) {
    if (path !== "-") return this.#fileBytes(path);
    return this.#gathered(() => this.process.read(0));
  }

  /** Read everything. This takes memory, of which a container may have little. */
  async #gathered(read) {
    const chunks = [];
    let size = 0;
    for (let chunk; (chunk = await read()); ) {
      chunks.push(chunk.slice());
      size += chunk.length;
      if (size > 1e6) await this.process.space.claim(this.process, size);
      if (size > MOST) throw new FsError("ENOMEM");
    }
    return concat(chunks);
  }

  async #fileBytes(path) {
    const { node } = this.files.walk(path);
    if (node?.type === "dir") throw new FsError("EISDIR", path);
    const stream = this.process.open(path);
    try {
      return await this.#gathered(async () => {
        await this.process.breathe();
        return stream.read(65536, this.process);
      });
    } finally {
      stream.close();
    }
  }

  async text(path) {
    return new TextDecoder().decode(await this.bytes(path));
  }

  /** A file's lines as they come, without newlines. The last `{line, ended}` may lack one. */
  async *lines(path) {
    const stream = path === "-" ? null : this.process.open(path);
    if (stream && this.files.node(path).type === "dir") throw new FsError("EISDIR", path);
    const decoder = new TextDecoder();
    let rest = "";
    try {
      for (;;) {
        const chunk = stream ? await stream.read(65536, this.process) : await this.process.read(0);
        await this.process.breathe();
        if (chunk === null) break;
        const pieces = (rest + decoder.decode(chunk, { stream: true })).split("\n");
        rest = pieces.pop();
        if (rest.length > 1e6) await this.process.space.claim(this.process, rest.length);
        if (rest.length > MOST) throw new FsError("ENOMEM");
        for (const line of pieces) yield { line, ended: true };
      }
    } finally {
      stream?.close();
    }
    if (rest) yield { line: rest, ended: false };
  }
}

export function concat(chunks) {
  if (chunks.length === 1) return chunks[0];
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** A tool as a program. */
export function toolProgram(run, gnu) {
  return async (process) => {
    const tool = new Tool(process, gnu);
    try {
      const code = await run(tool);
      return code ?? tool.status;
    } catch (error) {
      if (error instanceof Misuse) {
        await tool.warn(error.message);
        return error.code;
      }
      if (!(error instanceof FsError) || error.code === "EPIPE") throw error;
      await tool.warn(error.path ? `${error.path}: ${error.message}` : error.message);
      return 1;
    }
  };
}

export const toBytes = bytesOf;
/** `1K`, `10M` as a number; null if invalid. */
export function sizeOf(text) {
  const found = /^(\d+)([bckKmMgG]?)(B|iB)?$/.exec(text);
  if (!found) return null;
  return Number(found[1]) * { "": 1, b: 512, c: 1, k: 1024, K: 1024, m: 1024 ** 2, M: 1024 ** 2, g: 1024 ** 3, G: 1024 ** 3 }[found[2]];
}
/** A size for people, as `-h` shows it. */
export function human(bytes, { gnu = true, unit = 1 } = {}) {
  let value = bytes;
  const units = ["", "K", "M", "G", "T"];
  let at = 0;
  while (value >= 1024) {
    value /= 1024;
    at += 1;
  }
  if (at === 0) return String(Math.ceil(value * unit));
  if (!gnu) return `${value.toFixed(1)}${units[at]}`;
  const shown = value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value));
  return `${shown}${units[at]}`;
}
