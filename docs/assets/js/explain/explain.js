/* A paste, explained: its docker commands with what each word means, what is wrong and how to mend it, what it costs.

   @typedef {{start: number, end: number, text: string}} Edit a piece of the paste to put something in the place of
   @typedef {{message: string, start: number, end: number, cli: string, fix: {label: string, edit: Edit} | null}} Fault
   @typedef {{start: number, end: number, meaning: object | null, note: string, fault: boolean}} Row a piece of a command
   @typedef {{kind: "docker" | "other", start: number, end: number, text: string, name: string, parsed: object | null,
     opaque: Set<number>, rows: Row[], faults: Fault[], doubts: Fault[], remarks: string[], dangers: object[],
     openings: {name: string, means: string}[], mended: string,
     windows: {shell: string, text?: string, reason?: string}[], words: object[], more: boolean,
     verdict: "ok" | "doubtful" | "client" | "engine" | "old", asksEngine: boolean,
     elsewhere: {docker: string, message: string}[]}} Explained
     `doubts`: what docker accepts and hardly anybody means. `text`: the command that `rows` count in, which is the mended one when that had to be guessed first.
     `verdict`: who refuses it, if anybody; `old`: a program that is gone. `asksEngine`: the client reads the words, and something
     else (the engine, a registry) has the last word, so that "Docker accepts it" says too much.
     `elsewhere`: where the other version of Docker judges otherwise, a sentence each (`docker`: the whole version, as 28.5.2) */
import { toCompose } from "./compose.js";
import { refused } from "./engine.js";
import { misplaced } from "./misplaced.js";
import { openingsOf } from "./openings.js";
import { parse, text as textOf } from "./parse.js";
import { readPaste } from "./paste.js";
import { rowsOf, span } from "./rows.js";
import { saidIn } from "./shells.js";
import { commandsBelow, findFlag, isLater, specOf } from "./spec.js";
import { hint, nearest, suggestCommand } from "./suggest.js";
import { makesContainer } from "./values.js";
import { toBash } from "./windows.js";
import { readScript } from "./words.js";

/* Longer than anything that a person would want explained, and short enough for a slow phone. */
export const LONGEST = 20000;
/* Commands of docker that are no program of a shell: who types them alone has left `docker` out. */
const BARE = ["run", "build", "pull", "push", "images", "compose", "logs", "inspect", "container", "image", "volume", "network"];
/* Windows and Git Bash have it with an ending, scripts with the folder it is in. */
const DOCKER = /^(?:.*[\\/])?docker(?:\.exe)?$/s;
const WINDOWS = ["PowerShell", "cmd"];
const LEVELS = ["destroys", "deletes", "stops"];

/** The versions that a reader can choose from, newest first: the first is what `explainPaste` judges by unless told.
    @returns {{version: string, docker: string}[]} such as `{version: "28", docker: "28.5.2"}` */
export const versionsOf = (spec) =>
  [spec, spec.older].filter(Boolean).map(({ docker }) => ({ version: docker.split(".")[0], docker }));

/** @param {string} pasted @param {object} spec of `makeSpec` @param {{version?: string}} options `version`: "28" for readers
      whose Docker is 28; empty or not known: the newest
    @returns {{commands: Explained[], errors: object[], output: number, shell: string, compose: object | null, cut: boolean,
      docker: string}} `docker`: the version that judged */
export function explainPaste(pasted, newest, { version = "" } = {}) {
  const spec = specOf(newest, version);
  const cut = pasted.length > LONGEST;
  const text = cut ? pasted.slice(0, LONGEST) : pasted, { script, output, shell, blanks } = readPaste(text);
  const { commands: found, errors } = readScript(script, shell !== "");
  const commands = found.map((command) => explainCommand(command, script, spec, { pasted: text, shell })).map((command) => withBlanks(command, blanks, text));
  return { commands, errors, output, shell, cut, compose: composeOf(commands), docker: spec.docker };
}

/** The mistake that a blank behind the mark at the end of a line is. What the command says is said without it. */
function withBlanks(command, blanks, pasted) {
  const own = blanks.filter(({ start, end }) => command.start < start && end < command.end && !command.words.some((word) => word.start < start && end <= word.end));
  if (command.kind !== "docker" || !own.length) return command;
  const start = own[0].start, { end } = own.at(-1), kept = own.map((each, at) => pasted.slice(each.end, own[at + 1]?.start ?? end)).join("");
  const mark = own[0].mark === "`" ? "mark at the end of the line" : `\`${own[0].mark}\``;
  const fix = { label: `Remove the blank${own.length > 1 ? "s" : ""}`, edit: { start, end, text: kept } };
  const fault = { message: `a blank stands after the ${mark}; remove it`, reason: "blank", start, end: own[0].end, cli: "", fix };
  return { ...command, faults: [fault, ...command.faults.map((each) => ({ ...each, fix: null }))], windows: [] };
}

