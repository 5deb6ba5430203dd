/* The word that was meant by one the CLI doesn't know: the same answers as Python's difflib. */

/** Likeness of two words from 0 to 1, as `difflib.SequenceMatcher(None, a, b).ratio()`. */
export function ratio(a, b) {
  const left = [...a], right = [...b];
  const total = left.length + right.length;
  return total ? (2 * matched(left, right, 0, left.length, 0, right.length)) / total : 1;
}

/** Count characters in the longest common piece and in those on both sides. */
function matched(a, b, aStart, aEnd, bStart, bEnd) {
  let size = 0, aBest = aStart, bBest = bStart, lengths = new Map();
  for (let i = aStart; i < aEnd; i++) {
    const next = new Map();
    for (let j = bStart; j < bEnd; j++) {
      if (a[i] !== b[j]) continue;
      const length = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, length);
      if (length > size) [size, aBest, bBest] = [length, i - length + 1, j - length + 1];
    }
    lengths = next;
  }
  if (!size) return 0;
  return size + matched(a, b, aStart, aBest, bStart, bBest) + matched(a, b, aBest + size, aEnd, bBest + size, bEnd);
}

/** The known word that is nearest, whatever its case, or null. @param {Iterable<string>} known */
export function nearest(word, known) {
  const folded = new Map([...new Set(known)].sort().map((name) => [name.toLowerCase(), name]));
  const wanted = word.toLowerCase();
  let best = null, most = 0;
  for (const name of folded.keys()) {
    const likeness = ratio(name, wanted);
    if (likeness >= 0.6 && (likeness > most || (likeness === most && name > best))) [best, most] = [name, likeness];
  }
  return best === null ? null : folded.get(best);
}

export function didYouMean(word, known) {
  return hint(nearest(word, known));
}

export function hint(meant) {
  return meant ? `; did you mean \`${meant}\`?` : "";
}

/** The flag that was meant, or null. `meant`: what people type from memory -> known word. */
export function suggest(word, known, meant) {
  return knownByHeart(word, known, meant) ?? nearest(word, [...known].sort());
}

/** The flag that people mean by this, or that begins with it; or null. */
export const knownByHeart = (word, known, meant) => byHeartOrStart(word, [...known].sort(), meant);

/** The command that was meant, or null. Of several one slip away, prefer a harmless one, and one with the flags
    given: `rum -d` was `run`, not `rm`. @param {Map<string, object>} known @param {string[]} rest the words after it */
export function suggestCommand(word, known, rest, spec) {
  const names = [...known.keys()].sort(), flags = rest.filter((each) => each.startsWith("-") && each.length > 1), wanted = word.toLowerCase();
  const other = byHeartOrStart(word, names, spec.meant.command);
  if (other) return other;
  const cost = (name) => [
    distance([...wanted], [...name]), Number(spec.risky.includes(name)), flags.filter((flag) => !knows(known.get(name), flag)).length,
    -ratio(name, wanted),
  ];
  const near = names.reverse().filter((name) => ratio(name, wanted) >= 0.6).map((name) => [name, cost(name)]);
  const isLess = (a, b) => {
    const at = a.findIndex((each, i) => each !== b[i]);
    return at >= 0 && a[at] < b[at];
  };
  return near.length ? near.reduce((best, each) => (isLess(each[1], best[1]) ? each : best))[0] : null;
}

function byHeartOrStart(word, names, meant) {
  const other = Object.hasOwn(meant, word) ? meant[word] : null;
  if (other && names.includes(other)) return other;
  const longer = word.length > 3 ? names.filter((name) => name.startsWith(word)) : [];
  return longer.length ? longer.reduce((a, b) => (b.length < a.length ? b : a)) : null;
}

function knows(command, word) {
  const name = word.startsWith("--") ? word.split("=")[0] : [...word].slice(0, 2).join("");
  return command.flags.some((flag) => flag.name === name || flag.short === name);
}

/** How many slips separate two words: a letter added, missing or wrong, or two swapped. */
function distance(one, other) {
  const rows = [[...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length; i++) {
    const above = rows.at(-1), row = [i];
    for (let j = 1; j <= other.length; j++) {
      let least = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + Number(one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 2] === other[j - 1] && one[i - 1] === other[j - 2]) least = Math.min(least, rows.at(-2)[j - 2] + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows.at(-1).at(-1);
}

/** `--name` for `-name` and `-it` for `--it`, if such flags exist, or null. `--al` is `--all` cut off. */
export function otherDashes(word, flags) {
  const name = word.split("=")[0];
  if (!name.startsWith("--")) return flags.find((flag) => flag.name === `-${name}`)?.name ?? null;
  if (flags.some((flag) => flag.name.startsWith(name))) return null;
  const letters = [...name.slice(2)], switches = new Set(flags.filter((flag) => !flag.kind).map((flag) => flag.short));
  return letters.length >= 2 && letters.length <= 3 && letters.every((a) => switches.has(`-${a}`)) ? `-${letters.join("")}` : null;
}
