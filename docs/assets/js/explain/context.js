/* What the commands of one paste share: variables that a line sets, networks and volumes that another makes,
   and docker's answers. */
import { faultOf } from "./faults.js";
import { text as textOf, values } from "./parse.js";
import { makesContainer } from "./values.js";

const ASSIGNED = /(?:^|[\n;&]|\bexport[ \t]|\bset[ \t]|\bdeclare(?:[ \t]+-\w+)*[ \t])[ \t]*(?:export[ \t]+|set[ \t]+)?"?\$?(?:env:)?([A-Za-z_]\w*)[ \t]?=[ \t]?("[^"\n$`]*"|'[^'\n]*'|[^\s;&|"'$`%(){}]+)(?=[ \t]*(?:[\n;&#]|$))/gi;

/** Variables with the text that a line of the script gives them. One that is set twice is left out.
    @returns {Map<string, string>} */
export function variablesIn(script) {
  const found = new Map();
  for (const [, name, value] of script.matchAll(ASSIGNED)) found.set(name, found.has(name) ? null : value.replace(/^(["'])(.*)\1$/, "$2"));
  return new Map([...found].filter(([, value]) => value !== null));
}

/** The names that the paste's commands give to networks or volumes. @param {"network" | "volume"} kind @returns {Map<string, object>} */
export function madeIn(commands, kind) {
  const making = commands.filter(({ name, parsed }) => name === `docker ${kind} create` && !parsed.problems.length && !parsed.asksHelp);
  return new Map(making.flatMap((command) => {
    const { parsed } = command, given = values(parsed, "--name"), name = parsed.operands.length ? parsed.argv[parsed.operands[0]] : given.at(-1);
    return name ? [[name, command]] : [];
  }));
}

/** An overlay network takes plain containers only if it says so. */
export function overlayFaults(command, networks, script) {
  if (!makesContainer(command.name)) return [];
  return command.parsed.parts.filter(({ role, flag, word }) => role === "value" && ["--network", "--net"].includes(flag.name) && !command.opaque.has(word)).flatMap((part) => {
    const name = textOf(command.parsed, part), made = networks.get(name);
    const isOverlay = made && values(made.parsed, "--driver").at(-1) === "overlay" && !values(made.parsed, "--attachable").length;
    if (!isOverlay) return [];
    const message = `the network \`${name}\` is an overlay without \`--attachable\`, and accepts only services; create it with \`docker network create -d overlay --attachable ${name}\``;
    const cli = `Could not attach to network ${name}: rpc error: code = PermissionDenied desc = network ${name} not manually attachable`;
    return [faultOf({ ...part, reason: "attachable", message, cli }, command, script)];
  });
}

/** What Windows shells do to words that bash would pass on as intended. */
export const windowsFaults = (command, script) =>
  command.shell === "cmd" ? [...bashAlone(command), ...cmdQuotes(command, script).filter(({ isRefused }) => isRefused), ...cmdFaults(command)]
    : command.shell === "PowerShell" ? [...bashAlone(command), ...powershellFaults(command, script)] : [];

/** What Windows shells lack: `<( … )`, and in PowerShell `<`. */
function bashAlone({ words, streams, shell, start, end }) {
  const process = words.find(({ text }) => /^[<>]\(/.test(text)), input = shell === "PowerShell" ? streams.find((stream) => /^0?<(?!&)/.test(stream)) : null;
  if (process) return [{ message: `${shell} has no \`<( … )\`, which is of bash and zsh: write what the inner command prints to a file, and give that`, reason: "apart", start: process.start, end: process.end, cli: "", fix: null }];
  if (!input) return [];
  const file = input.replace(/^0?<+\s*/, "");
  return [{ message: `PowerShell has no \`<\`: write \`Get-Content ${file} | docker …\``, reason: "apart", start, end, cli: "The '<' operator is reserved for future use.", fix: null }];
}

/** cmd knows only double quotes: single ones reach docker as part of the word, and a blank between them splits it.
    `isRefused`: docker then refuses the command. @returns {object[]} */
function cmdQuotes({ words, parsed }, script) {
  const mounts = parsed.parts.filter(({ role, flag }) => role === "value" && ["--volume", "--mount"].includes(flag.name)).map(({ word }) => word);
  return words.flatMap(({ start, end }, at) => {
    const source = script.slice(start, end), typed = `"${source.replaceAll("'", "")}"`;
    if (!/^(?:--?[\w-]+=)?'[^']*'/.test(source) || source.includes('"')) return [];
    const fix = { label: `Use \`${typed}\``, edit: { start, end, text: typed } }, isRefused = mounts.includes(at) || /[ \t]/.test(source);
    return [{ message: `cmd has no single quotes: they reach docker as a part of the word; did you mean \`${typed}\`?`, reason: "apart", start, end, cli: "", fix, isRefused }];
  });
}

/** Single quotes in cmd that docker takes, and that end up in its output or effect. */
export const quoteDoubts = (command, script) =>
  command.shell === "cmd" ? cmdQuotes(command, script).filter(({ isRefused }) => !isRefused) : [];

/** cmd fills in only `%name%`: what bash would fill in reaches docker unchanged. */
function cmdFaults(command) {
  return command.parsed.parts.filter(({ role, flag }) => role === "value" && flag.name === "--volume").flatMap((part) => {
    const { text, start, end } = command.words[part.word], found = /\$\(pwd\)|\$\{PWD\}|\$PWD\b|`pwd`/i.exec(text);
    if (!found) return [];
    const folder = found[0], typed = `"${text.replace(folder, "%cd%").replace(/"/g, "")}"`;
    const message = `cmd fills in no \`${folder}\`: the engine takes it for the name of a volume and refuses it; did you mean \`${typed}\`?`;
    const cli = `create ${folder}: "${folder}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path.`;
    return [{ message, reason: "folder", start, end, cli, fix: { label: `Use \`${typed}\``, edit: { start, end, text: typed } } }];
  });
}

/** In PowerShell, a word that begins with a quote ends with it, and `$name:` names a drive. */
function powershellFaults({ words }, script) {
  return words.flatMap(({ start, end }) => {
    const source = script.slice(start, end), apart = /^(?:"(?:[^"`]|`[^])*"|'[^']*')(?=[^"'`])/.exec(source)?.[0];
    const drive = source.startsWith("'") ? null : /\$(?!env:)(\w+):(?![\w:])/i.exec(source);
    if (!apart && !drive) return [];
    const rest = apart ? source.slice(apart.length) : "";
    const typed = apart ? apart.slice(0, -1) + rest + apart[0] : source.replace(drive[0], `\${${drive[1]}}:`);
    const message = `${apart ? `PowerShell ends the word at the closing quote, so docker takes \`${rest}\` for a word of its own` : `PowerShell takes \`${drive[0]}\` for the name of a drive`}; did you mean \`${typed}\`?`;
    return [{ message, reason: "apart", start, end, cli: "", fix: { label: `Use \`${typed}\``, edit: { start, end, text: typed } } }];
  });
}

