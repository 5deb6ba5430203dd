/* The terminal's keys, and a row of them for fingers. Tab completes; after Escape, or in an empty field, it leaves. */
import { button, el } from "./elements.js";

/** @returns {HTMLElement} the row of keys */
export function bindKeys(terminal, runner, client) {
  const { field, form } = terminal;
  let at = 0, draft = "", leaves = false, options = [];

  const recall = (step) => {
    const { history } = runner;
    if (at === 0 && step > 0) draft = terminal.value;
    at = Math.max(0, Math.min(history.length, at + step));
    terminal.value = at ? history.at(-at) : draft;
  };
  const enter = () => {
    const text = terminal.value;
    terminal.value = "";
    at = 0;
    void runner.enter(text);
  };
  const complete = async () => {
    const caret = field.selectionStart, before = field.value.slice(0, caret), after = field.value.slice(caret);
    const { from, words } = await client.call("complete", before);
    if (field.value !== before + after || !words.length) return;
    const common = words.reduce((one, other) => one.slice(0, [...one].findIndex((letter, place) => letter !== other[place]) >>> 0));
    const typed = before.slice(0, from) + (words.length === 1 ? words[0] : common);
    field.value = typed + after;
    field.setSelectionRange(typed.length, typed.length);
    if (words.length > 1 && common === before.slice(from)) show(words);
  };
  const show = (words) => {
    const key = words.join("");
    if (options.join("") === key) return;
    options = words;
    terminal.begin(terminal.prompt.textContent, terminal.value);
    terminal.write(`${words.slice(0, 60).map((word) => word.trim()).join("   ")}${words.length > 60 ? `   … and ${words.length - 60} more` : ""}\n`);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    enter();
  });
  field.addEventListener("input", () => {
    options = [];
    leaves = false;
  });
  const oneLine = (place) => !field.value.slice(...(place === "first" ? [0, field.selectionStart] : [field.selectionEnd])).includes("\n");
  const plain = {
    Enter: enter,
    ArrowUp: () => oneLine("first") && (recall(1), true),
    ArrowDown: () => oneLine("last") && (recall(-1), true),
    Tab: () => !leaves && field.value.trim() !== "" && (void complete(), true),
    Escape: () => {
      leaves = true;
      return false;
    },
  };
  const control = {
    c: () => !hasSelection(field) && (runner.interrupt(), true),
    d: () => field.value === "" && (runner.endInput(), true),
    l: () => terminal.clear(),
    u: () => {
      terminal.value = "";
    },
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey || (event.shiftKey && (event.key === "Enter" || event.key === "Tab"))) return;
    const action = (event.ctrlKey ? control : plain)[event.key];
    if (action && action() !== false) event.preventDefault();
  });
  /* While a reader looks back at the output, Ctrl-C still ends the program. */
  terminal.log.addEventListener("keydown", (event) => {
    if (event.key === "c" && event.ctrlKey && !getSelection().toString()) runner.interrupt();
  });

  const touch = (label, name, action) => button(label, () => {
    action();
    field.focus();
  }, { "aria-label": name ? `${label}: ${name}` : null, class: "dn-term__key", onpointerdown: (event) => event.preventDefault() });
  return el("div", { class: "dn-term__touch", role: "group", "aria-label": "Keys" },
    touch("Tab", "complete", complete), touch("↑", "earlier line", () => recall(1)), touch("↓", "later line", () => recall(-1)),
    touch("Ctrl-C", "end the running program", () => runner.interrupt()), touch("Ctrl-D", "end of input", () => runner.endInput()),
    ...["-", "/", "|"].map((sign) => touch(sign, "", () => field.setRangeText(sign, field.selectionStart, field.selectionEnd, "end"))));
}

const hasSelection = (field) => field.selectionStart !== field.selectionEnd || getSelection().toString() !== "";
