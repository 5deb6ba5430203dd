/* Answer what a reader put into the field: recognise it, explain it, show it. Nothing leaves the browser; the
   address keeps the text. */
import { commandSection, composeSection, pointAtEachOther, verdict } from "./command_view.js";
import { copied, copyable, el, explainButton, inline, morph, paragraph } from "./elements.js";
import { LONGEST, explainPaste } from "./explain.js";
import { knowledge } from "./knowledge.js";
import { otherTool } from "./othertools.js";
import { fileIn, messageIn } from "./recognise.js";
import { makeSpec } from "./spec.js";

const BETWEEN = 120; // milliseconds after a key: a fast typist isn't shown each letter's answer
const LATEST = 500; // but one twice a second
const PAUSE = 700; // milliseconds without a key: spoken text, and what isn't urgent, waits this long
const LONGEST_ADDRESS = 4000; // some programs cut longer addresses off
/* `$(pwd)` is no question about another program. */
const SMALL = ["pwd", "id", "hostname", "whoami", "date", "uname"];
const HEADER = 72; // pixels, and a little air

/** Take over the page. @returns {{typed: Function, settled: Function, left: Function, maker: Function}} for its field */
export async function start(place) {
  const spec = makeSpec(await knowledge("explain"));
  const input = place.querySelector("textarea"), version = place.querySelector("select");
  const status = place.querySelector("[role=status]"), results = place.querySelector(".dn-explained");
  const view = new View({ spec, input, version, status, results });
  return {
    typed: (event) => view.typed(event), settled: () => view.settled(), left: () => view.left(),
    maker: async (panel, put) => (await import("./runform.js")).makeForm(panel, { spec, version: () => version.value, put }),
  };
}

class View {
  constructor(parts) {
    Object.assign(this, parts, { typing: { caret: null, isPaused: true }, timer: 0, next: 0, shownAt: 0, turn: 0, shown: [], said: "" });
    pointAtEachOther(this.results);
    this.results.addEventListener("click", ({ target }) => this.clicked(target.closest("button")));
    this.input.form.querySelector("[data-act=link]").addEventListener("click", ({ target }) => copied(target, this.status, this.address()));
    this.input.addEventListener("change", () => this.toAddress()); // so that Back from a link restores the text
    new ResizeObserver(() => this.measure()).observe(this.results);
  }

  /** A key, or a paste. The answer is shown a moment later, and what takes long waits for a pause. */
  typed({ inputType = "", data = "", timeStamp = 0 } = {}) {
    // A phone's keyboard gives a word at a time; more, or lines (`null`), wasn't typed.
    const isWord = inputType !== "insertText" || (data !== null && !/\S\s+\S/.test(data));
    const isByKey = isWord && /^(?:insert(?:Text|LineBreak|Paragraph|CompositionText)|delete|history)/.test(inputType);
    this.typing = { caret: isByKey ? this.input.selectionEnd : null, isPaused: !isByKey };
    clearTimeout(this.next);
    this.next = setTimeout(() => this.show(), isByKey && timeStamp - this.shownAt < LATEST ? BETWEEN : 0);
    this.after(PAUSE, () => {
      if (isByKey) {
        this.typing = { ...this.typing, isPaused: true };
        this.show();
      }
      this.say();
    });
  }

  /** The reader has asked: whatever is there is finished. */
  settled() {
    this.typing = { caret: null, isPaused: true };
    clearTimeout(this.timer);
    clearTimeout(this.next);
    this.show().then(() => this.say());
  }

  /** The field was left. Wait a moment, so that a click hits its target. */
  left() {
    if (this.typing.caret !== null) this.after(250, () => this.settled());
  }

