/* What a query wants: for each of its words the places with it, or with a word like it, or one that means the same. */
import { empty, pieces, stem, tokens } from "./words.js";

const MEANT = 0.7; // what a word counts that only means the same
const ALIKE = 0.6; // … with a typo
const UNLIKE = 0.4; // … with two
const BEGUN = 0.4; // … that is only begun
const OTHERS_FLAGS = /^((?:sudo )?(?:rm|ls|du|df|cat|tail|find|chmod|chown|tar)\b)((?: -[A-Za-z]+)+)(?=.* \/\w)(.*)$/i; // `rm -rf /x`
const LIGHT = 0.4; // … that hardly distinguishes anything
const HARDLY = new Set("all new existing current different another".split(" ").map(stem));
const WORDS = 24; // the rarest words of a long message, looked up

/** @typedef {{word: string, weight: number, found: Map<number, {value: number, factor: number}>, terms: Map<string, number>}} Wanted
    `weight`: how much the word says; `found`: by places' ids, how well each has it; `terms`: what is there, and
    how near it is to the word. */

export class Wording {
  /** @param {import("./places.js").Place[]} places @param mini the index @param {string[][]} synonyms */
  constructor(places, mini, synonyms) {
    this.mini = mini;
    this.count = places.length;
    this.often = new Map();
    for (const { title, names, page, text, rest } of places) {
      for (const word of new Set(tokens([title, names, page, text, rest].join("\n")))) this.often.set(word, (this.often.get(word) ?? 0) + 1);
    }
    this.synonyms = synonyms.map((some) => some.map((phrase) => tokens(phrase)));
  }

  /** @returns {number} How much a word says: one found everywhere says little, one found nowhere nothing. */
  rarity(word) {
    const often = this.often.get(word) ?? 0;
    return often ? Math.log(1 + (this.count - often + 0.5) / (often + 0.5)) : 0;
  }

  /** @returns {Wanted[]} */
  wanted(query) {
    // A name found nowhere, `$PWD:/app`, is searched for by its parts.
    const all = pieces(spelt(query)).flatMap(([whole, ...parts]) =>
      (this.often.has(whole) || parts.length === 0 ? [{ word: whole, parts }] : parts.map((word) => ({ word, parts: [] }))));
    const words = all.map(({ word }) => word);
    const telling = this.#telling(words);
    return all.flatMap(({ word, parts }, at) => {
      if (!telling.delete(word)) return [];
      const apart = !word.startsWith("-") && parts.some((part) => /\p{L}/u.test(part)) ? [parts] : [];
      const single = /^-[a-z]{2,}$/.test(word) ? [...word.slice(1)].map((one) => [`-${one}`]) : [];
      return [this.#one(word, at === all.length - 1, [...apart, ...single, ...this.#meaning(words, at)])];
    });
  }

  /** @returns {Set<string>} The words that say something; of a long message the rarest. */
  #telling(words) {
    const full = words.filter((word) => !empty(word));
    const some = new Set(full.length ? full : words);
    if (some.size <= WORDS) return some;
    const known = [...some].filter((word) => this.often.has(word));
    return new Set(known.sort((one, other) => this.often.get(one) - this.often.get(other)).slice(0, WORDS));
  }

  #one(word, last, meanings) {
    const found = new Map();
    const terms = new Map();
    const add = (results, factor) => {
      for (const { id, score, terms: met } of results) {
        if ((found.get(id)?.value ?? 0) < score * factor) found.set(id, { value: score * factor, factor });
        for (const term of met) terms.set(term, Math.max(factor, terms.get(term) ?? 0));
      }
    };
    const known = this.often.has(word);
    add(this.mini.search(word), 1);
    for (const phrase of meanings) add(this.#all(phrase), MEANT);
    if (!known) {
      if (word.length > 2) for (const other of swapped(word)) if (this.often.has(other)) add(this.mini.search(other), ALIKE);
      // The index has words by their stems.
      for (const root of new Set([word, word.replace(/e$/, "")])) if (word.length > 3) add(this.mini.search(root, { fuzzy: 1 }), ALIKE);
    }
    if (terms.size === 0 && word.length > 7) add(this.mini.search(word, { fuzzy: 2 }), UNLIKE);
    if (word.length > 1 && (last || !known)) add(this.mini.search(word, { prefix: true }), BEGUN);
    if (terms.size === 0) for (const halves of this.#halves(word)) add(this.#all(halves), ALIKE);
    const light = HARDLY.has(word) ? LIGHT : 1;
    return { word, found, terms, weight: light * (known ? this.rarity(word) : Math.max(0, ...[...terms.keys()].map((term) => this.rarity(term)))) };
  }

  #all(phrase) {
    return this.mini.search({ combineWith: "AND", queries: phrase });
  }

  /** @returns {string[][]} Two words written as one. */
  #halves(word) {
    return [...word].map((_, at) => tokens(`${word.slice(0, at)} ${word.slice(at)}`))
      .filter((two) => two.length === 2 && two.every((half) => half.length > 2 && this.often.has(half)));
  }

  /** @returns {string[][]} Synonyms of the word at this place, alone or with its neighbours. */
  #meaning(words, at) {
    return this.synonyms.flatMap((some) => {
      const here = some.find((phrase) => phrase.some((_, from) => phrase.every((word, n) => words[at - from + n] === word)));
      return here ? some.filter((phrase) => phrase !== here) : [];
    });
  }
}

/** @returns {Set<string>} A word, and its stem, with each two neighbouring letters swapped: the typo that counts as two edits elsewhere. */
function swapped(word) {
  const all = [...word].slice(1).map((_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));
  return new Set(all.flatMap((other) => [other, stem(other)]));
}

/** @returns {string} A query without single letters, which replace a name, and with today's spelling of Compose and `--net`;
    gigabytes become disk space. */
function spelt(query) {
  const words = query.trim().replace(/\b\d+ ?[gt]i?b\b/gi, "disk space").replace(OTHERS_FLAGS, "$1$3").replace(/(?<!\S)--net(?![\w-])/g, "--network").split(/\s+/);
  if (words.length < 3) return words.join(" ");
  return words.filter((word) => !/^[a-z]$/i.test(word)).join(" ").replace(/\bdocker-compose(?![.\w-])/g, "docker compose");
}
