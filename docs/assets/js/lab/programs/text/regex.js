/* POSIX regular expressions, basic and extended, as JavaScript's. */

const CLASSES = { alpha: "a-zA-Z", digit: "0-9", alnum: "a-zA-Z0-9", upper: "A-Z", lower: "a-z", space: "\\s", blank: " \\t", punct: "!-\\/:-@\\[-`{-~", xdigit: "0-9a-fA-F", word: "\\w" };

/** @param {boolean} extended without it, `+ ? | ( ) { }` are special only after a backslash */
export function sourceOf(pattern, extended) {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === "[") {
      const [text, length] = bracket(pattern, at);
      source += text;
      at += length - 1;
    } else if (char === "\\") {
      at += 1;
      source += escaped(pattern[at] ?? "", extended);
    } else if (!extended && "+?|(){}".includes(char)) source += `\\${char}`;
    else if (!extended && char === "*" && (at === 0 || /(?:^|\\\()\^?$|\\\|$/.test(pattern.slice(0, at)))) source += "\\*";
    else if (char === "^" && !extended && at > 0 && !/\\\($|\\\|$/.test(pattern.slice(0, at))) source += "\\^";
    else if (char === "$" && !extended && at < pattern.length - 1 && !/^\$\\\)|^\$\\\|/.test(pattern.slice(at))) source += "\\$";
    else if (char === "/") source += "\\/";
    else if (extended && char === "{" && !/^\{\d*,?\d*\}/.test(pattern.slice(at))) source += "\\{";
    else source += char;
  }
  return source;
}

function escaped(char, extended) {
  if (!extended && "+?|(){}".includes(char)) return char;
  if ("<>".includes(char)) return "\\b";
  if (char === "`") return "^";
  if (char === "'") return "$";
  if (/[wWsSbBnt1-9]/.test(char)) return `\\${char}`;
  return /[.*+?^${}()|[\]\\/]/.test(char) ? `\\${char}` : char;
}

function bracket(pattern, at) {
  let end = at + 1;
  if (pattern[end] === "^") end += 1;
  if (pattern[end] === "]") end += 1;
  while (end < pattern.length && pattern[end] !== "]") end = pattern.startsWith("[:", end) ? pattern.indexOf(":]", end) + 2 : end + 1;
  if (end >= pattern.length) throw new SyntaxError("Unmatched [, [^, [:, [., or [=");
  const inner = pattern.slice(at + 1, end);
  const negated = inner.startsWith("^");
  const body = (negated ? inner.slice(1) : inner).replace(/\[:(\w+):\]|[\]\\[]/g, (found, name) => (name ? (CLASSES[name] ?? "") : `\\${found}`));
  return [`[${negated ? "^" : ""}${body.replace(/\\\\([nt])/g, "\\$1")}]`, end - at + 1];
}

export function regexOf(pattern, { extended = false, fixed = false, flags = "", word = false, line = false } = {}) {
  let source = fixed ? pattern.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&") : sourceOf(pattern, extended);
  if (word) source = `(?<![\\w])(?:${source})(?![\\w])`;
  if (line) source = `^(?:${source})$`;
  return new RegExp(source, flags);
}
