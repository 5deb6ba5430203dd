/* The search: MiniSearch finds and weighs words, and what a reader most likely means is moved up. The page and
   tests/search/ask both call this. */
import { Commands, comparedKeys, exitCodeOf, instructionOf, keyOf, patternsOf, switches } from "./named.js";
import { places } from "./places.js";
import { Wording } from "./wanted.js";
import { tokens } from "./words.js";

/** @typedef {import("./places.js").Place} Place
    @typedef {Place & {score: number, words: string[]}} Hit  `words`: those of its text in the query. */

const FIELDS = { title: 6.25, names: 5, page: 1, text: 1.3, rest: 1 };
const KINDS = {
  command: 1.25, error: 0.8, dockerfile: 1.1, compose: 0.95, exit: 1.1, word: 1.2, section: 1, page: 0.9, flag: 0.7,
};
const NAMED = 3.75; // the factor for a place whose very name is asked for
const SPELT = 25; // … and a title spelt like the query, with its capitals: `FROM`, `volume`
const COMMAND = 2.5; // … the command that begins a question
const COMPARED = 2; // … a part of a chapter, if two things are compared
const CAPITALS = 2.5; // … an instruction in a question, in capitals
const WHY = 1.5; // … a section, if a question asks why, and how much less a command
const SAID = 1.6; // … an entry of a kind that the query names, a Compose key or an instruction
const FLAG = 3; // … the flag asked for by name
const OF_RUN = 1.2; // … which is usually one of `docker run`
const UNSAID = 0.7; // … what is Compose's, if the query doesn't mention Compose
const ELSEWHERE = 0.4; // … and a command that isn't, if it does
const EXACT = 1.3; // … whose name is exactly the query
const HINT = 0.4; // what a word counts that only says which kind is meant, `compose`, if others say what
const KIND_WORD = /^(?:docker-)?compose\.ya?ml$/;
const LONG = 4; // words: a question isn't about one word or one flag
const ASIDE = 0.6; // … which count this much
const COVERED = 1.9; // how much more a place with all words counts than with some
const ASKED = 1.4; // … a word, if a query asks what that is
const DEFINITION = /^\s*(?:what(?:'?s| is| are)|define|definition of|meaning of)\b(?!.*\bdifference)/i;
const LOWER = 0.7; // … an instruction, if several lower-case words don't mention a Dockerfile
const COMPARISON = /\b(?:vs|versus|differences? between|compared|or)\b/i;
const FAILURE = new RegExp("\\b(?:" + [
  "err(?:or|no)?|e[A-Z]{4,}|fail\\w*|can(?:no|')?t|could ?n[o']t|unable|den(?:ied|y)|refused?|invalid",
  "not (?:found|allowed|permitted|a|running|working|set|valid)|no such|already|missing|unknown|timed? ?out|reset",
  "unauthorized|forbidden|undefined|unhealthy|exceeded|conflict|must|expired|unsupported|unexpected|does ?n[o']t",
  "wo ?n'?t|stuck|crash\\w*|broken?|fatal|warn\\w*|exit\\w*|killed",
].join("|") + ")\\b", "i");
const MESSAGE = 6; // words: a text so long may be a message
const CALM = 0.3; // what an error counts if nothing in the query mentions a failure
const LONGEST = 20000; // characters at a log's end that are searched
const OUTRIGHT = 1e6; // what is named outright comes first
const ALONE = 1e3; // and a flag, if only flags are asked for: in the order of the reference

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

  /** @returns {Hit[]} The results for a query, best first. */
  ask(query, most = 20) {
    const text = query.slice(-LONGEST).trim();
    const wanted = lessened(this.wording.wanted(text));
    const line = this.commands.of(text);
    const outright = [
      ...exitCodeOf(text, this.places), ...patternsOf(text, this.places), ...exitCodeOf(text, this.places, true),
      ...(line.whole ? line.places : []), ...this.commands.compared(text), ...comparedKeys(text, this.places),
      ...instructionOf(text, this.places), ...keyOf(text, this.places),
    ];
    const begun = line.whole ? [] : line.places;
    const scores = this.#scores(wanted, text, begun);
    [...new Set(outright)].forEach((place, at) => scores.set(place, OUTRIGHT - at));
    const words = [...new Set(wanted.flatMap(({ terms }) => [...terms.keys()]))];
    return [...scores]
      // What is for contributors weighs less, and comes last.
      .sort(([one, a], [other, b]) => Math.floor(other.weight) - Math.floor(one.weight) || b - a || one.id - other.id)
      .slice(0, most)
      .map(([place, score]) => ({ ...place, score, words }));
  }

  /** @returns {Map<Place, number>} How well each place with one of the words fits the query. */
  #scores(wanted, text, begun) {
    const sums = new Map();
    for (const { weight, share, found } of wanted) {
      for (const [id, { value, factor }] of found) {
        const { sum, has } = sums.get(id) ?? { sum: 0, has: 0 };
        sums.set(id, { sum: sum + value * share, has: has + weight * factor });
      }
    }
    const whole = wanted.reduce((sum, { weight }) => sum + weight, 0);
    const given = text.split(/\s+/).flatMap(switches);
    const flagsAlone = given[0].startsWith("-"); // what follows is its value
    const compared = COMPARISON.test(text);
    const compose = /compose/i.test(text);
    const lower = wanted.length > 2 && !/\b[A-Z]{3}|[Dd]ockerfile|instruction|image/.test(text);
    const definition = DEFINITION.test(text);
    const capitals = new Set(text.match(/\b[A-Z]{3,}\b/g));
    const why = /^\s*why\b/i.test(text);
    const calm = !FAILURE.test(text) && text.split(/\s+/).length < MESSAGE;
    const saysKind = begun.length ? [] : ["compose", "dockerfile"].filter((kind) => text.toLowerCase().includes(kind));
    return new Map([...sums].map(([id, { sum, has }]) => {
      const place = this.places[id];
      const flags = place.kind === "flag" ? given.filter((word) => place.names.split("\n").includes(word)).length : 0;
      const side = compared && (place.kind === "section" || place.kind === "page") ? COMPARED : 1;
      const ofCompose = /^reference\/compose/.test(place.address);
      if (flags && flagsAlone) return [place, ALONE * flags * (compose && ofCompose ? 2 : 1)];
      const other = place.kind === "command" || place.kind === "flag" || place.kind === "dockerfile";
      const elsewhere = compose === ofCompose ? 1 : ofCompose ? UNSAID : other ? ELSEWHERE : 1;
      const named = this.#named(place, wanted, whole);
      const near = (1 + NAMED * named ** 2) * (named > 0.99 ? EXACT : 1) + (place.title === text ? SPELT : 0);
      const isSmall = place.kind === "word" || place.kind === "flag";
      const ofRun = flags && place.address.includes("#docker-run--") ? OF_RUN : 1;
      const kind = KINDS[place.kind] * ofRun * place.weight * (saysKind.includes(place.kind) ? SAID : 1) * (flags ? FLAG : 1) *
        (wanted.length >= LONG && isSmall ? ASIDE : 1) * (lower && place.kind === "dockerfile" ? LOWER : 1) *
        (definition && place.kind === "word" ? ASKED : 1) * (calm && place.kind === "error" ? CALM : 1) *
        (place.kind === "dockerfile" && capitals.has(place.title) ? CAPITALS : 1) * (begun.includes(place) ? COMMAND : 1) * (why && place.kind === "section" ? WHY : why && place.kind === "command" ? 1 / WHY : 1);
      return [place, sum * (has / whole) ** COVERED * near * side * kind * elsewhere];
    }));
  }

  /** @returns {number} How well one of a place's names matches the query: 1 if exactly. */
  #named(place, wanted, whole) {
    let best = 0;
    for (const name of place.called) {
      const nearest = ({ terms }) => Math.max(0, ...name.map((word) => terms.get(word) ?? 0));
      const met = wanted.reduce((sum, one) => sum + one.weight * nearest(one), 0);
      const unmet = name.filter((word) => !wanted.some(({ terms }) => terms.has(word)));
      best = Math.max(best, met / (whole + unmet.reduce((sum, word) => sum + this.wording.rarity(word), 0)));
    }
    return best;
  }
}

/** @returns The words of a query, each with its share: less for those that only say which kind of place is meant. */
function lessened(wanted) {
  const shares = wanted.map(({ word }) => (KIND_WORD.test(word) ? HINT : 1));
  const others = shares.some((share) => share === 1);
  const kept = others ? shares : shares.map(() => 1);
  return wanted.map((one, at) => ({ ...one, share: kept[at], weight: one.weight * kept[at] }));
}
