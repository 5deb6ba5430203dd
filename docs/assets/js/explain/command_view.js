/* A docker command on the page: the words as typed, a row for each of them below, mistakes first.
   A word and its row have the same number and colour. */
import { saidOf } from "./calm.js";
import { copyable, el, inline, many, paragraph, sentence } from "./elements.js";
import { grouped } from "./rows.js";

const COLOURS = 6;

/** @param {object} command as `explainPaste` gives it @param {{number: number, total: number, spec: object, typing: object}} how
    `typing`: see calm.js; while it lasts, what is below the rows doesn't change */
export function commandSection(command, { number, total, spec, typing }) {
  const name = command.kind === "docker" ? command.name : command.text.split(/\s/)[0];
  const said = saidOf(command, typing), groups = grouped(command.rows), isTyped = typing.caret !== null && !typing.isPaused;
  const isWrong = (row) => row.fault && (typing.caret === null || said.faults.some((fault) => overlap(fault, row, command)));
  const heading = el("h2", { id: `command-${number}` }, total > 1 ? `${number}. ` : "", el("code", null, name));
  return el("section", { "aria-labelledby": `command-${number}`, class: "dn-command" },
    heading,
    line(command, groups, isWrong),
    el("div", null,
      ...said.faults.map((fault, at) => faultBox(fault, `${number - 1}.faults.${command.faults.indexOf(fault)}`, at)),
      ...said.doubts.map((doubt) => faultBox(doubt, `${number - 1}.doubts.${command.doubts.indexOf(doubt)}`, 0, "Look again. ", "dn-fault--doubt")),
      ...said.open.map((fault) => openLine(fault, `${number - 1}.faults.${command.faults.indexOf(fault)}`, typing)),
      command.mended && said.faults.length ? el("p", { class: "dn-explained__mended" }, "With that corrected, this is what it does:") : ""),
    el("div", null, ...labels(command, spec), ...(command.elsewhere ?? []).map(({ message }) => paragraph(message, "dn-elsewhere")),
      ...command.remarks.map((remark) => paragraph(remark))),
    groups.length ? el("dl", { class: "dn-words" }, ...groups.map((group, at) => rowOf(group, at, command.text, isWrong))) : el("dl", { hidden: "hidden" }),
    isTyped ? el("div", { class: "dn-more", "data-keep": "rest" }) : el("div", { class: "dn-more" }, ...rest(command, spec)));
}

const overlap = (fault, row, { start, mended }) => mended || (row.start + start < fault.end && fault.start < row.end + start);

/** The command as typed, each piece with its row's number. */
function line({ text }, groups, isWrong) {
  const code = el("code");
  let at = 0;
  for (const [number, group] of groups.entries()) {
    const { start } = group[0], { end } = group.at(-1);
    if (start < at) continue;
    const whole = /^-.{1,28}$/.test(text.slice(start, end)) ? " dn-whole" : "";
    code.append(text.slice(at, start), el("span", { "data-row": `${number + 1}`, class: colour(number) + whole }, ...pieces(group, text, isWrong)));
    at = end;
  }
  code.append(text.slice(at));
  return el("pre", { class: "dn-explained__line", tabindex: "0", role: "group", "aria-label": "Command" }, code);
}

const colour = (number) => `dn-tie dn-tie--${number % COLOURS}`;

function pieces(group, text, isWrong) {
  const { start } = group[0], { end } = group.at(-1), found = [];
  let at = start;
  for (const row of group) {
    if (!isWrong(row) || row.start < at) continue;
    found.push(text.slice(at, row.start), el("span", { class: "dn-wrong" }, text.slice(row.start, row.end)));
    at = row.end;
  }
  return [...found, text.slice(at, end)];
}

/** A row: a flag with its value, or a word, and what its parts are. */
function rowOf(group, number, text, isWrong) {
  const [first] = group, whole = shown(text, first.start, group.at(-1).end), { meaning } = first;
  const code = el("code", null, whole), own = shown(text, first.start, first.end);
  const term = meaning ? el("a", { href: meaning.address }, code) : code;
  const long = meaning?.flag && meaning.flag.name !== own ? el("small", null, meaning.flag.name) : "";
  const parts = meaning?.flag && !first.isValue ? group.slice(1) : group, isSplit = parts.length > 1 || parts[0] !== first;
  const said = isSplit && parts[0] !== first ? saidBy(first) : [];
  const list = isSplit && parts.length ? el("ul", null, ...parts.map((part) => partOf(part, text, isWrong))) : "";
  return el("div", { class: `${colour(number)}${group.some(isWrong) ? " dn-wrong" : ""}`, "data-row": `${number + 1}` },
    el("dt", null, term, long), el("dd", null, ...(isSplit ? said : saidBy(first)), list));
}

const shown = (text, start, end) => text.slice(start, end).replace(/\s*\\\n\s*/g, " ");

function partOf(row, text, isWrong) {
  const code = el("code", null, shown(text, row.start, row.end)), said = saidBy(row);
  return el("li", { class: isWrong(row) ? "dn-wrong" : "" }, row.meaning ? el("a", { href: row.meaning.address }, code) : code, ...(said.length ? [": ", ...said] : []));
}

function saidBy({ meaning, note }) {
  const said = meaning ? [...inline(meaning.summary)] : [];
  if (meaning?.flag?.about && !meaning.isValue) said.push(" ", ...inline(meaning.flag.about));
  if (note) said.push(meaning ? " " : "", ...inline(note));
  return said;
}

