/* Error messages: paste one, and see the entries that fit. The patterns stand on the page, out of docs/_data/docker.yml;
   so does the field, so that nothing moves to let it in. */
"use strict";
{
  const place = document.querySelector(".dn-finder");
  const LONGEST = 20000; // characters of a log that are looked at: its end
  const NEAREST = 3;
  const SHARE = 0.7; // of a message's words, the rare ones counting more, that an entry must have to be near
  // What stands in every message says nothing about which one it is.
  const EVERYWHERE = new Set(`a an and are as at be been but by can cannot daemon did do does docker error errors err
    failed failure fatal for from has have if in into is it its message my no not of on or out response run see so that the then
    there this to unable warning was what when which will with you your`.split(/\s+/));

  /** @typedef {{part: HTMLElement, home: HTMLElement, pattern: RegExp, words: Set<string>}} Entry */

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

  /** @returns The entries whose pattern finds the message; else those that have most of its words, the best first. */
  function fitting(entries, message) {
    const lines = message.replace(/\x1b\[[\d;]*m/g, "").slice(-LONGEST).split(/\r?\n/).map((line) => line.trim());
    const text = lines.join("\n").trim();
    const found = entries.filter(({ pattern }) => pattern.test(text));
    if (found.length) return { found, exact: true };
    const words = [...wordsOf(text)].filter((word) => !EVERYWHERE.has(word));
    const weights = new Map(words.map((word) =>
      [word, Math.log(1 + entries.length / (1 + entries.filter((entry) => entry.words.has(word)).length))]));
    const weigh = (some) => some.reduce((sum, word) => sum + weights.get(word), 0);
    const scored = entries
      .map((entry) => ({ entry, score: weigh(words.filter((word) => entry.words.has(word))) / weigh(words) }))
      .filter(({ score }) => score >= SHARE)
      .sort((one, other) => other.score - one.score);
    return { found: scored.slice(0, NEAREST).map(({ entry }) => entry), exact: false };
  }

  if (place) {
    const count = document.querySelectorAll("article [data-pattern]").length;
    // The page is long: it is cut into entries when somebody looks for one, not for everybody who opens it.
    let entries, groups, fits;
    const cut = () => {
      const parts = sections("h3", "h2, h3, .dn-proof");
      groups = sections("h2", "h2, .dn-proof");
      entries = parts.map((part) => ({
        part,
        home: part.parentElement,
        pattern: new RegExp(part.querySelector("[data-pattern]").dataset.pattern, "ism"),
        words: wordsOf(part.textContent),
      }));
      fits = document.createElement("section");
      fits.setAttribute("aria-label", "Entries that fit");
      place.after(fits);
    };
    const field = place.querySelector("textarea");
    const status = place.querySelector("[role=status]");
    const reset = place.querySelector("button");
    status.textContent = `${count} messages`;

    const find = () => {
      if (!entries) cut();
      const message = field.value.trim();
      const { found, exact } = message ? fitting(entries, message) : { found: entries, exact: true };
      // All at home, in their order; then those that fit come to the top, the best first.
      for (const { part, home } of entries) home.append(part);
      if (message) fits.append(...found.map(({ part }) => part));
      for (const group of groups) group.hidden = Boolean(message);
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
