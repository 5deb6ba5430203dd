/* The index as hooks/dockernotes/search/index.py writes it, unpacked: every place of the site to be found. */
import { nameTokens } from "./words.js";

/** @typedef {{id: number, kind: string, address: string, title: string, page: string, weight: number, text: string,
    rest: string, names: string, pattern: RegExp | null, called: string[][]}} Place
    `pattern`: of text that means this place, an error's message or what a query looks like; `text` is shown, `rest` has more words to find it by; `names` has one a line; `called`: the tokens of each, and of the
    title. */

/* How readers say which kind they mean: `compose ports`, `dockerfile user`. */
const SAID = { compose: "compose", dockerfile: "dockerfile" };

/** @returns {string[]} The words that a message of this pattern may have, each alternative separately; no parts of words. */
function messages(pattern) {
  const plain = pattern.replace(/\(\?<?!(?:[^()]|\([^()]*\))*\)/g, " ").replace(/\[(\w)(\w)\]/g, "$2")
    .replace(/(?:\[[^\]]*\]|\\[A-Za-z]|\.)(?:[*+]|\{[^}]*\})\??/g, " ");
  return plain.split("|").map((part) => part.replace(/\S*(?:\[[^\]]*\]|\\[A-Za-z]|[\\()?*+^$])\S*/g, " ").trim()).filter((part) => /\w{2}/.test(part));
}

/** @returns {string} The anchor of a title, as hooks/dockernotes/search/index.py makes it. */
const slug = (title) => title.replace(/ -\w,(?= --)/, "").replace(/ --/g, "--").toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");

/** @returns {boolean} Whether a phrase means the same without its empty words: `docker in docker` doesn't. */
const keepsItsMeaning = (name) => name.split(" ").filter((word) => word.toLowerCase() !== "docker").length < 2 || nameTokens(name).length > 1;

/** @returns {Place[]} */
export function places({ kinds, pages }) {
  const found = [];
  for (const [url, page, weight, rows] of pages) {
    for (const [kind, written, title, text = "", rest = "", also = "", pattern = ""] of rows) {
      const anchor = written === 1 ? slug(title) : written;
      const names = pattern && kinds[kind] === "error" ? [also, ...messages(pattern)].join("\n") : kinds[kind] === "flag" ? title.match(/(?<= )-[\w-]+/g).join("\n") : also;
      const said = SAID[kinds[kind]] ? `${SAID[kinds[kind]]} ${title.replace("services.", "")}` : "";
      found.push({
        id: found.length,
        kind: kinds[kind],
        address: anchor ? `${url}#${anchor}` : url,
        title,
        page: anchor ? page : "",
        weight,
        text,
        rest,
        names,
        pattern: pattern ? new RegExp(pattern, "ism") : null,
        called: [title, ...names.split("\n").filter(keepsItsMeaning), said].map(nameTokens).filter((some) => some.length),
      });
    }
  }
  return found;
}
