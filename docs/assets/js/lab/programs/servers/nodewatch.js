/* `node --watch`: the program runs as a child, and again whenever a file it has loaded changes. */
import { spawn } from "../system/run.js";

const EVERY = 500; // milliseconds between checks

export async function watch(process) {
  const argv = process.argv.filter((word) => word !== "--watch"), name = argv.find((word, at) => at > 0 && !word.startsWith("-")) ?? "";
  let child = start(process, argv);
  for (const signal of ["TERM", "INT"]) process.handlers.set(signal, () => { process.asked = signal; process.changed.ring(); });
  for (let told = false; ; ) {
    if (process.asked) return end(process, child);
    const changed = changedFile(child);
    if (changed) {
      child.kill("TERM");
      await process.until(child.wait());
      await process.out(`Change detected in '${changed}'\nRestarting '${name}'\n`);
      [child, told] = [start(process, argv), false];
    } else if (!child.isAlive && !told) {
      await process.out(`${child.code ? "Failed" : "Completed"} running '${name}'. Waiting for file changes before restarting...\n`);
      told = true;
    }
    await process.until(Promise.race([process.clock.sleep(EVERY), process.changed.wait()]));
  }
}

function start(process, argv) {
  const child = spawn(process, argv);
  child.seen = new Map();
  // Called when a file loads.
  child.loaded = (path) => child.seen.set(path, stampOf(child.files, path));
  return child;
}

/* Wait for a program that ends itself when asked. */
async function end(process, child) {
  child.kill(process.asked);
  return (await process.until(child.wait())).code;
}

const stampOf = (files, path) => (files.exists(path) ? `${files.stat(path).mtime} ${files.stat(path).size} ${files.stat(path).ino ?? ""}` : "gone");
const changedFile = ({ seen, files }) => [...seen.keys()].find((path) => seen.get(path) !== stampOf(files, path)) ?? null;
