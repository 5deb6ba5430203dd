/* Flags of `docker run` after the image, of `docker exec` after the container. Docker accepts them and passes them to the
   program inside, so nothing fails at first: the reader gets no port, no name, no background. */
import { parse } from "./parse.js";
import { tables } from "./tables.js";
import { makesContainer } from "./values.js";

const PORT = /^(?:[^\s:/]+:)?[\d$]\S*:[\d$]\S*$/, PATHS = /^[^:=]+:\/(?!\/)/, VARIABLE = /^[A-Z_][A-Z0-9_]*=/;
/* Flags that few programs have, and the value that confirms it: one-letter flags are common. Other words are left to
   the program. `--network`, `--user`, `--memory`, `-u` and the like are options of many. */
const SURE = {
  "--name": /^[\w$]/, "--rm": null, "--tty": null, "--privileged": null, "--publish": PORT, "--volume": PATHS, "--env": VARIABLE,
  "--restart": /^(?:no|always|unless-stopped|on-failure(?::\d+)?)$/, "--mount": /\btype=/, "--entrypoint": /./, "--cap-add": /^[A-Z_]+$/,
  "--gpus": /^all$/, "--add-host": /:/, "--volumes-from": /./, "--network-alias": /./, "--publish-all": null,
};

/** The words to put before the image, the container or the service, or null. `isProgram`: docker would run them.
    @returns {{names: string[], first: number, last: number, where: string, isProgram: boolean} | null} */
export function misplaced({ parsed, opaque }, spec) {
  const { argv, command, operands } = parsed, [image, first] = operands, isProgram = tables.names["exec-commands"].includes(command.name);
  if (!makesContainer(command.name) && !isProgram && command.name !== "docker compose run") return null;
  if (first === undefined || argv[image - 1] === "--" || !argv[first].startsWith("-")) return null;
  const path = command.name.split(" "), shift = first - path.length;
  const read = parse([...path, ...argv.slice(first)], spec, new Set([...opaque].map((at) => at - shift).filter((at) => at >= path.length)));
  const stop = read.operands[0] ?? read.argv.length, parts = read.parts.filter((part) => part.flag && part.word < stop);
  if (read.problems.some((problem) => problem.word < stop && problem.reason !== "few")) return null;
  const isSure = isProgram || parts.some((part, at) => part.role === "flag" && isMeant(part, parts[at + 1], read, parsed));
  if (!isSure) return null;
  return { names: [...new Set(parts.filter((part) => part.role === "flag").map((part) => shown(part, read)))], first, last: stop - 1 + shift, isProgram,
    where: command.name.startsWith("docker compose ") ? "service" : isProgram ? "container" : "image" };
}

function isMeant({ word, flag }, after, { argv, operands }, { parts }) {
  const typed = argv[word], isAgain = flag.kind !== "list" && parts.some((part) => part.flag === flag);
  if (isAgain) return false; // given before the image too, it is meant for inside
  if (/^-[dit]{2,}$/.test(typed)) return true;
  // `curl -d text` and such: `-d` counts only if nothing follows that could be its value.
  if (typed === "-d" || typed === "--detach") return operands[0] !== word + 1;
  const fits = SURE[flag.name];
  if (!flag.kind) return fits === null && typed === flag.name;
  const own = after?.role === "value" && after.flag === flag ? argv[after.word].slice(after.start, after.end) : "";
  return Boolean(fits) && fits.test(own.replace(/["']/g, ""));
}

const shown = ({ word, start, flag }, { argv }) =>
  argv[word].startsWith("--") ? flag.name : /^-[A-Za-z]{2,}$/.test(argv[word]) ? argv[word] : start <= 1 ? argv[word].slice(0, 2) : flag.name;
