/* The search: MiniSearch finds and weighs the words, and what a reader most likely means is moved up. The page and
   tests/search/ask both call this. */
import { Commands, errorsOf, exitCodeOf, switches } from "./named.js";
import { places } from "./places.js";
import { Wording } from "./wanted.js";
import { tokens } from "./words.js";

/** @typedef {import("./places.js").Place} Place
    @typedef {Place & {score: number, words: string[]}} Hit  `words`: those of its text that were asked for. */

const FIELDS = { title: 5, names: 5, page: 1, text: 1.6, rest: 1 };
const KINDS = { command: 1.25, error: 1, dockerfile: 1.1, compose: 0.95, exit: 1.1, word: 1.2, section: 1, page: 0.9, flag: 0.7 };
const NAMED = 3; // how much more a place counts whose very name is asked for
const SPELT = 12; // … and a title that is spelt like the query, capitals and all: `FROM`, `volume`
const COMMAND = 2.5; // … the command that a question begins with
const COMPARED = 1.6; // … a part of a chapter, when two things are compared
const SAID = 1.2; // … an entry of a kind that the query names, a key of Compose or an instruction
const FLAG = 3; // … the flag that is asked for by its name
const UNSAID = 0.7; // … what is Compose's, when the query does not speak of Compose
const ELSEWHERE = 0.5; // … and a command that is not, when it does
const COVERED = 1.5; // how much more what has all words counts than what has some
const COMPARISON = /\b(?:vs|versus|differences? between|compared|or)\b/i;
const LONGEST = 20000; // characters of a log that are looked at: its end
const OUTRIGHT = 1e6; // what is named outright stands first
const ALONE = 1e3; // and a flag, if nothing but flags is asked for: in the order of the reference

export class Search {
  /** @param MiniSearch the library @param data the index */
  constructor(MiniSearch, data) {
    this.places = places(data);
    this.commands = new Commands(this.places);
    const mini = new MiniSearch({
      fields: Object.keys(FIELDS),
      tokenize: tokens,
      processTerm: (term) => term,
      searchOptions: { boost: FIELDS, tokenize: (term) => [term], weights: { fuzzy: 0.8, prefix: 0.8 } },
    });
    mini.addAll(this.places);
    this.wording = new Wording(this.places, mini, data.synonyms);
  }

  /** @returns {Hit[]} What a reader is shown for a query, the best first. */
  ask(query, most = 20) {
    const text = query.slice(-LONGEST).trim();
    const wanted = this.wording.wanted(text);
    const line = this.commands.of(text);
    const outright = [...exitCodeOf(text, this.places), ...errorsOf(text, this.places), ...(line.whole ? line.places : [])];
    const begun = line.whole ? [] : line.places;
    const scores = this.#scores(wanted, text, begun);
    outright.forEach((place, at) => scores.set(place, OUTRIGHT - at));
    const words = [...new Set(wanted.flatMap(({ terms }) => [...terms.keys()]))];
    return [...scores]
      // What is for contributors weighs less, and comes last.
      .sort(([one, a], [other, b]) => Math.floor(other.weight) - Math.floor(one.weight) || b - a || one.id - other.id)
      .slice(0, most)
      .map(([place, score]) => ({ ...place, score, words }));
  }

  /** @returns {Map<Place, number>} How well each place that has one of the words answers the query. */
  #scores(wanted, text, begun) {
    const sums = new Map();
    for (const { weight, found } of wanted) {
      for (const [id, { value, factor }] of found) {
        const { sum, has } = sums.get(id) ?? { sum: 0, has: 0 };
        sums.set(id, { sum: sum + value, has: has + weight * factor });
      }
    }
    const whole = wanted.reduce((sum, { weight }) => sum + weight, 0);
    const given = text.split(/\s+/).flatMap(switches);
    const flagsAlone = given.every((word) => word.startsWith("-"));
    const compared = COMPARISON.test(text);
    const compose = /compose/i.test(text);
    const saysKind = begun.length ? [] : ["compose", "dockerfile"].filter((kind) => text.toLowerCase().includes(kind));
    return new Map([...sums].map(([id, { sum, has }]) => {
      const place = this.places[id];
      const flags = place.kind === "flag" ? given.filter((word) => place.names.split("\n").includes(word)).length : 0;
      if (flags && flagsAlone) return [place, ALONE * flags];
      const side = compared && (place.kind === "section" || place.kind === "page") ? COMPARED : 1;
      const ofCompose = /^reference\/compose/.test(place.address);
      const other = place.kind === "command" || place.kind === "flag";
      const elsewhere = compose === ofCompose ? 1 : ofCompose ? UNSAID : other ? ELSEWHERE : 1;
      const near = 1 + NAMED * this.#named(place, wanted, whole) ** 2 + (place.title === text ? SPELT : 0);
      const kind = KINDS[place.kind] * place.weight * (saysKind.includes(place.kind) ? SAID : 1) * (flags ? FLAG : 1) * (begun.includes(place) ? COMMAND : 1);
      return [place, sum * (has / whole) ** COVERED * near * side * kind * elsewhere];
    }));
  }

  /** @returns {number} How far one of a place's names is what is asked for: 1 if it is that and nothing else. */
  #named(place, wanted, whole) {
    let best = 0;
    for (const name of place.called) {
      const met = wanted.reduce((sum, { weight, terms }) => sum + weight * Math.max(0, ...name.map((word) => terms.get(word) ?? 0)), 0);
      const unmet = name.filter((word) => !wanted.some(({ terms }) => terms.has(word)));
      best = Math.max(best, met / (whole + unmet.reduce((sum, word) => sum + this.wording.rarity(word), 0)));
    }
    return best;
  }
}
