/* The field above a long table of flags leaves the rows with a word. */
"use strict";
{
  for (const filtered of document.querySelectorAll(".dn-filtered")) {
    const field = filtered.querySelector("input");
    const count = filtered.querySelector("[role=status]");
    const rows = [...filtered.querySelector("tbody").rows];
    const filter = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += Number(!row.hidden);
      }
      count.textContent = words.length ? `${shown} of ${rows.length} flags` : `${rows.length} flags`;
    };
    field.addEventListener("input", filter);
    // A link to a flag shows it, whatever is in the field.
    addEventListener("hashchange", () => {
      const target = filtered.querySelector("tr:target");
      if (!target?.hidden) return;
      field.value = "";
      filter();
      target.scrollIntoView();
    });
    if (field.value) filter(); // a browser may have kept it
  }
}
