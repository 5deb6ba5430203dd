/* Flags of other commands that are valid alone but not together, or not without an operand. After
   hooks/dockernotes/dockercli/rules/command_conflicts.py. A rule yields a flag and what is wrong there. */
import { isIn, readNetwork } from "./address.js";
import { network } from "./kinds.js";
import { hasLocalOutput } from "./buildflags.js";
import { cut } from "./fields.js";

export const both = (first, second) => `\`${first}\` and \`${second}\` can't be combined`;

export function* eitherName(given) {
  if (given.last("--name") && given.operands.length) yield ["--name", "the name is given twice: as the value of `--name` and by itself"];
}

export function* allTags(given) {
  const image = given.operands[0];
  if (image && given.on("--all-tags") && (image.split("/").at(-1).includes(":") || image.includes("@"))) {
    yield ["--all-tags", "`--all-tags` takes an image without a tag"];
  }
}

export function* byTag(given) {
  if (given.operands[0]?.includes("@")) yield ["", "takes a name with a tag, not a digest"];
}

export function* whosePassword(given) {
  if (given.on("--password-stdin") && !given.has("--username") && !given.has("--password")) yield ["--password-stdin", "`--password-stdin` needs `--username`"];
}

export function* addresses(given) {
  const names = ["--subnet", "--ip-range", "--gateway"];
  if ([...names, "--aux-address"].some((name) => given.flags.get(name)?.includes(null))) return;
  const subnets = given.all("--subnet").flatMap((value) => value.split(","));
  for (const name of names.slice(1)) {
    if (given.all(name).length > subnets.length) {
      yield [name, `\`${name}\` needs a \`--subnet\``];
      return;
    }
  }
  // Before 29, the client read a subnet only to compare it with something.
  if (subnets.join() !== "" && (given.changes.has("checked-subnets") || subnets.length > 1)) {
    const fault = subnets.map(network).find(Boolean) ?? overlap(subnets);
    if (fault) {
      yield ["--subnet", fault];
      return;
    }
  }
  const nets = subnets.map(readNetwork);
  if (nets.includes(null)) return;
  const within = names.slice(1).flatMap((name) => given.all(name).map((value) => [name, value]));
  within.push(...given.all("--aux-address").map((value) => ["--aux-address", cut(value, "=")[1]]));
  for (const [name, value] of within) {
    const address = value ? readNetwork(value) : null;
    if (value && !address && nets.length) return;
    if (!value || !nets.some((net) => isIn(address, net))) yield [name, `\`${value}\` isn't in any \`--subnet\``];
  }
}

function overlap(subnets) {
  const nets = subnets.map(readNetwork);
  for (const [at, one] of nets.entries()) {
    const other = nets.findIndex((net, i) => i > at && (isIn(net, one) || isIn(one, net)));
    if (other > 0) return `\`${subnets[other]}\` overlaps with \`${subnets[at]}\``;
  }
  return null;
}

export function* someRecord(given) {
  if (!given.operands.length && !given.on("--all")) yield ["", "needs a build record, or `--all`"];
}

export function* someAttachment(given) {
  if (given.operands.length < 2 && !given.has("--type") && !given.has("--platform")) {
    yield ["", "needs `--type`, `--platform` or the digest of an attachment"];
  }
}

export function* pushed(given) {
  if (!given.has("--tag") && !given.on("--dry-run")) yield ["", "needs `--tag`: the name under which to push"];
}

export function* build(given) {
  if (given.on("--quiet") && !["", "auto", "quiet", "none"].includes(given.last("--progress"))) {
    yield ["--progress", both("--progress", "--quiet")];
  }
  if (given.last("--iidfile") && hasLocalOutput(given.all("--output"))) {
    yield ["--iidfile", "this doesn't make an image, so there's no id: `--output` writes files"];
  }
}

export function* noUntil(given) {
  if (given.on("--volumes") && given.all("--filter").some((value) => value.toLowerCase().startsWith("until="))) {
    yield ["--filter", "a volume has no age: `until` can't be used with `--volumes`"];
  }
}

export function* leave(given) {
  for (const name of ["--leave", "--append"]) {
    if (given.on(name) && !given.last("--name")) yield [name, `\`${name}\` needs \`--name\`: the builder`];
  }
}

export function* someBuilder(given) {
  if (!given.operands.length && !given.has("--builder")) yield ["", "needs the name of a builder"];
}

export function* inactive(given) {
  if (given.on("--all-inactive") && given.operands.length) yield ["--all-inactive", "`--all-inactive` takes no names"];
}

export function* oneService(given) {
  if (!["", "0"].includes(given.last("--index")) && given.operands.length !== 1) {
    yield ["--index", "`--index` works with only one service"];
  }
}

export function* secretFile(given) {
  if (given.operands.length === 1 && !given.last("--driver")) yield ["", "needs a file, or `-` for standard input"];
  if (given.operands.length > 1 && given.last("--driver")) yield ["--driver", "a driver's secret takes no file"];
}

export function* stackFile(given) {
  if (!given.has("--compose-file")) yield ["", "needs `--compose-file`: a stack has no default file"];
}

export function* up(given) {
  const exits = ["--abort-on-container-exit", "--abort-on-container-failure"];
  const stays = [...exits, "--attach-dependencies", "--watch"].filter((name) => given.on(name));
  stays.push(...["--attach", "--exit-code-from"].filter((name) => given.has(name)));
  for (const name of ["--wait", "--detach"]) {
    if (given.on(name) && stays.length) {
      yield [name, both(name, stays[0])];
      return;
    }
  }
}
