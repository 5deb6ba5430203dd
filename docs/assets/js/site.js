/* What the pages gain with JavaScript: a button that copies a session's commands, without prompts and output. */
"use strict";
for (const session of document.querySelectorAll(".dn-session")) {
  if (!session.dataset.copy) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "dn-copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy the commands");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(session.dataset.copy);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  session.querySelector(".dn-session__head").append(button);
}
