/* Run lines in the lab's machine: JSON lines `{"in": "bash"|"busybox"|"debian", "line"}` come in, `{"stdout", "stderr", "code"}` go out.
   Each line is the script of a `sh -c` in its own container, in the folder /w with the files named in FILES. */
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

const WORDS = "echo a b* $x ${x:-y} \"q_$x\" 's' | || && ; & ( ) { } < >_f 2>&1 >>_f $( ` ls cat f grep sed s/a/b/ awk {print_$1} if then fi for i in do done while case esac sleep_1 wait kill_%1 kill_$$ trap exit_3 [_-f_f_] [[ ]] (( )) $((1+ <<E _\nE\n \n x=1 export set_-e read_v head_-1 wc_-l tr_a_b sort xargs find_. test printf_%s cd_/ rm_-r mv cp_-r_. ln_-s chmod_000 ! \\ # ~ {a,b} ? [a- local f()_{ return eval exec unset_x shift break continue set_-- docker_ps ps date env seq_3 uniq_-c base64 gzip_-c .. --zzz -x é".split(" ").map((word) => word.replaceAll("_", " ").replaceAll("\\n", "\n"));

/** Return a seeded generator of numbers (mulberry32). */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Run random words, on the host and in a container; return faults. */
async function fuzz({ seed, count }) {
  const next = random(seed), faults = [];
  for (let round = 0; round < count; round += 8) {
    const clock = createVirtualClock(), machine = createMachine({ clock, onFault: (error) => faults.push(String(error.stack)) });
    const shell = machine.hostShell({ commands: { docker: async (argv, io) => (await io.stdout("NAMES\n"), 0) } });
    const fs = machine.rootfs(rootOf.alpine.map((each) => machine.layer(each)));
    for (let at = 0; at < 8; at += 1) {
      const line = Array.from({ length: 1 + Math.floor(next() * 12) }, () => WORDS[Math.floor(next() * WORDS.length)]).join(next() < 0.85 ? " " : "");
      const before = faults.length, started = Date.now();
      try {
        if (at % 2) {
          const abort = new AbortController();
          await clock.run(shell.run(line, { signal: abort.signal }), () => abort.abort());
        } else {
          const proc = await machine.start({ fs, argv: ["sh", "-c", line], cwd: "/tmp", env: { PATH: "/bin" } });
          await clock.run(proc.wait(), () => proc.kill("KILL"));
        }
      } catch (error) {
        /* A number is the code of a program that can't be started: an earlier line may have removed it. */
        if (!Number.isInteger(error.code)) faults.push(String(error.stack));
      }
      if (Date.now() - started > 2000) faults.push("slow");
      if (faults.length > before) faults.push(line);
    }
  }
  return { faults };
}

/** Run a line on the host, end it by Ctrl-C after a while, run another. */
async function interrupt({ line, after, then }) {
  const clock = createVirtualClock(), machine = createMachine({ clock }), shell = machine.hostShell({ interactive: true }), abort = new AbortController();
  let stdout = "";
  const options = { onStdout: (bytes) => (stdout += Buffer.from(bytes).toString("utf8")), signal: abort.signal };
  clock.after(after, () => abort.abort());
  const code = await clock.run(shell.run(line, options));
  await clock.run(shell.run(then, { ...options, signal: null }));
  return { code, stdout };
}

const asks = { run, fuzz, interrupt };
for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  const job = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await asks[job.ask ?? "run"](job))}\n`);
}
