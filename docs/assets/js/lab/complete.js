/* Tab: completions of the word before the cursor. Commands and flags come from the spec, names from the engine. */
import { parse } from "../explain/parse.js";

const WORD = /(?:[^\s'"\\]|\\.|"[^"]*"?|'[^']*'?)*$/;
const CONTAINERS = "attach commit cp diff exec export inspect kill logs pause port rename restart rm start stats stop top unpause update wait".split(" ");
const IMAGES = "create history push rmi run save tag pull image".split(" ");
const BUILTINS = "cd echo exit export jobs kill pwd set trap unset wait".split(" ");

/** @param {string} text the line up to the cursor
    @returns {{from: number, words: string[]}} where the word begins, and its completions, each with what follows */
export function complete(lab, text) {
  const [word] = WORD.exec(text), from = text.length - word.length;
  const command = text.slice(0, from).split(/(?:\|\||&&|[;|&(\n]|\$\()/).at(-1).trimStart();
  const words = command.split(/\s+/).filter(Boolean);
  const found = words.length === 0 && !word.includes("/") ? programs(lab) : words[0] === "docker" ? docker(lab, words, word) : paths(lab, word, words[0] === "cd");
  return { from, words: [...new Set(found)].filter((each) => each.startsWith(word)).sort() };
}

function programs({ shell }) {
  const names = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"].filter((path) => shell.fs.exists(path)).flatMap((path) => shell.fs.readdir(path));
  return ["docker", ...BUILTINS, ...names].filter((name) => /^\w/.test(name)).map((name) => `${name} `);
}

function docker(lab, words, word) {
  const { spec } = lab, { command, parts } = parse(words, spec);
  if (word.startsWith("-")) return (command?.flags ?? []).filter(({ hidden, deprecated }) => !hidden && !deprecated).map(({ name }) => `${name} `);
  if (!command || command.group || command.name === "docker") return below(spec, parts.filter(({ role }) => role === "program" || role === "command").map((part) => words[part.word]).join(" "));
  return names(lab, command.name.replace("docker ", ""), words, word);
}

/** The commands of a group, such as `docker volume`. */
function below(spec, group) {
  const start = `${group} `, all = [...spec.byName.keys()].filter((name) => name.startsWith(start));
  return all.filter((name) => !name.slice(start.length).includes(" ")).map((name) => `${name.slice(start.length)} `);
}

function names(lab, command, words, word) {
  const { engine } = lab, last = command.split(" ").at(-1), previous = words.at(-1);
  const containers = () => [...engine.containers.values()].map(({ name }) => `${name} `);
  const images = () => [...engine.images.tags.keys()].map((name) => `${name.replace(/:latest$/, "")} `);
  const volumes = () => [...engine.volumes.byName.keys()], networks = () => [...engine.networks.byId.values()].map(({ name }) => `${name} `);
  if (previous === "--network" || previous === "--net") return networks();
  if (previous === "-v" || previous === "--volume") return volumes().map((name) => `${name}:`);
  if (command.startsWith("volume ")) return volumes().map((name) => `${name} `);
  if (command.startsWith("network ")) return [...networks(), ...(/connect$/.test(command) ? containers() : [])];
  if (command.startsWith("image ") || (IMAGES.includes(last) && !command.startsWith("compose "))) return images();
  if (command.startsWith("compose ")) return services(lab).map((name) => `${name} `);
  if (last === "cp") return [...containers().map((name) => `${name.trim()}:`), ...paths(lab, word)];
  if (last === "inspect") return [...containers(), ...images()];
  return CONTAINERS.includes(last) ? containers() : paths(lab, word);
}

/** The services of the Compose file here, found by indentation. */
function services({ shell }) {
  for (const name of ["compose.yaml", "compose.yml", "docker-compose.yml"]) {
    const path = `${shell.cwd}/${name}`;
    if (!shell.fs.exists(path)) continue;
    const [, block = ""] = /^services:[^\n]*\n((?:[ #][^\n]*\n?|\n)*)/m.exec(new TextDecoder().decode(shell.fs.readFile(path))) ?? [];
    return [...block.matchAll(/^ {2}([\w.-]+):/gm)].map(([, service]) => service);
  }
  return [];
}

function paths({ shell }, word, foldersOnly = false) {
  const at = word.lastIndexOf("/") + 1, folder = word.slice(0, at), { fs } = shell;
  const full = folder.startsWith("/") ? folder : folder.startsWith("~/") ? folder.replace("~", /^\/home\/[^/]+/.exec(shell.cwd)?.[0] ?? "/root") : `${shell.cwd}/${folder}`;
  try {
    const names = fs.readdir(full).filter((name) => word.slice(at).startsWith(".") || !name.startsWith("."));
    const kinds = names.map((name) => [name, fs.stat(`${full}/${name}`).type]);
    return kinds.filter(([, type]) => type === "dir" || !foldersOnly).map(([name, type]) => `${folder}${name}${type === "dir" ? "/" : " "}`);
  } catch {
    return [];
  }
}
