/* A page from a disk may fetch nothing: the copy in the zip carries its data (hooks/dockernotes/offline/modules.py). */

/** @returns {any} what an element of the page holds; null where the page carries nothing */
export function carried(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : null;
}

/** A page of the site, or the file that it is on a disk. */
export function pageAt(base, address) {
  const url = new URL(address, base);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url;
}
