/* What people paste: commands with the prompts, the output and the marks of other shells around them. */
import { windowsShell } from "./windows.js";

const PROMPT = /^[ \t]*(?:\$ |(?:\([^()\n]*\) )?[\w.-]+@[\w.-]+[: ][^\n$#%>]*[$#%] |PS(?: [A-Za-z]:[^\n>]*)?> |[A-Za-z]:\\[^\n>]*>)/;
const CONTINUED = /\\$/;
const OF_WINDOWS = /^[ \t]*(?:(PS)[ >]|[A-Za-z]:\\)/;
const MARKS = [[/[ \t]`$/, "PowerShell"], [/[ \t]\^$/, "cmd"]];
/* A blank behind a mark takes its force away, and nobody sees it. */
const BLANK_BEHIND = /(?<=[ \t])([\\`^])([ \t]+)(?=\n[ \t]*\S)/g;

/** Blank out what is no command. Every character stays where it was, so that offsets hold in what was pasted.
    @returns {{script: string, output: number, shell: string, blanks: {start: number, end: number, mark: string}[]}}
    `output`: lines left out as output; `shell`: the one of Windows by whose marks, prompts or paths it is known, or
    empty; `blanks`: those behind the marks, without which the script is read */
export function readPaste(pasted) {
  const blanks = [...pasted.matchAll(BLANK_BEHIND)].map(({ index, 0: { length }, 1: mark }) => ({ start: index + 1, end: index + length, mark }));
  const text = pasted.replace(BLANK_BEHIND, "$2$1"), lines = text.split("\n");
  const shell = MARKS.find(([mark]) => lines.some((line, at) => mark.test(line) && at + 1 < lines.length))?.[1] ?? "";
  const isSession = lines.some((line) => PROMPT.test(line));
  let continued = false, output = 0, prompted = "";
  const read = lines.map((line) => {
    for (const [mark, name] of MARKS) if (name === shell && mark.test(line)) line = line.slice(0, -1) + "\\";
    if (!isSession) return line;
    const prompt = PROMPT.exec(line)?.[0] ?? (continued ? /^>+ /.exec(line)?.[0] ?? "" : null);
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
  return { script, output, blanks, shell: shell || prompted || windowsShell(script) };
}
