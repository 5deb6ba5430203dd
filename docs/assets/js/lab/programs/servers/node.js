/* Node: a container's script runs as real JavaScript, with the lab's versions of node's modules on its files and
   network. An endless loop freezes the worker; the page can end that. */
import { VERSION } from "./nodefaults.js";
import { inspector } from "./nodeinspector.js";
import { Runtime } from "./noderuntime.js";
import { runTests } from "./nodetestrun.js";
import { watch } from "./nodewatch.js";

/* Options that change nothing here, and options that aren't modelled. */
const SILENT = /^--(?:no-warnings|no-deprecation|trace-warnings|enable-source-maps|experimental-[\w-]+|max-old-space-size=\d+|unhandled-rejections=\w+|disable-warning=\w+|trace-uncaught|preserve-symlinks|watch-preserve-output|test-concurrency=\d+|input-type=\w+|network-family-autoselection|no-network-family-autoselection|stack-trace-limit=\d+|title=.*)$/;

export async function node(process) {
  const args = process.argv.slice(1), options = new Map(), odd = readOptions(args, options);
  if (odd) return (await process.warn(`node: \`node ${odd}\` is not modelled in this practice lab\n`), 9);
  if (options.has("--version")) return (await process.out(`${VERSION}\n`), 0);
  if (options.has("--watch")) return watch(process);
  if (options.has("--inspect")) await inspector(process, options.get("--inspect"), args[0] ?? "");
  if (options.has("--test")) return runTests(process, args, options);
  const runtime = new Runtime(process);
  if (options.has("--check")) return runtime.check(args[0]);
  if (options.has("--eval")) return runtime.text(options.get("--eval"), args, options.has("--print"));
  if (args[0] === undefined || args[0] === "-") {
    let source = "";
    for (let chunk; (chunk = await process.read(0)); ) source += new TextDecoder().decode(chunk);
    return runtime.text(source, [], false);
  }
  return runtime.file(args[0], args.slice(1));
}

/** Take options off the words. @returns {string | null} one that isn't modelled */
function readOptions(args, options) {
  while (/^-./.test(args[0] ?? "")) {
    const word = args.shift(), [name, value = ""] = word.split(/=(.*)/s);
    if (word === "--") return null;
    if (word === "-v" || word === "--version") options.set("--version", "");
    else if (["-e", "--eval", "-p", "--print", "-pe"].includes(name)) {
      options.set("--eval", name.startsWith("--") && value ? value : args.shift() ?? "");
      if (name.includes("p")) options.set("--print", "");
      return null;
    } else if (name === "-c" || name === "--check") options.set("--check", "");
    else if (["--test", "--watch", "--test-only"].includes(word)) options.set(word, "");
    else if (name === "--inspect" || name === "--inspect-wait" || name === "--inspect-brk") {
      if (name !== "--inspect") return name;
      options.set("--inspect", value);
    } else if (name === "--test-name-pattern") options.set(name, value || args.shift());
    else if (name === "--env-file") return name;
    else if (!SILENT.test(word)) return name;
  }
  return null;
}
