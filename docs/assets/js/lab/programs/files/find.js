/* find, du, df. */
import { FsError } from "../../fs/nodes.js";
import { userById } from "../../proc/users.js";
import { patternMatches } from "../../shell/patterns.js";
import { Misuse, human } from "../tool.js";
import { runProgram } from "../system/run.js";

export async function find(tool) {
  const args = [...tool.args];
  const roots = [];
  while (args.length && !/^[-(!]/.test(args[0])) roots.push(args.shift());
  const reader = new Reader(tool, args);
  const test = reader.any();
  if (reader.at < args.length) throw new Misuse(tool.gnu ? `paths must precede expression: \`${args[reader.at]}'` : `unrecognized: ${args[reader.at]}`);
  for (const root of roots.length ? roots : ["."]) await walk(tool, root, 0, reader, test);
  for (const finish of reader.finishers) await finish();
  return tool.status;
}

async function walk(tool, path, depth, reader, test) {
  let stat;
  try {
    stat = tool.files.lstat(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await tool.fail(tool.gnu ? `'${path}': ${error.message}` : `${path}: ${error.message}`);
    return;
  }
  await tool.process.breathe();
  const item = { path, stat, name: path.replace(/(.)\/+$/, "$1").split("/").at(-1) || "/", prune: false, depth };
  const visit = async () => {
    if (depth >= reader.minimum && (await test(item)) && !reader.acts) await tool.out(`${path}\n`);
  };
  if (!reader.deepFirst) await visit();
  if (stat.type === "dir" && !item.prune && depth < reader.maximum) {
    const names = await tool.attempt(() => tool.files.readdir(path), (_, message) => (tool.gnu ? `'${path}': ${message}` : `${path}: ${message}`));
    for (const name of names ?? []) await walk(tool, `${path.replace(/\/$/, "")}/${name}`, depth + 1, reader, test);
  }
  if (reader.deepFirst) await visit();
}

class Reader {
  constructor(tool, args) {
    Object.assign(this, { tool, args, at: 0, acts: false, deepFirst: args.includes("-depth") || args.includes("-delete"), minimum: 0, maximum: Infinity, finishers: [] });
  }

  any() {
    let test = this.all();
    while (this.args[this.at] === "-o" || this.args[this.at] === "-or") {
      this.at += 1;
      const [left, right] = [test, this.all()];
      test = async (item) => (await left(item)) || right(item);
    }
    return test;
  }

  all() {
    let test = this.not();
    for (;;) {
      if (this.args[this.at] === "-a" || this.args[this.at] === "-and") this.at += 1;
      const next = this.args[this.at];
      if (next === undefined || next === ")" || next === "-o" || next === "-or") return test;
      const [left, right] = [test, this.not()];
      test = async (item) => (await left(item)) && right(item);
    }
  }

  not() {
    if (this.args[this.at] !== "!" && this.args[this.at] !== "-not") return this.primary();
    this.at += 1;
    const test = this.not();
    return async (item) => !(await test(item));
  }

  value(name) {
    if (this.at >= this.args.length) throw new Misuse(this.tool.gnu ? `missing argument to \`${name}'` : `${name} requires an argument`);
    return this.args[this.at++];
  }

  primary() {
    const word = this.args[this.at];
    if (word === undefined) return async () => true;
    this.at += 1;
    if (word === "(") {
      const test = this.any();
      if (this.args[this.at] !== ")") throw new Misuse("missing )");
      this.at += 1;
      return test;
    }
    const tests = {
      "-name": () => this.#pattern(word, (item) => item.name), "-iname": () => this.#pattern(word, (item) => item.name, true),
      "-path": () => this.#pattern(word, (item) => item.path), "-wholename": () => this.#pattern(word, (item) => item.path),
      "-type": () => this.#type(this.value(word)), "-size": () => this.#size(this.value(word)), "-empty": () => async ({ path, stat }) => (stat.type === "dir" ? this.tool.files.readdir(path).length === 0 : stat.size === 0),
      "-user": () => this.#user(this.value(word)), "-perm": () => this.#mode(this.value(word)), "-newer": () => this.#newer(this.value(word)), "-mmin": () => this.#age(this.value(word), 60000), "-mtime": () => this.#age(this.value(word), 86400000),
      "-maxdepth": () => ((this.maximum = Number(this.value(word))), async () => true), "-mindepth": () => ((this.minimum = Number(this.value(word))), async () => true), "-depth": () => async () => true, "-xdev": () => async () => true, "-mount": () => async () => true,
      "-true": () => async () => true, "-false": () => async () => false, "-prune": () => async (item) => (item.prune = true),
      "-print": () => this.#act((item) => this.tool.out(`${item.path}\n`)), "-print0": () => this.#act((item) => this.tool.out(`${item.path}\0`)),
      "-delete": () => this.#act((item) => this.#remove(item)), "-exec": () => this.#run(), "-ls": () => this.#act((item) => this.tool.out(`${item.stat.ino} ${item.path}\n`)),
      "-printf": () => this.#printf(this.value(word)), "-quit": () => this.#act(() => { throw new Misuse("", 0); }), "-links": () => this.#count(this.value(word)),
    };
    if (!Object.hasOwn(tests, word)) throw new Misuse(this.tool.gnu ? `unknown predicate \`${word}'` : `unrecognized: ${word}`);
    return tests[word]();
  }

  #act(run) {
    this.acts = true;
    return async (item) => (await run(item)) !== false;
  }

  #pattern(word, key, fold = false) {
    const pattern = this.value(word);
    const cased = (text) => (fold ? text.toLowerCase() : text);
    return async (item) => patternMatches(cased(pattern), cased(key(item)));
  }

  #type(letters) {
    const kinds = { f: "file", d: "dir", l: "link", c: "device" };
    return async ({ stat }) => letters.split(",").some((letter) => kinds[letter] === stat.type);
  }

  #size(text) {
    const found = /^([-+]?)(\d+)([ckMGb]?)$/.exec(text);
    const unit = { c: 1, k: 1024, M: 1024 ** 2, G: 1024 ** 3, b: 512, "": 512 }[found?.[3] ?? ""];
    return async ({ stat }) => compared(found[1], Math.ceil(stat.size / unit), Number(found[2]));
  }

  #count(text) {
    return async ({ stat }) => compared(text.replace(/\d+/, ""), stat.nlink, parseInt(text.replace(/^[-+]/, ""), 10));
  }

  #age(text, unit) {
    const [, sign, count] = /^([-+]?)(\d+)$/.exec(text);
    return async ({ stat }) => compared(sign, Math.floor((this.tool.process.clock.now() - stat.mtime) / unit), Number(count));
  }

  #user(name) {
    return async ({ stat }) => (userById(this.tool.files, stat.uid)?.name ?? String(stat.uid)) === name || String(stat.uid) === name;
  }

  #mode(text) {
    const value = parseInt(text.replace(/^[-/]/, ""), 8);
    return async ({ stat }) => (text[0] === "-" ? (stat.mode & value) === value : text[0] === "/" ? (stat.mode & value) !== 0 : (stat.mode & 0o7777) === value);
  }

  #newer(path) {
    const { mtime } = this.tool.files.stat(path);
    return async ({ stat }) => stat.mtime > mtime;
  }

  async #remove({ path, stat }) {
    if (path === ".") return true;
    return (await this.tool.attempt(() => (stat.type === "dir" ? this.tool.files.rmdir(path) : this.tool.files.unlink(path), true), (_, message) => (this.tool.gnu ? `cannot delete '${path}': ${message}` : `${path}: ${message}`))) ?? false;
  }

  #printf(format) {
    return this.#act(({ path, stat, name, depth }) => {
      const values = { p: path, f: name, s: stat.size, m: (stat.mode & 0o7777).toString(8), u: userById(this.tool.files, stat.uid)?.name ?? stat.uid, d: depth, y: { file: "f", dir: "d", link: "l" }[stat.type], h: path.replace(/\/[^/]*$/, ""), "%": "%" };
      return this.tool.out(format.replace(/%([a-zA-Z%])/g, (all, letter) => values[letter] ?? all).replaceAll("\\n", "\n").replaceAll("\\t", "\t"));
    });
  }

  #run() {
    const words = [];
    while (this.at < this.args.length && this.args[this.at] !== ";" && !(this.args[this.at] === "+" && words.at(-1) === "{}")) words.push(this.args[this.at++]);
    if (this.at >= this.args.length) throw new Misuse("missing argument to `-exec'");
    const isMany = this.args[this.at] === "+";
    this.at += 1;
    if (!isMany) return this.#act(async ({ path }) => (await runProgram(this.tool.process, words.map((word) => word.replaceAll("{}", path)))) === 0);
    const paths = [];
    this.finishers.push(async () => {
      if (paths.length) await runProgram(this.tool.process, [...words.slice(0, -1), ...paths]);
    });
    return this.#act(async ({ path }) => (paths.push(path), true));
  }
}

