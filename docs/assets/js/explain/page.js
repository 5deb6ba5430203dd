/* The page itself: what is typed goes in, elements come out. Nothing leaves the browser; the address keeps the command. */
import { explainPaste, LONGEST } from "./explain.js";
import { cut } from "./fields.js";
import { makeSpec } from "./spec.js";

const place = document.querySelector("#explain");
const form = place.querySelector("form"), input = form.querySelector("textarea");
const status = place.querySelector("[role=status]"), results = place.querySelector(".dn-explained");
/* Who writes `$(pwd)` thinks of no other program. */
const SMALL = ["pwd", "id", "hostname", "whoami", "date", "uname"];
const LONGEST_ADDRESS = 4000; // beyond that some programs cut an address off

/** An element with attributes and children; texts become text. */
function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) if (value) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** A text in which `code` stands between backticks. */
const inline = (text) => text.split(/`([^`]+)`/).map((piece, at) => (at % 2 ? el("code", null, piece) : piece));

function button(label, act, kind = "") {
  const made = el("button", { type: "button", class: `dn-button dn-button--small ${kind}`.trim() }, ...inline(label));
  made.addEventListener("click", act);
  return made;
}

function copyButton(label, text) {
  const made = button(label, async () => {
    let said = "Copied";
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      said = "Your browser does not allow it";
    }
    status.textContent = `${said}.`;
    made.replaceChildren(said);
    setTimeout(() => made.replaceChildren(...inline(label)), 2000);
  });
  return made;
}

const many = (count, one, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

/** What is heard and read first: how many commands, how many mistakes. */
function verdict({ commands, errors, output, shell, cut: isCut }, spec) {
  const ours = commands.filter((c) => c.kind === "docker" || c.faults.length), faults = ours.flatMap((c) => c.faults).length;
  const rest = commands.filter((c) => !ours.includes(c) && !(c.isInner && SMALL.includes(c.name))).length, said = [];
  if (!ours.length) said.push("There is no docker command in this.");
  else if (faults) said.push(`${many(ours.length, "docker command")}, ${many(faults, "mistake")}.`);
  else said.push(`${many(ours.length, "docker command")}. Docker ${spec.docker} accepts ${ours.length === 1 ? "it" : "them"}.`);
  if (ours.some((c) => c.doubts.length)) said.push("Look again: it may not do what you mean.");
  const worst = ours.flatMap((c) => c.dangers).find((danger) => danger.level === "destroys");
  if (worst) said.push("Data is lost for good.");
  if (ours.some((c) => c.openings.length)) said.push("It opens the host to a container.");
  if (rest && ours.length) said.push(`${many(rest, "command")} of other programs left alone.`);
  if (output) said.push(`${many(output, "line")} of output left out.`);
  if (shell) said.push(`Read as ${shell}.`);
  if (errors.length && commands.length) said.push(`Not all can be read: ${errors[0].message}.`);
  if (isCut) said.push(`Only the first ${LONGEST} characters are read.`);
  return said.join(" ");
}

/** The command as it was typed, each piece marked so that its row can point to it. */
function line(command) {
  const code = el("code"), { text, rows } = command;
  let at = 0;
  for (const [number, row] of rows.entries()) {
    if (row.start < at) continue;
    const word = text.slice(row.start, row.end);
    const kind = [row.fault && "dn-wrong", /^-.{1,28}$/.test(word) && "dn-whole"].filter(Boolean).join(" ");
    code.append(text.slice(at, row.start), el("span", { "data-row": `${number}`, class: kind }, word));
    at = row.end;
  }
  code.append(text.slice(at));
  return el("pre", { class: "dn-explained__line", tabindex: "0", role: "group", "aria-label": "Command" }, code);
}

function row(row, number, text) {
  const { meaning, note, fault } = row, piece = text.slice(row.start, row.end).replace(/\s*\\\n\s*/g, " ");
  const code = el("code", null, piece), term = meaning ? el("a", { href: meaning.address }, code) : code;
  const long = meaning?.flag && meaning.flag.name !== piece ? el("small", null, meaning.flag.name) : "";
  const said = meaning ? [...inline(meaning.summary)] : [];
  if (meaning?.flag?.about) said.push(" ", ...inline(meaning.flag.about));
  if (note) said.push(meaning ? " " : "", ...inline(note));
  const kind = [meaning?.isValue ? "dn-part" : "", fault ? "dn-wrong" : ""].join(" ").trim();
  return el("div", { class: kind, "data-row": `${number}` }, el("dt", null, term, long), el("dd", null, ...said));
}

function faultBox(fault, title = "Mistake. ", kind = "") {
  const children = [el("p", null, el("b", null, title), ...inline(fault.message[0].toUpperCase() + fault.message.slice(1)), /[.?]$/.test(fault.message) ? "" : ".")];
  if (fault.cli) children.push(el("p", { class: "dn-fault__cli" }, "Docker says: ", el("samp", null, fault.cli)));
  if (fault.fix) children.push(button(fault.fix.label, () => apply(fault.fix.edit), "dn-button--fix"));
  return el("div", { class: `dn-fault ${kind}`.trim() }, ...children);
}

function dangerLine(danger, spec) {
  return el("p", null, el("span", { class: `dn-danger dn-danger--${danger.level}` },
    el("b", null, `${spec.dangers[danger.level]}. `), ...inline(`\`${danger.name}\`: ${danger.loses}`)));
}

