/* Text that was typed at PowerShell or cmd: there a backslash is a letter of a path, and `%name%` a variable of cmd. */

/* Signs that a text comes from there, for text without its quoted pieces: a drive, a path behind the folder one is in. */
const SIGNS = [
  [/(?:^|[\s="',:;])%(?:cd|[a-z]\w{2,})%/im, "cmd"],
  [/\$(?:[eE]nv:[A-Z]|\{[eE]nv:\w)/, "PowerShell"], // but `app-$env:latest` is an image of a script
  [/\$(?:PWD|\{PWD\}|\(pwd\)|\(Get-Location\))\\[\w.]/i, "PowerShell"],
  [/(?:^|[\s=])(?:[A-Za-z]:\\[\w.:%-]|\.{1,2}\\(?:\w\w|\w\\|\w:))/m, "a shell of Windows"],
];
const QUOTED = /"[^"\n%]*"|'[^'\n]*'/g;
/* What stands in a command: a piece to keep, a quote, a variable, a backslash. */
const TOKEN = /'[^']*'|"|\\(?:"|\r?\n)|%([A-Za-z]\w+)%|\$\{env:(\w+)\}|\$env:(\w+)|\\/gi;

/** A variable of cmd at the start of a text. */
export const PERCENT = /%[A-Za-z]\w+%/y;

/** The shell of Windows that a text is for, as far as it tells; else empty. */
export function windowsShell(text) {
  const bare = text.replace(QUOTED, "\"\"");
  return SIGNS.find(([sign]) => sign.test(bare))?.[1] ?? "";
}

/** A command of Windows as bash has it: the same words, each backslash and each variable. */
export function toBash(text) {
  let inside = false;
  return text.replace(TOKEN, (found, ofCmd, braced, plain) => {
    const name = ofCmd ?? braced ?? plain;
    if (name) return `\${${/^cd$/i.test(name) ? "PWD" : name.toUpperCase()}}`;
    if (found === '"') inside = !inside;
    return found === "\\" && !inside ? "\\\\" : found;
  });
}
