/* `docker images`, `rmi`, `tag`, `history`, `image prune`, `commit`. */
import { EngineError } from "../engine/errors.js";
import { reference, referenceFault } from "../engine/references.js";
import { ask } from "./ask.js";
import { formatList } from "./format.js";
import { holds, labelTest, readFilters, truth } from "./filters.js";
import { sortedMap } from "./go.js";
import { age, clockTime, ellipsis, humanSize } from "./units.js";

const OLD = { Repository: "REPOSITORY", Tag: "TAG", Digest: "DIGEST", ID: "IMAGE ID", CreatedSince: "CREATED", CreatedAt: "CREATED AT", Size: "SIZE", SharedSize: "SHARED SIZE", UniqueSize: "UNIQUE SIZE", Containers: "CONTAINERS", VirtualSize: "SIZE" };
const NONE = "<none>";

const usersOf = (engine, image) => [...engine.containers.values()].filter((each) => each.image.id === image.id);

/** The images as rows, one per name; one if nameless. */
function list(engine, filters, pattern) {
  const dangling = truth(filters, "dangling"), rows = [];
  const before = filters.get("before")?.map((each) => engine.images.get(each)), since = filters.get("since")?.map((each) => engine.images.get(each));
  for (const image of engine.images.byId.values()) {
    const names = engine.images.namesOf(image.id);
    if (dangling !== null && (names.length === 0) !== dangling) continue;
    if (before && !before.some((each) => image.created < each.created)) continue;
    if (since && !since.some((each) => image.created > each.created)) continue;
    if (!holds(filters, { label: labelTest(image.config.Labels ?? null) })) continue;
    if (names.length === 0) {
      if (!pattern && !filters.has("reference")) rows.push({ image, name: NONE, tag: NONE, short: "" });
      continue;
    }
    for (const short of names) {
      const { name, tag } = reference(short);
      if (pattern && !matches(pattern, name, tag)) continue;
      if (filters.has("reference") && !filters.get("reference").some((each) => matches(each, name, tag))) continue;
      rows.push({ image, name, tag: tag || NONE, short });
    }
  }
  return rows;
}

/* A name, or a name and tag, either with `*`. */
function matches(pattern, name, tag) {
  const glob = (text) => new RegExp(`^${text.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}$`);
  const at = pattern.lastIndexOf(":"), hasTag = at > pattern.lastIndexOf("/");
  const wanted = hasTag ? pattern.slice(0, at) : pattern;
  return glob(wanted).test(name) && (!hasTag || glob(pattern.slice(at + 1)).test(tag));
}

export async function images(call, { engine }) {
  const filters = readFilters(call.all("--filter"), ["before", "dangling", "label", "reference", "since", "until"]), [pattern = ""] = call.operands, whole = call.on("--no-trunc");
  const rows = list(engine, filters, pattern), format = call.last("--format"), shown = call.on("--all") || filters.has("dangling") || format || call.on("--quiet") ? rows : rows.filter((each) => each.short);
  if (call.on("--quiet") && !format) {
    for (const { image } of newest(shown)) call.line(whole ? image.id : image.id.slice(7, 19));
    return 0;
  }
  if (format || whole || call.on("--digests")) return oldTable(call, engine, newest(shown), whole);
  newTable(call, engine, [...shown].sort((a, b) => (a.short === b.short ? 0 : a.short === "" ? 1 : b.short === "" ? -1 : a.short < b.short ? -1 : 1)));
  const isCommand = ["ls", "list", "rm", "remove", "inspect", "build", "pull", "push", "tag", "prune", "history", "save", "load", "import"].includes(pattern);
  if (!shown.length && isCommand) call.err(`No images found matching ${JSON.stringify(pattern)}: did you mean "docker image ${pattern}"?\n`);
  return 0;
}

const newest = (rows) => rows.map((row, i) => ({ ...row, i })).sort((a, b) => b.image.created - a.image.created || (a.image === b.image && a.short !== b.short ? (a.short < b.short ? -1 : 1) : a.i - b.i));

function oldTable(call, engine, rows, whole) {
  const structs = rows.map(({ image, name, tag }) => ({
    Containers: String(usersOf(engine, image).length), CreatedAt: clockTime(image.created), CreatedSince: `${age(engine.clock.now() - image.created)} ago`, Digest: call.on("--digests") ? image.id : NONE, ID: whole ? image.id : image.id.slice(7, 19), Repository: name, SharedSize: "N/A",
    Size: humanSize(image.size, 3), Tag: tag, UniqueSize: "N/A",
  }));
  const standard = `{{.Repository}}\t{{.Tag}}\t${call.on("--digests") ? "{{.Digest}}\t" : ""}{{.ID}}\t{{.CreatedSince}}\t{{.Size}}`;
  call.out(formatList(structs, { format: call.last("--format"), standard, headers: OLD, type: "*formatter.imageContext" }));
  return 0;
}

