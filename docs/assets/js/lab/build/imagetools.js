/* `docker buildx imagetools`: inspect an image in a registry, and give it a new name there. */
import { FormatError, read } from "../commands/format.js";
import { FillError, FUNCTIONS } from "../commands/evaluate.js";
import { parseTemplate } from "../commands/template.js";
import { request } from "../commands/pull.js";
import { NotModelled } from "../engine/errors.js";
import { reference } from "../engine/references.js";
import { packageOf } from "./history.js";

const INDEX = "application/vnd.oci.image.index.v1+json", MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/* An image in a registry of this lab, or null after printing why there is none. */
async function find(call, lab, name) {
  const wanted = reference(name);
  if (!wanted.registry) throw new NotModelled("buildx imagetools with an image of Docker Hub");
  const path = `/v2/${wanted.path}/manifests/${wanted.digest || wanted.tag}`, answer = await request(lab, wanted.registry, "GET", path);
  if (!answer.refused && answer.status === 200 && answer.object) return { image: answer.object, wanted };
  const [host, port = "443"] = wanted.registry.split(":");
  call.err(`ERROR: ${answer.refused ? `failed to do request: Head "http://${wanted.registry}${path}": dial tcp ${host === "localhost" ? "127.0.0.1" : host}:${port}: connect: connection refused` : `${wanted.short}: not found`}\n`);
  return null;
}

/** `docker buildx imagetools inspect` */
export async function inspect(call, lab) {
  const [name] = call.operands, found = await find(call, lab, name), format = call.last("--format");
  if (!found) return 1;
  const { image, wanted } = found;
  if (call.on("--raw")) call.out(text(indexOf(image)));
  else if (format) return formatted(call, format, image, wanted);
  else call.out(overview(image, wanted));
  return 0;
}

const text = (value) => JSON.stringify(value, null, 2);

/** The index of an image: its manifest, and that of its attestations. */
function indexOf({ listed = [] }) {
  const [manifest, attested] = listed, one = { mediaType: MANIFEST, digest: manifest, size: 1615, platform: { architecture: "amd64", os: "linux" } };
  return { schemaVersion: 2, mediaType: INDEX, manifests: attested ? [one, { mediaType: MANIFEST, digest: attested, size: 837, annotations: { "vnd.docker.reference.digest": manifest, "vnd.docker.reference.type": "attestation-manifest" }, platform: { architecture: "unknown", os: "unknown" } }] : [one] };
}

function overview(image, wanted) {
  const parts = indexOf(image).manifests.map(({ digest, mediaType, platform, annotations }) => {
    const own = [["Name", `${wanted.short}@${digest}`], ["MediaType", mediaType], ["Platform", `${platform.os}/${platform.architecture}`]].map(([key, value]) => `  ${`${key}:`.padEnd(13)}${value}\n`).join("");
    return own + (annotations ? `  Annotations: \n    vnd.docker.reference.type:   attestation-manifest\n    vnd.docker.reference.digest: ${annotations["vnd.docker.reference.digest"]}\n` : "");
  });
  return `Name:      ${wanted.short}\nMediaType: ${INDEX}\nDigest:    ${image.id}\n           \nManifests: \n${parts.join(`${" ".repeat(15)}\n`)}`;
}

/* `{{json .Manifest}}` names fields differently from `{{.Manifest.Digest}}`. */
const JSON_OF = new WeakMap();

const withJson = (value, form) => {
  JSON_OF.set(value, form);
  return value;
};

function formatted(call, format, image, wanted) {
  if (/json \.Provenance/.test(format) && image.provenance?.mode === "max") throw new NotModelled("the whole of a provenance with `mode=max`");
  const manifest = { schemaVersion: 2, mediaType: INDEX, digest: image.id, size: 856, manifests: indexOf(image).manifests };
  const data = {
    Name: wanted.whole, Manifest: withJson({ SchemaVersion: 2, MediaType: INDEX, Digest: image.id, Size: 856, Manifests: manifest.manifests.map((each) => withJson({ MediaType: each.mediaType, Digest: each.digest, Size: each.size, Platform: each.platform }, each)) }, manifest),
    Provenance: maps(provenanceOf(image.provenance)), SBOM: new Map(), get Image() { throw new NotModelled("`.Image` of buildx imagetools"); },
  };
  try {
    read(format);
    call.out(parseTemplate(format, "", { ...FUNCTIONS, json: (value) => text(JSON_OF.get(value) ?? plain(value)) }).fill(data, { missing: "no" }));
    return 0;
  } catch (error) {
    if (!(error instanceof FillError || error instanceof FormatError)) throw error;
    call.err(`ERROR: ${error.message}\n`);
    return 1;
  }
}

/* The builder's provenance of a build. */
function provenanceOf(record) {
  if (!record) return {};
  const args = record.mode === "max" && record.args.size ? { args: Object.fromEntries([...record.args].map(([key, value]) => [`build-arg:${key}`, value])) } : {};
  return { SLSA: {
    buildDefinition: {
      buildType: "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
      externalParameters: { configSource: { path: record.file }, request: { ...args, compatibilityVersion: 30, frontend: "dockerfile.v0", locals: [{ name: "context" }, { name: "dockerfile" }] } },
      internalParameters: { builderPlatform: "linux/amd64", dockerfileVersion: "1.27.0" }, resolvedDependencies: record.bases.map(([name, { id }]) => ({ digest: { sha256: id.slice(7) }, uri: packageOf(name) })),
    },
    runDetails: { builder: { id: "" }, metadata: { buildkit_completeness: { request: true, resolvedDependencies: false }, buildkit_metadata: {}, finishedOn: new Date(record.ended).toISOString(), invocationId: record.ref, startedOn: new Date(record.began).toISOString() } },
  } };
}

const maps = (value) => (Array.isArray(value) ? value.map(maps) : value !== null && typeof value === "object" ? new Map(Object.entries(value).map(([key, each]) => [key, maps(each)])) : value);
const plain = (value) => (value instanceof Map ? Object.fromEntries([...value].map(([key, each]) => [key, plain(each)])) : Array.isArray(value) ? value.map(plain) : value);

/** `docker buildx imagetools create`: another name for an image, only in the registry. */
export async function create(call, lab) {
  for (const flag of ["--append", "--annotation", "--file", "--dry-run", "--prefer-index", "--metadata-file"]) if (call.has(flag)) throw new NotModelled(`buildx imagetools create ${flag}`);
  if (call.operands.length !== 1) throw new NotModelled("buildx imagetools create of several images");
  const found = await find(call, lab, call.operands[0]);
  if (!found) return 1;
  for (const [at, tag] of call.all("--tag").entries()) {
    const wanted = reference(tag), { image, wanted: from } = found, name = wanted.short.slice(0, wanted.short.lastIndexOf(":"));
    if (!wanted.registry) throw new NotModelled("buildx imagetools with an image of Docker Hub");
    await request(lab, wanted.registry, "PUT", `/v2/${wanted.path}/manifests/${wanted.tag}`, { object: image, headers: { "content-type": INDEX, "docker-content-digest": image.id }, body: text(indexOf(image)) });
    call.err(`#${at + 1} [internal] pushing ${name}\n${[...(image.listed ?? [])].reverse().map((each, n) => `#${at + 1} 0.00${n} copying ${each} from ${from.short} to ${name}\n`).join("")}#${at + 1} 0.123 pushing ${image.id} to ${wanted.short}\n#${at + 1} DONE 0.2s\n`);
  }
  return 0;
}