/** What docker refuses, with a way to fix it. `where`: its place among the findings, for its button. */
function faultBox(fault, where, at, title = "Mistake. ", kind = "") {
  return el("div", { class: `dn-fault ${kind}`.trim() },
    el("p", null, el("b", null, title), ...sentence(fault.message)),
    fault.cli ? el("p", { class: "dn-fault__cli" }, "Docker says: ", el("samp", null, fault.cli)) : "",
    fixButton(fault, where));
}

/** What isn't judged yet, in grey. It says what is wrong once the reader pauses. */
function openLine(fault, where, { isPaused }) {
  const text = isPaused ? sentence(fault.message) : [fault.reason === "few" || fault.reason === "missing" ? "More to come." : "…"];
  return el("p", { class: "dn-open" }, ...text, isPaused ? fixButton(fault, where) : "");
}

const fixButton = ({ fix }, where) =>
  fix ? el("button", { type: "button", class: "dn-button dn-button--small dn-button--fix", "data-act": "fix", "data-fix": where }, ...inline(fix.label)) : "";

function labels({ dangers, openings }, spec) {
  const label = (level, title, name, text) =>
    el("p", null, el("span", { class: `dn-danger dn-danger--${level}` }, el("b", null, `${title}. `), ...inline(`\`${name}\`: ${text}`)));
  return [
    ...dangers.map(({ level, name, loses }) => label(level, spec.dangers[level], name, loses)),
    ...openings.map(({ name, means }) => label("opens", "Opens the host", name, means)),
  ];
}

function rest(command, spec) {
  const about = spec.entries.get(command.name)?.about;
  return [about ? paragraph(about, "dn-explained__about") : "", ...onWindows(command)].filter(Boolean);
}

/** How to type it in Windows shells, or that they take it as it is. */
function onWindows({ windows, text }) {
  if (!windows.length) return [];
  if (windows.every((said) => said.text === text)) return [paragraph("It works unchanged in PowerShell and cmd.")];
  return windows.map(({ shell, text: said, reason }) => el("div", { class: "dn-shell" },
    el("h3", null, `In ${shell}`), said ? copyable(shell, said, `Copy for ${shell}`) : el("p", null, ...inline(reason))));
}

/** Mark a word and its row together, on hover and on keyboard focus. */
export function pointAtEachOther(place) {
  const mark = ({ type, target }) => {
    const section = target.closest?.(".dn-command"), at = type === "mouseout" || type === "focusout" ? null : target.closest?.("[data-row]")?.dataset.row;
    for (const each of section?.querySelectorAll("[data-row]") ?? []) each.classList.toggle("dn-pointed", each.dataset.row === at);
  };
  for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) place.addEventListener(type, mark);
}

/** The Compose file that does what the commands do. */
export function composeSection({ yaml, notes, starts }) {
  return el("section", { "aria-labelledby": "as-compose", class: "dn-as-compose" },
    el("h2", { id: "as-compose" }, "As a Compose file"),
    el("p", null, "Save it as ", el("code", null, "compose.yaml"), " and start it with ", ...inline(starts.map((start) => `\`${start}\``).join(", then ")), "."),
    copyable("compose.yaml", yaml, "Copy the file"),
    notes.length ? el("ul", null, ...notes.map((note) => el("li", null, ...inline(note)))) : "");
}

/** What is heard and read first: the counts of commands and mistakes. */
export function verdict({ commands, errors, output, shell, cut, docker }, { typing, longest, small }) {
  const ours = commands.filter((c) => c.kind === "docker" || c.faults.length), said = [], all = ours.map((c) => saidOf(c, typing));
  const faults = all.flatMap((each) => each.faults).length, open = all.flatMap((each) => each.open);
  const rest = commands.filter((c) => !ours.includes(c) && !(c.isInner && small.includes(c.name))).length;
  if (faults) said.push(`${many(ours.length, "docker command")}, ${many(faults, "mistake")}.`);
  else if (open.length) said.push(`${many(ours.length, "docker command")} so far.`, ...open.map((fault) => plainSentence(fault.message)));
  else said.push(`${many(ours.length, "docker command")}. ${accepted(ours, docker)}`);
  if (all.some((each) => each.doubts.length)) said.push("Look again: it may not do what you want.");
  if (ours.flatMap((c) => c.dangers).some((danger) => danger.level === "destroys")) said.push("Data is permanently lost.");
  if (ours.some((c) => c.openings.length)) said.push("It opens the host to a container.");
  if (rest) said.push(`${many(rest, "command")} of other programs left out.`);
  if (output) said.push(`${many(output, "line")} of output left out.`);
  if (shell) said.push(`Read as ${shell}.`);
  if (errors.length && typing.caret === null) said.push(`Part of it can't be read: ${errors[0].message}.`);
  if (cut) said.push(`Only the first ${longest} characters are read.`);
  return said.join(" ");
}

const plainSentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`.replaceAll("`", "");

/** "Docker accepts it" only covers what its client decides. */
function accepted(ours, docker) {
  const them = ours.length === 1 ? "it" : "them";
  return ours.some((c) => c.asksEngine) ? `Docker ${docker}'s client accepts ${them}; the engine has the last word.` : `Docker ${docker} accepts ${them}.`;
}
