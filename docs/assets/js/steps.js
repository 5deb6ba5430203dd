/* Pictures that are told step by step: buttons and arrow keys mark in the picture what a step is about. */
"use strict";
for (const list of document.querySelectorAll(".dn-steps")) {
  const figure = list.closest("figure");
  const items = [...list.children];
  const pictures = figure.querySelectorAll(".dn-diagram__scroll > svg");
  let at = -1;

  const bar = document.createElement("div");
  bar.className = "dn-stepper";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Steps of the picture: ${figure.querySelector("figcaption").textContent}`);
  const said = document.createElement("span");
  said.setAttribute("role", "status");

  /** Show a step; -1 is the whole picture. */
  const show = (step) => {
    at = Math.max(-1, Math.min(step, items.length - 1));
    const marks = new Set(items[at]?.dataset.marks.split(" "));
    for (const picture of pictures) picture.classList.toggle("dn-telling", at >= 0);
    for (const part of figure.querySelectorAll("[data-of]")) part.classList.toggle("dn-on", marks.has(part.dataset.of));
    items.forEach((item, number) => {
      if (number === at) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    said.textContent = at < 0 ? "The whole picture" : `Step ${at + 1} of ${items.length}`;
    if (at >= 0) {
      // Who sees the list finds the words there.
      const words = document.createElement("span");
      words.className = "dn-unseen";
      words.textContent = `: ${items[at].textContent}`;
      said.append(words);
    }
    // Not `disabled`: that would take the focus from who presses the button.
    back.setAttribute("aria-disabled", String(at < 0));
    next.setAttribute("aria-disabled", String(at === items.length - 1));
  };

  const button = (text, by) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "dn-button";
    made.textContent = text;
    made.addEventListener("click", () => show(at + by));
    return made;
  };
  const back = button("Previous", -1);
  const next = button("Next", 1);
  bar.append(back, next, said);
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(at + by);
  });
  list.before(bar);
  show(-1);
}
