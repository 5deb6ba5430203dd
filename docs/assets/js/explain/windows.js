/* Text typed in PowerShell or cmd: there, a backslash is an ordinary character of a path, `%name%` cmd's variable. */

/* Signs that a text comes from there, for text without quoted pieces: a drive, a path after the current folder. */
const SIGNS = [
  [/(?:^|[\s="',:;\\])%(?:(?:cd|[a-z]\w{2,})%|~[a-z]*\d)/im, "cmd"],
  [/\$(?:[eE]nv:[A-Z]|\{[eE]nv:\w)/, "PowerShell"], // but `app-$env:latest` is an image in a script
  [/\$(?:PWD|\{PWD\}|\(pwd\)|\(Get-Location\))\\[\w.]/i, "PowerShell"],
  [/(?:^|[\s=])(?:[A-Za-z]:\\[\w.:%-]|\.{1,2}\\(?:\w\w|\w\\|\w:))/m, "a shell of Windows"],
];
const QUOTED = /"[^"\n%]*"|'[^'\n]*'/g;
/* Parts of a command: a piece to keep, a quote, a variable, a batch file's folder, a backslash. */
const TOKEN = /'[^']*'|"|\\(?:"|\r?\n)|%([A-Za-z]\w+)%|\$\{(?:env:)?(\w+)\}|\$(?:env:)?([A-Za-z]\w*)|(%~[a-z]*d[a-z]*\d\\?)|\\/gi;
const ALIKE = /^(?:pwd|home)$/i; // PowerShell's own variables, whose case doesn't matter there

/** A variable of cmd at the start of a text; in a batch file also an argument, and `%~dp0` is the file's folder. */
export const PERCENT = /%(?:[A-Za-z]\w+%|~[a-z]*\d)/y;

/** The Windows shell that a text is for, if it shows; otherwise empty. */
export function windowsShell(text) {
  if (/\$\(Get-Location\)/i.test(text)) return "PowerShell";
  const bare = text.replace(QUOTED, "\"\"");
  return SIGNS.find(([sign]) => sign.test(bare))?.[1] ?? "";
}

/** A word as Windows PowerShell 5.1 passes it on: inner quotes need a backslash before them. */
export const handedOn = (word, script) =>
  script[word.start] === "'" && word.text.includes('\\"') ? { ...word, text: word.text.replaceAll('\\"', '"'), exact: false } : word;

/** A Windows command as bash: the same words, each backslash and each variable. In cmd, single quotes were meant
    as double ones. */
export function toBash(text, shell) {
  let inside = false;
  return (shell === "cmd" ? text.replace(/(?<=[\s=])'([^'"\n]*)'/g, '"$1"') : text).replace(TOKEN, (found, ofCmd, braced, plain, ofBatch) => {
    const name = ofCmd ?? braced ?? plain;
    if (ofBatch) return "${PWD}/";
    if (name && (ofCmd || found.includes(":") || ALIKE.test(name))) return `\${${/^cd$/i.test(name) ? "PWD" : name.toUpperCase()}}`;
    if (found === '"') inside = !inside;
    if (found.startsWith("'")) return found.replaceAll('\\"', '"'); // as Windows PowerShell needs an inner quote
    return found === "\\" ? "\\\\" : found;
  });
}
