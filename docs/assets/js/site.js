/* What the pages gain with JavaScript: the button that copies a session's commands, without prompts and output. */
"use strict";
{
  /* The visible lines: for the shell that the reader has chosen. */
  const commandsOf = (session) => [...session.querySelectorAll(".dn-line")]
    .filter((line) => line.offsetParent).map((line) => line.textContent).join("").trimEnd();
  document.addEventListener("click", async ({ target }) => {
    const link = target.closest?.(".dn-tool--explain");
    if (link) link.hash = `c=${encodeURIComponent(link.dataset.command ?? commandsOf(link.closest(".dn-session")))}`;
    const button = target.closest?.(".dn-copy");
    if (!button) return;
    const session = button.closest(".dn-session");
    const listing = button.closest(".highlight")?.querySelector("pre > code");
    try {
      await navigator.clipboard.writeText(session ? commandsOf(session) : listing.textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  /* On the page of a missing address: what was looked for, ready to search. */
  for (const field of document.querySelectorAll("[data-words-of-address]")) {
    const last = location.pathname.split("/").filter(Boolean).pop() ?? "";
    try {
      const words = decodeURIComponent(last).replace(/\.\w+$|[^\p{L}\p{N}]+/gu, " ").trim();
      field.value = /\p{L}/u.test(words) ? words : "";
    } catch { /* Not every address is text. */ }
  }
  /* A file for the reader to make can be copied and downloaded. After the page is shown: there is no hurry. */
  addEventListener("load", () => setTimeout(() => {
    for (const name of document.querySelectorAll(".highlight > .filename")) {
      const copy = Object.assign(document.createElement("button"), { type: "button", className: "dn-copy", textContent: "Copy" });
      copy.setAttribute("aria-label", `Copy ${name.textContent}`);
      const file = name.textContent.split("/").pop();
      const save = Object.assign(document.createElement("a"), { className: "dn-tool", textContent: "Download", download: file, href: "#" });
      save.setAttribute("aria-label", `Download ${file}`);
      save.addEventListener("click", () => {
        const text = name.parentElement.querySelector("pre > code").textContent;
        save.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
        setTimeout(() => URL.revokeObjectURL(save.href), 10_000);
      });
      const tools = Object.assign(document.createElement("span"), { className: "dn-tools" });
      tools.append(copy, save);
      name.append(tools);
    }
  }));
}