function composeOf(commands) {
  const runs = commands.filter((c) => c.parsed && !c.faults.length && makesContainer(c.name) && c.parsed.operands.length && !c.parsed.asksHelp);
  const networks = commands.filter((c) => c.name === "docker network create" && c.parsed.operands.length);
  const made = new Set(networks.map((c) => c.parsed.argv[c.parsed.operands[0]]));
  return runs.length ? toCompose(runs.map(({ bash, streams }) => ({ ...bash, streams })), made) : null;
}

/** `pasted`: the same text with the marks of its own shell, which is that of Windows where it has a name. */
function explainCommand(command, script, spec, { isMended = false, pasted = script, shell = "" } = {}) {
  const { words } = command, first = words[0], last = words.at(-1);
  const blank = {
    kind: "other", start: first.start, end: last.end, text: script.slice(first.start, last.end), name: first.text, parsed: null,
    opaque: new Set(), rows: [], faults: [], doubts: [], remarks: [], dangers: [], openings: [], mended: "", windows: [], words, more: command.more, shell, streams: command.streams, isInner: command.isInner,
  };
  const odd = isMended ? null : oddCharacters(command, script, spec);
  if (odd) return mended(blank, odd, spec);
  if (!DOCKER.test(first.text)) return explainOther(blank, spec);
  return explainDocker(blank, script, pasted, spec);
}

/** A command that has to be mended before it can be read: what it says then is said of the mended one. */
function mended(blank, { faults, text }, spec) {
  const { shell } = blank, { commands } = readScript(text, shell !== "");
  const inner = commands.length ? explainCommand(commands[0], text, spec, { isMended: true, shell }) : null;
  if (inner?.kind !== "docker") return { ...blank, faults };
  const shift = (fault) => ({ ...fault, start: blank.start, end: blank.end, fix: null });
  return { ...inner, start: blank.start, end: blank.end, faults: [...faults, ...inner.faults.map(shift)], doubts: inner.doubts.map(shift), mended: text };
}

/** Dashes, quotes and blanks of a word processor. Inside quotes all may stand. */
function oddCharacters({ words }, script, spec) {
  const start = words[0].start, end = words.at(-1).end, dashes = "\u2013\u2014\u2212", faults = [];
  for (const word of words.filter((each) => each.exact)) {
    const at = [...word.text].findIndex((letter, i) => Object.hasOwn(spec.characters, letter) && (!dashes.includes(letter) || i === 0));
    if (at < 0) continue;
    const letter = [...word.text][at], [name, plain] = spec.characters[letter];
    const meant = dashes.includes(letter) ? dashesMeant(word.text, script.slice(start, end), spec) : plain;
    const hint = meant.trim() ? `; did you mean \`${meant}\`?` : "";
    faults.push({ message: `${name} in a command${hint}`, start: word.start, end: word.end, cli: "", fix: null });
  }
  if (!faults.length) return null;
  const text = plainText(script.slice(start, end), spec);
  if (readScript(text).commands[0]?.words[0].text === "docker") {
    faults.at(-1).fix = { label: "Use plain characters", edit: { start, end, text } };
  }
  return { faults, text };
}

const plainText = (text, spec) =>
  text.replace(/(^|\s)([\u2013\u2014\u2212]+)(?=\S)(\S*)/g, (_, before, dash, rest) => before + dashesMeant(dash + rest, text, spec) + rest)
    .replace(/./gu, (letter) => (Object.hasOwn(spec.characters, letter) && !"\u2013\u2014\u2212".includes(letter) ? spec.characters[letter][1] : letter));

/** Word processors make one dash of two: `–name` was `--name`, `–it` was `-it`. The command's own flags tell. */
function dashesMeant(word, text, spec) {
  const bare = word.replace(/^[\u2013\u2014\u2212]+/, "").split("=")[0], path = text.split(/\s+/).filter((each) => /^[a-z]+$/.test(each));
  let command = spec.byName.get("docker"), long = false;
  for (const name of path.slice(1)) {
    long ||= command.flags.some((flag) => flag.name === `--${bare}`);
    command = spec.byName.get(`${command.name} ${name}`) ?? command;
  }
  long ||= command.flags.some((flag) => flag.name === `--${bare}`) || bare === "help";
  return long || word.startsWith("\u2014") ? "--" : "-";
}

