/* What a query names outright: an error by its message, a command by a line of it. Such an entry stands before what merely
   has the words. */

/** @typedef {import("./places.js").Place} Place */

/** @returns {string[]} A word of a line, switches that were written as one apart: `-it`, `-i` and `-t`. */
export const switches = (word) => (/^-[A-Za-z]{2,}$/.test(word) ? [...word.slice(1)].map((one) => `-${one}`) : [word]);

const PROMPT = /^\s*(?:[$#>❯➜]\s+|sudo\s+)*/;
const COMMAND = /^docker(?:-compose)?(?=\s|$)/i;

/** @returns {Place[]} The errors that print such a message: the one that says most of it first. */
export function errorsOf(query, places) {
  return places
    .map((place) => ({ place, length: place.pattern?.exec(query)?.[0].length ?? 0 }))
    .filter(({ length }) => length > 0)
    .sort((one, other) => other.length - one.length)
    .map(({ place }) => place);
}

const EXIT = /^(?:exit(?:ed)?|code|status)?(?: with)?(?: (?:exit )?(?:code|status))?:? ?\(?(\d{1,3})\)?$/i;

/** @returns {Place[]} The exit code that a query is, and nothing but that. */
export function exitCodeOf(query, places) {
  const [, code] = query.trim().match(EXIT) ?? [];
  return code ? places.filter(({ kind, address }) => kind === "exit" && address.endsWith(`-${code}`)) : [];
}

/** What the commands and their flags are called. */
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

  /** @returns {{places: Place[], whole: boolean}} The command of a line, behind the flags that it has; `whole`: nothing else is asked. */
  of(query) {
    const line = query.replace(PROMPT, "").replace(/["'`]/g, "").trim().replace(/\s+/g, " ");
    if (!COMMAND.test(line)) return { places: [], whole: false };
    const words = line.replace(/^docker-compose/i, "docker compose").split(" ");
    let length = words.length;
    while (length && !this.commands.has(words.slice(0, length).join(" ").toLowerCase())) length -= 1;
    if (!length) return { places: [], whole: false };
    const command = this.commands.get(words.slice(0, length).join(" ").toLowerCase());
    const rest = words.slice(length);
    const given = rest.flatMap((word) => switches(word.split("=")[0]));
    const flags = given.map((word) => this.flags.get(`${command.address} ${word}`)).filter(Boolean);
    const whole = rest.length === 0 || rest[0].startsWith("-");
    if (length === 1 && !whole) return { places: [], whole: false };
    return { places: flags.length === 1 ? [flags[0], command] : [command, ...flags], whole };
  }
}
