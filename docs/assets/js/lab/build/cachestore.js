/* A build cache outside the engine: `--cache-to type=local,dest=FOLDER`, `--cache-from type=local,src=FOLDER`. */
import { NotModelled } from "../engine/errors.js";
import { absolute } from "../engine/mounts.js";

/** Read the flags. @returns {{to: string[], from: {given: string, path: string}[]}} folders */
export function cachePlaces(call) {
  const read = (flag, key) => call.all(flag).map((text) => {
    const fields = new Map(text.split(",").map((each) => [each.split("=")[0], each.split("=").slice(1).join("=")]));
    if (fields.get("type") !== "local" || !fields.get(key)) throw new NotModelled(`build ${flag} ${text}`);
    return { given: fields.get(key), path: absolute(fields.get(key), call.io.cwd) };
  });
  return { to: read("--cache-to", "dest").map(({ path }) => path), from: read("--cache-from", "src") };
}

/** Write the engine's build cache into a folder. Its layers stay in the lab, under the digest that the folder names. */
export function exportCache(build, folder) {
  const { engine, options: { fs } } = build, digest = engine.ids.digest(), step = build.progress.step("exporting cache to client directory");
  step.line("preparing build cache for export");
  for (const name of ["blobs/sha256", "ingest"]) fs.mkdir(`${folder}/${name}`, { recursive: true });
  const used = [...engine.cache].filter(([key]) => build.keys.has(key));
  for (const [, { id }] of used) {
    fs.writeFile(`${folder}/blobs/sha256/${id.slice(7)}`, "");
    step.line(`writing layer ${id} done`);
  }
  fs.writeFile(`${folder}/blobs/sha256/${digest.slice(7)}`, `${JSON.stringify({ layers: used.map(([, { id }]) => id) })}\n`);
  fs.writeFile(`${folder}/index.json`, JSON.stringify({ schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: [{ mediaType: "application/vnd.oci.image.manifest.v1+json", digest, annotations: { "org.opencontainers.image.ref.name": "latest" } }] }));
  fs.writeFile(`${folder}/oci-layout`, '{"imageLayoutVersion":"1.0.0"}');
  fs.writeFile(`${folder}/cache.lock`, "");
  (engine.cachesOutside ??= new Map()).set(digest, new Map(used));
  step.line(`writing cache image manifest ${digest} done`);
  step.done();
}

/** Import a folder's cache. @returns {string} a warning, or "" */
export function importCache(build, { given, path }) {
  const { engine, options: { fs } } = build, file = `${path}/index.json`;
  if (!fs.exists(file)) return `WARNING: local cache import at ${given} skipped due to err: could not read ${given}/index.json: open ${given}/index.json: no such file or directory\n`;
  const step = build.progress.step(`importing cache manifest from local:${parseInt(engine.ids.hex(12), 16)}`);
  step.line("inferred cache manifest type: application/vnd.oci.image.manifest.v1+json done");
  step.done();
  const found = engine.cachesOutside?.get(digestIn(new TextDecoder().decode(fs.readFile(file))));
  for (const [key, entry] of found ?? []) if (!engine.cache.has(key)) engine.cache.set(key, entry);
  return "";
}

function digestIn(text) {
  try {
    return JSON.parse(text).manifests[0].digest;
  } catch {
    return "";
  }
}
