/* A paste, explained: its docker commands with what each word means, what is wrong and how to mend it, what it costs.

   @typedef {{start: number, end: number, text: string}} Edit a piece of the paste to replace with something
   @typedef {{message: string, start: number, end: number, cli: string, fix: {label: string, edit: Edit} | null}} Fault
   @typedef {{start: number, end: number, meaning: object | null, note: string, fault: boolean}} Row a piece of a command
   @typedef {{kind: "docker" | "other", start: number, end: number, text: string, name: string, parsed: object | null,
     opaque: Set<number>, rows: Row[], faults: Fault[], doubts: Fault[], remarks: string[], dangers: object[],
     openings: {name: string, means: string}[], mended: string,
     windows: {shell: string, text?: string, reason?: string}[], words: object[], more: boolean,
     verdict: "ok" | "doubtful" | "client" | "engine" | "old", asksEngine: boolean,
     elsewhere: {docker: string, message: string}[]}} Explained
     `doubts`: what docker accepts but hardly anybody means. `text`: the command that `rows` refer to; if it was guessed, the
     mended one. `verdict`: who refuses it, if anybody; `old`: the program no longer exists. `asksEngine`: the client reads
     the words but the engine or a registry has the last word, so "Docker accepts it" would be too much. `elsewhere`: where
     the other version of Docker judges differently, a sentence each (`docker`: such as 28.5.2) */
import { composeOf } from "./conversion.js";
import { quoteRunsOn } from "./backslash.js";
import { answeredDoubts, commentFaults, cronDoubts, foreignMarks, madeIn, overlayFaults, quoteDoubts, variablesIn, windowsFaults } from "./context.js";
import { doubtsOf, terminalFaults } from "./doubts.js";
import { refused } from "./engine.js";
import { faultOf, isPlaceholder } from "./faults.js";
import { goneOf } from "./gone.js";
import { meantFor, oddCharacters } from "./mending.js";
import { openingsOf } from "./openings.js";
import { parse, text as textOf } from "./parse.js";
import { readPaste } from "./paste.js";
import { remarksOf, remarksOnPaste } from "./remarks.js";
import { rowsOf } from "./rows.js";
import { saidIn } from "./shells.js";
import { findFlag, specOf } from "./spec.js";
import { elsewhereOf } from "./versions.js";
import { handedOn, toBash } from "./windows.js";
import { readScript } from "./words.js";

/* Longer than anything a person wants explained, short enough for a slow phone. */
export const LONGEST = 20000;
/* With its ending on Windows, and its folder. */
const DOCKER = /^(?:.*[\\/])?docker(?:\.exe)?$/s;
const WINDOWS = ["PowerShell", "cmd"];
const LEVELS = ["destroys", "deletes", "stops"];
/* What the client does by itself. */
const ALONE = /^docker(?: (?:completion|context (?:ls|show|use|inspect|create|rm|export|import|update)|compose (?:config|version)|buildx version))?$/;

/** The versions that a reader can choose from, newest first: `explainPaste` uses the first by default.
    @returns {{version: string, docker: string}[]} such as `{version: "28", docker: "28.5.2"}` */
export const versionsOf = (spec) =>
  [spec, spec.older].filter(Boolean).map(({ docker }) => ({ version: docker.split(".")[0], docker }));

/** @param {string} pasted @param {object} newest the spec of `makeSpec` @param {{version?: string}} options `version`: "28" for
      readers whose Docker is 28; empty or unknown: the newest
    @returns {{commands: Explained[], errors: object[], output: number, shell: string, file: string, compose: object | null,
      cut: boolean, docker: string}} `docker`: the version that judged; `file`: the kind of file read, or empty */
export function explainPaste(pasted, newest, { version = "" } = {}) {
  const spec = specOf(newest, version), other = spec === newest ? newest.older : newest;
  const cut = pasted.length > LONGEST, text = cut ? pasted.slice(0, LONGEST) : pasted;
  const { script, output, shell, prompted, file, blanks, answers } = readPaste(text);
  const { commands: found, errors } = readScript(script, shell !== "");
  const known = found.map((command) => explainCommand(command, script, spec, { pasted: text, shell }));
  const networks = madeIn(known.filter(({ parsed }) => parsed), "network");
  for (const command of known.filter(({ kind, mended }) => kind === "docker" && !mended)) {
    command.faults.push(...overlayFaults(command, networks, script));
  }
  commentFaults(known, script);
  foreignMarks(known, text, prompted);
  answeredDoubts(known, answers);
  if (file === "a crontab") cronDoubts(known, script);
  known.find(({ kind }) => kind === "docker")?.remarks.unshift(...remarksOnPaste(file, script));
  const commands = known.map((command) => withBlanks(command, blanks, text)).map((command) => ({
    ...command, verdict: verdictOf(command), asksEngine: command.kind === "docker" && !command.parsed.asksHelp && !ALONE.test(command.name),
    elsewhere: elsewhereOf(command, spec, other),
  }));
  return { commands, errors, output, shell, file, cut, compose: composeOf(commands, variablesIn(script)), docker: spec.docker };
}

function verdictOf({ faults, doubts, isOld }) {
  if (isOld) return "old";
  if (faults.some(({ reason }) => !["engine", "attachable", "folder"].includes(reason))) return "client";
  return faults.length ? "engine" : doubts.length ? "doubtful" : "ok";
}