const compared = (sign, value, wanted) => (sign === "+" ? value > wanted : sign === "-" ? value < wanted : value === wanted);

const blocks = (stat) => (stat.type === "dir" ? 4 : stat.type === "file" ? Math.ceil(stat.size / 4096) * 4 : 0);

export async function du(tool) {
  const { options, rest } = tool.options("shakmcd:xbl", { summarize: "s", "human-readable": "h", all: "a", total: "c", "max-depth": "d", bytes: "b" });
  const shown = (kilobytes) => (options.h ? human(kilobytes * 1024, { gnu: tool.gnu }).replace(/^0$/, "0") : options.m ? String(Math.ceil(kilobytes / 1024)) : String(kilobytes));
  const deepest = options.s ? 0 : options.d === undefined ? Infinity : Number(options.d);
  let total = 0;
  const visit = async (path, depth) => {
    const stat = await tool.attempt(() => tool.files.lstat(path), (_, message) => (tool.gnu ? `cannot access '${path}': ${message}` : `${path}: ${message}`));
    if (!stat) return 0;
    let sum = options.b ? stat.size / 1024 : blocks(stat);
    if (stat.type === "dir") for (const name of tool.files.readdir(path)) sum += await visit(`${path === "/" ? "" : path}/${name}`, depth + 1);
    if (depth <= deepest && (stat.type === "dir" || options.a || depth === 0)) await tool.out(`${options.b ? Math.round(sum * 1024) : shown(sum)}\t${path}\n`);
    return sum;
  };
  for (const name of rest.length ? rest : ["."]) total += await visit(name, 0);
  if (options.c) await tool.out(`${shown(total)}\ttotal\n`);
  return tool.status;
}

export async function df(tool) {
  const { options, rest } = tool.options("hkTPma", { "human-readable": "h", "print-type": "T" });
  const all = [["overlay", 61255492, 15313873, "/"], ["tmpfs", 65536, 0, "/dev"], ["shm", (tool.process.space.limits?.shm || 67108864) / 1024, 0, "/dev/shm"]];
  const wanted = rest.map((each) => all.findLast(([, , , at]) => each === at || each.startsWith(at === "/" ? at : `${at}/`))), rows = rest.length ? wanted.filter(Boolean) : all;
  const size = (kilobytes) => (options.h ? human(kilobytes * 1024, { gnu: tool.gnu }) : String(kilobytes));
  await tool.out(`Filesystem      ${options.h ? "      Size      Used Available Use%" : "     1K-blocks      Used Available Use%"} Mounted on\n`);
  for (const [name, all, used, at] of rows) await tool.out(`${name.padEnd(20)} ${size(all).padStart(9)} ${size(used).padStart(9)} ${size(all - used).padStart(9)} ${`${Math.ceil((used / all) * 100)}%`.padStart(4)} ${at}\n`);
}
