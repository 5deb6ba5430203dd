/* What docker accepts but hardly anybody means, with what was meant: flags after the image, lost words, a terminal
   for a file or another program. */
import { doubted } from "./doubted.js";
import { faultOf, withoutSwitch } from "./faults.js";
import { misplaced } from "./misplaced.js";
import { values } from "./parse.js";
import { commandsBelow } from "./spec.js";
import { hint, suggestCommand } from "./suggest.js";
import { isTrue } from "./kinds.js";

/** @param {string} script what was read @param {string} pasted the same, marked as in its shell */
export function doubtsOf(command, script, pasted, spec) {
  if (command.name === "docker") return versionAlone(command, spec);
  if (command.parsed.asksHelp || command.faults.length) return [];
  const known = doubted(command.parsed, command.opaque).map((problem) => faultOf(problem, command, script));
  return [...afterTheImage(command, script, pasted, spec), ...known, ...printed(command), ...deployed(command), ...passwordSeen(command)];
}

/** `docker rum -v a:/b x`: after a command it doesn't know, docker looks for its own flags, and `-v` is one. */
function versionAlone({ parsed, words }, spec) {
  const at = parsed.argv.findIndex((word, i) => i > 0 && !word.startsWith("-")), word = parsed.argv[at], own = parsed.argv.slice(at + 1);
  const isFlag = own.some((each) => /^(?:-v|--version)/.test(each));
  if (at !== 1 || !isFlag || parsed.problems.length || word === "help" || spec.plugins.has(word) || !words[at].exact) return [];
  const meant = suggestCommand(word, commandsBelow("docker", spec), own, spec), { start, end } = words[at];
  const fix = meant && { label: `Use \`${meant}\``, edit: { start, end, text: meant } };
  return [{ message: `there is no command \`docker ${word}\`, so \`-v\` is docker's own and prints its version${hint(meant)}`, start, end, cli: "", fix }];
}

/** Flags after the image or container, and the command with both in the right order. */
function afterTheImage(command, script, pasted, spec) {
  const found = misplaced(command, spec);
  if (!found) return [];
  const { words } = command, image = words[command.parsed.operands[0]], { start } = words[found.first], { end } = words[found.last];
  const swapped = (text) => text.slice(start, end) + text.slice(image.end, start) + text.slice(image.start, image.end);
  const whole = script.slice(command.start, image.start) + swapped(script) + script.slice(end, command.end);
  const line = whole.replace(/\s*\\\n\s*/g, " "), many = found.names.length > 1, last = found.names.at(-1);
  const names = (many ? `\`${found.names.slice(0, -1).join("`, `")}\` and ` : "") + `\`${last}\``;
  const them = many ? "them" : "it", lost = found.isProgram ? `docker takes ${them} for the program` : `the program in the container gets ${them}`;
  const said = `${names} ${many ? "come" : "comes"} after the ${found.where}, so ${lost}.`;
  const hinted = line.includes("`") ? "" : ` Did you mean \`${line}\`?`;
  const edit = { start: image.start, end, text: swapped(pasted) };
  return [{ message: said + hinted, reason: "displaced", start, end, cli: "", fix: { label: `Put ${them} before the ${found.where}`, edit } }];
}

const isOn = (parsed, name) => isTrue(values(parsed, name).at(-1) ?? "");
const TYPED_INTO = /^docker (?:container )?(?:run|exec)$/;

/** Whether a command's input is anything but a keyboard. */
export const isFed = ({ streams }) => streams.some((stream) => stream === "|" || /^0?<(?!&)/.test(stream));

/** A terminal for a program fed by a file or a pipe: docker refuses. @returns {object[]} */
export function terminalFaults(command, spec) {
  const { parsed, name } = command;
  if (!TYPED_INTO.test(name) || !isFed(command) || parsed.asksHelp || !["--interactive", "--tty"].every((flag) => isOn(parsed, flag))) return [];
  const part = parsed.parts.findLast(({ role, flag }) => role === "flag" && flag.name === "--tty"), { start, end } = command.words[part.word];
  const cli = spec.changes.has("reworded") ? "cannot attach stdin to a TTY-enabled container because stdin is not a terminal" : "the input device is not a TTY";
  const edit = withoutSwitch("--tty", command);
  const message = "your shell passes input to the program, but `--tty` needs a terminal to type at; keep `--interactive` and leave out `--tty`";
  return [{ message, reason: "terminal", start, end, cli, fix: edit && { label: "Leave out `--tty`", edit } }];
}

/** A terminal for output to a file or program, or none where Compose would give one. */
function printed(command) {
  const { parsed, name, streams, isPiped, isInner, words } = command;
  if (/^docker compose (?:exec|run)$/.test(name) && isFed(command) && !["--no-tty", "--no-TTY"].some((flag) => isOn(parsed, flag))) {
    const word = words[parsed.operands[0] ?? 0], edit = { start: word.start, end: word.start, text: "-T " };
    return [{ message: "Compose gives the program a terminal unless `-T` says no, and your shell's input isn't one; write `-T`", start: word.start, end: word.end, cli: "", fix: { label: "Add `-T`", edit } }];
  }
  const to = streams.find((stream) => /^(?:1|&)?>(?!&)/.test(stream));
  if (!TYPED_INTO.test(name) || !(to || isPiped || isInner) || !isOn(parsed, "--tty") || isOn(parsed, "--detach")) return [];
  const part = parsed.parts.findLast(({ role, flag }) => role === "flag" && flag.name === "--tty"), { start, end } = words[part.word];
  const into = to ? `into \`${to.replace(/^[1&]?>+\s*/, "")}\`` : "on with it", edit = withoutSwitch("--tty", command);
  const message = `\`-t\` gives the program a terminal: each line then ends in CR LF, and its messages of errors go ${into} as well; leave out \`-t\``;
  return [{ message, start, end, cli: "", fix: edit && { label: "Leave out `-t`", edit } }];
}

/** `docker stack deploy -c <(docker compose config)`. */
function deployed({ name, words }) {
  const word = name === "docker stack deploy" ? words.find(({ text }) => /^<\(.*\bdocker(?:-| )compose\b.*\bconfig\b/s.test(text)) : null;
  if (!word) return [];
  const message = "what `docker compose config` prints, `stack deploy` often refuses: ports as text, `depends_on` as a mapping; give the file itself, or what `docker stack config -c compose.yaml` prints";
  return [{ message, start: word.start, end: word.end, cli: "", fix: null }];
}

/** A password on the command line. */
function passwordSeen({ name, parsed, words }) {
  if (name !== "docker login") return [];
  const at = parsed.parts.findIndex(({ role, flag }) => role === "value" && flag.name === "--password"), word = words[parsed.parts[at]?.word];
  if (!word || word.text === "-") return [];
  const isEmpty = /^\$\w+$/.test(word.text) ? ` If \`${word.text}\` is empty, the next word becomes the password.` : "";
  const shown = (name) => (/^\$\w+$/.test(name) ? `"${name}"` : name), rest = parsed.operands.map((each) => ` ${shown(words[each].text)}`).join("");
  const user = values(parsed, "--username").at(-1), instead = `echo ${shown(word.text)} | docker login${user ? ` -u ${shown(user)}` : ""} --password-stdin${rest}`;
  const message = `the password shows up in the list of processes and in your shell's history: pass it with \`--password-stdin\`, as in \`${instead}\`.${isEmpty}`;
  return [{ message, start: word.start, end: word.end, cli: "", fix: null }];
}
