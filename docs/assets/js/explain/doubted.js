/* What docker accepts but hardly anybody means: words that get lost, values that don't mean what they seem to.
   After hooks/dockernotes/dockercli/reader/doubts.py. A doubt has the form of a problem, but nobody reports it. */
import { splitRegistry } from "./image.js";
import { splitVolume } from "./mount.js";
import { text as textOf, values } from "./parse.js";
import { hint } from "./suggest.js";
import { matching, tables } from "./tables.js";
import { makesContainer } from "./values.js";

const isProject = matching("project-name");
const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:a|ba|da|z)?sh$/;
const IMAGE = new RegExp(
  "^(?:(?:alpine|busybox|debian|golang|hello-world|httpd|mariadb|mongo|mysql|nginx|node|openjdk|php|postgres|python|redis" +
  "|ruby|ubuntu)|[a-z0-9][\\w.-]*/[a-z0-9][\\w./-]*(?::[\\w.-]+)?|[a-z][\\w.-]*:[\\w.-]+)$",
);

const REST_OF_MOUNT = /^[^:]*:\/[^:]*(?::[a-zA-Z,]+)?$/;
/* A letter without its hyphen, by what follows it. */
const LOST_HYPHEN = {
  v: /^[^:]+:\/[^:]*(?::[a-zA-Z,]+)?$/,
  p: /^(?:[\d.]+:)?\d+:\d+(?:\/[a-z]+)?$/,
  e: /^[A-Z_][A-Z0-9_]*=[^\n]*$/,
};

/** What is doubtful in a command that the CLI accepts. @param {Set<number>} opaque */
export function doubted(parsed, opaque) {
  if (parsed.problems.length || parsed.asksHelp) return [];
  return [...checksOf(parsed.command.name)].flatMap((check) => [...check(parsed, opaque)]);
}

function* checksOf(command) {
  if (makesContainer(command)) yield* [oneLetter, bareFolder, lostPorts, earlyImage, postgres, lostWords, ofTheShell];
  else if ([...tables.names["exec-commands"], "docker compose run"].includes(command)) yield* [oneLetter, bareFolder, lostWords, ofTheShell];
  else if (tables.names["logs-commands"].includes(command)) yield tail;
  else if (command === "docker images") yield oneLetterMore;
  if (command.startsWith("docker compose")) yield project;
}

const OF_IMAGE = ["build", "history", "import", "inspect", "load", "ls", "prune", "pull", "push", "rm", "save", "tag"];
const BUILTINS = ["cd", "export", "source", "alias", "unset", "history", "eval"];
const valuesOf = (parsed, opaque, name) =>
  parsed.parts.filter((part) => part.role === "value" && part.flag.name === name && !opaque.has(part.word)).map((part) => [part, textOf(parsed, part)]);
const doubt = ({ word, start, end }, message, fix = {}) => ({ word, start, end, reason: "doubt", message, cli: "", meant: null, ...fix });

