/* Files that mix commands with other text: systemd units, Makefiles, crontabs, workflows, pipelines, Dockerfiles,
   Markdown, code in other languages. All but the commands is blanked out, so that every character keeps its place.

   @typedef {{name: string, script: string, left: number}} File `left`: lines without commands */

const DOCKER = "(?:[\\w./~-]*/)?docker(?:-compose)?(?:\\.exe)?\\b", RUNS = `(?:(?:sudo|doas|time|exec|cd|set|export)\\b|${DOCKER})`;
const FIELD = "(?:[\\d*]|[A-Za-z]{3}\\b)[\\w*/,-]*";
const has = (text, pattern) => new RegExp(pattern, "m").test(text);
const blank = (text) => text.replace(/[^\n]/g, " ");

/* A kind of file: how to recognise it, and what precedes a line's command; null: the line has none. */
const KINDS = [
  ["a unit of systemd", `^[ \\t]*Exec[A-Za-z]*=[-@:+!|]*\\s*\\S*docker`, (line) => /^[ \t]*Exec[A-Za-z]*=[-@:+!|]*[ \t]*/.exec(line)?.[0] ?? null],
  ["a crontab", `\\becho[ \\t]+["'](?:@\\w+[ \\t]+|(?:${FIELD}[ \\t]+){5})\\S*docker[^\\n]*\\|[ \\t]*(?:sudo[ \\t]+)?crontab\\b`, (line) =>
    new RegExp(`^.*\\becho[ \\t]+["'](?:@\\w+[ \\t]+|(?:${FIELD}[ \\t]+){5})(?=\\S*docker)`).exec(line)?.[0] ?? null, /["'][ \t;)]*\|[ \t]*(?:sudo[ \t]+)?crontab\b.*$/],
  ["a crontab", `^[ \\t]*(?:@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly)[ \\t]+|(?:${FIELD}[ \\t]+){5})(?:\\w+[ \\t]+)?\\S*docker`, (line) =>
    new RegExp(`^[ \\t]*(?:@\\w+[ \\t]+|(?:${FIELD}[ \\t]+){5})(?:(?!docker\\b|sudo\\b)[a-z_][\\w-]*[ \\t]+(?=\\S*/?docker))?`).exec(line)?.[0] ?? null],
  ["a Jenkinsfile", `^[ \\t]*(?:sh|bat|powershell)[ \\t(]+["'][^"'\\n]*\\b${DOCKER}[^"'\\n]*["']\\)?[ \\t]*$`, (line) => /^[ \t]*(?:sh|bat|powershell)[ \t(]+/.exec(line)?.[0] ?? null],
  ["a task of Ansible", `^[ \\t]*(?:- )?(?:ansible\\.builtin\\.)?(?:shell|command|cmd|raw):[ \\t]+${DOCKER}`, (line) =>
    /^[ \t]*(?:- )?(?:ansible\.builtin\.)?(?:shell|command|cmd|raw):[ \t]+/.exec(line)?.[0] ?? null],
  ["an alias", `^[ \\t]*alias[ \\t]+[\\w-]+=["'][^"'\\n]*${DOCKER}`, (line) => /^[ \t]*alias[ \t]+[\w-]+=/.exec(line)?.[0] ?? ""],
  ["a Dockerfile", `^RUN[ \\t]+${DOCKER}`, (line) => (/^RUN[ \t]+/.exec(line) ?? [null])[0]],
];

/** What a text is if not a script, or null. @returns {File | null} */
export function fileOf(text) {
  if (has(text, "^[ \\t]*(?:- )?run:[ \\t]*\\S|^[ \\t]*(?:- )?run:[ \\t]*[|>]") && has(text, DOCKER)) return workflow(text);
  const isScript = has(text, `^(?:[$#] )?(?:sudo +)?${DOCKER}`);
  const kind = KINDS.find(([name, sign]) => has(text, sign) && !(isScript && name === "a Dockerfile"));
  if (kind) return byLine(text, ...[0, 2, 3].map((at) => kind[at]));
  if (has(text, "^[ \\t]*(?:sh|bat|powershell|pwsh)[ \\t(]+(?:'''|\"\"\")") && has(text, `^[ \\t]*${DOCKER}`)) return jenkins(text);
  if (has(text, `^(?:\\t[ \\t]*|[ \\t]*(?=@))[@+-]*${DOCKER}`) && (has(text, "^[\\w./%$()-]+[ \\t]*:(?![=\\\\/])") || has(text, `^[ \\t]*@${DOCKER}`))) return makefile(text);
  if (!isScript && has(text, `^[ \\t]*- +["']?${RUNS}`) && has(text, `^[ \\t]*- +["']?(?:sudo +)?${DOCKER}`)) return pipeline(text);
  if (has(text, "^[ \\t]*```")) return markdown(text);
  if (has(text, `^[ \\t]*!${DOCKER}`)) return byLine(text, "a notebook", (line) => /^[ \t]*!/.exec(line)?.[0] ?? null);
  if (!isScript && has(text, `^[ \\t]*"[\\w:-]+":[ \\t]*"[^"\\\\]*${DOCKER}`)) return json(text);
  return isScript ? null : code(text);
}

/** A program that runs docker: `os.system("docker ps")`, `{ sh 'docker build .' }`, `["docker", "ps"]`. Null: none found. */
function code(text) {
  const call = new RegExp(`((?:[(\\[{,]|[^\\s=]\\s*=\\s+|[{;]\\s*(?:sh|bat|powershell))[ \\t]*[rfb]?)(["'\`])((?:sudo +)?${DOCKER} [^"'\`\\n]*)\\2`, "g");
  const list = /\[\s*(["'])docker\1(?:\s*,\s*(?:"[^"\n]*"|'[^'\n]*'))+\s*,?\s*\]/g;
  const kept = [...blank(text)];
  const keep = (at, piece) => kept.splice(at, piece.length, ...piece);
  for (const { index, 1: before, 3: command } of text.matchAll(call)) keep(index + before.length + 1, command);
  for (const { index, 0: words } of text.matchAll(list)) keep(index, words.replace(/^\[|\]$|,(?=\s*["'\]])|\n/g, " "));
  const script = kept.join("");
  return script.trim() ? { name: "code", script, left: 0 } : null;
}

/** In each line, keep what follows `before`'s result and precedes a match of `behind`. Lines continued by a backslash
    belong to it. */
function byLine(text, name, before, behind = /(?!)/) {
  let continued = false, left = 0;
  const script = text.split("\n").map((line) => {
    const start = continued ? "" : before(line);
    continued = start !== null && line.endsWith("\\");
    if (start === null && line.trim()) left += 1;
    return start === null ? blank(line) : blank(start) + (start.trim() ? bare(line.slice(start.length).replace(behind, blank)) : line.slice(start.length));
  });
  return { name, script: script.join("\n"), left };
}

/** A recipe's lines begin with a tab, and `$(NAME)` is a make variable. */
function makefile(text) {
  const isRecipe = /^(?:\t[ \t]*|[ \t]*(?=@))[@+-]*/, file = byLine(text, "a Makefile", (line) => isRecipe.exec(line)?.[0] ?? null);
  return { ...file, script: file.script.replace(/(?<!\$)\$\(([A-Za-z_]\w*)\)/g, "${$1}").replaceAll("$$(", "$( ") };
}

/** Jenkins: a script between triple quotes. */
function jenkins(text) {
  let inside = false, left = 0;
  const script = text.split("\n").map((line) => {
    const isMark = /(?:'''|""")/.test(line);
    if (isMark) inside = !inside;
    if (inside && !isMark) return line;
    if (line.trim()) left += 1;
    return blank(line);
  });
  return { name: "a Jenkinsfile", script: script.join("\n"), left };
}

/** GitHub: `run:` with a command, or with lines of them below. */
function workflow(text) {
  let depth = -1, left = 0;
  const script = text.split("\n").map((line) => {
    const indent = /^[ \t]*/.exec(line)[0].length, run = /^([ \t]*(?:- +)?)run:[ \t]*/.exec(line);
    if (depth >= 0 && (indent > depth || !line.trim())) return line;
    depth = -1;
    if (!run) {
      if (line.trim()) left += 1;
      return blank(line);
    }
    if (/^[|>][-+\d]*[ \t]*$/.test(line.slice(run[0].length))) {
      depth = run[1].length;
      return blank(line);
    }
    return blank(run[0]) + bare(line.slice(run[0].length));
  });
  return { name: "a workflow", script: script.join("\n"), left };
}

/** GitLab and others: commands as items of a list. */
function pipeline(text) {
  const item = /^[ \t]*- +/, isKey = /^[ \t]*(?:- +)?[\w.-]+:(?:[ \t]|$)/;
  let left = 0;
  const script = text.split("\n").map((line) => {
    const start = item.exec(line)?.[0];
    if (start !== undefined && !isKey.test(line)) return blank(start) + bare(line.slice(start.length));
    if (line.trim()) left += 1;
    return blank(line);
  });
  return { name: "a pipeline", script: script.join("\n"), left };
}

/** A value without quotes around the whole. */
function bare(value) {
  const match = /^(["'])(.*)\1\)?[ \t]*$/.exec(value);
  return match && !match[2].includes(match[1]) && !match[2].includes("\\") ? ` ${match[2]}${" ".repeat(value.length - match[2].length - 1)}` : value;
}

function markdown(text) {
  const fence = /^[ \t]*```/, lines = text.split("\n"), isClosed = lines.filter((line) => fence.test(line)).length > 1;
  let inside = !isClosed, left = 0;
  const script = lines.map((line) => {
    if (fence.test(line)) {
      inside = isClosed ? !inside : inside;
      return blank(line);
    }
    if (!inside && line.trim()) left += 1;
    return inside ? line : blank(line);
  });
  return { name: "Markdown", script: script.join("\n"), left };
}

/** The scripts of a `package.json`. */
function json(text) {
  const entry = new RegExp(`^([ \\t]*"[\\w:-]+":[ \\t]*")([^"\\\\]*${DOCKER}[^"\\\\]*)(",?[ \\t]*)$`);
  let left = 0;
  const script = text.split("\n").map((line) => {
    const match = entry.exec(line);
    if (match) return blank(match[1]) + match[2] + blank(match[3]);
    if (line.trim()) left += 1;
    return blank(line);
  });
  return { name: "JSON", script: script.join("\n"), left };
}
