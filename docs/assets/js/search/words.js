/* Words as the search reads them, in texts and queries alike. What Docker's readers type is kept whole, `--rm`, `-p`,
   `docker-compose.yml`, `127.0.0.1`, and can also be found by its parts. */

/* Words of a question that don't help to answer it. */
const EMPTY = new Set(`a about am an and any are as at be been by can could did difference differences do does for from get
  gets has have how i if in into is it its just me my of on or out should so some than that the their them then there they
  this to use using versus via vs want was we what when where which while who why will with would you your put need please whats mean means inside many much one two both between`.split(/\s+/));

const BETWEEN = /[\s,;()[\]{}"'`<>|=…“”]+/;
const EDGES = /^[^\p{L}\p{N}$/.-]+|[^\p{L}\p{N}]+$/gu;
const WHOLE = /^[\w$]+(?:[.:_-]+[\w$]+)+$/; // a name of several parts
const NUMBER = /^\d+(?:\.\d+)+$/; // an address or a version: its parts say nothing
const VOWEL = /[aeiouy]/;

/** @returns {string} A word without its ending: images, image; stopped, stop; copies, copy. */
export function stem(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let root = word;
  if (/ies$/.test(root) && root.length > 4) root = `${root.slice(0, -3)}y`;
  else if (/(?:ss|x|ch|sh)es$/.test(root)) root = root.slice(0, -2);
  else if (/[^sui]s$/.test(root)) root = root.slice(0, -1);
  const bare = root.replace(/(?:ing|(?<!e)ed)$/, "");
  if (bare !== root && bare.length > 2 && VOWEL.test(bare)) root = bare.replace(/([bdgklmnprt])\1$/, "$1");
  return root.length > 4 ? root.replace(/e$/, "") : root;
}

/* Where a reader asks from: the two words are one, so that they don't find what is on the host. */
const FROM_OUTSIDE = /\bfrom (?:the |my )?(host|outside)\b/g;
const sided = (text) => text.replace(FROM_OUTSIDE, "from-$1");

/** @returns {string[]} The words of a text, each followed by its parts if it has any. */
export function tokens(text) {
  const found = [];
  for (const piece of sided(text.toLowerCase()).replace(/[’']s\b/g, "").split(BETWEEN)) {
    const word = piece.replace(EDGES, "");
    if (!word) continue;
    const names = word.split(/[/:]/);
    const parts = names.filter((name) => !NUMBER.test(name)).flatMap((name) => name.split(/[^\p{L}\p{N}]+/u))
      .filter((part) => part.length > 1 || /\d/.test(part));
    if (parts.length !== 1 || parts[0] !== word) found.push(word, ...names.filter((name) => name !== word && WHOLE.test(name)));
    if (word.startsWith("--")) found.push(word.replace(/^-+/, "")); // a flag is also typed without
    if (/^\p{L}{2,}-\p{L}{2,}$/u.test(word)) found.push(stem(parts.join(""))); // multi-stage, multistage
    found.push(...parts.map(stem));
  }
  return found;
}

/** @returns {string[][]} A query's words, each as its tokens. */
export function pieces(query) {
  return sided(query).split(BETWEEN).map((piece) => tokens(piece)).filter((some) => some.length > 0);
}

const EMPTY_STEMS = new Set([...EMPTY].map(stem));

/** @returns {boolean} Whether a word of a query or a name says nothing. */
export const empty = (word) => EMPTY.has(word) || EMPTY_STEMS.has(word);

/** @returns {string[]} The tokens of a name, without what every name may have. */
export function nameTokens(name) {
  const all = [...new Set(tokens(name))].filter((word) => !empty(word));
  const own = all.filter((word) => word !== "docker");
  return own.length ? own : all;
}
