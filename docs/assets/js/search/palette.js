/* The palette: a field and the list of results. Arrows choose, Enter goes there, Escape closes; the focus stays in the
   field, and returns to where it was. frame.js opens the dialog, and has this fill it. */
import { load, ROOT } from "./load.js";
import { option } from "./view.js";

const MOST = 12;
const PAUSE = 60; // milliseconds without a key before the search begins

/** @param {HTMLDialogElement} dialog */
export async function fill(dialog) {
  const search = await load();
  const field = dialog.querySelector("[role=combobox]");
  const list = dialog.querySelector("[role=listbox]");
  const status = dialog.querySelector("[role=status]");
  if (typeof search === "string") {
    status.textContent = search;
    return;
  }
  const hint = [...status.childNodes];
  let options = [];
  let at = -1;
  let pasted = { shown: "", whole: "" };
  let waits = 0;

  const choose = (number) => {
    options[at]?.setAttribute("aria-selected", "false");
    at = options.length ? (number + options.length) % options.length : -1;
    const chosen = options[at];
    if (!chosen) return field.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", chosen.id);
  };

  const show = () => {
    clearTimeout(waits);
    waits = 0;
    const query = field.value === pasted.shown ? pasted.whole : field.value;
    options = query.trim() ? search.ask(query, MOST).map((hit, number) => option(hit, number, ROOT)) : [];
    list.replaceChildren(...options);
    list.hidden = !options.length;
    list.scrollTop = 0;
    field.setAttribute("aria-expanded", String(options.length > 0));
    if (!query.trim()) status.replaceChildren(...hint);
    else if (options.length) status.textContent = options.length === 1 ? "1 place" : `${options.length} results, the most likely first`;
    else status.textContent = "Nothing here contains these words. Try fewer words, or different ones.";
    choose(0);
  };

  field.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(show, PAUSE);
  });
  // A one-line field drops line ends, and so joins the words around them.
  field.addEventListener("paste", (event) => {
    const whole = event.clipboardData.getData("text");
    if (!whole.trim().includes("\n")) return;
    event.preventDefault();
    field.setRangeText(whole.trim().replace(/\s*\n\s*/g, " "), field.selectionStart, field.selectionEnd, "end");
    if (field.value === whole.trim().replace(/\s*\n\s*/g, " ")) pasted = { shown: field.value, whole };
    show();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.altKey && !event.metaKey) {
      event.preventDefault();
      if (waits) show(); // the latest query counts
      choose(at + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (waits) show();
      const { ctrlKey, metaKey, shiftKey } = event;
      options[at]?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
    }
  });
  list.addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
    if (target.closest("a") && !ctrlKey && !metaKey && !shiftKey) dialog.close();
  });
  show();
}
