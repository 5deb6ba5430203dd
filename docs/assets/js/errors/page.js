/* The error messages page: paste a message, and its entry comes to the top, in the reader's words. */
import { answersTo, makeAnswer } from "./answer.js";
import { readersNames, withNames } from "./names.js";

const LONGEST_ADDRESS = 4000; // some programs cut longer addresses off
const MOST_LINES = 12; // of a pasted text, shown around the match
const PROGRAMS = /^(?:sudo |MSYS_NO_PATHCONV=\S+ )?(?:docker|dockerd|docker-compose|systemctl|journalctl|service|usermod|curl|ls|id|grep|wsl|netsh|net|ss|lsof|sysctl|modprobe|apt-get|pip|snap|nvidia-smi|nvidia-ctk|ssh|chmod|chown|rmdir|unset|df|uname|aa-remove-unknown|update-alternatives|env|echo|cat|getent|openssl|python3)(?:\.exe)? \S/;

const place = document.querySelector(".dn-finder");
const field = place.querySelector("textarea"), status = place.querySelector("[role=status]");
const reset = place.querySelector("button");

/** An element with attributes and children; texts become text. */
function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Put each heading and what follows it into a section that can be hidden. */
function sections(within, level, stop) {
  return [...within.querySelectorAll(level)].map((heading) => {
    const part = document.createElement("section");
    heading.before(part);
    let node = heading;
    do {
      const next = node.nextElementSibling;
      part.append(node);
      node = next;
    } while (node && !node.matches(stop));
    return part;
  });
}

const article = document.querySelector("article");
/** @type {Map<string, {part: HTMLElement, home: HTMLElement}>} */
const entries = new Map();
const answers = [];
/** @type {Map<string, HTMLElement[]>} the parts of an answer shown alone: message, cause, check, fix */
const bodies = new Map();
const focused = document.activeElement;
const parts = sections(article, "h3", "h2, h3, .dn-proof");
const groups = sections(article, "h2", "h2, .dn-proof");
// Unless the reader's focus moved on meanwhile: what is moved loses it.
if (focused !== document.activeElement) focused.focus({ preventScroll: true });
for (const part of parts) {
  const entry = part.querySelector("h3").id;
  entries.set(entry, { part, home: part.parentElement });
  for (const message of part.querySelectorAll("[data-pattern]")) {
    const heading = message.previousElementSibling, body = [message];
    for (let node = message.nextElementSibling; node && !node.matches("h4, .dn-learn"); node = node.nextElementSibling) body.push(node);
    bodies.set(heading.id, heading.matches("h4") ? [heading, ...body] : body);
    answers.push(makeAnswer({
      entry,
      id: heading.id,
      title: titleOf(heading),
      sample: message.textContent,
      pattern: message.dataset.pattern,
      names: JSON.parse(message.dataset.names ?? "[]"),
      consequence: "consequence" in message.dataset,
      said: body.slice(1).map((node) => node.textContent).join(" "),
    }));
  }
}
const fits = el("section", { "aria-label": "Matching entries" });
place.after(fits);

function titleOf(heading) {
  const copy = heading.cloneNode(true);
  copy.querySelector(".headerlink")?.remove();
  return copy.textContent.trim();
}

/* ---- An entry as the answer to a message ---- */

let undo = []; // restores the entries as the page was built

function change(element, ...children) {
  const before = [...element.childNodes];
  undo.push(() => element.replaceChildren(...before));
  element.replaceChildren(...children);
}

function add(element, after) {
  after.after(element);
  undo.push(() => element.remove());
}

function answerWith(text, found) {
  const { answer } = found, { part } = entries.get(answer.entry);
  const shown = bodies.get(answer.id), message = shown.find((node) => node.matches("pre"));
  const others = answers.filter((other) => other.entry === answer.entry && other !== answer);
  for (const node of others.flatMap(({ id }) => bodies.get(id)).filter((node) => !node.matches(".dn-systems"))) {
    node.hidden = true;
    undo.push(() => { node.hidden = false; });
  }
  change(message.querySelector("code"), ...inReadersWords(text, found));
  const names = readersNames(text, found);
  const went = el("p", { class: "dn-went-by" }, "The marked words matched.");
  if (names.length) went.append(" The commands use the names from your text.");
  if (others.length) {
    const links = others.flatMap(({ id, title }, at) => [at ? "; " : "", el("a", { href: `#${id}` }, title)]);
    went.append(" In a different context, it could be: ", ...links, ".");
  }
  add(went, message);
  for (const code of shown.filter((node) => !node.matches("pre")).flatMap((node) => [...node.querySelectorAll("code")])) {
    const command = withNames(code.textContent, names);
    if (command !== code.textContent) change(code, command);
    if (PROGRAMS.test(command)) add(copyButton(command), code.closest("a") ?? code);
  }
  return part;
}

