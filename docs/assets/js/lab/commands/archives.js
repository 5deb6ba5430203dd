/* `docker save`, `load`, `export`, `import`: images and file systems as tar archives. */
import { EngineError } from "../engine/errors.js";
import { absolute } from "../engine/mounts.js";
import { reference } from "../engine/references.js";
import { decompress, isGzip } from "../programs/archive/gzip.js";
import { readAll } from "./cp.js";
import { pack, readTar, unpack, writeTar } from "./tar.js";

const encoder = new TextEncoder();
/* What an archive refers to: its bytes name the image, and the image itself is here. */
const SAVED = new Map();

export async function save(call, { engine }) {
  const output = call.last("--output");
  if (!output && call.io.isTty) {
    call.err("cowardly refusing to save to a terminal. Use the -o flag or redirect\n");
    return 1;
  }
  if (output && !canWrite(call, output, "failed to save image")) return 1;
  const images = call.operands.map((each) => [each, engine.images.find(each) ?? ofRepository(engine, each) ?? engine.images.get(each)]);
  const manifest = images.map(([name, image]) => {
    SAVED.set(image.id, image);
    return { Config: `blobs/sha256/${image.id.slice(7)}`, RepoTags: namesFor(engine, name, image), Layers: image.layerIds.map((each) => `blobs/sha256/${each.slice(7)}`) };
  });
  const file = (name, text) => ({ name, type: "file", mode: 0o644, uid: 0, gid: 0, mtime: engine.clock.now(), data: encoder.encode(text) });
  const folder = (name) => ({ name, type: "dir", mode: 0o755, uid: 0, gid: 0, mtime: engine.clock.now(), data: new Uint8Array() });
  const bytes = pack([folder("blobs/"), folder("blobs/sha256/"), ...images.map(([, image]) => file(`blobs/sha256/${image.id.slice(7)}`, JSON.stringify({ id: image.id }))), file("index.json", JSON.stringify({ schemaVersion: 2 })), file("manifest.json", JSON.stringify(manifest)), file("oci-layout", '{"imageLayoutVersion":"1.0.0"}')]);
  if (!output) call.io.stdout(bytes);
  else write(call, output, bytes);
  return 0;
}

/* A name without a tag means all its tags. */
function ofRepository(engine, text) {
  const name = [...engine.images.tags.keys()].find((each) => each.replace(/:[^:/]*$/, "") === text);
  return name ? engine.images.find(name) : null;
}

function namesFor(engine, text, image) {
  try {
    const { short, hadTag, name } = reference(text);
    if (hadTag) return [short];
    return engine.images.namesOf(image.id).filter((each) => reference(each).name === name);
  } catch {
    return null;
  }
}

/* The CLI checks the file before asking the engine. */
function canWrite(call, output, fault) {
  const path = absolute(output, call.io.cwd), parent = path.replace(/\/[^/]*$/, "") || "/";
  if (call.io.fs.exists(parent)) return true;
  call.err(`${fault}: invalid output path: stat ${parent}: no such file or directory\n`);
  return false;
}

const write = (call, output, bytes) => call.io.fs.writeFile(absolute(output, call.io.cwd), bytes);

export async function load(call, { engine }) {
  const input = call.last("--input");
  let bytes;
  if (input) {
    try {
      bytes = call.io.fs.readFile(absolute(input, call.io.cwd));
    } catch {
      call.err(`open ${input}: no such file or directory\n`);
      return 1;
    }
  } else if (call.io.isTty) {
    call.err("requested load from stdin, but stdin is empty\n");
    return 1;
  } else bytes = await readAll(call.io.stdin);
  const manifest = await manifestOf(bytes, engine.clock);
  if (!manifest) {
    call.err(bytes.length < 512 ? "unexpected EOF\n" : "Error response from daemon: unrecognized image format\n");
    return 1;
  }
  for (const { Config: config, RepoTags: names } of manifest) {
    const id = `sha256:${config.split("/").at(-1)}`, image = SAVED.get(id);
    if (!image) throw new EngineError("unrecognized image format");
    engine.images.add(image);
    for (const name of names ?? []) engine.images.tag(image, name);
    if (!call.on("--quiet")) for (const name of names ?? []) call.line(`Loaded image: ${name}`);
    if (!names?.length) call.line(`Loaded image ID: ${id}`);
  }
  return 0;
}

async function manifestOf(bytes, clock) {
  const plain = isGzip(bytes) ? await decompress(clock, bytes) : bytes;
  for (const { name, data } of unpack(plain)) if (name === "manifest.json") return JSON.parse(new TextDecoder().decode(data));
  return null;
}

export async function exportContainer(call, { engine }) {
  const output = call.last("--output");
  if (!output && call.io.isTty) {
    call.err("cowardly refusing to save to a terminal. Use the -o flag or redirect\n");
    return 1;
  }
  if (output && !canWrite(call, output, "failed to export container")) return 1;
  const container = engine.find(call.operands[0]), bytes = await writeTar(container.fs, "/", ".");
  if (output) write(call, output, bytes);
  else call.io.stdout(bytes);
  return 0;
}

export async function importImage(call, { engine }) {
  const [source, target] = call.operands;
  let bytes;
  if (source === "-") bytes = await readAll(call.io.stdin);
  else {
    try {
      bytes = call.io.fs.readFile(absolute(source, call.io.cwd));
    } catch {
      call.err(`open ${source}: no such file or directory\n`);
      return 1;
    }
  }
  const fs = engine.machine.rootfs([]), now = engine.clock.now();
  await readTar(bytes, fs, "/");
  const image = { id: engine.ids.digest(), config: { Env: [] }, layers: [fs.commit()], layerIds: [engine.ids.digest()], created: now, size: bytes.length, content: bytes.length, ancestors: [], comment: "Imported from -", history: [{ by: "", size: bytes.length, created: now, comment: "Imported from -" }] };
  engine.images.add(image, target ?? null);
  call.line(image.id);
  return 0;
}
