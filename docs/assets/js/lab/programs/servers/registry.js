/* A registry: manifests and blobs below its folder, over version 2 of the API. A blob's `object` stays with the caller. */
import { listen } from "../network/serve.js";

const json = (status, value, headers = {}) => ({ status, headers: { "content-type": "application/json", "docker-distribution-api-version": "registry/2.0", ...headers }, body: `${JSON.stringify(value)}\n` });
const problem = (status, code, message, detail) => json(status, { errors: [{ code, message, detail }] });

/** A registry folder's contents, kept with the folder so that a volume keeps them. */
function storeOf(process) {
  const root = "/var/lib/registry";
  if (!process.files.exists(root)) process.files.mkdir(root, { recursive: true });
  const node = process.files.node(root);
  node.registry ??= { repositories: new Map(), blobs: new Map() };
  return node.registry;
}

export async function registry(process) {
  if (process.argv[1] === "--version") return (await process.out("registry github.com/distribution/distribution v3.0.0\n"), 0);
  const store = storeOf(process);
  const log = (message) => process.warn(`time="${new Date(process.clock.now()).toISOString()}" level=info msg="${message}"\n`);
  listen(process, 5000, (request) => answer(process, store, request));
  await log("listening on [::]:5000");
  let isEnding = false;
  process.handlers.set("TERM", () => { isEnding = true; process.changed.ring(); });
  process.handlers.set("INT", () => { isEnding = true; process.changed.ring(); });
  while (!isEnding) await process.until(process.changed.wait());
  return process.space.isContainer ? 0 : 2;
}

function answer(process, store, request) {
  const path = request.path.split("?")[0];
  if (path === "/") return { status: 200, headers: {}, body: "" };
  if (path === "/v2/" || path === "/v2") return json(200, {});
  if (path === "/v2/_catalog") return json(200, { repositories: [...store.repositories.keys()].sort() });
  const tags = /^\/v2\/(.+)\/tags\/list$/.exec(path);
  if (tags) {
    const found = store.repositories.get(tags[1]);
    return found ? json(200, { name: tags[1], tags: [...found.tags.keys()].sort() }) : problem(404, "NAME_UNKNOWN", "repository name not known to registry", { name: tags[1] });
  }
  const manifest = /^\/v2\/(.+)\/manifests\/([^/]+)$/.exec(path);
  if (manifest) return manifestAnswer(process, store, request, manifest[1], manifest[2]);
  const blob = /^\/v2\/(.+)\/blobs\/(sha256:[0-9a-f]+)$/.exec(path);
  if (blob) {
    if (request.method === "PUT" || request.method === "POST") store.blobs.set(blob[2], { body: request.body ?? "", object: request.object });
    const found = store.blobs.get(blob[2]);
    return found ? { status: request.method === "PUT" ? 201 : 200, headers: { "docker-content-digest": blob[2] }, body: found.body, object: found.object } : problem(404, "BLOB_UNKNOWN", "blob unknown to registry", { digest: blob[2] });
  }
  return { status: 404, headers: { "content-type": "text/plain; charset=utf-8" }, body: "404 page not found\n" };
}

function manifestAnswer(process, store, request, name, reference) {
  const repository = store.repositories.get(name);
  const isDigest = reference.startsWith("sha256:");
  if (request.method === "PUT") {
    const known = repository ?? { tags: new Map(), manifests: new Map() };
    store.repositories.set(name, known);
    const digest = request.headers["docker-content-digest"] ?? (isDigest ? reference : `sha256:${"0".repeat(64)}`);
    known.manifests.set(digest, { body: request.body, object: request.object, type: request.headers["content-type"] ?? "application/vnd.oci.image.manifest.v1+json" });
    if (!isDigest) known.tags.set(reference, digest);
    const folder = `/var/lib/registry/docker/registry/v2/repositories/${name}`;
    if (!process.files.exists(folder)) process.files.mkdir(folder, { recursive: true });
    return { status: 201, headers: { location: `/v2/${name}/manifests/${digest}`, "docker-content-digest": digest }, body: "" };
  }
  const digest = isDigest ? reference : repository?.tags.get(reference);
  const found = digest && repository?.manifests.get(digest);
  if (!found) return problem(404, "MANIFEST_UNKNOWN", "manifest unknown", isDigest ? { digest: reference } : { name, tag: reference });
  if (request.method === "DELETE") {
    repository.manifests.delete(digest);
    for (const [tag, each] of repository.tags) if (each === digest) repository.tags.delete(tag);
    return { status: 202, headers: {}, body: "" };
  }
  return { status: 200, headers: { "content-type": found.type, "docker-content-digest": digest }, body: request.method === "HEAD" ? "" : found.body, object: found.object };
}
