/* `docker build` */
import { readAll } from "../commands/cp.js";
import { NotModelled } from "../engine/errors.js";
import { absolute } from "../engine/mounts.js";
import { referenceFault } from "../engine/references.js";
import { buildImage } from "./imagebuild.js";
import { cachePlaces } from "./cachestore.js";
import { printChecks } from "./lint.js";
import { SecretMissing, secretsOf } from "./runmounts.js";

const decoder = new TextDecoder();

/** `docker build`, `docker buildx build` */
export async function build(call, lab) {
  const [path] = call.operands, { io } = call;
  for (const flag of ["--call", "--ssh", "--build-context", "--sbom", "--attest", "--metadata-file"]) if (call.has(flag)) throw new NotModelled(`build ${flag}`);
  if (/^(?:https?:|git@|git:|github\.com\/)/.test(path)) throw new NotModelled("build of a remote context");
  for (const tag of call.all("--tag")) {
    const fault = referenceFault(tag);
    if (fault) {
      call.err(`ERROR: failed to build: invalid tag ${JSON.stringify(tag)}: ${fault.includes("lowercase") ? "repository name must be lowercase" : fault}\n`);
      return 1;
    }
  }
  if (call.on("--push") && !call.all("--tag").length) {
    call.err("ERROR: failed to build: tag is needed when pushing to registry\n");
    return 1;
  }
  const root = absolute(path, io.cwd), given = await input(call, io, path, root);
  if (given.fault) {
    call.err(`ERROR: failed to build: ${given.fault}\n`);
    return 1;
  }
  if (call.on("--check")) return check(call, given, path);
  const quiet = call.on("--quiet"), log = [], secrets = readSecrets(call, io);
  if (secrets.fault) {
    call.err(`ERROR: failed to build: ${secrets.fault}\n`);
    return 1;
  }
  const id = await buildImage(lab, {
    fs: io.fs, root, file: given.file, text: given.text, signal: io.signal, tags: call.all("--tag"), target: call.last("--target"), noCache: call.on("--no-cache"), pull: call.on("--pull"), labels: call.all("--label"),
    args: new Map(call.all("--build-arg").map((each) => [each.split("=")[0], each.includes("=") ? each.slice(each.indexOf("=") + 1) : io.env[each]])), platform: call.last("--platform"), secrets: secrets.found, cache: cachePlaces(call), output: outputOf(call), push: call.on("--push"), attests: attestsOf(call), contextPath: path,
    write: quiet ? (text) => log.push(text) : call.err, warn: call.err, columns: columnsOf(call),
  });
  if (id.error) {
    if (quiet) call.err(id.excerpt);
    call.err(`ERROR: failed to build: failed to solve: ${id.error}\n`);
    return 1;
  }
  if (call.last("--iidfile")) io.fs.writeFile(absolute(call.last("--iidfile"), io.cwd), id.image.id);
  if (quiet) call.line(id.image.id);
  return 0;
}

/* `--output`: the folder for the files; empty: make an image. */
function outputOf(call) {
  const given = call.last("--output");
  if (!given || /^type=(?:docker|image)$/.test(given)) return "";
  const folder = given.includes("=") ? /^type=local,dest=([^,]+)$/.exec(given)?.[1] : given;
  if (!folder || folder === "-") throw new NotModelled(`build --output ${given}`);
  return absolute(folder, call.io.cwd);
}

/* `--provenance`: the mode, or false. */
function attestsOf(call) {
  const given = call.last("--provenance");
  if (given === "false" || given === "0" || given.includes("disabled=true")) return false;
  return /(?:^|,)(?:mode=)?max(?:,|$)/.test(given) ? "max" : "min";
}

function check(call, { text, file }, path) {
  if (text === null) {
    call.err(`ERROR: failed to build: failed to solve: failed to read dockerfile: open ${file}: no such file or directory\n`);
    return 1;
  }
  return printChecks(call, { text, path: path === "." || path === "-" ? file : `${path.replace(/\/+$/, "")}/${file}` });
}

function readSecrets(call, io) {
  try {
    return { found: secretsOf(call, io) };
  } catch (error) {
    if (!(error instanceof SecretMissing)) throw error;
    return { fault: error.message };
  }
}

async function input(call, io, path, root) {
  const named = call.last("--file"), file = named || "Dockerfile";
  if (path === "-") return { file: "Dockerfile", text: decoder.decode(await readAll(io.stdin)) };
  if (!io.fs.exists(root)) return { fault: `unable to prepare context: path ${JSON.stringify(path)} not found` };
  if (io.fs.stat(root).type !== "dir") return { fault: `unable to prepare context: context must be a directory: ${path}` };
  if (named === "-") return { file: "Dockerfile", text: decoder.decode(await readAll(io.stdin)) };
  const whole = named ? absolute(named, io.cwd) : absolute("Dockerfile", root);
  return { file: file.split("/").at(-1), text: io.fs.exists(whole) && io.fs.stat(whole).type === "file" ? decoder.decode(io.fs.readFile(whole)) : null };
}

/** The width of the list of steps; 0: each step is printed as it comes. */
export function columnsOf(call) {
  const wanted = call.last("--progress") || "auto";
  return !call.on("--quiet") && !call.quiet && (wanted === "tty" || (wanted === "auto" && call.io.isTty)) ? Number(call.io.env.COLUMNS) || 100 : 0;
}
