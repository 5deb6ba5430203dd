/* `docker buildx history`: the builder's records of its builds. */
import { NotModelled } from "../engine/errors.js";
import { FillError, FUNCTIONS } from "../commands/evaluate.js";
import { formatList } from "../commands/format.js";
import { TemplateError } from "../commands/lexer.js";
import { parseTemplate } from "../commands/template.js";
import { age } from "../commands/units.js";
import { reference } from "../engine/references.js";

const HEADERS = { Ref: "BUILD ID", Name: "NAME", Status: "STATUS", CreatedAt: "CREATED AT", Duration: "DURATION" };
const builds = (lab) => lab.builds ?? [];
const duration = (ms) => (ms < 60_000 ? `${(ms / 1000).toFixed(1)}s` : `${Math.floor(ms / 60_000)}m ${Math.round((ms % 60_000) / 1000)}s`);

export async function ls(call, lab) {
  const now = lab.engine.clock.now();
  const rows = builds(lab).map((each) => ({ Ref: each.ref, Name: each.name, Status: each.status, CreatedAt: `${age(now - each.began)} ago`, Duration: duration((each.ended ?? now) - each.began) }));
  const format = call.last("--format");
  if (format === "json" || call.has("--filter") || call.on("--local")) throw new NotModelled(`buildx history ls ${format === "json" ? "--format json" : call.has("--filter") ? "--filter" : "--local"}`);
  if (format) {
    call.out(formatList(rows, { format, standard: "{{.Ref}}\t{{.Name}}\t{{.Status}}\t{{.CreatedAt}}\t{{.Duration}}", headers: HEADERS, type: "*history.lsContext" }));
    return 0;
  }
  const cells = [Object.values(HEADERS), ...rows.map((each) => Object.values(each))], widths = Object.keys(HEADERS).map((_, column) => Math.max(...cells.map((row) => row[column].length), 7) + 3);
  call.out(cells.map((row) => `${row.map((cell, at) => cell.padEnd(widths[at])).join("")}\n`).join(""));
  return 0;
}

const cachedOf = ({ progress }) => (progress.all ?? []).filter((each) => each.cached).length;

/* Find the newest, or one by its id or the start of it; `^1` is the one before the newest. */
function find(call, lab) {
  const [wanted = ""] = call.operands, back = /^\^(\d+)$/.exec(wanted)?.[1];
  const found = back ? builds(lab)[Number(back)] : wanted ? builds(lab).find((each) => each.ref.startsWith(wanted)) : builds(lab)[0];
  if (found) return found;
  call.err(`ERROR: no record${wanted ? ` found for ref ${JSON.stringify(wanted)}` : "s found"}\n`);
  return null;
}

export async function logs(call, lab) {
  const build = find(call, lab);
  if (!build) return 1;
  call.err(build.lines.join(""));
  return 0;
}

export async function rm(call, lab) {
  if (call.on("--all")) lab.builds = [];
  for (const wanted of call.operands) {
    const build = builds(lab).find((each) => each.ref === wanted);
    if (!build) {
      call.err(`ERROR: no record found for ref ${JSON.stringify(wanted)}\n`);
      return 1;
    }
    lab.builds = builds(lab).filter((each) => each !== build);
  }
  if (!call.on("--all") && !call.operands.length) {
    call.err("ERROR: rm requires at least one argument\n");
    return 1;
  }
  return 0;
}

export async function inspect(call, lab) {
  const build = find(call, lab), format = call.last("--format");
  if (!build) return 1;
  if (format) return formatted(call, build, format);
  const { progress } = build, steps = progress.count, began = new Date(build.began).toISOString().slice(0, 19).replace("T", " "), bases = build.image?.provenance?.bases ?? [];
  const blocks = [
    [["Name:", build.name], ["Ref:", build.ref], ["Context:", build.context], ["Dockerfile:", build.file], ["Target:", build.target]].filter(([, value]) => value),
    [["Started:", began], ["Duration:", duration((build.ended ?? build.began) - build.began)], ...(build.error ? [["Status:", "ERROR"], ["Error:", build.error]] : []), ["Build Steps:", `${steps}/${steps} (${Math.round((100 * cachedOf(build)) / Math.max(steps, 1))}% cached)`]],
    [["Image Resolve Mode:", "local"]], build.args.size ? [["BUILD ARG", "VALUE"], ...[...build.args].sort()] : [], bases.length ? [["Materials:"], ["URI", "DIGEST"], ...bases.map(([name, { id }]) => [packageOf(name), id])] : [],
    build.image ? [["Attachments:"], ["DIGEST", "PLATFORM", "TYPE"], [build.image.id, "", "application/vnd.oci.image.index.v1+json"], [build.provenanceDigest, "", "https://slsa.dev/provenance/v1"], [build.image.listed[0], "linux/amd64", "application/vnd.oci.image.manifest.v1+json"]] : [],
  ];
  call.out(`${blocks.filter((each) => each.length).map(tabbed).join("\n")}\nPrint build logs: docker buildx history logs ${build.ref}\nView build in Docker Desktop: docker-desktop://dashboard/build/default/default/${build.ref}\n`);
  return 0;
}

/* Cells padded with tabs to the width of their column. */
function tabbed(rows) {
  const many = rows.filter((row) => row.length > 1), widths = many[0]?.slice(0, -1).map((_, column) => Math.floor(Math.max(...many.map((row) => row[column].length)) / 8) * 8 + 8) ?? [];
  return rows.map((row) => `${row.map((cell, at) => (at === row.length - 1 ? cell : cell + "\t".repeat(Math.ceil((widths[at] - cell.length) / 8)))).join("")}\n`).join("");
}

/** The name of a base image, as build records show it. */
export function packageOf(name) {
  const { short, registry } = reference(name), at = short.lastIndexOf(":");
  return `pkg:docker/${registry && !short.startsWith(registry) ? `${registry}/` : ""}${short.slice(0, at)}@${short.slice(at + 1)}?platform=linux%2Famd64`;
}

const FIELDS = ({ name, ref, context, file, target, status }) => ({ Name: name, Ref: ref, Context: context, Dockerfile: file, Target: target, Status: status.toLowerCase() });
/* The CLI's own functions are missing here. */
const PLAIN = Object.fromEntries(Object.entries(FUNCTIONS).filter(([name]) => !["json", "split", "join", "title", "lower", "upper", "pad", "truncate"].includes(name)));

function formatted(call, build, format) {
  if (format === "json") throw new NotModelled("buildx history inspect --format json");
  try {
    call.out(`${parseTemplate(format, "inspect", PLAIN).fill(FIELDS(build), { missing: "no" })}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof TemplateError || error instanceof FillError)) throw error;
    call.err(`ERROR: failed to parse format template: ${error.message}\n`);
    return 1;
  }
}