function openingLine({ name, means }) {
  return el("p", null, el("span", { class: "dn-danger dn-danger--opens" }, el("b", null, "Opens the host. "), ...inline(`\`${name}\`: ${means}`)));
}

function commandSection(command, number, total, spec) {
  const name = command.kind === "docker" ? command.name : command.text.split(/\s/)[0];
  const heading = el("h2", { id: `command-${number}` }, total > 1 ? `${number}. ` : "", el("code", null, name));
  const body = [heading, line(command.rows.length ? command : { ...command, rows: [] })];
  body.push(...command.faults.map((fault) => faultBox(fault)));
  body.push(...command.doubts.map((doubt) => faultBox(doubt, "Look again. ", "dn-fault--doubt")));
  if (command.mended) body.push(el("p", { class: "dn-explained__mended" }, "With that put right, this is what it says:"));
  body.push(...command.dangers.map((danger) => dangerLine(danger, spec)));
  body.push(...command.openings.map(openingLine));
  body.push(...command.remarks.map((remark) => el("p", { class: "dn-remark" }, ...inline(remark))));
  if (command.rows.length) body.push(el("dl", { class: "dn-words" }, ...command.rows.map((each, at) => row(each, at, command.text))));
  const about = spec.entries.get(command.name)?.about;
  if (about) body.push(el("p", { class: "dn-explained__about" }, ...inline(about)));
  if (command.windows.length) body.push(...onWindows(command));
  const section = el("section", { "aria-labelledby": `command-${number}` }, ...body);
  pointAtEachOther(section);
  return section;
}

/** How the shells of Windows want it typed, or that they take it as it stands. */
function onWindows({ windows, text }) {
  if (windows.every((said) => said.text === text)) return [el("p", { class: "dn-remark" }, "PowerShell and cmd take it as it stands.")];
  return windows.map(({ shell, text: said, reason }) => el("div", { class: "dn-shell" },
    el("h3", null, `In ${shell}`),
    said ? el("pre", { tabindex: "0", class: "dn-explained__file", role: "group", "aria-label": shell }, el("code", null, said)) : el("p", null, ...inline(reason)),
    said ? copyButton(`Copy for ${shell}`, () => said) : ""));
}