/** The lines of the pasted text that matched, with the words marked. */
function inReadersWords(text, { start, end }) {
  const from = text.lastIndexOf("\n", start - 1) + 1, next = text.indexOf("\n", end), to = next < 0 ? text.length : next;
  const marked = text.slice(start, end).split("\n");
  const shown = marked.length > MOST_LINES ? [...marked.slice(0, MOST_LINES - 1), "…"] : marked;
  return [text.slice(Math.max(from, start - 600), start), el("mark", null, shown.join("\n")), text.slice(end, Math.min(to, end + 600))];
}

function copyButton(command) {
  const made = el("button", { type: "button", class: "dn-copy-word", "aria-label": `Copy ${command}` }, "Copy");
  made.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(command);
      made.textContent = "Copied";
    } catch {
      made.textContent = "Not allowed";
    }
    status.textContent = `${made.textContent}.`;
    setTimeout(() => { made.textContent = "Copy"; }, 2000);
  });
  return made;
}

/* ---- The field ---- */

const many = (count) => (count === 1 ? "1 entry" : `${count} entries`);

function find() {
  const message = field.value.trim();
  for (const back of undo.reverse()) back();
  undo = [];
  // All back in order; then the matches come to the top.
  for (const { part, home } of entries.values()) home.append(part);
  fits.replaceChildren();
  for (const group of groups) group.hidden = Boolean(message);
  reset.hidden = !message;
  status.textContent = message ? answered(message) : `${entries.size} messages`;
}

function answered(message) {
  const { text, found: [first, ...rest], near, slips } = answersTo(message, answers);
  if (first) {
    fits.append(answerWith(text, first));
    const also = rest.filter(({ answer }) => !answer.consequence);
    if (also.length) {
      const links = also.flatMap(({ answer: { id, title } }, at) => [at ? "; " : "", el("a", { href: `#${id}` }, title)]);
      fits.append(el("p", { class: "dn-went-by" }, "There's more in your text: ", ...links, "."));
    }
    const read = slips.map(([word, meant]) => `“${word}” as “${meant}”`).join(", ");
    return `1 entry fits.${read ? ` I read ${read}.` : ""}`;
  }
  for (const { entry } of near) fits.append(entries.get(entry).part);
  if (!near.length) return "No entry matches. Try the part of the message that doesn't contain your own names.";
  return `No message matches exactly. ${many(near.length)} ${near.length === 1 ? "comes" : "come"} closest.`;
}

/** Put the message into the address after `#`, where no server sees it: it can be sent, or kept. */
function toAddress() {
  const hash = `#message=${encodeURIComponent(field.value.trim())}`;
  const fitting = field.value.trim() && hash.length < LONGEST_ADDRESS;
  history.replaceState(null, "", location.pathname + (fitting ? hash : ""));
}

/** @returns {string} The message in the address, or nothing. */
function ofAddress() {
  try {
    return /^#message=/.test(location.hash) ? decodeURIComponent(location.hash.slice(9))
      : new URLSearchParams(location.search).get("message") ?? "";
  } catch {
    return ""; // the address was cut off inside a character
  }
}

let timer = 0;
field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => { find(); toAddress(); }, 150); });
place.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
place.querySelector("form").addEventListener("reset", () => { setTimeout(() => { find(); toAddress(); field.focus(); }); });
// A link to an entry shows it, whatever is in the field.
addEventListener("hashchange", () => {
  field.value = /^#message=/.test(location.hash) ? ofAddress() : "";
  find();
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
});

field.value ||= ofAddress();
if (field.value.trim()) {
  find();
  if (!location.hash) toAddress(); // typed before this script loaded
}
if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