function newTable(call, engine, rows) {
  const cells = rows.map(({ image, short }) => ({ name: short || "<untagged>", id: image.id.slice(7, 19), size: humanSize(image.size, 3), content: humanSize(image.content, 3), used: usersOf(engine, image).length > 0 }));
  const width = Math.max(5, ...cells.map((each) => each.name.length));
  const line = (a, b, c, d, e) => `${a.padEnd(width)}   ${b.padEnd(12)}   ${c.padStart(10)}   ${d.padStart(12)}   ${e}\n`;
  if (call.io.isTty) call.out(`${"i Info →   U  In Use".padStart(Number(call.io.env.COLUMNS) || 100)}\n`);
  call.out(`${"IMAGE".padEnd(width)}   ${"ID".padEnd(12)}   DISK USAGE   CONTENT SIZE   EXTRA\n`);
  for (const each of cells) call.out(line(each.name, each.id, each.size, each.content, each.used ? "U    " : "     "));
}

export async function tag(call, { engine }) {
  const [from, to] = call.operands, image = engine.images.get(from);
  engine.images.tag(image, to);
  engine.events.add("image", "tag", image.id, { name: reference(to).short });
  return 0;
}

export async function rmi(call, { engine }) {
  const force = call.on("--force"), faults = [];
  for (const name of call.operands) {
    try {
      for (const line of removeImage(engine, name, force)) call.line(line);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      faults.push(error);
    }
  }
  for (const each of faults) call.refused(each);
  return faults.some((each) => !(force && each.message.startsWith("No such image"))) ? 1 : 0;
}

/** Remove a name, and its image when it was the last. @returns {string[]} lines to print */
export function removeImage(engine, text, force) {
  const image = engine.images.get(text), names = engine.images.namesOf(image.id), byId = !names.some((each) => isName(text, each));
  const running = usersOf(engine, image).filter((each) => each.state.running), users = usersOf(engine, image);
  if (byId && names.length > 1 && !force) throw new EngineError(`conflict: unable to delete ${image.id.slice(7, 19)} (must be forced) - image is referenced in multiple repositories`);
  const gone = byId ? names : [names.find((each) => isName(text, each))], last = gone.length === names.length;
  if (last && running.length && (byId || !force)) throw new EngineError(`conflict: unable to delete ${byId ? image.id.slice(7, 19) : gone[0]} (${force || byId ? "cannot be forced" : "must be forced"}) - container ${running[0].id.slice(0, 12)} is using its referenced image ${image.id.slice(7, 19)}`);
  if (last && users.length && !force) throw new EngineError(`conflict: unable to delete ${byId ? image.id.slice(7, 19) : gone[0]} (must be forced) - container ${users[0].id.slice(0, 12)} is using its referenced image ${image.id.slice(7, 19)}`);
  const said = gone.map((each) => `Untagged: ${each}`);
  for (const each of gone) {
    engine.images.untag(each);
    engine.events.add("image", "untag", image.id, { name: image.id });
  }
  if (!last) return said;
  if (users.length) image.untagged = true;
  else {
    engine.images.remove(image.id);
    engine.events.add("image", "delete", image.id, { name: image.id });
    said.push(`Deleted: ${image.id}`);
  }
  return said;
}

function isName(text, name) {
  try {
    return reference(text).short === name;
  } catch {
    return false;
  }
}

export async function history(call, { engine }) {
  const image = engine.images.get(call.operands[0]), whole = call.on("--no-trunc"), human = call.last("--human", "true") !== "false";
  const rows = [...image.history].reverse().map((each, i) => ({
    Comment: each.comment ?? "", CreatedAt: new Date(each.created).toISOString().replace(/\.\d+Z/, "Z"), CreatedBy: whole ? each.by : ellipsis(each.by.replaceAll("\t", " "), 45), CreatedSince: human ? `${age(engine.clock.now() - each.created)} ago` : new Date(each.created).toISOString().replace(/\.\d+Z/, "Z"),
    ID: idOf(i === 0 ? image.id : each.id, whole), Size: human ? humanSize(each.size, 3) : String(each.size),
  }));
  if (call.on("--quiet") && !call.last("--format")) {
    for (const each of rows) call.line(each.ID);
    return 0;
  }
  const headers = { ID: "IMAGE", CreatedSince: "CREATED", CreatedAt: "CREATED AT", CreatedBy: "CREATED BY", Size: "SIZE", Comment: "COMMENT" };
  call.out(formatList(rows, { format: call.last("--format"), standard: "{{.ID}}\t{{.CreatedSince}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}", headers, type: "*image.historyContext" }));
  return 0;
}