/** A word and its row are marked together, under the mouse and under the keyboard's focus. */
function pointAtEachOther(section) {
  const mark = (event) => {
    const at = event.type === "mouseleave" || event.type === "focusout" ? null : event.target.closest("[data-row]")?.dataset.row;
    for (const each of section.querySelectorAll("[data-row]")) each.classList.toggle("dn-pointed", each.dataset.row === at);
  };
  for (const type of ["mouseover", "mouseleave", "focusin", "focusout"]) section.addEventListener(type, mark);
}

function composeSection({ yaml, notes, starts }) {
  const heading = el("h2", { id: "as-compose" }, "As a Compose file");
  const code = el("pre", { tabindex: "0", class: "dn-explained__file", role: "group", "aria-label": "compose.yaml" }, el("code", null, yaml));
  const list = notes.length ? el("ul", null, ...notes.map((note) => el("li", null, ...inline(note)))) : "";
  return el("section", { "aria-labelledby": "as-compose" }, heading,
    el("p", null, "Save it as ", el("code", null, "compose.yaml"), " and start it with ", ...inline(starts.map((start) => `\`${start}\``).join(", then ")), "."),
    code, copyButton("Copy the file", () => yaml), list);
}

function show(spec) {
  const found = explainPaste(input.value, spec);
  const shown = found.commands.filter((command) => command.kind === "docker" || command.faults.length);
  const sections = shown.map((command, at) => commandSection(command, at + 1, shown.length, spec));
  if (found.compose) sections.push(composeSection(found.compose));
  results.replaceChildren(...sections);
  return input.value.trim() ? verdict(found, spec) : "";
}

let spec = null, timer = 0;

/** Explain what stands in the field. What is said aloud waits until the typing stops. */
function update({ wait = 600 } = {}) {
  if (!spec) return;
  const said = show(spec);
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (status.textContent !== said) status.textContent = said;
    toAddress();
  }, wait);
}

function toAddress() {
  const hash = `#c=${encodeURIComponent(input.value)}`, fits = input.value.trim() && hash.length < LONGEST_ADDRESS;
  history.replaceState(null, "", fits ? hash : location.pathname + location.search);
}

function apply({ start, end, text }) {
  input.value = input.value.slice(0, start) + text + input.value.slice(end);
  update({ wait: 0 });
  results.focus(); // the button is gone with the mistake
}

/** Take the command that the address carries. */
function fromAddress() {
  const [name, text] = cut(location.hash.slice(1), "=");
  if (name !== "c") return false;
  try {
    input.value = decodeURIComponent(text);
  } catch {
    return false; // an address that was cut off in the middle of a letter
  }
  return true;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  update({ wait: 0 });
  if (input.value.trim()) results.focus();
  else input.focus();
});
input.addEventListener("input", () => update());
input.addEventListener("change", toAddress); // who goes on to a link leaves the field first, and comes back to its text
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
form.querySelector("[data-act=clear]").addEventListener("click", () => {
  input.value = "";
  update({ wait: 0 });
  input.focus();
});
for (const example of form.querySelectorAll("[data-command]")) {
  example.addEventListener("click", () => {
    input.value = example.dataset.command;
    update({ wait: 0 });
    results.focus();
  });
}
form.querySelector(".dn-explain__tools").append(copyButton("Copy a link to this", () => {
  const address = new URL(location.href);
  address.hash = `c=${encodeURIComponent(input.value)}`;
  return address.href;
}));
addEventListener("hashchange", () => {
  if (fromAddress()) update({ wait: 0 });
});

/** What is known of Docker: in the page itself where it is read from a disk, else beside it. */
async function knowledge() {
  const inside = document.querySelector("#explain-data");
  if (inside) return JSON.parse(inside.textContent);
  const answer = await fetch(new URL("../../explain.json", import.meta.url));
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

try {
  spec = makeSpec(await knowledge());
  place.querySelector(".dn-explain__off").remove();
  form.hidden = false;
  fromAddress();
  update({ wait: 0 });
} catch (error) {
  place.querySelector(".dn-explain__off").prepend("What this page knows of Docker could not be loaded: try again. ");
  throw error;
}
