/* What snippets gain with JavaScript. Without it, words are still links with a tip, and a shell can be chosen. */
"use strict";

/* One Tab stop per command, arrow keys from word to word. Browsers with `focusgroup` do so by themselves. */
const words = (step) => [...step.querySelectorAll("a")];
let stops = () => {
  for (const step of document.querySelectorAll(".dn-step")) words(step).forEach((word, at) => { word.tabIndex = at ? -1 : 0; });
  stops = () => {};
};
// Once the page is shown, or at the first key: changing hundreds of words earlier would restyle it.
addEventListener("load", () => setTimeout(() => stops()));
addEventListener("keydown", () => stops(), { capture: true, once: true });
/* Or Firefox drags the link when a reader wants to select. */
document.addEventListener("pointerover", ({ target }) => {
  const word = target.closest?.(".dn-step a");
  if (word) word.draggable = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    document.documentElement.classList.add("dn-hushed");
    return;
  }
  const step = event.target.closest?.(".dn-step");
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const all = words(step);
  const at = all.indexOf(event.target);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  const word = all[Math.max(0, Math.min(next, all.length - 1))];
  event.target.tabIndex = -1;
  word.tabIndex = 0;
  word.focus();
});

/* A terminal below a session, fetched when a reader asks for it. */
document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.(".dn-try");
  if (!button) return;
  try {
    const { tryIt } = await import("./lab/tryit.js");
    await tryIt(button);
  } catch (error) {
    button.textContent = "Could not be loaded";
    throw error;
  }
});

/* Escape hides the tip until the reader points at, or moves to, another word. */
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.closest?.("[data-tip]")) document.documentElement.classList.remove("dn-hushed");
  });
}

/* A finger can't point: the first tap shows the tip, the second follows the link. */
let finger = false;
let open = null;
document.addEventListener("pointerdown", (event) => { finger = event.pointerType === "touch"; }, true);
document.addEventListener("click", (event) => {
  const word = event.target.closest?.("[data-tip]") ?? null;
  if (finger && word && word !== open) event.preventDefault();
  open?.classList.remove("dn-open");
  open = finger && word !== open ? word : null;
  open?.classList.add("dn-open");
});

/* The shell chosen once is the shell of every session, here and on every page. */
const SHELL = "dn-shell";
const buttons = [...document.querySelectorAll(".dn-shells input")];
const choose = (shell) => {
  for (const button of buttons) button.checked = button.value === shell;
};
let remembered = null;
try {
  remembered = localStorage.getItem(SHELL);
} catch { /* the browser keeps nothing: the choice holds for this page */ }
if (buttons.some((button) => button.value === remembered)) choose(remembered);
document.addEventListener("change", (event) => {
  if (!event.target.matches?.(".dn-shells input")) return;
  const top = event.target.getBoundingClientRect().top;
  choose(event.target.value);
  scrollBy(0, event.target.getBoundingClientRect().top - top); // what is above may have grown or shrunk
  try {
    localStorage.setItem(SHELL, event.target.value);
  } catch { /* as above */ }
});
/* Another window of the site, open now, follows. */
addEventListener("storage", (event) => {
  if (event.key === SHELL && event.newValue) choose(event.newValue);
});
