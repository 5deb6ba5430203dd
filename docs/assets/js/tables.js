/* The field above a long table of flags or the glossary keeps only entries with all the words typed. */
"use strict";
{
  /** @returns {Element[][]} The words of the glossary: each a heading and what is below it. */
  const entries = (head) => {
    const found = [];
    for (let node = head.nextElementSibling; node; node = node.nextElementSibling) {
      if (node.matches("h2")) found.push([node]);
      else if (node.matches("p, ul, pre, div.highlight")) found.at(-1)?.push(node);
      else break;
    }
    return found;
  };

  for (const filtered of document.querySelectorAll(".dn-filtered")) {
    const field = filtered.querySelector("input");
    const count = filtered.querySelector("[role=status]");
    const things = count.dataset.things;
    const rows = filtered.classList.contains("dn-filtered--words") ? entries(filtered)
      : [...filtered.querySelector("tbody").rows].map((row) => [row]);
    const filter = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const parts of rows) {
        const text = parts.map((part) => part.textContent).join(" ").toLowerCase();
        const found = words.every((word) => text.includes(word));
        for (const part of parts) part.hidden = !found;
        shown += Number(found);
      }
      count.textContent = words.length ? `${shown} of ${rows.length} ${things}` : `${rows.length} ${things}`;
    };
    field.addEventListener("input", filter);
    // A link to a flag shows it, whatever is in the field.
    addEventListener("hashchange", () => {
      const target = document.querySelector(":target");
      if (!target?.hidden || !rows.some((parts) => parts.includes(target))) return;
      field.value = "";
      filter();
      target.scrollIntoView();
    });
    if (field.value) filter(); // a browser may have kept it
  }
}
