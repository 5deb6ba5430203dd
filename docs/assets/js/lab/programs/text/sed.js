/* sed. */
import { Misuse } from "../tool.js";
import { Reader } from "./sedreader.js";
import { Run } from "./sedrun.js";

export async function sed(tool) {
  const inPlace = tool.args.find((word) => /^-[nErs]*i./.test(word));
  tool.args = tool.args.map((word) => (word === inPlace ? word.replace(/i.*/, "i") : word));
  const { options, rest } = tool.options("nErse:f:i", { quiet: "n", silent: "n", "regexp-extended": "E", expression: "e", file: "f", "in-place": "i" }, { code: 1 });
  const scripts = options.all?.e ? [...options.all.e] : [];
  if (options.f) scripts.push(await tool.text(options.f));
  if (!scripts.length) {
    if (!rest.length) throw new Misuse(tool.gnu ? "no script specified" : "missing script");
    scripts.push(rest.shift());
  }
  const program = new Reader(tool, scripts.join("\n"), Boolean(options.E || options.r)).program();
  const names = rest.length ? rest : ["-"];
  if (options.i) {
    const suffix = inPlace ? inPlace.replace(/^-[nErs]*i/, "") : typeof options.i === "string" ? options.i : "";
    for (const name of names) await inside(tool, program, name, options, suffix);
    return tool.status;
  }
  const lines = [];
  for (const name of names) {
    await tool.attempt(
      async () => {
        if (name !== "-" && tool.files.stat(name).type === "dir") return tool.fail(tool.gnu ? `couldn't edit ${name}: not a regular file` : `${name}: Is a directory`);
        const needsAll = names.length > 1 || program.needsLast;
        if (needsAll) for await (const each of tool.lines(name)) lines.push(each);
        else await stream(tool, program, name, options);
        return undefined;
      },
      (_, message) => (tool.gnu ? `can't read ${name}: ${message}` : `${name}: ${message}`), tool.gnu ? 2 : 1);
  }
  if (lines.length) {
    const run = new Run(tool, program, options, (text) => tool.out(text));
    for (const [at, { line, ended }] of lines.entries()) if (!(await run.line(line, ended, at === lines.length - 1, lines, at))) break;
    return run.code ?? tool.status;
  }
  return tool.exitCode ?? tool.status;
}

async function stream(tool, program, name, options) {
  const run = new Run(tool, program, options, (text) => tool.out(text));
  for await (const { line, ended } of tool.lines(name)) if (!(await run.line(line, ended, false))) break;
  tool.exitCode = run.code;
}

async function inside(tool, program, name, options, suffix) {
  await tool.attempt(
    async () => {
      const stat = tool.files.stat(name);
      const before = tool.files.readText(name);
      let text = "";
      const run = new Run(tool, program, options, async (piece) => {
        text += piece;
      });
      const lines = before.split("\n").map((line, at, all) => ({ line, ended: at < all.length - 1 }));
      if (lines.at(-1).line === "") lines.pop();
      for (const [at, { line, ended }] of lines.entries()) {
        if (await run.line(line, ended, at === lines.length - 1, lines, at)) continue;
        for (const left of lines.slice(at + 1)) text += left.line + (left.ended ? "\n" : "");
        break;
      }
      if (suffix) tool.files.writeFile(suffix.includes("*") ? suffix.replaceAll("*", name) : name + suffix, before, { mode: stat.mode });
      /* A new file replaces the old one, which a mount of a single file doesn't allow. */
      const fresh = `${name.replace(/[^/]*$/, "")}sed${Math.random().toString(36).slice(2, 8)}`;
      tool.files.writeFile(fresh, text, { mode: stat.mode });
      try {
        tool.files.rename(fresh, name);
      } catch (error) {
        tool.files.unlink(fresh);
        if (error.code === "EBUSY") return tool.fail(tool.gnu ? `cannot rename ./${fresh}: Device or resource busy` : `can't rename '${fresh}': Resource busy`, tool.gnu ? 4 : 1);
        throw error;
      }
      if (tool.files.who.uid === 0) tool.files.chown(name, stat.uid, stat.gid);
      return undefined;
    },
    (_, message) => (tool.gnu ? `can't read ${name}: ${message}` : `${name}: ${message}`), tool.gnu ? 2 : 1);
}
