/* Make a page's elements from their content. Text stays text. */

/** @returns {HTMLElement} */
export function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A sentence in which `…` is code. */
export const withCode = (text) => text.split("`").map((part, at) => (at % 2 ? el("code", null, part) : part));

/** A button of the lab. */
export const button = (text, action, attributes = {}) => el("button", { type: "button", class: "dn-button dn-button--small", onclick: action, ...attributes }, text);
