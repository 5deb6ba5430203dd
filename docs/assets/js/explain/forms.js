/* Forms of words, such as `[<host-address>:]<host-port>:<container-port>`, and how they split a word.
   After hooks/dockernotes/dockercli/grammar/forms.py.

   @typedef {[string, number, number]} Span a part's name and its place in the word */

import { tables } from "./tables.js";

const TOKEN = /<(?<part>[a-z-]+)>|(?<open>\[)|(?<close>\])|(?<text>[^<[\]]+|<)/g;
const FIELD = /^(?<key>[A-Za-z0-9_-]+)(?:=[^,]*)?$/;

/** The names of the parts of a form, in order. */
export const partsOf = (form) => [...form.matchAll(/<([a-z-]+)>/g)].map((match) => match[1]);

/** The form of each operand of a usage; `[<a> [<b>...]]` has two. */
export const operandsOf = (usage) =>
  usage.replaceAll("...", "").split(/\s+/).filter((token) => token.includes("<")).map(balanced);

/** A token without brackets whose other half is in another token. */
function balanced(token) {
  const excess = () => token.split("[").length - token.split("]").length;
  while (excess() > 0 && token.startsWith("[")) token = token.slice(1);
  return excess() < 0 ? token.slice(0, excess()) : token;
}

/** Where the parts of a form are in a word; none if the word has another form.
    @param {Map<string, {pattern: string}>} parts what a part may look like, if not just anything
    @returns {Span[]} */
export function takeApart(form, text, parts) {
  if (form.includes(",") && form.includes("=")) return fields(form, text);
  const names = [];
  let expression = "";
  for (const { groups } of form.replaceAll("...", "").matchAll(TOKEN)) {
    if (groups.part) {
      names.push(groups.part);
      expression += `(${parts.get(groups.part)?.pattern || ".+?"})`;
    } else if (groups.open || groups.close) expression += groups.open ? "(?:" : ")?";
    else expression += groups.text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  }
  const match = new RegExp(`^(?:${expression})$`, "ds").exec(text);
  const spans = match ? names.map((name, at) => [name, ...(match.indices[at + 1] ?? [0, 0])]) : [];
  return spans.filter(([, start, end]) => start < end);
}

/** Take apart `key=value,key=value,switch`, in any order. A key without its own part is a `setting`. */
function fields(form, text) {
  const parts = Object.fromEntries([...form.matchAll(/([a-z]+)=<([a-z-]+)>/g)].map((match) => [match[1], match[2]]));
  for (const match of form.matchAll(/\[,([a-z]+)\]/g)) parts[match[1]] = match[1];
  const known = new Map(Object.entries(parts)), spans = [];
  let at = 0;
  for (const field of text.split(",")) {
    const match = FIELD.exec(field);
    if (!match) return [];
    const key = match.groups.key.toLowerCase(), same = tables.names["same-keys"], other = Object.hasOwn(same, key) ? same[key] : key;
    spans.push([known.get(other) ?? known.get(key) ?? "setting", at, at + field.length]);
    at += field.length + 1;
  }
  return spans;
}
