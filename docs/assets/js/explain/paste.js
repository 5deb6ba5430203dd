/* What people paste: commands with the prompts, the output and the marks of other shells around them. */

const PROMPT = /^[ \t]*(?:\$ |(?:\([^()\n]*\) )?[\w.-]+@[\w.-]+[: ][^\n$#%>]*[$#%] |PS(?: [A-Za-z]:[^\n>]*)?> |[A-Za-z]:\\[^\n>]*>)/;
const CONTINUED = /\\$/;
const MARKS = [[/[ \t]`$/, "PowerShell"], [/[ \t]\^$/, "cmd"]];

/** Blank out what is no command. Every character stays where it was, so that offsets hold in what was pasted.
    @returns {{script: string, output: number, shell: string}} `output`: lines left out as output; `shell`: whose marks of
    continuation were read, or empty */
export function readPaste(text) {
  const lines = text.split("\n");
  const shell = MARKS.find(([mark]) => lines.some((line, at) => mark.test(line) && at + 1 < lines.length))?.[1] ?? "";
  const isSession = lines.some((line) => PROMPT.test(line));
  let continued = false, output = 0;
  const read = lines.map((line) => {
    for (const [mark, name] of MARKS) if (name === shell && mark.test(line)) line = line.slice(0, -1) + "\\";
    if (!isSession) return line;
    const prompt = PROMPT.exec(line)?.[0] ?? (continued ? /^>+ /.exec(line)?.[0] ?? "" : null);
    if (prompt === null) {
      if (line.trim()) output += 1;
      return " ".repeat(line.length);
    }
    continued = CONTINUED.test(line);
    return " ".repeat(prompt.length) + line.slice(prompt.length);
  });
  return { script: read.join("\n"), output, shell };
}
