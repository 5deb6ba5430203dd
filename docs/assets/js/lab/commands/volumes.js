/* `docker volume` */
import { forAll } from "./several.js";
import { formatList } from "./format.js";
import { holds, labelTest, readFilters, truth } from "./filters.js";
import { sortedMap } from "./go.js";
import { ask } from "./ask.js";
import { humanSize } from "./units.js";

const HEADERS = { Name: "VOLUME NAME", Driver: "DRIVER", Scope: "SCOPE", Availability: "AVAILABILITY", Mountpoint: "MOUNTPOINT", Labels: "LABELS", Links: "LINKS", Size: "SIZE", Group: "GROUP", Status: "STATUS", Label: "LABEL" };

const pairs = (list) => sortedMap(list.map((each) => [each.split("=")[0], each.split("=").slice(1).join("=")]));

export async function create(call, { engine }) {
  const name = call.operands[0] ?? call.last("--name");
  call.line(engine.volumes.create(name, { labels: pairs(call.all("--label")), options: pairs(call.all("--opt")), driver: call.last("--driver") || "local" }).name);
  return 0;
}

export const rm = async (call, lab) => forAll(call, lab, async (name) => {
  lab.engine.volumes.remove(name, call.on("--force"));
  call.line(name);
});

export async function ls(call, { engine }) {
  const filters = readFilters(call.all("--filter"), ["dangling", "driver", "label", "name"]), dangling = truth(filters, "dangling");
  const list = [...engine.volumes.byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).filter((volume) => {
    if (dangling !== null && (engine.volumes.usersOf(volume.name).length === 0) !== dangling) return false;
    return holds(filters, { driver: (value) => volume.driver === value, name: (value) => volume.name.includes(value), label: labelTest(volume.labels) });
  });
  if (call.on("--quiet") && !call.last("--format")) {
    for (const each of list) call.line(each.name);
    return 0;
  }
  const rows = list.map((each) => ({
    Availability: "N/A", Driver: each.driver, Group: "N/A", Labels: [...each.labels].map(([k, v]) => `${k}=${v}`).join(","), Links: "N/A", Mountpoint: `/var/lib/docker/volumes/${each.name}/_data`, Name: each.name, Scope: "local", Size: "N/A", Status: "N/A",
    Label: (name) => each.labels.get(name) ?? "",
  }));
  call.out(formatList(rows, { format: call.last("--format"), standard: "{{.Driver}}\t{{.Name}}", headers: HEADERS, type: "*formatter.volumeContext" }));
  return 0;
}

export async function prune(call, { engine }) {
  const all = call.on("--all"), what = all ? "all local volumes" : "anonymous local volumes";
  if (!(await ask(call, `WARNING! This will remove ${what} not used by at least one container.`))) return 0;
  const filters = readFilters(call.all("--filter"), ["label", "label!", "all"]), gone = pruneVolumes(engine, all || filters.get("all")?.[0] === "true", filters);
  if (gone.length) call.out(`Deleted Volumes:\n${gone.map((each) => `${each}\n`).join("")}\n`);
  call.line(`Total reclaimed space: ${humanSize(0)}`);
  return 0;
}

/** Remove unused volumes. @returns {string[]} names */
export function pruneVolumes(engine, all, filters = new Map()) {
  const gone = [...engine.volumes.byName.values()].filter((volume) => (all || volume.anonymous) && !engine.volumes.usersOf(volume.name).length && holds(filters, { label: labelTest(volume.labels) })).map((each) => each.name);
  for (const each of gone) engine.volumes.remove(each);
  return gone;
}
