/* Split pastes: commands with the prompts, output, files and other shells' marks around them. */
import { fileOf } from "./around.js";
import { once, tables } from "./tables.js";
import { windowsShell } from "./windows.js";

/* What a shell puts before a command. On a line that begins with `#`, only the rest shows if it is one. */
const prompt = once(() => new RegExp(`^[ \\t]*(?:${tables.prompts.join("|")})`));
/* oh-my-zsh's arrow has the folder and the branch after it. */
const ARROW = /^[ \t]*(?:\([^()\n]*\) )?➜ +[\w.~/-]+ +(?:git:\([^)\n]*\) *(?:✗ *)?)?/;
const ROOT = /^[ \t]*# +(?=(?:sudo +)?docker(?:-compose)?\b)/;
/* Docker's answers to a command that it refused. */
const ANSWER = /^[ \t]*(?:ERROR: |Error response from daemon: |(?:.*[\\/])?docker(?:\.exe)?: (?:Error|invalid|unknown|'|open |no )|error during connect: |Cannot connect to the Docker daemon|the input device is not a TTY|invalid reference format)/;
const CONTINUED = /\\$/;
const OF_WINDOWS = /^[ \t]*(?:(PS)(?: [A-Za-z]:[^\n>]*)?[ >]|[A-Za-z]:\\)/;
const MARKS = [[/[ \t]`$/, "PowerShell"], [/[ \t]\^$/, "cmd"]];
/* A blank after a mark cancels it, and nobody sees it; a comment needs one. */
const BLANK_BEHIND = /(?<=[ \t])([\\`^])([ \t]+(?:#[^\n]*)?)(?=\n[ \t]*\S)/g;

/** Blank out all but commands. Every character keeps its place, so that offsets fit the paste.
    @returns {{script: string, output: number, shell: string, prompted: string, file: string, answers: {start: number, end: number, text: string}[],
      blanks: {start: number, end: number, mark: string}[]}}
    `output`: lines left out as output; `shell`: the Windows shell shown by its marks, prompts or paths, or
    empty; `prompted`: the shell whose prompt is there; `file`: the kind of file that it was read as, or empty; `answers`: docker's
    error messages; `blanks`: those after the marks, removed before the script is read */
export function readPaste(pasted) {
  const blanks = [...pasted.matchAll(BLANK_BEHIND)].map(({ index, 0: { length }, 1: mark }) => ({ start: index + 1, end: index + length, mark }));
  const text = pasted.replace(BLANK_BEHIND, (found, mark) => mark.padStart(found.length)), around = fileOf(text);
  const lines = (around?.script ?? text).split("\n");
  const shell = MARKS.find(([mark]) => lines.some((line, at) => mark.test(line) && at + 1 < lines.length))?.[1] ?? "";
  const isRoot = lines.some((line) => ROOT.test(line)) && !lines.some((line) => /^[ \t]*(?:sudo +)?docker\b/.test(line));
  const promptOf = (line) => (ARROW.exec(line) ?? prompt().exec(line) ?? (isRoot ? ROOT.exec(line) : null))?.[0] ?? null;
  const isSession = !around && lines.some((line) => promptOf(line) !== null);
  const answers = [];
  let at = 0, continued = false, output = around?.left ?? 0, prompted = "";
  const read = lines.map((line) => {
    const isAnswer = ANSWER.test(line);
    if (isAnswer) answers.push({ start: at, end: at + line.length, text: line.trim() });
    at += line.length + 1;
    if (isAnswer && !around) {
      output += 1;
      continued = false;
      return " ".repeat(line.length);
    }
    if (shell === "cmd") line = line.replace(/^More\? ?/, (found) => " ".repeat(found.length));
    for (const [mark, name] of MARKS) if (name === shell && mark.test(line)) line = line.slice(0, -1) + "\\";
    if (!isSession) return line;
    const prompt = promptOf(line) ?? (continued ? /^(?:>+ |More\? ?)/.exec(line)?.[0] ?? "" : null);
    if (prompt === null) {
      if (line.trim()) output += 1;
      return " ".repeat(line.length);
    }
    continued = CONTINUED.test(line);
    const windows = OF_WINDOWS.exec(prompt);
    if (windows) prompted = windows[1] ? "PowerShell" : "cmd";
    return " ".repeat(prompt.length) + line.slice(prompt.length);
  });
  const script = read.join("\n");
  return { script, output, answers, blanks, prompted, shell: shell || prompted || windowsShell(script), file: around?.name ?? "" };
}
