/* diff, in normal and unified format. */
import { FsError } from "../../fs/nodes.js";

export async function diff(tool) {
  const { options, rest } = tool.options("uqrbwiNaBsU:", { unified: "u", brief: "q", recursive: "r", "new-file": "N" }, { code: 2 });
  if (rest.length < 2) {
    await tool.warn(tool.gnu ? `missing operand after '${rest[0] ?? "diff"}'\ndiff: Try 'diff --help' for more information.` : "missing operand");
    return 2;
  }
  const unified = !tool.gnu || options.u || options.U;
  return compare(tool, rest[0], rest[1], { ...options, unified });
}

async function compare(tool, a, b, options) {
  const isFolder = (path) => path !== "-" && tool.files.exists(path) && tool.files.stat(path).type === "dir";
  if (isFolder(a) && isFolder(b)) return folders(tool, a, b, options);
  if (isFolder(b)) b = `${b}/${a.split("/").at(-1)}`;
  else if (isFolder(a)) a = `${a}/${b.split("/").at(-1)}`;
  const texts = [];
  for (const path of [a, b]) {
    try {
      texts.push(await tool.text(path));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await tool.warn(tool.gnu ? `${path}: ${error.message}` : `can't stat '${path}': ${error.message}`);
      return 2;
    }
  }
  if (texts[0] === texts[1]) return 0;
  if (options.q) {
    await tool.out(`Files ${a} and ${b} differ\n`);
    return 1;
  }
  const key = (line) => (options.w ? line.replace(/\s+/g, "") : options.b ? line.replace(/\s+/g, " ").trimEnd() : options.i ? line.toLowerCase() : line);
  const [left, right] = texts.map((text) => text.split("\n").map((line, at, all) => (at === all.length - 1 ? (line ? { line, open: true } : null) : { line })).filter(Boolean));
  const edits = editsOf(left, right, (x, y) => key(x.line) === key(y.line) && Boolean(x.open) === Boolean(y.open));
  if (!edits.length) return 0;
  if (options.unified) await unifiedText(tool, a, b, left, right, edits);
  else for (const edit of edits) await normalText(tool, left, right, edit);
  return 1;
}

async function folders(tool, a, b, options) {
  let status = 0;
  const [left, right] = [a, b].map((path) => tool.files.readdir(path));
  for (const name of [...new Set([...left, ...right])].sort()) {
    if (!left.includes(name) || !right.includes(name)) {
      await tool.out(`Only in ${left.includes(name) ? a : b}: ${name}\n`);
      status = 1;
    } else if (options.r || tool.files.stat(`${a}/${name}`).type !== "dir") status = Math.max(status, await compare(tool, `${a}/${name}`, `${b}/${name}`, options));
  }
  return status;
}

/** Return the changes, as `{from, to, start, end}`: lines from..to become start..end. By longest common sequence. */
export function editsOf(a, b, same) {
  let head = 0;
  while (head < a.length && head < b.length && same(a[head], b[head])) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && same(a[a.length - 1 - tail], b[b.length - 1 - tail])) tail += 1;
  const [n, m] = [a.length - head - tail, b.length - head - tail];
  if (n * m > 4e6) return [{ from: head, to: head + n, start: head, end: head + m }];
  const lengths = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
  for (let i = n - 1; i >= 0; i -= 1) for (let j = m - 1; j >= 0; j -= 1) lengths[i][j] = same(a[head + i], b[head + j]) ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  const edits = [];
  let [i, j] = [0, 0];
  while (i < n || j < m) {
    if (i < n && j < m && same(a[head + i], b[head + j])) {
      i += 1;
      j += 1;
      continue;
    }
    const edit = { from: head + i, start: head + j };
    while ((i < n || j < m) && !(i < n && j < m && same(a[head + i], b[head + j]))) {
      if (i < n && (j >= m || lengths[i + 1][j] >= lengths[i][j + 1])) i += 1;
      else j += 1;
    }
    edits.push({ ...edit, to: head + i, end: head + j });
  }
  return edits;
}

const range = (from, to) => (to - from <= 1 ? String(to > from ? from + 1 : from) : `${from + 1},${to}`);

async function normalText(tool, left, right, { from, to, start, end }) {
  const kind = to > from && end > start ? "c" : to > from ? "d" : "a";
  const show = (mark) => ({ line, open }) => `${mark} ${line}\n${open ? "\\ No newline at end of file\n" : ""}`;
  await tool.out(`${range(from, to)}${kind}${range(start, end)}\n${left.slice(from, to).map(show("<")).join("")}${kind === "c" ? "---\n" : ""}${right.slice(start, end).map(show(">")).join("")}`);
}

async function unifiedText(tool, a, b, left, right, edits) {
  const time = (path) => (path === "-" || !tool.gnu ? "" : `\t${new Date(tool.files.stat(path).mtime).toISOString().replace("T", " ").replace(/\.(\d+)Z/, ".$1000000 +0000")}`);
  await tool.out(`--- ${a}${time(a)}\n+++ ${b}${time(b)}\n`);
  const show = (mark) => ({ line, open }) => `${mark}${line}\n${open ? "\\ No newline at end of file\n" : ""}`;
  const groups = [];
  for (const edit of edits) {
    if (groups.length && edit.from - groups.at(-1).at(-1).to <= 6) groups.at(-1).push(edit);
    else groups.push([edit]);
  }
  for (const group of groups) {
    const [from, to] = [Math.max(0, group[0].from - 3), Math.min(left.length, group.at(-1).to + 3)];
    const [start, end] = [Math.max(0, group[0].start - 3), Math.min(right.length, group.at(-1).end + 3)];
    const count = (first, last) => `${last > first ? first + 1 : first}${last - first === 1 ? "" : `,${last - first}`}`;
    let text = `@@ -${count(from, to)} +${count(start, end)} @@\n`;
    let at = from;
    for (const edit of group) {
      text += left.slice(at, edit.from).map(show(" ")).join("") + left.slice(edit.from, edit.to).map(show("-")).join("") + right.slice(edit.start, edit.end).map(show("+")).join("");
      at = edit.to;
    }
    await tool.out(text + left.slice(at, to).map(show(" ")).join(""));
  }
}
