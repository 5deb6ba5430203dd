/* Text that was typed at PowerShell or cmd: there a backslash is a letter of a path, and `%name%` a variable of cmd. */

/* Signs that a text comes from there, for text without its quoted pieces: a drive, a path behind the folder one is in. */
const SIGNS = [
  [/(?:^|[\s="',:;\\])%(?:(?:cd|[a-z]\w{2,})%|~[a-z]*\d)/im, "cmd"],
  [/\$(?:[eE]nv:[A-Z]|\{[eE]nv:\w)/, "PowerShell"], // but `app-$env:latest` is an image of a script
  [/\$(?:PWD|\{PWD\}|\(pwd\)|\(Get-Location\))\\[\w.]/i, "PowerShell"],
  [/(?:^|[\s=])(?:[A-Za-z]:\\[\w.:%-]|\.{1,2}\\(?:\w\w|\w\\|\w:))/m, "a shell of Windows"],
];
const QUOTED = /"[^"\n%]*"|'[^'\n]*'/g;
/* What stands in a command: a piece to keep, a quote, a variable, the folder that a batch file is in, a backslash. */
const TOKEN = /'[^']*'|"|\\(?:"|\r?\n)|%([A-Za-z]\w+)%|\$\{(?:env:)?(\w+)\}|\$(?:env:)?([A-Za-z]\w*)|(%~[a-z]*d[a-z]*\d\\?)|\\/gi;
const ALIKE = /^(?:pwd|home)$/i; // PowerShell's own variables, whose case counts for nothing there

/** A variable of cmd at the start of a text; in a batch file an argument too, and `%~dp0` is the folder of the file. */
export const PERCENT = /%(?:[A-Za-z]\w+%|~[a-z]*\d)/y;

/** The shell of Windows that a text is for, as far as it tells; else empty. */
export function windowsShell(text) {
  if (/\$\(Get-Location\)/i.test(text)) return "PowerShell";
  const bare = text.replace(QUOTED, "\"\"");
  return SIGNS.find(([sign]) => sign.test(bare))?.[1] ?? "";
}

/** A word as Windows PowerShell 5.1 hands it to a program: it wants a backslash before each quote inside. */
export const handedOn = (word, script) =>
  script[word.start] === "'" && word.text.includes('\\"') ? { ...word, text: word.text.replaceAll('\\"', '"'), exact: false } : word;

/** A command of Windows as bash has it: the same words, each backslash and each variable. In cmd, single quotes were meant
    to be double ones. */
export function toBash(text, shell) {
  let inside = false;
  return (shell === "cmd" ? text.replace(/(?<=[\s=])'([^'"\n]*)'/g, '"$1"') : text).replace(TOKEN, (found, ofCmd, braced, plain, ofBatch) => {
    const name = ofCmd ?? braced ?? plain;
    if (ofBatch) return "${PWD}/";
    if (name && (ofCmd || found.includes(":") || ALIKE.test(name))) return `\${${/^cd$/i.test(name) ? "PWD" : name.toUpperCase()}}`;
    if (found === '"') inside = !inside;
    if (found.startsWith("'")) return found.replaceAll('\\"', '"'); // as Windows PowerShell wants a quote inside
    return found === "\\" ? "\\\\" : found;
  });
}
