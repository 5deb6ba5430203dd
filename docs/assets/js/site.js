/* What the pages gain with JavaScript: the button that copies a session's commands, without prompts and output. */
"use strict";
document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.(".dn-copy");
  if (!button) return;
  // The lines that show: of the shell that the reader has chosen.
  const lines = [...button.closest(".dn-session").querySelectorAll(".dn-line")].filter((line) => line.offsetParent);
  try {
    await navigator.clipboard.writeText(lines.map((line) => line.textContent).join("").trimEnd());
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed";
  }
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
});
/* On the page of a missing address: what was looked for, ready to be searched. */
for (const field of document.querySelectorAll("[data-words-of-address]")) {
  const last = location.pathname.split("/").filter(Boolean).pop() ?? "";
  try {
    const words = decodeURIComponent(last).replace(/\.\w+$|[^\p{L}\p{N}]+/gu, " ").trim();
    field.value = /\p{L}/u.test(words) ? words : "";
  } catch { /* Not every address is text. */ }
}
