/* Do tasks in the lab: JSON lines of tasks with their `ways` (lists of lines) come in; for each, a JSON line goes out: what the
   check says at the beginning, and after each way, done in a lab of its own. */
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { specData } from "./specdata.mjs";

const [, , modules] = process.argv, from = (name) => import(new URL(name, pathToFileURL(`${modules}/`)));
const [{ createLab }, { createVirtualClock }, { check }] = await Promise.all([from("lab.js"), from("machine.js"), from("tasks/check.js")]);
const data = specData();

async function open(task) {
  const clock = createVirtualClock(), lab = createLab({ clock, data });
  for (const { file, text } of task.files ?? []) {
    const path = `${lab.folder}/${file}`;
    lab.shell.fs.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    lab.shell.fs.writeFile(path, text);
  }
  return { clock, lab, run: (lines) => run(clock, lab, lines) };
}

async function run(clock, lab, lines) {
  let said = "";
  const decoder = new TextDecoder(), take = (chunk) => {
    said += typeof chunk === "string" ? chunk : decoder.decode(chunk);
  };
  for (const line of lines) {
    const typed = new AbortController();
    const code = await clock.run(lab.shell.run(line, { onStdout: take, onStderr: take, stdin: { read: async () => null }, signal: typed.signal }), () => typed.abort());
    if (code) said += `[${code}]\n`;
  }
  return said;
}

async function answer(task) {
  const seen = [];
  for (const way of [[], ...task.ways]) {
    const { clock, lab, run: type } = await open(task), before = await type(task.start ?? []), said = await type(way);
    seen.push({ ...(await clock.run(check(task, lab))), said: before + said });
  }
  return { id: task.id, seen };
}

for await (const line of createInterface({ input: process.stdin })) if (line.trim()) process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