function explainOther(blank, spec) {
  const { name, start, end, text } = blank, gone = spec.gone.find(([old]) => old === name);
  if (gone) {
    const [, , , use] = gone, instead = /^`(docker [a-z ]+)`/.exec(use)?.[1], message = goneMessage(gone, spec);
    if (!instead) return { ...blank, faults: [{ message, start, end, cli: "", fix: null }] };
    const rest = text.slice(name.length), edit = { start, end: start + name.length, text: instead };
    const fault = { message, start, end: start + name.length, cli: "", fix: { label: `Use \`${instead}\``, edit } };
    return mended(blank, { faults: [fault], text: instead + rest }, spec);
  }
  if (BARE.includes(name)) return slip(blank, `docker ${name}`, text.slice(name.length), spec);
  const isSlip = name !== "dockerd" && nearest(name, ["docker"]) && Math.abs(name.length - 6) < 2;
  if (isSlip) return slip(blank, "docker", text.slice(name.length), spec);
  return blank;
}

function slip(blank, instead, rest, spec) {
  const { start, name } = blank, edit = { start, end: start + name.length, text: instead };
  const fault = { message: `\`${name}\` is not the docker command; did you mean \`${instead}\`?`, start, end: edit.end, cli: "", fix: { label: `Use \`${instead}\``, edit } };
  return mended(blank, { faults: [fault], text: instead + rest }, spec);
}

function explainDocker(blank, script, pasted, spec) {
  const { words, more, shell } = blank;
  const argv = words.map((word) => word.text), opaque = opaqueOf(words);
  if (more) opaque.add(argv.push("") - 1); // `xargs` adds words that nobody sees
  const parsed = parse(argv, spec, opaque), name = parsed.command.name;
  const made = { ...blank, kind: "docker", name, parsed, opaque };
  const gone = goneOf(made, spec);
  const problems = parsed.problems.length || parsed.asksHelp ? parsed.problems : refused(parsed, opaque);
  made.faults = gone.faults.length ? gone.faults : problems.filter((problem) => !isPlaceholder(problem, argv)).map((problem) => faultOf(problem, made));
  made.doubts = name === "docker" ? versionAlone(made, spec) : parsed.asksHelp ? [] : doubtsOf(made, script, pasted, spec);
  made.remarks = [...gone.remarks, ...remarksOf(made, spec)];
  made.dangers = parsed.asksHelp ? [] : dangersOf(made, spec);
  made.openings = parsed.asksHelp ? [] : openingsOf(parsed);
  made.rows = rowsOf(made, spec);
  const bash = made.bash = shell ? inBash(made, spec) : { parsed, opaque, words, text: script };
  made.windows = made.faults.length || more ? [] : WINDOWS.map((other) => ({ shell: other, ...saidIn(other, bash, bash.text) }));
  return made;
}

/** A command of Windows read once more as one of bash, from which the other outputs are made. */
function inBash(command, spec) {
  const text = toBash(command.text), { words } = readScript(text).commands[0], opaque = opaqueOf(words);
  return { parsed: parse(words.map((word) => word.text), spec, opaque), opaque, words, text };
}

const opaqueOf = (words) => new Set(words.flatMap((word, at) => (word.opaque ? [at] : [])));

/* What other texts write for something to fill in: `CONTAINER_ID`, `[name]`, `...`. After checks/placeholders.py. */
const SHOUTED = /^(?:YOUR_\w+|(?:[A-Z]+_)?(?:CONTAINER|IMAGE|VOLUME|NETWORK|SERVICE)(?:_(?:ID|NAME))?|ID|NAME|TAG)(?:\/\S+|:\S+)?$/;
const BRACKETED = /^(?:\[[A-Za-z][\w -]*\]|\{[A-Za-z][\w -]*\}|\.\.\.|…)$/;
const isPlaceholder = (problem, argv) =>
  problem.reason === "value" && (SHOUTED.test(argv[problem.word]) || BRACKETED.test(argv[problem.word]));

