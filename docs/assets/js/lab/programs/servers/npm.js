/* npm, as far as the course's images need it: what package.json asks for and the lab has is installed. */

/* The versions that the lab's stand-ins follow. */
const KNOWN = { express: "5.1.0", pg: "8.16.3", redis: "5.8.2" };
const NO_LOCK = ["code EUSAGE", "", "The `npm ci` command can only install with an existing package-lock.json or", "npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or", "later to generate a package-lock.json file, then try again."].map((each) => `npm error ${each}`.trimEnd() + "\n").join("");

export async function npm(process) {
  const [, command, ...rest] = process.argv;
  const { files } = process;
  if (command === "-v" || command === "--version") return (await process.out("11.6.2\n"), 0);
  const path = `${files.cwd}/package.json`;
  if (!files.exists(path)) {
    await process.warn(`npm error code ENOENT\nnpm error syscall open\nnpm error path ${path}\nnpm error errno -2\nnpm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '${path}'\nnpm error enoent This is related to npm not being able to find a file.\nnpm error enoent\n`);
    return 254;
  }
  const manifest = JSON.parse(files.readText(path));
  if (command === "ci" && !files.exists(`${files.cwd}/package-lock.json`)) return (await process.warn(NO_LOCK), 1);
  if (command === "ci" || command === "install" || command === "i") return install(process, manifest, rest, command === "ci");
  if (command === "start" || command === "run" || command === "test") return script(process, manifest, command === "run" ? rest[0] : command);
  await process.warn(`npm: \`npm ${command ?? ""}\` is not modelled in this practice lab\n`);
  return 1;
}

async function install(process, manifest, rest, isClean) {
  const { files } = process;
  const added = rest.filter((word) => !word.startsWith("-"));
  const omit = rest.some((word) => /^--(omit=dev|production|only=prod)/.test(word));
  const wanted = [...Object.keys({ ...manifest.dependencies, ...(omit ? {} : manifest.devDependencies) }), ...added];
  const unknown = wanted.filter((name) => !Object.hasOwn(KNOWN, name));
  if (unknown.length) {
    await process.warn(`npm: the practice lab has no ${unknown.map((name) => `\`${name}\``).join(", ")}; it has express, pg and redis\n`);
    return 1;
  }
  if (!isClean) files.writeFile(`${files.cwd}/package-lock.json`, `${JSON.stringify(lockOf(manifest, wanted), null, 2)}\n`);
  if (rest.includes("--package-lock-only")) return (await process.out("\nup to date in 1s\n"), 0);
  for (const name of wanted) {
    files.mkdir(`${files.cwd}/node_modules/${name}`, { recursive: true });
    files.writeFile(`${files.cwd}/node_modules/${name}/package.json`, `${JSON.stringify({ name, version: KNOWN[name] })}\n`);
  }
  await process.out(`\nadded ${wanted.length} package${wanted.length === 1 ? "" : "s"} in 1s\n`);
  return 0;
}

function lockOf({ name, version, dependencies, devDependencies }, wanted) {
  const packages = Object.fromEntries(wanted.map((each) => [`node_modules/${each}`, { version: KNOWN[each] }]));
  return { name, version, lockfileVersion: 3, requires: true, packages: { "": { name, version, dependencies, devDependencies }, ...packages } };
}

async function script(process, manifest, name) {
  const text = manifest.scripts?.[name];
  if (!text) return (await process.warn(`npm error Missing script: "${name}"\n`), 1);
  await process.out(`\n> ${manifest.name}@${manifest.version ?? "1.0.0"} ${name}\n> ${text}\n\n`);
  const { runProgram } = await import("../system/run.js");
  return runProgram(process, ["sh", "-c", text]);
}
