/* What the search is asked, and what stands first in its answer. frame.js puts this between Material and its worker, when
   a reader turns to the search. The patterns of the errors come with the index, out of hooks/dockernotes/pages/searched.py. */

/** @typedef {{location: string, title: string, text: string, score?: number, pattern?: string, tags?: string[]}} Entry */

const SETUP = 0; // the types of Material's messages
const QUERY = 2;
const RESULT = 3;
const PHRASE = 3; // words of a message from which on a part of it names it

/** @type {Entry[]} Everything that can be found, in the order of the navigation. */
let entries = [];
let asked = "";

/** @returns The message as the worker gets it. */
export function outgoing(message) {
  if (message.type === SETUP) entries = message.data.docs;
  if (message.type !== QUERY) return message;
  asked = message.data;
  return { ...message, data: plain(asked) };
}

/** @returns The worker's message as Material gets it. */
export function incoming(message) {
  if (message.type !== RESULT) return message;
  return { ...message, data: { ...message.data, items: ordered(message.data.items, asked) } };
}

/** @returns {string} A query without what lunr takes for a command: quotes demand all words, a dash forbids one. */
function plain(query) {
  return query.replace(/[^\p{L}\p{N}\s._/-]+/gu, " ").replace(/(?<!\S)[-._/]+|[-._/]+(?!\S)/g, " ").replace(/\s+/g, " ").trim();
}

/** @returns {Entry[][]} The pages that were found, with the entry that the query names before all of them. */
function ordered(pages, query) {
  const found = new Map(pages.flat().map((item) => [item.location, item]));
  for (const item of found.values()) delete item.tags; // words for the index, not for a reader
  const score = ({ location }) => found.get(location)?.score ?? 0;
  const named = command(query) ?? error(query, score) ?? word(query);
  if (!named) return pages;
  const page = entries.find(({ location }) => location === named.location.split("#")[0]);
  const { location, text } = named;
  const first = { score: 0, terms: {}, ...found.get(location), location, text, title: `${named.title} · ${page.title}` };
  const rest = pages.map((items) => items.filter((item) => item.location !== location));
  return [[first], ...rest.filter((items) => items.length > 0)];
}

const text = (html) => html.replace(/<[^>]+>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
const sections = (folder) => entries.filter(({ location }) => location.startsWith(folder) && location.includes("#"));

/** @returns {Entry | undefined} What the reference has under this name; of a command line its command: `docker run -it`. */
function command(query) {
  const words = `${query.toLowerCase().replace(/^\s*\$\s|["'`]/g, "").replace(/\s+/g, " ").trim()} `;
  let best;
  let most = 0;
  for (const section of sections("reference/").filter(({ location }) => !location.includes("cheatsheet"))) {
    const also = section.text.match(/The same command: (.*?)<\/p>/)?.[1] ?? "";
    for (const title of [section.title, ...also.split(", ")].map(text)) {
      const name = title.toLowerCase();
      if (words !== `${name} ` && !(name.startsWith("docker ") && words.startsWith(`${name} `))) continue;
      // The longest; of the same name that which is spelt alike (`VOLUME`), else the word of the glossary.
      const weight = name.length * 4 + 2 * (query.trim() === title) + section.location.includes("glossary");
      if (weight > most) [best, most] = [section, weight];
    }
  }
  return best;
}

/** @returns {Entry | undefined} The error whose message, or a part of whose message, the query is. */
function error(query, score) {
  const part = plain(query).toLowerCase();
  const errors = entries.filter(({ pattern }) => pattern).sort((one, other) => score(other) - score(one));
  return errors.find(({ pattern }) => new RegExp(pattern, "ism").test(query.trim()))
    ?? errors.find(({ tags }) => part.split(" ").length >= PHRASE && tags.some((tag) => tag.toLowerCase().includes(part)));
}

/** @returns {Entry | undefined} Where a flag is explained, `--rm`; or a name that is no word, `host.docker.internal`. */
function word(query) {
  const name = query.trim().toLowerCase();
  if (!/^(-*[a-z]+|[a-z]*)([._-][a-z]+)+$|^--[a-z]+$/.test(name)) return undefined;
  const flag = [...sections("reference/containers/"), ...sections("reference/")].find((section) =>
    /^docker\b/.test(text(section.title)) && section.text.includes(`<code>--${name.replace(/^-+/, "")}</code>`));
  const often = (section) => section.text.split(name).length;
  const places = [...sections("course/"), ...sections("beyond/"), ...sections("reference/")].sort((a, b) => often(b) - often(a));
  return flag ?? (often(places[0]) > 1 ? places[0] : undefined);
}