const idOf = (id, whole) => (!id ? "<missing>" : whole ? id : id.slice(7, 19));

export async function prune(call, { engine }) {
  const all = call.on("--all");
  if (!(await ask(call, `WARNING! This will remove all ${all ? "images without at least one container associated to them" : "dangling images"}.`))) return 0;
  const filters = readFilters(call.all("--filter"), ["dangling", "label", "label!", "until"]), gone = pruneImages(engine, all || filters.get("dangling")?.[0] === "false", filters);
  if (gone.lines.length) call.out(`Deleted Images:\n${gone.lines.map((each) => `${each}\n`).join("")}\n`);
  call.line(`Total reclaimed space: ${humanSize(gone.bytes)}`);
  return 0;
}

/** Remove nameless images, or all that are unused. */
export function pruneImages(engine, all, filters = new Map()) {
  const lines = [];
  let bytes = 0;
  for (const image of [...engine.images.byId.values()]) {
    const names = engine.images.namesOf(image.id);
    if (usersOf(engine, image).length || (names.length && !all) || !holds(filters, { label: labelTest(image.config.Labels ?? null) })) continue;
    for (const each of names.length ? names : [image.id]) lines.push(`untagged: ${each}`);
    // Deleting an image's list deletes its items.
    lines.push(...[image.id, ...(image.listed ?? [])].map((each) => `deleted: ${each}`));
    bytes += image.content;
    engine.images.remove(image.id);
  }
  return { lines, bytes };
}

export async function commit(call, { engine }) {
  const [name, target] = call.operands, container = engine.find(name), { config } = container;
  const fault = target === undefined ? null : referenceFault(target);
  if (fault) {
    call.err(`${fault}\n`);
    return 1;
  }
  if (call.has("--pause")) call.err("Flag --pause has been deprecated, and enabled by default. Use --no-pause to disable pausing during commit.\n");
  const layer = container.fs.commit(), now = engine.clock.now();
  const changed = { Env: config.Env, Cmd: config.Cmd, Entrypoint: config.Entrypoint, WorkingDir: config.WorkingDir, User: config.User, Labels: config.Labels, ExposedPorts: config.ExposedPorts, Volumes: config.Volumes, StopSignal: config.StopSignal, Healthcheck: config.Healthcheck };
  for (const each of call.all("--change")) change(changed, each);
  const size = 4096;
  const image = {
    id: engine.ids.digest(), config: changed, author: call.last("--author"), layers: [...container.image.layers, layer], layerIds: [...container.image.layerIds, engine.ids.digest()], created: now, size: container.image.size + size, content: container.image.content + 512, ancestors: [container.image.id, ...container.image.ancestors], comment: call.last("--message"),
    history: [...container.image.history.map((each, i, all) => (i === all.length - 1 ? { ...each, id: container.image.id } : each)), { by: [container.path, ...container.args].join(" "), size, created: now, comment: call.last("--message") }],
  };
  engine.images.add(image, target ?? null);
  engine.events.add("container", "commit", container.id, engine.attributes(container));
  call.line(image.id);
  return 0;
}

function change(config, text) {
  const [word, ...rest] = text.trim().split(/\s+/), value = rest.join(" "), list = () => (value.startsWith("[") ? JSON.parse(value) : ["/bin/sh", "-c", value]);
  switch (word.toUpperCase()) {
    case "CMD": config.Cmd = list(); break;
    case "ENTRYPOINT": config.Entrypoint = list(); break;
    case "ENV": config.Env = [...config.Env.filter((each) => each.split("=")[0] !== value.split(/[= ]/)[0]), value.includes("=") ? value.replace(/="(.*)"$/, "=$1") : value.replace(" ", "=")]; break;
    case "WORKDIR": config.WorkingDir = value; break;
    case "USER": config.User = value; break;
    case "EXPOSE": config.ExposedPorts = sortedMap([...(config.ExposedPorts ?? []), [value.includes("/") ? value : `${value}/tcp`, {}]]); break;
    case "LABEL": config.Labels = sortedMap([...(config.Labels ?? []), [value.split("=")[0], value.slice(value.indexOf("=") + 1).replace(/^"(.*)"$/, "$1")]]); break;
    case "VOLUME": config.Volumes = sortedMap([...(config.Volumes ?? []), [value, {}]]); break;
    default: throw new EngineError(`${word} is not a valid change command`);
  }
}