function faultOf(problem, command) {
  const { word, start, end, reason, message, cli, meant } = problem, seen = Math.min(word, command.words.length - 1);
  const at = word === seen ? span(command, word, start, word, end) : { start: command.start, end: command.end };
  let fix = null, seenAt = at;
  if (meant && command.words[seen].exact) {
    const dashed = reason !== "command" && meant.startsWith("--") && !command.words[seen].text.startsWith("--");
    const name = command.words[seen].text.split("=")[0];
    const edit = dashed ? { start: command.words[seen].start, end: command.words[seen].start + name.length } : at;
    fix = { label: `Use \`${meant}\``, edit: { ...edit, text: meant } };
    seenAt = edit;
  } else if (reason === "value" && /lower case: `([^`]+)`$/.test(message) && command.words[seen].exact) {
    const lower = command.words[seen].text, name = /lower case: `([^`]+)`$/.exec(message)[1];
    const text = lower.replace(new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i"), name);
    fix = { label: `Use \`${text}\``, edit: { start: command.words[seen].start, end: command.words[seen].end, text } };
  }
  return { message, reason, start: seenAt.start, end: seenAt.end, cli, fix };
}

function goneMessage([name, since, removed, use, said], spec) {
  return said || `\`${name}\` is ${removed ? "gone" : "on its way out"} ${isLater(since, spec.docker) ? `from ${since} on` : `since ${since}`}; use ${use}`;
}

/** Commands and flags of older tutorials. What still works is a remark, not a fault. */
function goneOf(command, spec) {
  const faults = [], remarks = [], { words, parsed } = command;
  for (const entry of spec.gone) {
    const [name, since, removed, use] = entry;
    const names = name.split(" "), last = names.at(-1);
    let at = null;
    if (!last.startsWith("-")) at = names.every((each, i) => (i ? words[i]?.text === each : each === "docker")) ? names.length - 1 : null;
    else if ([parsed.command.name, ...parsed.command.also].includes(names.slice(0, -1).join(" "))) {
      at = parsed.parts.find((part) => part.role === "flag" && part.flag.name === last)?.word ?? null;
    }
    if (at === null) continue;
    if (!removed || isLater(since, spec.docker)) remarks.push(`${goneMessage(entry, spec)}.`);
    else {
      const instead = /^`(docker [a-z ]+)`/.exec(use)?.[1], edit = { start: words[0].start, end: words[at].end, text: instead };
      const fix = instead ? { label: `Use \`${instead}\``, edit } : null;
      faults.push({ message: goneMessage(entry, spec), start: edit.start, end: edit.end, cli: "", fix });
    }
  }
  return { faults, remarks };
}

/** `docker rum -v a:/b x`: of a command that it does not know docker reads on for flags of its own, and `-v` is one. */
function versionAlone({ parsed, words }, spec) {
  const at = parsed.argv.findIndex((word, i) => i > 0 && !word.startsWith("-")), word = parsed.argv[at], own = parsed.argv.slice(at + 1);
  const isFlag = own.some((each) => /^(?:-v|--version)/.test(each));
  if (at !== 1 || !isFlag || parsed.problems.length || word === "help" || spec.plugins.has(word) || !words[at].exact) return [];
  const meant = suggestCommand(word, commandsBelow("docker", spec), own, spec), { start, end } = words[at];
  const fix = meant && { label: `Use \`${meant}\``, edit: { start, end, text: meant } };
  return [{ message: `there is no command \`docker ${word}\`, so \`-v\` is docker's own and prints its version${hint(meant)}`, start, end, cli: "", fix }];
}

/** Flags after the image, and the command with both in the right order. */
function doubtsOf(command, script, pasted, spec) {
  const found = makesContainer(command.name) ? misplaced(command, spec) : null;
  if (!found) return [];
  const { words } = command, image = words[command.parsed.operands[0]], { start } = words[found.first], { end } = words[found.last];
  const swapped = (text) => text.slice(start, end) + text.slice(image.end, start) + text.slice(image.start, image.end);
  const whole = script.slice(command.start, image.start) + swapped(script) + script.slice(end, command.end);
  const line = whole.replace(/\s*\\\n\s*/g, " "), many = found.names.length > 1, last = found.names.at(-1);
  const names = (many ? `\`${found.names.slice(0, -1).join("`, `")}\` and ` : "") + `\`${last}\``;
  const said = `${names} ${many ? "stand" : "stands"} after the image, so the program in the container gets ${many ? "them" : "it"}.`;
  const hinted = line.includes("`") ? "" : ` Did you mean \`${line}\`?`;
  const edit = { start: image.start, end, text: swapped(pasted) };
  return [{ message: said + hinted, start, end, cli: "", fix: { label: `Put ${many ? "them" : "it"} before the image`, edit } }];
}

function remarksOf({ parsed, words, more }, spec) {
  const remarks = [], next = words[1]?.text;
  if (parsed.command.name === "docker" && spec.plugins.has(next)) {
    remarks.push(`\`docker ${next}\` is a plugin that Docker Desktop brings along. Its words are its own, and are not judged here.`);
  }
  if (parsed.asksHelp) remarks.push(parsed.command.name === "docker" ? "This prints a few lines and does nothing else." : "This prints the help of the command and does nothing else.");
  if (more) remarks.push("`xargs` adds words to this command that only show when it runs.");
  return remarks;
}

/** What a command costs, worst first: of each flag that is on, and of the command itself. */
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
