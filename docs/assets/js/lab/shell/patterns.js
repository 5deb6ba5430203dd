/* Shell patterns: `*`, `?`, `[…]`. A backslash makes the character after it an ordinary one. */

const CLASSES = { alpha: "a-zA-Z", digit: "0-9", alnum: "a-zA-Z0-9", upper: "A-Z", lower: "a-z", space: "\\s", blank: " \\t", punct: "!-\\/:-@\\[-`{-~", xdigit: "0-9a-fA-F", cntrl: "\\x00-\\x1f\\x7f", print: "\\x20-\\x7e", graph: "\\x21-\\x7e" };
export const escapePattern = (text) => text.replace(/[\\*?[\]()|!@+]/g, "\\$&");
export const hasPattern = (pattern) => /(?:^|[^\\])(?:\\\\)*(?:[*?]|\[[^\]]*\])/.test(pattern);
export const unescapePattern = (pattern) => pattern.replace(/\\([\s\S])/g, "$1");

/** Turn a pattern into a regular expression's source. @param {boolean} path whether only a slash matches a slash */
export function patternSource(pattern, { path = false, short = false } = {}) {
  let source = "";
  const any = path ? "[^/]" : "[\\s\\S]";
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === "\\" && at + 1 < pattern.length) source += escaped(pattern[(at += 1)]);
    else if (char === "*") source += short ? `${any}*?` : `${any}*`;
    else if (char === "?") source += any;
    else if (char === "[") {
      const end = classEnd(pattern, at);
      if (end < 0) source += "\\[";
      else {
        source += classSource(pattern.slice(at + 1, end));
        at = end;
      }
    } else source += escaped(char);
  }
  return source;
}

const escaped = (char) => char.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

function classEnd(pattern, at) {
  let from = at + 1;
  if (pattern[from] === "!" || pattern[from] === "^") from += 1;
  if (pattern[from] === "]") from += 1;
  for (; from < pattern.length; from += 1) {
    if (pattern.startsWith("[:", from)) {
      const end = pattern.indexOf(":]", from);
      if (end > 0) from = end + 1;
    } else if (pattern[from] === "\\") from += 1;
    else if (pattern[from] === "]") return from;
  }
  return -1;
}

function classSource(inner) {
  const negated = /^[!^]/.test(inner);
  const body = (negated ? inner.slice(1) : inner)
    .replace(/\[:(\w+):\]|\\([\s\S])|[\]\\^]|\[/g, (found, name, quoted) => (name ? (CLASSES[name] ?? "") : quoted !== undefined ? quoted.replace(/[\]\\^-]/g, "\\$&") : `\\${found}`));
  return `[${negated ? "^" : ""}${body}]`;
}

const known = new Map();

export function patternMatches(pattern, text, options = {}) {
  const key = `${options.path ? "/" : ""}${pattern}`;
  let regex = known.get(key);
  if (!regex) {
    try {
      regex = new RegExp(`^(?:${patternSource(pattern, options)})$`, "u");
    } catch {
      regex = /^(?!)/;
    }
    if (known.size > 500) known.clear();
    known.set(key, regex);
  }
  return regex.test(text);
}

/** The paths that match a pattern, sorted; may be empty. */
export function glob(pattern, files) {
  const parts = pattern.split(/\/+/);
  let found = [pattern.startsWith("/") ? "/" : ""];
  if (pattern.startsWith("/")) parts.shift();
  for (const [at, part] of parts.entries()) {
    const isLast = at === parts.length - 1;
    if (part === "") {
      found = found.filter((path) => isFolder(files, path)).map((path) => `${path}/`);
      continue;
    }
    found = found.flatMap((path) => step(path, part, isLast, files));
  }
  return found.map((path) => path).sort(collate);
}

const isFolder = (files, path) => {
  try {
    return files.stat(path || ".").type === "dir";
  } catch {
    return false;
  }
};
const join = (path, name) => (path === "" ? name : path.endsWith("/") ? path + name : `${path}/${name}`);

function step(path, part, isLast, files) {
  if (!hasPattern(part)) {
    const next = join(path, unescapePattern(part));
    try {
      files.lstat(next);
      return [next];
    } catch {
      return [];
    }
  }
  let names;
  try {
    names = files.readdir(path || ".");
  } catch {
    return [];
  }
  return names.filter((name) => (part.startsWith(".") || part.startsWith("\\.") || !name.startsWith(".")) && patternMatches(part, name)).map((name) => join(path, name)).filter((next) => isLast || isFolder(files, next));
}

export const collate = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
