/* Pull and push images: the Hub, which has the course's images, or a registry that runs here. */
import { EngineError, NotModelled } from "../engine/errors.js";
import { reference } from "../engine/references.js";
import { ELSEWHERE } from "../images.js";

/** Fetch an image. `say` gets what `docker pull` prints. @returns {Promise<object>} the image */
export async function pullImage(lab, text, say) {
  const { engine } = lab, wanted = reference(text), before = engine.images.find(wanted.short);
  const found = wanted.registry ? await fromRegistry(lab, wanted) : fromHub(lab, wanted);
  const layers = found.layers.filter((layer) => ![...engine.images.byId.values()].some((image) => image.layers.includes(layer)));
  say(`${wanted.tag || wanted.digest}: Pulling from ${wanted.path}\n`);
  for (const layer of before?.id === found.id ? [] : layers) say(`${found.layerIds[found.layers.indexOf(layer)].slice(7, 19)}: Pull complete\n`);
  say(`Digest: ${found.id}\nStatus: ${before?.id === found.id ? "Image is up to date" : "Downloaded newer image"} for ${wanted.short}\n`);
  if (before && before.id !== found.id) keepUntagged(engine, before, wanted.short);
  engine.images.add(found, wanted.digest ? null : wanted.short);
  if (wanted.digest) engine.images.tags.set(wanted.short, found.id);
  engine.events.add("image", "pull", wanted.short, { name: wanted.name });
  return found;
}

/* A tag that moves leaves the old image without a name. */
function keepUntagged(engine, image, name) {
  engine.images.untag(name);
  if (!engine.images.namesOf(image.id).length) image.untagged = true;
}

function fromHub({ hub }, wanted) {
  const found = hub.get(`${wanted.name}:${wanted.tag}`) ?? (wanted.digest ? [...hub.values()].find((each) => each.id === wanted.digest) : null);
  if (found) return found;
  const isCourse = [...hub.keys()].some((each) => each.split(":")[0] === wanted.name);
  if (isCourse && (wanted.tag === "latest" || /^[\d.]+(?:-\w+)?$|^[a-z]+(?:-slim)?$/.test(wanted.tag)) && !/^9\.99|^99/.test(wanted.tag)) {
    if (["latest", "slim", "alpine", "stable", "edge", "lts", "bookworm", "trixie", "jammy", "noble"].includes(wanted.tag) || /^\d/.test(wanted.tag)) throw new NotModelled(`${wanted.short}: this practice has ${[...hub.keys()].filter((each) => each.split(":")[0] === wanted.name).join(", ")}`);
  }
  if (isCourse) throw new EngineError(`failed to resolve reference "${wanted.whole}": ${wanted.whole}: not found`);
  if (ELSEWHERE.has(wanted.name)) throw new NotModelled(`${wanted.name}: an image that is not in this practice`);
  throw new EngineError(`pull access denied for ${wanted.name}, repository does not exist or may require 'docker login'`);
}

/** Ask a registry that runs in a container of this lab. */
export async function request(lab, registry, method, path, extra = {}) {
  const [host, port = "443"] = registry.split(":"), { machine } = lab.engine;
  try {
    return await machine.request(machine.hostNetns, host, Number(port), { method, path, headers: { host: registry, ...extra.headers }, body: extra.body ?? "", object: extra.object });
  } catch (error) {
    return { refused: error };
  }
}

const refusal = (registry) => {
  const [host, port = "443"] = registry.split(":");
  return `dial tcp ${host === "localhost" ? "127.0.0.1" : host}:${port}: connect: connection refused`;
};

async function fromRegistry(lab, wanted) {
  const path = `/v2/${wanted.path}/manifests/${wanted.digest || wanted.tag}`, answer = await request(lab, wanted.registry, "GET", path);
  if (answer.refused) throw new EngineError(`failed to resolve reference "${wanted.whole}": failed to do request: Head "https://${wanted.registry}${path}": ${refusal(wanted.registry)}`);
  if (answer.status !== 200 || !answer.object) throw new EngineError(`failed to resolve reference "${wanted.whole}": ${wanted.whole}: not found`);
  return answer.object;
}

/** `docker pull` */
export async function pull(call, lab) {
  const text = call.operands[0], wanted = readName(call, text);
  if (!wanted) return 1;
  if (call.on("--all-tags")) throw new NotModelled("pull --all-tags");
  const quiet = call.on("--quiet");
  if (!wanted.hadTag && !wanted.digest && !quiet) call.line("Using default tag: latest");
  await pullImage(lab, text, quiet ? () => {} : call.out);
  call.line(wanted.whole.replace(/^docker\.io\/library\//, (all) => all));
  return 0;
}

function readName(call, text) {
  try {
    return reference(text);
  } catch (error) {
    call.err(`${error.message}\n`);
    return null;
  }
}

/** `docker push` */
export async function push(call, lab) {
  const { engine } = lab, wanted = readName(call, call.operands[0]), quiet = call.on("--quiet");
  if (!wanted) return 1;
  const names = call.on("--all-tags") ? [...engine.images.tags.keys()].filter((each) => reference(each).name === wanted.name) : [wanted.short];
  if (!wanted.hadTag && !call.on("--all-tags") && !quiet) call.line("Using default tag: latest");
  if (!quiet) call.line(`The push refers to repository [${wanted.registry || "docker.io"}/${wanted.path}]`);
  for (const name of names) {
    const code = await pushOne(call, lab, reference(name), quiet);
    if (code) return code;
  }
  return 0;
}

async function pushOne(call, lab, wanted, quiet) {
  const image = lab.engine.images.find(wanted.short);
  if (!image) {
    call.err(`tag does not exist: ${wanted.short}\n`);
    return 1;
  }
  let isKnown;
  try {
    isKnown = await sendImage(lab, wanted, image);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    call.err(`${error.message}\n`);
    return 1;
  }
  if (quiet) call.line(wanted.short);
  else {
    for (const id of image.layerIds) call.line(`${id.slice(7, 19)}: ${isKnown ? "Layer already exists" : "Pushed"}`);
    call.line(`${wanted.tag}: digest: ${image.id} size: ${image.listed?.length ? 856 : 304}`);
  }
  return 0;
}

/** Put an image into a registry, under a name. @returns {Promise<boolean>} whether it existed before */
export async function sendImage(lab, wanted, image) {
  if (!wanted.registry) throw new EngineError("push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed");
  const known = await request(lab, wanted.registry, "GET", `/v2/${wanted.path}/manifests/${image.id}`);
  if (known.refused) throw new EngineError(`failed to do request: Head "https://${wanted.registry}/v2/${wanted.path}/blobs/${image.layerIds[0]}": ${refusal(wanted.registry)}`);
  const headers = { "content-type": "application/vnd.oci.image.index.v1+json", "docker-content-digest": image.id };
  const answer = await request(lab, wanted.registry, "PUT", `/v2/${wanted.path}/manifests/${wanted.tag}`, { object: { ...image }, headers, body: JSON.stringify({ schemaVersion: 2, layers: image.layerIds }) });
  if (answer.status >= 400) throw new EngineError(`error from registry: ${answer.status}`);
  return known.status === 200;
}
