/* Make elements from texts, and replace others without touching those that are the same. */

/** Make an element with attributes and children; texts become text. Null and empty are left out. */
export function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) if (value) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** A text with `code` in backticks. */
export const inline = (text) => text.split(/`([^`]+)`/).map((piece, at) => (at % 2 ? el("code", null, piece) : piece));

export const sentence = (text) => inline(text[0].toUpperCase() + text.slice(1) + (/[.?!]$/.test(text) ? "" : "."));
export const many = (count, one, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;
export const paragraph = (text, kind = "dn-remark") => el("p", { class: kind }, ...inline(text));

/** A text to copy, with its button and what is next to it. Whoever shows it handles the button (`copied`). */
export function copyable(label, text, said = `Copy ${label}`, ...beside) {
  return el("div", { class: "dn-copyable" },
    el("pre", { tabindex: "0", class: "dn-explained__file", role: "group", "aria-label": label }, el("code", null, text)),
    el("button", { type: "button", class: "dn-button dn-button--small", "data-act": "copy" }, said), ...beside);
}

/** Makes a button to explain it. */
export const explainButton = (label, text) => el("button", { type: "button", class: "dn-button dn-button--small", "data-act": "use", "data-command": text }, label);

/** Copy the text next to a button, or another, and say so on the button and aloud. */
export async function copied(button, status, text = button.parentElement.querySelector("pre").textContent) {
  const label = button.textContent;
  let said = "Copied";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    said = "Your browser doesn't allow it";
  }
  status.textContent = `${said}.`;
  button.textContent = said;
  setTimeout(() => { button.textContent = label; }, 2000);
}

/** Show nodes in a place. Those already there stay as they are, and keep focus and scroll; one with
    `data-keep` matches whatever is there. */
export function morph(place, nodes) {
  const before = [...place.childNodes];
  for (const [at, node] of nodes.entries()) {
    const was = before[at];
    if (!was) place.append(node);
    else if (node.dataset?.keep && was.className === node.className) continue;
    else if (was.nodeType === 1 && node.nodeType === 1 && isAlike(was, node)) morph(was, [...node.childNodes]);
    else if (!was.isEqualNode(node)) was.replaceWith(node);
  }
  for (const rest of before.slice(nodes.length)) rest.remove();
}

function isAlike(one, other) {
  if (one.tagName !== other.tagName || one.attributes.length !== other.attributes.length) return false;
  return [...one.attributes].every(({ name, value }) => other.getAttribute(name) === value);
}
