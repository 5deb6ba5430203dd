/* Mistakes in a Dockerfile: what BuildKit refuses, and the errors that this site's own checks find (hadolint's, and those
   of hooks/dockernotes/dockerfile/buildkit.py).

   @typedef {{line: number, message: string}} Fault `line`: from 0 */
import { DockerfileParser } from "dockerfile-ast";
import { ValidationCode, validate } from "dockerfile-utils";
import { checkImage } from "./image.js";
import { didYouMean } from "./suggest.js";
import { tables } from "./tables.js";

/* All that dockerfile-ast needs from Node: a text's bytes. */
globalThis.Buffer ??= { from: (text) => new TextEncoder().encode(text) };

const ARCHIVE = /\.(?:tar|tgz|tbz2?|txz|tar\.\w+|gz|bz2|xz|zst)$/i;
const ERROR = 1; // a severity of the Language Server Protocol
const REMOTE = /^(?:https?:\/\/|git@|git:\/\/)|\.git(?:[#?]|$)/;
const OPEN = /[$<>{}]/; // for the builder or the reader to fill in

/** @param {string} text @returns {{instructions: object[], faults: Fault[]}} */
export function readDockerfile(text) {
  const file = DockerfileParser.parse(text), all = file.getInstructions(), faults = [];
  const read = all.map((instruction) => ({
    name: instruction.getKeyword(), start: instruction.getRange().start.line, end: instruction.getRange().end.line,
    rest: instruction.getRawArgumentsContent?.() ?? instruction.getArgumentsContent() ?? "",
    words: instruction.getArguments().map((argument) => argument.getValue()),
    flags: instruction.getFlags?.().map((flag) => ({ name: flag.getName(), value: flag.getValue() })) ?? [],
    heredocs: instruction.getHeredocs?.().length ?? 0,
  }));
  for (const [at, each] of read.entries()) for (const message of faultsOf(each, read.slice(0, at))) faults.push({ line: each.start, message });
  const known = new Set(faults.map(({ line }) => line));
  for (const { range, severity, code, message } of validate(text)) {
    // The first stage with a name is right.
    if (severity === ERROR && code !== ValidationCode.DUPLICATE_BUILD_STAGE_NAME && !known.has(range.start.line)) faults.push({ line: range.start.line, message: small(message) });
  }
  return { instructions: read, faults: faults.sort((one, other) => one.line - other.line) };
}

const small = (message) => (/^[A-Z]{2}/.test(message) ? message : message[0].toLowerCase() + message.slice(1)).replace(/\.$/, "");

/** @param {object} instruction @param {object[]} before those above it */
function* faultsOf(instruction, before) {
  const { name, words, rest, flags } = instruction, from = before.findLastIndex((each) => each.name === "FROM"), stage = before.slice(Math.max(from, 0));
  if (!tables.names.instructions.includes(name)) {
    yield `unknown instruction \`${name}\`${didYouMean(name, tables.names.instructions)}`;
    return;
  }
  if (from < 0 && name !== "FROM" && name !== "ARG" && before.every((each) => each.name === "ARG")) {
    yield "a Dockerfile begins with `FROM`; only `ARG` may come before it";
  }
  if (tables.names["instructions-of-lists"].includes(name) && /^\[\s*["']/.test(rest) && !isList(rest) && !/\.\.\.|…/.test(rest)) {
    yield `\`${name} [\` isn't a JSON list of strings, so it's read as text; did you mean \`["a", "b"]\`?`;
  }
  const repeated = { ENTRYPOINT: "only the last one counts", HEALTHCHECK: "only the last one counts", CMD: "only the last one counts" }[name];
  if (repeated && stage.some((each) => each.name === name)) yield `a second \`${name}\` in this stage: ${repeated}`;
  if (name === "FROM") yield* ofFrom(words, before);
  else if (name === "MAINTAINER") yield `\`MAINTAINER\` is deprecated; write \`LABEL org.opencontainers.image.authors="…"\``;
  else if (name === "WORKDIR" && words.length && !/^(?:\/|[A-Za-z]:|["']|\$)/.test(words[0])) yield `\`WORKDIR ${words[0]}\` starts from whatever folder came before; write the full path, such as \`/${words[0]}\``;
  else if (name === "EXPOSE") yield* words.flatMap(ofPort);
  else if (name === "RUN" && /^(?:sudo)\s|(?:&&|;|\|\|)\s*sudo\s/.test(rest)) yield "`sudo` in a `RUN`: a build runs as root unless `USER` says otherwise; leave out `sudo`";
  else if (name === "COPY" || name === "ADD") yield* ofCopy(instruction, flags, stage);
}

const isList = (text) => {
  try {
    const data = JSON.parse(text);
    return Array.isArray(data) && data.every((word) => typeof word === "string");
  } catch {
    return false;
  }
};

function* ofFrom([image = "", as, alias], before) {
  const stages = before.filter((each) => each.name === "FROM").map(({ words }) => words[2]?.toLowerCase()).filter(Boolean);
  if (image && !OPEN.test(image) && !stages.includes(image.toLowerCase())) {
    const fault = checkImage(image);
    if (fault) yield `\`${image}\`: ${fault}`;
  }
  if (as?.toUpperCase() === "AS" && alias && stages.includes(alias.toLowerCase())) yield `a stage \`${alias}\` already exists above; use each stage name only once`;
}

function ofPort(word) {
  const numbers = word.split("/")[0].split("-");
  if (OPEN.test(word)) return [];
  if (word.includes(":")) return []; // BuildKit takes it, and uses the last part
  return numbers.some((number) => Number(number) > 65535) ? [`\`${word}\`: ports go up to 65535`] : [];
}

function* ofCopy({ name, words, rest, heredocs }, flags, stage) {
  if (heredocs) return;
  const given = isList(rest) ? JSON.parse(rest) : words, sources = given.slice(0, -1);
  if (given.length < 2) {
    yield `\`${name}\` needs what to copy and where to: two words, but here ${given.length === 1 ? "is one" : "are none"}`;
    return;
  }
  if (name === "ADD" && !sources.some((source) => ARCHIVE.test(source) || REMOTE.test(source) || OPEN.test(source))) yield "`ADD` is for archives and URLs; use `COPY` for files and folders";
  const own = stage.find((each) => each.name === "FROM")?.words[2], origin = flags.find((flag) => flag.name === "from")?.value;
  if (origin && own && origin.toLowerCase() === own.toLowerCase()) yield `\`--from=${origin}\` is this stage itself; name a different one`;
}
