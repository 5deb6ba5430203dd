/* What a query names outright: an error by its message, a command by a line with it. It comes before what merely
   has the words. */

/** @typedef {import("./places.js").Place} Place */

/** @returns {string[]} A word of a line, with combined switches separated: `-it` to `-i` and `-t`. */
export const switches = (word) => (/^-[A-Za-z]{2,}$/.test(word) ? [...word.slice(1)].map((one) => `-${one}`) : [word]);

const PROMPT = /^\s*(?:[$#>❯➜]\s+|sudo\s+)*/;
const COMMAND = /^docker(?:-compose)?(?=\s|$)/i;

/** @returns {Place[]} The errors or other places whose pattern a query matches, the longest match first. */
export function patternsOf(query, places) {
  return places
    .map((place) => ({ place, length: place.pattern?.exec(query)?.[0].length ?? 0 }))
    .filter(({ length }) => length > 0)
    .sort((one, other) => other.length - one.length)
    .map(({ place }) => place);
}

const EXIT = /^(?:exit(?:ed)?|code|status)?(?: with)?(?: (?:exit )?(?:code|status))?:? ?\(?(\d{1,3})\)?$/i;
const EXIT_WITHIN = /\bexit(?:s|ed|ing)?(?: with)?(?: (?:non-zero )?(?:code|status))?:? ?\(?(\d{1,3})\b/i;
const SHORT = 8; // words; a longer text is a message with more than its code

/** @returns {Place[]} The exit code that is the whole query; or, `within`, one that it mentions. */
export function exitCodeOf(query, places, within = false) {
  const [, code] = query.trim().match(within ? EXIT_WITHIN : EXIT) ?? [];
  if (!code || query.trim().split(/\s+/).length > SHORT) return [];
  return places.filter(({ kind, address }) => kind === "exit" && address.endsWith(`-${code}`));
}

/** @returns {Place[]} The Dockerfile instruction that a query begins with, written as there: `FROM node AS build`. */
export function instructionOf(query, places) {
  const [, name] = query.match(/^([A-Z]{3,})(?= \S)/) ?? [];
  return name ? places.filter(({ kind, title }) => kind === "dockerfile" && title === name) : [];
}

const PATH = /^services\.[\w-]+\.([\w.]+):?$/i;

/** @returns {Place[]} The Compose key whose path is the query: `services.web.deploy.resources`. */
export function keyOf(query, places) {
  const [, path] = query.trim().match(PATH) ?? [];
  if (!path) return [];
  const parts = path.toLowerCase().split(".");
  const named = parts.map((_, at) => `services.${parts.slice(0, parts.length - at).join(".")}`);
  return places.filter(({ kind, title }) => kind === "compose" && named.includes(title)).sort((one, other) => other.title.length - one.title.length);
}

const BEFORE = /^.*\bdifferences? between\s+/;
const BESIDE = /\s+(?:vs\.?|versus|and|or|compared to|instead of)\s+/;

/** @returns {Place[]} The Compose keys or instructions that a question compares: `env_file vs environment`. */
export function comparedKeys(query, places) {
  const sides = query.toLowerCase().replace(BEFORE, "").replace(/[?"'`]|\b(?:in )?(?:docker|compose|dockerfile)\b/g, "").split(BESIDE).map((side) => side.trim());
  if (sides.length < 2) return [];
  const found = (kind) => sides.map((side) => places.find((place) => place.kind === kind && place.title.toLowerCase().replace("services.", "") === side));
  return ["dockerfile", "compose"].map(found).find((some) => some.every(Boolean)) ?? [];
}

/** The names of commands and their flags. */
export class Commands {
  /** @param {Place[]} places */
  constructor(places) {
    this.commands = new Map();
    this.flags = new Map();
    for (const place of places) {
      if (place.kind === "command") for (const name of [place.title, ...place.names.split("\n")]) this.commands.set(name, place);
      if (place.kind === "flag") for (const name of place.names.split("\n")) this.flags.set(`${place.address.split("--")[0]} ${name}`, place);
    }
  }

  /** @returns {{places: Place[], whole: boolean}} The command of a line, after its flags; `whole`: nothing else is asked for. */
  of(query) {
    const line = query.replace(PROMPT, "").replace(/["'`]/g, "").trim().replace(/\s+/g, " ").replace(/^compose (?=[a-z])/, "docker $&");
    if (!COMMAND.test(line)) return { places: [], whole: false };
    const words = this.#mended(line.replace(/^docker-compose/i, "docker compose").split(" "));
    let length = words.length;
    while (length && !this.commands.has(words.slice(0, length).join(" ").toLowerCase())) length -= 1;
    if (!length) return { places: [], whole: false };
    const command = this.commands.get(words.slice(0, length).join(" ").toLowerCase());
    const rest = words.slice(length);
    const given = rest.flatMap((word) => switches(word.split("=")[0]));
    const flags = given.map((word) => this.flags.get(`${command.address} ${word}`)).filter(Boolean);
    const whole = rest.length === 0 || rest[0].startsWith("-");
    if (/^docker(?: compose)?$/.test(command.title) && !whole) return { places: [], whole: false };
    return { places: flags.length === 1 ? [flags[0], command] : [command, ...flags], whole };
  }
  /** @returns {Place[]} The commands that a question compares: `kill vs stop`, `compose exec and run`. */
  compared(query) {
    const [first, ...others] = query.toLowerCase().replace(BEFORE, "").replace(/[?"'`]/g, "").replace("docker-compose", "docker compose").split(BESIDE);
    if (!others.length) return [];
    const group = /\bcompose\b/.test(first) ? "docker compose " : first.trim().replace(/^docker /, "").split(" ").slice(0, -1).map((word) => `docker ${word} `)[0] ?? "docker ";
    const named = [first, ...others].map((side) => side.trim().replace(/^docker /, "")).map((side) =>
      this.commands.get(`docker ${side}`) ?? this.commands.get(`${group}${side}`));
    return named.every(Boolean) ? named : [];
  }

  /** @returns {string[]} A line's words, with its command's spelling mended: `docker pul`, `docker runn`. */
  #mended(words) {
    for (let length = Math.min(words.length, 3); length > 1; length -= 1) {
      const begin = words.slice(0, length).map((word) => word.toLowerCase());
      if (this.commands.has(begin.join(" "))) return words;
      const isNear = (part, at) => part === begin[at] || (/^[a-z]{3,}$/.test(begin[at]) && oneEdit(begin[at], part));
      const near = [...this.commands.keys()].filter((name) => name.split(" ").length === length && name.split(" ").every(isNear));
      if (near.length === 1) return [...near[0].split(" "), ...words.slice(length)];
    }
    return words;
  }
}

/** @returns {boolean} Whether one letter added, missing or different, or two swapped, makes one word the other. */
export function oneEdit(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  const rest = one.slice(from);
  const goal = other.slice(from);
  if (!rest && !goal) return false;
  return rest.slice(1) === goal || rest === goal.slice(1) || rest.slice(1) === goal.slice(1)
    || (rest.length > 1 && rest[0] === goal[1] && rest[1] === goal[0] && rest.slice(2) === goal.slice(2));
}
