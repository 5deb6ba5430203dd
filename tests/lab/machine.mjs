/* Runs lines in the lab's machine: JSON lines `{"in": "bash"|"busybox"|"debian", "line"}` come in, `{"stdout", "stderr", "code"}` go out.
   Each line is the script of a `sh -c` in a container of its own, in the folder /w with the files that FILES names. */
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const modules = pathToFileURL(`${process.argv[2]}/`);
const { createMachine, createVirtualClock } = await import(new URL("machine.js", modules));
const { rootOf } = await import(new URL("programs/roots.js", modules));

const ROOTS = { busybox: "alpine", bash: "debian", dash: "debian" };
const SHELLS = { busybox: "sh", bash: "bash", dash: "dash" };

async function run({ in: where, line, files }) {
  const clock = createVirtualClock(), faults = [], said = { stdout: [], stderr: [] };
  const machine = createMachine({ clock, onFault: (error) => faults.push(String(error.stack)) });
  const fs = machine.rootfs(rootOf[ROOTS[where]].map((each) => machine.layer(each)));
  for (const [path, text] of Object.entries({ "/w/": "", "/w/d/": "", ...files })) path.endsWith("/") ? fs.mkdir(path, { recursive: true }) : fs.writeFile(path, text);
  const options = { fs, argv: [SHELLS[where], "-c", line], cwd: "/w", env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/root" } };
  const proc = await machine.start({ ...options, onStdout: (bytes) => said.stdout.push(bytes), onStderr: (bytes) => said.stderr.push(bytes) });
  const { code } = await clock.run(proc.wait(), () => proc.kill("KILL"));
  const text = (chunks) => Buffer.concat(chunks).toString("utf8");
  return { stdout: text(said.stdout), stderr: text(said.stderr), code, faults };
}

for await (const line of createInterface({ input: process.stdin })) if (line.trim()) process.stdout.write(`${JSON.stringify(await run(JSON.parse(line)))}\n`);
