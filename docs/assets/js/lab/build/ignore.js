/* .dockerignore: which paths of the context are left out. */

/** @param {string} text @returns {(path: string) => boolean} whether a path, relative to the context, is left out */
export function readIgnore(text) {
  const rules = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line && !line.startsWith("#")).map((line) => {
    const keeps = line.startsWith("!"), pattern = (keeps ? line.slice(1) : line).trim().replace(/^\.?\/+/, "").replace(/\/+$/, "");
    return { keeps, match: matcher(pattern) };
  });
  return (path) => {
    const parts = path.split("/"), all = parts.map((_, i) => parts.slice(0, i + 1).join("/"));
    return rules.reduce((out, { keeps, match }) => (all.some(match) ? !keeps : out), false);
  };
}

/** A pattern of Go's filepath.Match, and `**`. @returns {(path: string) => boolean} */
export function matcher(pattern) {
  const source = pattern.replace(/\*\*\/?|\*|\?|\[[^\]]*\]|[.+^${}()|\\]/g, (mark) => {
    if (mark === "**/") return "(?:.*/)?";
    if (mark === "**") return ".*";
    if (mark === "*") return "[^/]*";
    if (mark === "?") return "[^/]";
    return mark.startsWith("[") ? mark : `\\${mark}`;
  });
  const expression = new RegExp(`^${source}$`);
  return (path) => expression.test(path);
}