/** The fault of a blank after the mark at a line's end. What the command says is read without it. */
function withBlanks(command, blanks, pasted) {
  const own = blanks.filter(({ start, end }) => command.start < start && end < command.end && !command.words.some((word) => word.start < start && end <= word.end));
  if (command.kind !== "docker" || !own.length) return command;
  const start = own[0].start, { end } = own.at(-1), kept = own.map((each, at) => pasted.slice(each.end, own[at + 1]?.start ?? end)).join("");
  const mark = own[0].mark === "`" ? "mark at the end of the line" : `\`${own[0].mark}\``;
  const what = pasted.slice(start, own[0].end).trim() ? "comment" : "space";
  const fix = { label: `Remove the ${what}${own.length > 1 ? "s" : ""}`, edit: { start, end, text: kept } };
  const fault = { message: `a ${what} comes after the ${mark}; remove it`, reason: "blank", start, end: own[0].end, cli: "", fix };
  return { ...command, faults: [fault, ...command.faults.map((each) => ({ ...each, fix: null }))], windows: [] };
}

/** `pasted`: the same text with its own shell's marks; a named `shell` is one of Windows. */
function explainCommand(command, script, spec, { isMended = false, pasted = script, shell = "" } = {}) {
  const { more, via, streams, isInner, isPiped } = command;
  const words = shell === "PowerShell" ? command.words.map((word) => handedOn(word, script)) : command.words;
  const first = words[0], last = words.at(-1);
  const blank = {
    kind: "other", start: first.start, end: last.end, text: script.slice(first.start, last.end), name: first.text, parsed: null,
    opaque: new Set(), rows: [], faults: [], doubts: [], remarks: [], dangers: [], openings: [], mended: "", windows: [], words, more, via, shell, streams, isInner, isPiped,
    isOld: false,
  };
  const odd = isMended ? null : oddCharacters(command, script, spec);
  if (odd) return mended(blank, odd, spec);
  if (!first.opaque && DOCKER.test(first.text)) return explainDocker(blank, script, pasted, spec);
  const meant = first.opaque ? null : meantFor(blank, spec);
  return meant ? mended(blank, meant, spec) : blank;
}

/** A command that must be mended before it can be read: what it says refers to the mended one. */
function mended(blank, { faults, text, isOld = false }, spec) {
  const { shell, streams, isInner, isPiped } = blank, [found] = text === null ? [] : readScript(text, shell !== "").commands;
  const inner = found ? explainCommand({ ...found, via: blank.via, streams, isInner, isPiped }, text, spec, { isMended: true, shell }) : null;
  // A replacement for an old program may take other words: then nothing is said about it.
  if (inner?.kind !== "docker" || (isOld && inner.faults.some(({ reason }) => reason === "command"))) return { ...blank, faults, isOld };
  const shift = (fault) => ({ ...fault, start: blank.start, end: blank.end, fix: null });
  return { ...inner, start: blank.start, end: blank.end, faults: [...faults, ...inner.faults.map(shift)], doubts: inner.doubts.map(shift), mended: text, isOld };
}

function explainDocker(blank, script, pasted, spec) {
  const { words, more, shell } = blank;
  const argv = words.map((word) => word.text), opaque = opaqueOf(words);
  if (more) opaque.add(argv.push("") - 1); // `xargs` adds words that nobody sees
  const parsed = parse(argv, spec, opaque), made = { ...blank, kind: "docker", name: parsed.command.name, parsed, opaque };
  const gone = goneOf(made, spec), problems = parsed.problems.length ? parsed.problems : refused(parsed, opaque);
  const run = quoteRunsOn(made, script), known = run ? [run] : problems.filter((problem) => !isPlaceholder(problem, argv)).map((problem) => faultOf(problem, made, script));
  const ofWindows = windowsFaults(made, script), others = known.filter(({ start, end }) => !ofWindows.some((fault) => fault.start <= start && end <= fault.end));
  made.faults = gone.faults.length ? gone.faults : [...others, ...terminalFaults(made, spec), ...ofWindows];
  made.doubts = [...doubtsOf(made, script, pasted, spec), ...(made.faults.length ? [] : quoteDoubts(made, script))];
  made.remarks = [...gone.remarks, ...remarksOf(made, spec)];
  made.dangers = parsed.asksHelp ? [] : dangersOf(made, spec);
  made.openings = parsed.asksHelp ? [] : openingsOf(parsed);
  made.rows = rowsOf(made, spec);
  const bash = made.bash = shell ? inBash(made, spec) : { parsed, opaque, words, text: script };
  made.windows = made.faults.length || more ? [] : WINDOWS.map((other) => ({ shell: other, ...saidIn(other, bash, bash.text) }));
  return made;
}

/** Read a Windows command again as bash; the other outputs are made from that. */
function inBash(command, spec) {
  const text = toBash(command.text, command.shell), { words } = readScript(text).commands[0], opaque = opaqueOf(words);
  return { parsed: parse(words.map((word) => word.text), spec, opaque), opaque, words, text };
}

const opaqueOf = (words) => new Set(words.flatMap((word, at) => (word.opaque ? [at] : [])));

/** What a command costs, worst first: from its flags that are on, and the command itself. */
function dangersOf({ parsed }, spec) {
  const entry = spec.entries.get(parsed.command.name);
  if (!entry || parsed.problems.some((problem) => problem.reason === "command")) return [];
  const found = parsed.parts.flatMap((part, at) => {
    const danger = part.role === "flag" ? findFlag(spec, entry, part.flag.name)?.flag.danger : null;
    const after = parsed.parts[at + 1], off = !part.flag?.kind && after?.role === "value" && /^(?:0|f|false)$/i.test(textOf(parsed, after));
    return danger && !off ? [{ ...danger, name: part.flag.name }] : [];
  });
  if (entry.danger) found.push({ ...entry.danger, name: entry.name });
  return found.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}
