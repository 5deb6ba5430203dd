/* Error messages: paste one, and see the entries that fit. The patterns stand on the page, out of docs/_data/docker.yml;
   so does the field, so that nothing moves to let it in. */
"use strict";
{
  const place = document.querySelector(".dn-finder");
  const LONGEST = 20000; // characters of a log that are looked at: its end
  const NEAREST = 3;

  /** @typedef {{part: HTMLElement, pattern: RegExp, words: Set<string>}} Entry */

  /** @param {string} text */
  const wordsOf = (text) => new Set(text.toLowerCase().match(/[a-z0-9][a-z0-9._-]*[a-z0-9]/g) ?? []);

  /** Put each heading and what follows it into a section of its own, which can be hidden. */
  function sections(level, stop) {
    return [...document.querySelectorAll(`article ${level}`)].map((heading) => {
      const part = document.createElement("section");
      heading.before(part);
      let node = heading;
      do {
        const next = node.nextElementSibling;
        part.append(node);
        node = next;
      } while (node && !node.matches(stop));
      return part;
    });
  }

  /** @returns {Entry[]} The entries whose pattern finds the message; else those that have its words. */
  function fitting(entries, message) {
    const text = message.replace(/\x1b\[[\d;]*m/g, "").slice(-LONGEST).trim();
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const found = entries.filter(({ pattern }) => pattern.test(text) || lines.some((line) => pattern.test(line)));
    if (found.length) return { found, exact: true };
    const words = [...wordsOf(text)];
    const scored = entries
      .map((entry) => ({ entry, score: words.filter((word) => entry.words.has(word)).length / words.length }))
      .filter(({ score }) => score >= 0.5)
      .sort((a, b) => b.score - a.score);
    const best = scored.filter(({ score }) => score === 1);
    return { found: (best.length ? best : scored.slice(0, NEAREST)).map(({ entry }) => entry), exact: false };
  }

  if (place) {
    const count = document.querySelectorAll("article [data-pattern]").length;
    // The page is long: it is cut into entries when somebody looks for one, not for everybody who opens it.
    let entries, groups;
    const cut = () => {
      entries = sections("h3", "h2, h3, .dn-proof").map((part) => ({
        part,
        pattern: new RegExp(part.querySelector("[data-pattern]").dataset.pattern, "is"),
        words: wordsOf(part.textContent),
      }));
      groups = sections("h2", "h2, .dn-proof");
    };
    const field = place.querySelector("textarea");
    const status = place.querySelector("[role=status]");
    const reset = place.querySelector("button");
    status.textContent = `${count} messages`;

    const find = () => {
      if (!entries) cut();
      const message = field.value.trim();
      const { found, exact } = message ? fitting(entries, message) : { found: entries, exact: true };
      for (const { part } of entries) part.hidden = true;
      for (const { part } of found) part.hidden = false;
      for (const group of groups) group.hidden = !group.querySelector("section:not([hidden])");
      reset.hidden = !message;
      const fit = found.length === 1 ? "1 entry fits." : `${found.length} entries fit.`;
      status.textContent = !message ? `${count} messages` : !found.length
        ? "No entry fits. Try the part of the message that is not a name of yours."
        : exact ? fit : `No message is quite like it. ${found.length === 1 ? "1 entry has" : `${found.length} entries have`} its words.`;
    };
    let timer = 0;
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, 150); });
    place.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    place.querySelector("form").addEventListener("reset", () => { setTimeout(() => { find(); field.focus(); }); });
    // A link to an entry shows it, whatever is in the field.
    addEventListener("hashchange", () => { field.value = ""; if (entries) find(); document.getElementById(location.hash.slice(1))?.scrollIntoView(); });
    field.value = new URLSearchParams(location.search).get("message") ?? "";
    if (field.value.trim()) find();
    if (entries && location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }
}
