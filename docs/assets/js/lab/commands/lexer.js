/* The words of a Go template's action, `{{ … }}`, each with its place in the template. */

/** The template can't be read. `at` counts lines as Go does. */
export class TemplateError extends Error {}

const WORD = new RegExp(
  [
    /(?<space>\s+)/, /(?<comment>\/\*[\s\S]*?\*\/)/, /(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)/, /(?<char>'(?:[^'\\]|\\.)+')/,
    /(?<number>[+-]?\d[\w.]*)/, /(?<field>\.[A-Za-z_]\w*)/, /(?<dot>\.)/, /(?<variable>\$\w*)/, /(?<name>[A-Za-z_]\w*)/,
    /(?<mark>:=|=|\||\(|\)|,)/,
  ].map((each) => each.source).join("|"), "y",
);

/** The pieces of a template: texts, and actions as lists of words. @returns {({text: string} | {words: object[], at: number})[]} */
export function pieces(template, name) {
  const found = [];
  let at = 0, trim = false;
  for (;;) {
    const open = template.indexOf("{{", at), end = open < 0 ? template.length : open;
    const trimsLeft = open >= 0 && /^-\s/.test(template.slice(open + 2, open + 4));
    let text = template.slice(at, end);
    if (trim) text = text.trimStart();
    if (trimsLeft) text = text.trimEnd();
    if (text) found.push({ text });
    if (open < 0) return found;
    const read = words(template, open + 2 + (trimsLeft ? 1 : 0), name);
    if (read.words.length) found.push({ words: read.words, at: open + 2 });
    [at, trim] = [read.end, read.trims];
  }
}

const line = (template, at) => template.slice(0, at).split("\n").length;

function words(template, start, name) {
  const list = [];
  let at = start;
  const fail = (what) => new TemplateError(`template: ${name}:${line(template, at)}: ${what}`);
  for (;;) {
    const trims = /^\s-\}\}/.exec(template.slice(at, at + 4));
    if (trims) return { words: list, end: at + 4, trims: true };
    if (template.startsWith("}}", at)) return { words: list, end: at + 2, trims: false };
    if (at >= template.length) throw fail("unclosed action");
    WORD.lastIndex = at;
    const match = WORD.exec(template);
    if (!match) throw fail(/["'`]/.test(template[at]) ? "unterminated quoted string" : `unexpected ${quoted(template[at])} in command`);
    const [kind, text] = Object.entries(match.groups).find(([, each]) => each !== undefined);
    if (kind === "number" && !/^[+-]?(?:0[xXbBoO])?[\da-fA-F_.]+(?:e[+-]?\d+)?$/.test(text)) throw fail(`bad number syntax: ${JSON.stringify(text)}`);
    if (kind !== "comment") list.push({ kind, text, at });
    at = WORD.lastIndex;
  }
}

const quoted = (letter) => `${JSON.stringify(letter)}`;
