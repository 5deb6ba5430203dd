/* A result as an option in the list: what it is, its name, its page, and words of it. */
import { tokens } from "./words.js";

/** @typedef {import("./engine.js").Hit} Hit */

const LABELS = {
  page: "Page", section: "Section", command: "Command", flag: "Flag", error: "Error", dockerfile: "Dockerfile", compose: "Compose",
  exit: "Exit code", word: "Word",
};
const CODE = new Set(["command", "flag", "dockerfile", "compose"]);

/** @param {Hit} hit @param {number} number @param {URL} root */
export function option(hit, number, root) {
  const link = element("a", "dn-hit");
  link.id = `dn-hit-${number}`;
  link.href = new URL(hit.address, root).href;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  const words = new Set(hit.words);
  const head = element("span", "dn-hit__head");
  const title = element(CODE.has(hit.kind) ? "code" : "strong", "dn-hit__title");
  title.append(...marked(hit.title, words));
  const kind = element("span", "dn-hit__kind", LABELS[hit.kind]);
  head.append(title, " ", kind);
  link.append(head);
  if (hit.page) link.append(" ", element("span", "dn-hit__page", hit.page));
  if (hit.text) {
    const text = element("span", "dn-hit__text");
    text.append(...marked(hit.text, words));
    link.append(" ", text);
  }
  return link;
}

function element(name, cls, text = "") {
  const made = document.createElement(name);
  made.className = cls;
  made.textContent = text;
  return made;
}

/** @returns {(string | HTMLElement)[]} A text with the query's words marked. */
function marked(text, words) {
  return text.split(/([\s,;:.!?()"“”…]*\s[\s("“]*|[,;:.!?)"”…]+$)/).map((piece) => {
    if (!tokens(piece).some((word) => words.has(word))) return piece;
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  });
}
