/* The terminal: a log that is read out politely, and a field to type in. Input goes to a line runner. */
import { el } from "./elements.js";
import { Screen } from "./screen.js";

const MOST = 200; // steps kept in the log
let count = 0;

export class Terminal {
  #step = null;
  #screen = null;
  #drawn = false;
  #follows = false;
  #isAtEnd = true;

  constructor() {
    count += 1;
    const id = `dn-line-${count}`;
    this.log = el("div", { class: "dn-term__log", role: "log", "aria-live": "polite", "aria-label": "Output", tabindex: "0" });
    this.prompt = el("label", { class: "dn-term__prompt", for: id }, "$ ");
    this.field = el("textarea", { id, rows: "1", class: "dn-term__field", spellcheck: "false", autocapitalize: "off", autocomplete: "off", autocorrect: "off", enterkeyhint: "send", "aria-describedby": `${id}-keys`, "aria-label": "Command" });
    this.keys = el("p", { id: `${id}-keys`, class: "dn-term__keys" }, "Enter runs the line. ", el("kbd", null, "Tab"), " completes it; to leave the field with Tab, press ", el("kbd", null, "Esc"), " first. ", el("kbd", null, "↑"), " brings back earlier lines, ", el("kbd", null, "Ctrl"), "+", el("kbd", null, "C"), " ends the running program.");
    this.form = el("form", { class: "dn-term__line" }, this.prompt, this.field);
    this.element = el("div", { class: "dn-term__screen" }, this.log, this.form);
    this.element.addEventListener("click", ({ target }) => {
      if (!getSelection().toString() && !target.closest("a, button, textarea")) this.field.focus({ preventScroll: true });
    });
    this.field.addEventListener("input", () => this.grow());
    this.element.addEventListener("scroll", () => {
      const { scrollTop, scrollHeight, clientHeight } = this.element;
      this.#isAtEnd = scrollTop + clientHeight >= scrollHeight - 40;
    }, { passive: true });
  }

  /** How many letters fit on a line. */
  get columns() {
    const ruler = el("span", { class: "dn-term__ruler" }, "0".repeat(50));
    this.log.append(ruler);
    const { width } = ruler.getBoundingClientRect();
    ruler.remove();
    return width ? Math.max(40, Math.floor((50 * this.log.clientWidth) / width)) : 100;
  }

  /** Fit the field to its lines, in browsers that don't. */
  grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.field.rows = this.field.value.split("\n").length;
  }

  get value() {
    return this.field.value;
  }

  set value(text) {
    this.field.value = text;
    this.field.setSelectionRange(text.length, text.length);
    this.grow();
  }

  /** Show what precedes the field: the host's prompt, or a program's output without an end of line. */
  ask(text) {
    this.prompt.textContent = text;
    this.prompt.hidden = text === "";
  }

  /** Begin a step with the line as typed. */
  begin(prompt, line) {
    this.#screen = null;
    this.#step = el("div", { class: "dn-term__step" }, el("div", { class: "dn-term__typed" }, el("span", { class: "dn-term__sign", "aria-hidden": "true" }, prompt), line));
    this.log.append(this.#step);
    while (this.log.children.length > MOST) this.log.firstElementChild.remove();
    this.#isAtEnd = true;
    this.toEnd();
  }

  /** Write output of the running step. It is drawn once a frame, however often it comes. */
  write(text) {
    if (!this.#step) this.begin("", "");
    if (!this.#screen) {
      this.#screen = { screen: new Screen(), element: el("pre", { class: "dn-term__out" }) };
      this.#step.append(this.#screen.element);
    }
    this.#screen.screen.write(text);
    if (this.#drawn) return;
    this.#drawn = true;
    requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.#drawn = false;
    if (!this.#screen) return;
    const { screen, element } = this.#screen;
    if (screen.wasCleared) this.#onlyThis(screen);
    const { last } = screen, shown = last ? screen.text.slice(0, -last.length) : screen.text;
    const text = this.isWaiting ? shown : screen.text;
    element.textContent = text.replace(/\n$/, "");
    element.hidden = !element.textContent;
    if (this.isWaiting) this.ask(last);
    this.toEnd();
  }

  #onlyThis(screen) {
    screen.wasCleared = false;
    while (this.log.firstElementChild !== this.#step) this.log.firstElementChild.remove();
  }

  /** Whether a program runs; its unfinished line then precedes the field. */
  wait(isWaiting) {
    this.isWaiting = isWaiting;
    this.draw();
  }

  /** Input to a program stays where it was typed. */
  echo(text) {
    this.write(text);
    this.draw();
  }

  /** The latest step. */
  get step() {
    return this.#step;
  }

  /** Add our remark below a step's output. */
  note(kind, content, step = this.#step) {
    const note = el("p", { class: `dn-term__note dn-term__note--${kind}` }, ...content);
    (step ?? this.log).append(note);
    this.toEnd();
  }

  clear() {
    this.log.replaceChildren();
    this.#step = null;
    this.#screen = null;
  }

  /** Keep the end in view, unless the reader has scrolled back. Once a frame: it forces layout. */
  toEnd() {
    if (this.#follows || !this.#isAtEnd) return;
    this.#follows = true;
    requestAnimationFrame(() => {
      this.#follows = false;
      this.element.scrollTop = this.element.scrollHeight;
    });
  }
}