function* oneLetter(parsed, opaque) {
  for (const [part, value] of valuesOf(parsed, opaque, "--volume")) {
    const fields = splitVolume(value);
    if (!/^[A-Za-z]:\//.test(value)) continue;
    if (fields.length === 1) {
      yield doubt(part, `Docker reads a letter and a colon as a drive, so \`${value}\` is a single path and nothing is kept in a volume \`${value[0]}\`; use a longer name`);
    } else if (fields.length === 2 && /[f-z]/.test(value[0])) {
      yield doubt(part, `\`${fields[0]}\` is a folder on a drive only on Windows: elsewhere the engine takes \`${fields[1]}\` for a mode and refuses it`);
    }
  }
}

/** `-v pwd:/app`: the `$` that makes a shell fill in the name is missing. */
function* bareFolder(parsed, opaque) {
  for (const [part, value] of valuesOf(parsed, opaque, "--volume")) {
    const [name] = /^(?:pwd|cd)(?=:)/i.exec(value) ?? [];
    if (!name) continue;
    const meant = `.${value.slice(name.length)}`;
    yield doubt(part, `\`${name}\` is the name of a volume here, not the current folder${hint(meant)}`, { meant });
  }
}

function* tail(parsed, opaque) {
  for (const [part, value] of valuesOf(parsed, opaque, "--tail")) {
    if (value !== "all" && !/^[+-]?[0-9]+$/.test(value)) yield doubt(part, `${value ? `\`${value}\`` : "that"} isn't a number, so all lines are printed; for all lines, write \`all\``);
  }
}

function* project(parsed, opaque) {
  for (const [part, value] of valuesOf(parsed, opaque, "--project-name")) {
    if (isProject(value) === null) continue;
    const meant = value.toLowerCase().replace(/[^a-z0-9_-]/g, "").replace(/^[_-]+/, "") || null;
    yield doubt(part, `no project has the name \`${value}\`: Compose makes them lower-case; an empty list may mean that only${hint(meant)}`, { meant });
  }
}

function* lostPorts(parsed, opaque) {
  const networks = values(parsed, "--network", opaque), its = (networks.length ? networks : values(parsed, "--net", opaque)).at(-1);
  if (!["host", "none"].includes(its)) return;
  const part = parsed.parts.find(({ role, flag }) => role === "flag" && ["--publish", "--publish-all"].includes(flag.name));
  if (part) yield doubt(part, `with \`--network ${its}\` no port is published: ${its === "host" ? "the container has the ports of the host anyway" : "it has no network"}`);
}

/** What would follow a value before the image if a space had cut it off: the rest of a mount, an image. */
function cutOff({ parts, argv }, image) {
  const part = parts.find(({ role, word }) => role === "value" && word === image - 1), value = part ? argv[image - 1].slice(part.start) : "";
  if (part?.flag.name === "--volume" && /^[/.~$][^:]*$/.test(value)) return REST_OF_MOUNT;
  return part?.flag.name === "--env" && /^\w+=./s.test(value) ? IMAGE : null;
}

/** `-e NAME= value image`: the blank ends the value, and the intended value becomes the image. */
function* earlyImage(parsed, opaque) {
  const { argv, operands: [image, after] } = parsed;
  if (after === undefined || opaque.has(image) || opaque.has(after) || argv[image - 1] === "--") return;
  const word = argv[image - 1], meant = argv[image], real = argv[after];
  if (/^[0-9]+$/.test(meant) && IMAGE.test(real)) {
    const message = `docker takes \`${meant}\` for the image and \`${real}\` for its program: there's one space too many`;
    yield doubt({ word: image, start: 0, end: meant.length }, message, { reason: "displaced" });
    return;
  }
  if (Object.hasOwn(LOST_HYPHEN, meant) && LOST_HYPHEN[meant].test(real)) {
    const message = `docker takes \`${meant}\` for the image and \`${real}\` for its program; did you mean \`-${meant} ${real}\`?`;
    yield doubt({ word: image, start: 0, end: meant.length }, message, { reason: "displaced" });
    return;
  }
  if (!IMAGE.test(meant) && cutOff(parsed, image)?.test(real)) {
    const message = `the space ends the value \`${word}\`, so \`${meant}\` is the image and \`${real}\` its program; put a value that has spaces in quotes`;
    yield doubt({ word: image, start: 0, end: meant.length }, message, { reason: "displaced" });
    return;
  }
  if (!word.endsWith("=") || !IMAGE.test(real) || /[:/]/.test(meant)) return;
  const message = `the space after \`=\` ends the value, so it is empty, \`${meant}\` is the image and \`${real}\` its program; did you mean \`${word}${meant}\`?`;
  yield doubt({ word: image - 1, start: 0, end: word.length }, message, { reason: "displaced", joins: image });
}

/** Postgres 18 moved its data, and exits if it finds a mount in the old place. */
function* postgres(parsed, opaque) {
  const [at] = parsed.operands;
  if (at === undefined || opaque.has(at)) return;
  const [name, tag = ""] = splitRegistry(parsed.argv[at])[1].split(/:(.*)/s);
  if (!["postgres", "library/postgres"].includes(name)) return;
  const major = /^(\d+)(?![\da-f]{6})/.exec(tag)?.[1], isNew = major ? Number(major) >= 18 : !tag || /^(?:latest|alpine|trixie|bookworm)/.test(tag);
  if (!major && !isNew) return;
  for (const flag of ["--volume", "--mount"]) {
    for (const [part, value] of valuesOf(parsed, opaque, flag)) {
      const target = targetOf(flag, value);
      if (isNew && target === "/var/lib/postgresql/data") yield doubt(part, "from version 18 on, Postgres refuses a mount there; mount `/var/lib/postgresql`");
      else if (!isNew && target === "/var/lib/postgresql") yield doubt(part, "up to version 17, the data is in `/var/lib/postgresql/data`, which gets an unnamed volume");
    }
  }
}

function targetOf(flag, value) {
  const fields = splitVolume(value), target = flag === "--volume" ? fields[1] ?? fields[0] : /(?:^|,)(?:target|dst|destination)=([^,]*)/i.exec(value)?.[1] ?? "";
  return target.replace(/\/+$/, "");
}

/** `bash -c cd /app`: the shell runs `cd` and takes the rest as its parameters. */
function* lostWords(parsed, opaque) {
  const at = parsed.operands.slice(1), entry = values(parsed, "--entrypoint", opaque).at(-1);
  const words = [...(entry ? [entry] : []), ...at.map((word) => parsed.argv[word])], script = at[entry ? 1 : 2];
  if (words.length < 4 || !SHELL.test(words[0]) || !/^-[a-z]*c$/.test(words[1])) return;
  if (opaque.has(script) || !/^[\w./-]+$/.test(parsed.argv[script])) return;
  const whole = words.slice(2).join(" "), hinted = /["`$\\]/.test(whole) ? "" : `; did you mean \`${words[1]} "${whole}"\`?`;
  const message = `\`${words[0]} ${words[1]}\` runs one word, \`${words[2]}\`: the rest is lost${hinted}`;
  yield doubt({ word: script, start: 0, end: parsed.argv[script].length }, message, { quotes: hinted ? whole : null, last: at.at(-1) });
}

/** `docker exec web cd /app`: no program has that name. */
function* ofTheShell(parsed, opaque) {
  const at = parsed.operands[1], word = parsed.argv[at];
  if (at === undefined || opaque.has(at) || values(parsed, "--entrypoint").length || !BUILTINS.includes(word)) return;
  if (word !== "cd" && !parsed.command.name.endsWith("exec")) return; // an image may have its own program that takes it
  const instead = word === "cd" ? "for another folder write `--workdir`" : `write \`sh -c "${word} …"\``;
  yield doubt({ word: at, start: 0, end: word.length }, `\`${word}\` is a command of the shell, not a program; ${instead}`);
}

/** `docker images prune`: lists one repository; a `docker image` command was meant. */
function* oneLetterMore(parsed, opaque) {
  const [at] = parsed.operands, word = parsed.argv[at];
  if (at === undefined || opaque.has(at) || !OF_IMAGE.includes(word)) return;
  yield doubt({ word: at, start: 0, end: word.length }, `this lists the images of a repository \`${word}\`; did you mean \`docker image ${word}\`?`);
}