  after(wait, act) {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, wait);
  }

  async show() {
    this.shownAt = performance.now();
    const turn = ++this.turn, { kind, text } = fileIn(this.input.value);
    const made = kind ? await this.ofFile(kind, text.slice(0, LONGEST)) : this.ofCommands(text);
    // While somebody types, reading and showing are two tasks: a key in between needn't wait for both.
    if (this.typing.caret !== null && !this.typing.isPaused) await new Promise(requestAnimationFrame);
    if (turn !== this.turn) return; // a later text was faster
    this.said = made.said;
    morph(this.results, made.nodes);
  }

  async ofFile(kind, text) {
    const file = await import("./fileview.js");
    return file.answer(kind, text, { spec: this.spec, typing: this.typing });
  }

  ofCommands(text) {
    const { spec, typing } = this;
    if (!text.trim()) return { nodes: [], said: "" };
    const found = explainPaste(text, spec, { version: this.version.value });
    found.docker ??= spec.docker;
    const message = messageIn(text), isRead = (command) => command.kind === "docker" || command.faults.length;
    // `docker: Error response …` begins like a mistyped command.
    const isMessage = message.isSure && found.commands.filter(isRead).every(({ mended }) => mended);
    const shown = this.shown = isMessage ? [] : found.commands.filter(isRead);
    const others = found.commands.filter((command) => !shown.includes(command)).flatMap((command) => otherTool(command) ?? []);
    const nodes = shown.map((command, at) => commandSection(command, { number: at + 1, total: shown.length, spec, typing }));
    nodes.push(...others.map(toolSection));
    const isTyped = typing.caret !== null && !typing.isPaused;
    if ((message.isSure && found.output) || (!shown.length && !others.length && !isTyped)) nodes.push(messageSection(text, message, spec));
    if (isTyped && shown.length) nodes.push(el("section", { class: "dn-as-compose", "data-keep": "compose" }));
    else if (found.compose) nodes.push(composeSection(found.compose));
    return { nodes, said: this.saidOf(found, shown, others, message) };
  }

  saidOf(found, shown, others, message) {
    if (shown.length) return verdict(found, { typing: this.typing, longest: LONGEST, small: SMALL });
    if (others.length) return others.map(({ said, docker }) => `${said} ${docker}`.trim().replaceAll("`", "")).join(" ");
    if (message.isMessage) return "This looks like an error message. The error index explains what many of them mean.";
    if (this.typing.caret !== null) return "Nothing that this page can read so far.";
    return "This doesn't name a program that this page can read. Is it an error message? Look it up in the error index.";
  }

  say() {
    if (this.status.textContent !== this.said) this.status.textContent = this.said;
    this.toAddress();
  }

  address() {
    const address = new URL(location.href);
    address.hash = `c=${encodeURIComponent(this.input.value)}`;
    return address.href;
  }

  toAddress() {
    const hash = `#c=${encodeURIComponent(this.input.value)}`, fits = this.input.value.trim() && hash.length < LONGEST_ADDRESS;
    history.replaceState(null, "", fits ? hash : location.pathname + location.search);
  }

  clicked(button) {
    const { act, fix, command } = button?.dataset ?? {};
    if (act === "copy") copied(button, this.status);
    if (act === "use") this.put(command);
    if (act !== "fix") return;
    const [at, list, number] = fix.split("."), { start, end, text } = this.shown[at][list][number].fix.edit;
    this.put(this.input.value.slice(0, start) + text + this.input.value.slice(end));
  }

  put(text) {
    this.input.value = text;
    this.settled();
    this.results.focus(); // the button is gone with the mistake
  }

  /** Never scroll the focused element under the header or the command that stays below it. */
  measure() {
    const heights = [...this.results.querySelectorAll(".dn-explained__line")].map((line) => line.offsetHeight);
    const room = `${Math.max(0, ...heights) + HEADER}px`, { style } = document.documentElement;
    if (style.scrollPaddingTop !== room) style.scrollPaddingTop = room;
  }
}

/** A program like docker, with the closest docker command. */
const toolSection = ({ said, docker }) => el("section", { class: "dn-other" }, paragraph(said),
  docker ? copyable("The closest docker command", docker, "Copy", explainButton("Explain it", docker)) : "");

/** A link to the error index, with the text. */
function messageSection(text, { isMessage }, { pages }) {
  const address = `${pages.containers.replace("containers", "errors")}#message=${encodeURIComponent(text.trim().slice(-LONGEST_ADDRESS))}`;
  return el("section", { class: "dn-other" },
    el("p", null, ...inline(isMessage ? "An error message says what went wrong. " : "This doesn't name a program that this page can read. If a program printed it, "),
      el("a", { href: address }, isMessage ? "See what it means" : "look it up among the error messages"), "."));
}
