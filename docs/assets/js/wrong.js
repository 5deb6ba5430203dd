/* "Something wrong here?" is at the foot of the page. This tells the form which heading the reader came from. */
"use strict";
{
  const RESTED = 700; // milliseconds without scrolling that count as reading

  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".dn-wrong a"));
  const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")];

  /** @returns {Element | undefined} The last heading in the upper third of the window, or above it. */
  const above = () => headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 3);

  if (link && headings.length > 0) {
    // Only once the reader moves: measuring makes the browser lay out the page.
    let read;
    let timer = 0;
    addEventListener("scroll", () => {
      read ??= above();
      clearTimeout(timer);
      // While the link is in sight, the reader is on the way to it, no longer where the mistake was.
      timer = setTimeout(() => { if (link.getBoundingClientRect().top > innerHeight) read = above(); }, RESTED);
    }, { passive: true });
    link.addEventListener("click", () => {
      const selected = getSelection()?.anchorNode;
      const chosen = selected && !getSelection()?.isCollapsed
        ? headings.findLast((heading) => heading.compareDocumentPosition(selected) & Node.DOCUMENT_POSITION_FOLLOWING)
        : document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const heading = (headings.includes(/** @type {Element} */ (chosen)) && chosen) || read || above();
      if (!heading) return;
      const address = new URL(link.href);
      address.searchParams.set("heading", heading.firstChild?.textContent?.trim() ? text(heading) : heading.id);
      link.href = address.href;
    });
  }

  /** @param {Element} heading @returns {string} Its words, without the sign that links to it. */
  function text(heading) {
    const copy = /** @type {Element} */ (heading.cloneNode(true));
    copy.querySelector(".headerlink")?.remove();
    return copy.textContent.trim();
  }
}
