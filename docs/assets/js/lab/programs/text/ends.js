/* The first or last lines of files: head, tail. */
import { FsError } from "../../fs/nodes.js";
import { Misuse, sizeOf } from "../tool.js";
import { openWords } from "./read.js";

const heading = (tool, name, isFirst) => tool.out(`${isFirst ? "" : "\n"}==> ${name === "-" ? "standard input" : name} <==\n`);

/** Do something with each file, below a heading if there are several. @returns {Promise<string[]>} their names */
async function eachFile(tool, rest, { quiet, always = false }, show) {
  const names = rest.length ? rest : ["-"];
  let isFirst = true;
  for (const name of names) {
    await tool.attempt(
      async () => {
        if (name !== "-" && tool.files.stat(name).type === "dir") throw new FsError("EISDIR", name);
        if ((names.length > 1 && !quiet) || always) await heading(tool, name, isFirst);
        isFirst = false;
        return show(name);
      },
      (path, message) => (message === "Is a directory" ? (tool.gnu ? `error reading '${name}': ${message}` : `${name}: Input/output error`) : openWords(tool)(name, message)));
  }
  return names;
}

/* `-5` is `-n 5`. */
const spelled = (tool) => tool.args.map((word) => (/^-\d+$/.test(word) ? `-n${word.slice(1)}` : word));

export async function head(tool) {
  tool.args = spelled(tool);
  const { options, rest } = tool.options("n:c:qv", { lines: "n", bytes: "c", quiet: "q", verbose: "v" });
  await eachFile(tool, rest, { quiet: options.q, always: options.v }, (name) => (options.c !== undefined ? headBytes(tool, name, sizeOf(options.c)) : headLines(tool, name, countOf(tool, options.n ?? "10"))));
}

async function headBytes(tool, name, count) {
  const stream = name === "-" ? null : tool.process.open(name);
  for (let left = count; left > 0; ) {
    const chunk = stream ? await stream.read(left, tool.process) : await tool.process.read(0, left);
    if (chunk === null) break;
    await tool.process.write(chunk);
    left -= chunk.length;
  }
  stream?.close();
}

function countOf(tool, text) {
  if (!/^[-+]?\d+$/.test(text)) throw new Misuse(tool.gnu ? `invalid number of lines: '${text}'` : `invalid number '${text}'`);
  return Number(text);
}

async function headLines(tool, name, count) {
  if (count < 0) {
    const lines = [];
    for await (const each of tool.lines(name)) {
      lines.push(each);
      if (lines.length > -count) {
        const { line, ended } = lines.shift();
        await tool.out(line + (ended ? "\n" : ""));
      }
    }
    return;
  }
  if (count === 0) return;
  let left = count;
  for await (const { line, ended } of tool.lines(name)) {
    await tool.out(line + (ended ? "\n" : ""));
    if ((left -= 1) === 0) return;
  }
}

export async function tail(tool) {
  tool.args = spelled(tool);
  const { options, rest } = tool.options("n:c:fFqvs:", { lines: "n", bytes: "c", follow: "f", quiet: "q" });
  const names = await eachFile(tool, rest, { quiet: options.q }, async (name) => {
    const data = await tool.bytes(name);
    if (options.c !== undefined) return tool.process.write(options.c.startsWith("+") ? data.subarray(Number(options.c) - 1) : data.subarray(Math.max(0, data.length - sizeOf(options.c.replace("-", "")))));
    const lines = new TextDecoder().decode(data).split(/(?<=\n)/).filter(Boolean), text = options.n ?? "10", count = Math.abs(countOf(tool, text));
    return tool.out((text.startsWith("+") ? lines.slice(Math.max(0, count - 1)) : count ? lines.slice(-count) : []).join(""));
  });
  if (options.f || options.F) await follow(tool, names.filter((name) => name !== "-"));
}

async function follow(tool, names) {
  const at = new Map(names.map((name) => [name, tool.files.exists(name) ? tool.files.stat(name).size : 0]));
  if (!names.length) return;
  for (;;) {
    await tool.process.sleep(1000);
    for (const name of names) {
      if (!tool.files.exists(name)) continue;
      const { data } = tool.files.node(name);
      if (data.length > at.get(name)) await tool.process.write(data.slice(at.get(name)));
      at.set(name, data.length);
    }
  }
}