/** cron ends a command at a percent sign, and feeds it the rest as input. */
export function cronDoubts(commands, script) {
  for (const command of commands.filter(({ kind, isInner }) => kind === "docker" && !isInner)) {
    const line = script.slice(command.start).split("\n")[0], at = line.search(/(?<!\\)%/);
    if (at < 0) continue;
    const start = command.start + at, fix = { label: "Use `\\%`", edit: { start, end: start + 1, text: "\\%" } };
    command.doubts.push({ message: "cron ends the command at a `%`; write `\\%`", start, end: start + 1, cli: "", fix });
  }
}

/** A backslash continues a command on the next line; if that is a comment, the command ends there. */
export function commentFaults(commands, script) {
  for (const { index, 0: found } of script.matchAll(/\\\n[ \t]*#[^\n]*(?=\n[ \t]*\S)/g)) {
    const command = commands.findLast(({ kind, end }) => kind === "docker" && end <= index), end = index + found.length;
    if (!command || !/^[\s\\]*$/.test(script.slice(command.end, index))) continue;
    const edit = { start: index, end, text: "\\" };
    const message = "a comment ends the command, and what's below it is a separate one: there can't be a comment between lines that a backslash continues";
    command.faults = [{ message, reason: "comment", start: index, end, cli: "", fix: { label: "Take the comment out", edit } }];
  }
}

/** At a Windows shell's prompt, a backslash at the end of a line doesn't continue it. */
export function foreignMarks(commands, pasted, shell) {
  const mark = { PowerShell: "`", cmd: "^" }[shell];
  if (!mark) return;
  for (const command of commands.filter(({ kind }) => kind === "docker")) {
    const text = pasted.slice(command.start, command.end), marks = [...text.matchAll(/(?<=[ \t])\\(?=\n[ \t]*\S)/g)].map(({ index }) => index);
    if (!marks.length) continue;
    const start = command.start + marks[0], end = command.start + marks.at(-1) + 1;
    const fix = { label: `End the line${marks.length > 1 ? "s" : ""} with ${mark}`, edit: { start, end, text: text.slice(marks[0], marks.at(-1) + 1).replace(/(?<=[ \t]|^)\\(?=\n|$)/g, mark) } };
    const message = `${shell} doesn't carry a command on at \`\\\`; ${mark === "^" ? "write `^`" : "end the line with a backtick"}`;
    command.faults = [{ message, reason: "mark", start, end: start + 1, cli: "", fix }, ...command.faults.map((each) => ({ ...each, fix: null }))];
    command.windows = [];
  }
}

/** Docker's answers in the paste itself, shown at the last command before each. */
export function answeredDoubts(commands, answers) {
  for (const { start, text } of answers) {
    const command = commands.findLast(({ kind, end }) => kind === "docker" && end <= start);
    if (!command || command.faults.length) continue;
    const why = /Cache export is not supported for the docker driver/.test(text)
      ? ": the builder with the driver `docker` exports no cache unless images are kept in containerd. Make another first, `docker buildx create --use --driver docker-container`; in GitHub Actions the step `docker/setup-buildx-action` does it"
      : "";
    command.doubts.push({ message: `docker answered with an error, \`${text.replaceAll("`", "'")}\`${why}`, start: command.start, end: command.end, cli: "", fix: null });
  }
}
