/* A Dockerfile read into instructions, each with its lines.

   @typedef {{word: string, text: string, flags: Map<string, string>, json: string[] | null, from: number, to: number,
     heredocs: {name: string, text: string}[], raw: string}} Instruction */

import { readingFault } from "./instructions.js";

const KNOWN = "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(" ");
const JSON_FORM = ["RUN", "CMD", "ENTRYPOINT", "SHELL", "VOLUME", "COPY", "ADD"];

/** A fault in a Dockerfile. `from`, `to`: its lines, if it has any. */
export class DockerfileError extends Error {
  constructor(message, from = 0, to = from) {
    super(message);
    Object.assign(this, { from, to });
  }
}

/** @returns {Instruction[]} */
export function readDockerfile(text) {
  const lines = text.replace(/\r\n/g, "\n").split("\n"), found = [], escape = /^#\s*escape\s*=\s*`\s*$/im.test(lines.slice(0, 3).join("\n")) ? "`" : "\\";
  for (let at = 0; at < lines.length; at++) {
    if (!lines[at].trim() || lines[at].trimStart().startsWith("#")) continue;
    const from = at, parts = [];
    let last = at;
    for (;;) {
      const line = lines[at];
      const isComment = parts.length > 0 && line.trimStart().startsWith("#");
      if (!isComment && line.trim()) {
        const goesOn = line.trimEnd().endsWith(escape);
        last = at;
        parts.push(goesOn ? line.trimEnd().slice(0, -1) : line);
        if (!goesOn) break;
      }
      if (at + 1 >= lines.length) break;
      at += 1;
    }
    const whole = parts.join("").trim(), instruction = makeInstruction(whole, from + 1, last + 1), before = at;
    at = readHeredocs(instruction, lines, at);
    if (at > before) instruction.to = at + 1;
    found.push(instruction);
  }
  if (!found.length) throw new DockerfileError(text.trim() ? "file with no instructions" : "the Dockerfile cannot be empty");
  return found;
}

function makeInstruction(whole, from, to) {
  const [, typed, rest = ""] = /^(\S+)\s*([\s\S]*)$/.exec(whole), word = typed.toUpperCase();
  if (!KNOWN.includes(word)) throw new DockerfileError(`dockerfile parse error on line ${from}: unknown instruction: ${typed}${meant(word)}`, from, to);
  const flags = new Map();
  let text = rest;
  for (let match; (match = /^--([\w-]+)(?:=(\S+))?\s*/.exec(text)) && word !== "CMD" && word !== "ENTRYPOINT"; text = text.slice(match[0].length)) {
    flags.set(match[1], [...(flags.has(match[1]) ? [flags.get(match[1])] : []), match[2] ?? "true"].join("\n"));
  }
  const json = JSON_FORM.includes(word) && text.startsWith("[") ? jsonList(text) : null;
  const fault = readingFault({ word, text, flags, json });
  if (fault) throw new DockerfileError(`${fault.placed ? `dockerfile parse error on line ${from}: ` : ""}${fault.said}`, from, to);
  return { word, typed, text, flags, json, from, to, heredocs: [], raw: whole };
}

function jsonList(text) {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) && list.every((each) => typeof each === "string") ? list : null;
  } catch {
    return null;
  }
}

/* `<<EOF` in RUN, COPY and ADD: its text is the lines up to that word. */
function readHeredocs(instruction, lines, at) {
  if (!["RUN", "COPY", "ADD"].includes(instruction.word)) return at;
  for (const [, dash, quote, name] of instruction.text.matchAll(/(?:^|\s)<<(-?)(["']?)([A-Za-z_]\w*)\2(?=\s|$)/g)) {
    const body = [];
    for (at += 1; at < lines.length && (dash ? lines[at].replace(/^\t+/, "") : lines[at]) !== name; at++) body.push(dash ? lines[at].replace(/^\t+/, "") : lines[at]);
    if (at >= lines.length) throw new DockerfileError("unterminated heredoc", instruction.from);
    instruction.heredocs.push({ name, text: body.map((line) => `${line}\n`).join(""), literal: Boolean(quote) });
  }
  return at;
}

function meant(word) {
  const cost = (a, b) => {
    const rows = [[...Array(b.length + 1).keys()]];
    for (let i = 1; i <= a.length; i++) {
      rows.push([i]);
      for (let j = 1; j <= b.length; j++) rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + Number(a[i - 1] !== b[j - 1]));
    }
    return rows[a.length][b.length];
  };
  const [best, least] = KNOWN.map((each) => [each, cost(word, each)]).reduce((a, b) => (b[1] < a[1] ? b : a));
  return least < 4 ? ` (did you mean ${best}?)` : "";
}

/** Group the instructions: FROM begins a stage. */
export function readStages(instructions) {
  const stages = [], globals = [];
  for (const each of instructions) {
    if (each.word === "FROM") {
      const match = /^(\S+)(?:\s+as\s+(\S+))?$/i.exec(each.text);
      if (!match) throw new DockerfileError(`dockerfile parse error on line ${each.from}: FROM requires either one or three arguments`, each.from);
      if (match[2] && !/^[a-z][a-z0-9-_.]*$/i.test(match[2])) throw new DockerfileError(`dockerfile parse error on line ${each.from}: invalid name for build stage: ${JSON.stringify(match[2])}, name can't start with a number or contain symbols`, each.from);
      stages.push({ base: match[1], name: (match[2] ?? "").toLowerCase(), from: each, steps: [], index: stages.length, platform: each.flags.get("platform") ?? "" });
    } else if (!stages.length) {
      if (each.word !== "ARG") throw new DockerfileError("no build stage in current context", each.from, each.to);
      globals.push(each);
    } else stages.at(-1).steps.push(each);
  }
  if (!stages.length) throw new DockerfileError("no build stage in current context", instructions[0].from, instructions[0].to);
  return { stages, globals };
}
