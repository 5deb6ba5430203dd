/* `node --test`: find test files, and run their tests one file after another. */
import { Killed } from "../../proc/process.js";
import { inspect } from "./nodeinspect.js";
import { Runtime } from "./noderuntime.js";
import { place, report } from "./nodetestreport.js";

const FILE = /(?:^|\/)(?:test|test-[^/]*|[^/]*[.\-_]test)\.[cm]?js$|(?:^|\/)test\/(?:.*\/)?[^/]+\.[cm]?js$/;

/** @param {Map<string, string>} options `--test-name-pattern` @returns {Promise<number>} */
export async function runTests(process, given, options) {
  const { files } = process, began = process.clock.now(), paths = given.length ? given : [...below(files, files.cwd, "")].filter((path) => FILE.test(path)).sort();
  const gone = given.find((path) => !files.exists(path));
  if (gone) return (await process.warn(`Could not find '${gone}'\n`), 1);
  const done = [];
  for (const path of paths) done.push(...(await runFile(process, path, options.get("--test-name-pattern"))));
  return report(process, done, began);
}

function* below(files, folder, name) {
  for (const each of files.readdir(folder)) {
    const path = `${folder === "/" ? "" : folder}/${each}`, shown = name ? `${name}/${each}` : each;
    if (each === "node_modules") continue;
    if (files.lstat(path).type === "dir") yield* below(files, path, shown);
    else yield shown;
  }
}

async function runFile(process, path, pattern) {
  const runtime = new Runtime(process), file = { kind: "test", name: path, children: [], notes: [], error: null, ms: 0, place: `${path}:1:1` };
  runtime.tests.pattern = pattern ? new RegExp(pattern.replace(/^\/(.*)\/\w*$/, "$1")) : null;
  try {
    await runtime.loadTests(path);
  } catch (error) {
    if (error instanceof Killed) throw error;
    await process.warn(`${error?.stack ? `${error.name}: ${error.message}` : inspect(error)}\n`);
    return [{ ...file, error: "test failed" }];
  }
  await process.until(runtime.tests.run());
  await runtime.pending;
  place(runtime.tests.root.children, path, process.files.readText(path));
  if (!runtime.tests.isEmpty) return runtime.tests.root.children;
  return runtime.code ? [{ ...file, error: "test failed" }] : pattern ? [] : [file];
}
