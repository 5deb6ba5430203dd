/* Make and empty files: mkdir, rmdir, touch, ln, mktemp, truncate. */
import { Misuse, sizeOf } from "../tool.js";
import { base, into, isLink } from "./copying.js";

export async function mkdir(tool) {
  const { options, rest } = tool.options("pm:v", { parents: "p", mode: "m", verbose: "v" });
  if (!rest.length) throw tool.missing();
  for (const name of rest) {
    await tool.attempt(
      async () => {
        tool.files.mkdir(name, { recursive: Boolean(options.p), mode: options.m ? parseInt(options.m, 8) : undefined });
        if (options.v) await tool.out(tool.gnu ? `mkdir: created directory '${name}'\n` : `created directory: '${name}'\n`);
      },
      (_, message) => (tool.gnu ? `cannot create directory '${name}': ${message}` : `can't create directory '${name}': ${message}`));
  }
}

export async function rmdir(tool) {
  const { options, rest } = tool.options("pv", { parents: "p", "ignore-fail-on-non-empty": "quiet" });
  if (!rest.length) throw tool.missing();
  for (const name of rest) {
    for (let path = name; path; path = options.p ? path.replace(/\/?[^/]*$/, "") : "") {
      await tool.attempt(() => tool.files.rmdir(path), (_, message) => (tool.gnu ? `failed to remove '${path}': ${message}` : `'${path}': ${message}`));
    }
  }
}

export async function touch(tool) {
  const { options, rest } = tool.options("acmd:t:r:h", { "no-create": "c", date: "d", reference: "r" });
  if (!rest.length) throw new Misuse(tool.gnu ? `missing file operand${tool.hint}` : "missing operand");
  const now = tool.process.clock.now();
  const time = options.r ? tool.files.stat(options.r).mtime : options.d ? Date.parse(/Z|[+-]\d\d:?\d\d$/.test(options.d) ? options.d : `${options.d.replace(" ", "T")}${/\d:\d/.test(options.d) ? "Z" : ""}`) || now : now;
  for (const name of rest) {
    await tool.attempt(
      () => {
        if (!tool.files.walk(name).node) {
          if (options.c) return;
          tool.files.create(name);
        }
        tool.files.utimes(name, time);
      },
      (_, message) => (tool.gnu ? `cannot touch '${name}': ${message}` : `${name}: ${message}`));
  }
}

export async function ln(tool) {
  const { options, rest } = tool.options("sfnrvT", { symbolic: "s", force: "f", "no-dereference": "n" });
  if (!rest.length) throw new Misuse(tool.gnu ? `missing file operand${tool.hint}` : "missing operand");
  const target = rest.length > 1 ? rest.pop() : base(rest[0]);
  for (const name of rest) {
    const to = options.n && isLink(tool.files, target) ? target : into(tool.files, target, name);
    await tool.attempt(
      () => {
        if (options.f && (isLink(tool.files, to) || tool.files.exists(to))) tool.files.unlink(to);
        if (options.s) tool.files.symlink(name, to);
        else tool.files.link(name, to);
      },
      (_, message, error) => {
        if (!tool.gnu) return options.s || error.code === "EEXIST" ? `${to}: ${message}` : `${error.code === "EPERM" ? to : name}: ${message}`;
        if (!options.s && error.code === "EPERM") return `${name}: hard link not allowed for directory`;
        if (!options.s && error.code === "ENOENT" && !tool.files.exists(name)) return `failed to access '${name}': ${message}`;
        return `failed to create ${options.s ? "symbolic" : "hard"} link '${to}'${options.s || error.code === "EEXIST" ? "" : ` => '${name}'`}: ${message}`;
      });
  }
}

export async function mktemp(tool) {
  const { options, rest } = tool.options("dp:tuq", { directory: "d" });
  const template = rest[0] ?? "tmp.XXXXXXXXXX";
  const folder = options.p ?? (rest[0] ? "" : "/tmp");
  const filled = template.replace(/X{3,}/, (marks) => [...marks].map(() => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[Math.floor(Math.random() * 62)]).join(""));
  const path = folder ? `${folder}/${filled}` : filled;
  if (options.d) tool.files.mkdir(path, { mode: 0o700 });
  else tool.files.writeFile(path, "", { mode: 0o600 });
  await tool.out(`${path}\n`);
}

export async function truncate(tool) {
  const { options, rest } = tool.options("s:cr:", { size: "s" });
  const size = sizeOf((options.s ?? "").replace(/^[+-]/, ""));
  if (size === null) throw new Misuse(tool.gnu ? "you must specify either '--size' or '--reference'" : "missing operand");
  for (const name of rest) {
    await tool.attempt(() => {
      const { node } = tool.files.create(name);
      const data = new Uint8Array(options.s.startsWith("+") ? node.length + size : size);
      data.set(node.data.subarray(0, data.length));
      tool.files.writeFile(name, data);
    }, (_, message) => (tool.gnu ? `cannot open '${name}' for writing: ${message}` : `${name}: open: ${message}`));
  }
}
