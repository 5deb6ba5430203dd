/* Check yourself, and progress through the course. Your answers and reading are kept only in this browser. */
"use strict";
{
  const KEY = "docker-notes-progress";

  /**
   * @typedef {{read?: boolean, tried?: Record<string, number[]>, right?: string[], tasks?: string[]}} Chapter
   *   `tried`: by question, the numbers of the choices taken; `right`: the questions answered right;
   *   `tasks`: those done on the page Practise.
   */

  /** @returns {Record<string, Chapter>} What is kept, by each chapter's source. */
  function load() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    } catch {
      return {};
    }
  }

  /** @param {string} chapter @param {(entry: Chapter) => void} change */
  function update(chapter, change) {
    const all = load();
    change(all[chapter] ??= {});
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // The browser keeps nothing: the page works, but forgets.
    }
  }

  /** Turn a question's choices into buttons that say why they are right or wrong. */
  function ask(section, chapter, changed) {
    const id = section.getAttribute("aria-labelledby");
    const reasons = [...section.querySelectorAll(".dn-answer li")];
    const right = Number(section.dataset.right);
    const show = [...section.querySelectorAll(".dn-choices > li")].map((item, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...item.childNodes);
      const why = document.createElement("div");
      why.className = "dn-why";
      why.setAttribute("role", "status");
      item.append(button, why);
      const tell = () => {
        const verdict = index + 1 === right ? "Right." : "Wrong.";
        item.dataset.verdict = verdict === "Right." ? "right" : "wrong";
        const reason = [...reasons[index].cloneNode(true).childNodes];
        if (verdict === "Wrong.") reason.unshift(Object.assign(document.createElement("strong"), { textContent: verdict }), " ");
        why.replaceChildren(...reason); // the right choice's begins with "Right."
      };
      button.addEventListener("click", () => {
        tell();
        update(chapter, (entry) => {
          const tried = (entry.tried ??= {});
          tried[id] = [...new Set([...(tried[id] ?? []), index + 1])];
          if (index + 1 === right) entry.right = [...new Set([...(entry.right ?? []), id])];
        });
        changed();
      });
      return tell;
    });
    for (const number of load()[chapter]?.tried?.[id] ?? []) show[number - 1]?.();
  }

  /** At the end of a chapter: how many questions are right, and a box to tick. */
  function chapterEnd(place) {
    const chapter = place.dataset.chapter;
    const sections = [...document.querySelectorAll(".dn-question")];
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    label.append(box, " I have read this chapter");
    const count = document.createElement("span");
    place.append(label, count);
    const links = [...document.querySelectorAll(".md-nav__link[data-chapter]")];
    const top = document.querySelector(".dn-top__read");
    const refresh = () => {
      const all = load(), entry = all[chapter] ?? {};
      for (const link of links) link.classList.toggle("dn-read", Boolean(all[link.dataset.chapter]?.read));
      const read = Object.values(all).filter((one) => one?.read).length;
      if (top) top.textContent = read ? `${read} read so far` : "";
      box.checked = Boolean(entry.read);
      const right = sections.filter((s) => entry.right?.includes(s.getAttribute("aria-labelledby"))).length;
      count.textContent = `${right} of ${sections.length} questions right`;
      return right;
    };
    box.addEventListener("change", () => {
      update(chapter, (entry) => { entry.read = box.checked; });
      refresh();
    });
    for (const section of sections) {
      ask(section, chapter, () => {
        if (refresh() === sections.length) update(chapter, (entry) => { entry.read ??= true; });
        refresh();
      });
    }
    refresh();
    return refresh;
  }

  /** On the home page and the overviews: what has been read, how far, and what is next. */
  function overview(place) {
    const chapters = [...document.querySelectorAll("li[data-chapter]")];
    const text = document.createElement("span");
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "dn-button";
    clear.textContent = "Forget my progress";
    place.append(text, " ", clear);
    const start = document.querySelector("[data-continue]");
    const first = start && { text: start.textContent, href: start.href };

    const refresh = () => {
      const all = load();
      const read = chapters.filter((item) => all[item.dataset.chapter]?.read);
      let right = 0, questions = 0;
      for (const item of chapters) {
        const entry = all[item.dataset.chapter] ?? {}, asked = Number(item.dataset.questions);
        const answered = Math.min(entry.right?.length ?? 0, asked);
        right += answered;
        questions += asked;
        item.classList.toggle("dn-read", Boolean(entry.read));
        let note = item.querySelector(".dn-read__note");
        if (!note) item.querySelector("small").before(note = Object.assign(document.createElement("span"), { className: "dn-read__note" }));
        const tasks = entry.tasks?.length ?? 0;
        note.textContent = [entry.read && "read", answered && `${answered}/${asked}`, tasks && `${tasks} task${tasks === 1 ? "" : "s"}`].filter(Boolean).join(", ");
      }
      place.hidden = !read.length && !right && !chapters.some((item) => all[item.dataset.chapter]?.tasks?.length);
      text.textContent = `You have read ${read.length} of ${chapters.length} chapters and have ${right} of ${questions} questions right.`;
      if (!start) return;
      // After the last one read; at the end, go back to what was left out.
      const later = chapters.slice(chapters.findLastIndex((item) => read.includes(item)) + 1);
      const next = later.length ? later[0] : chapters.find((item) => !read.includes(item));
      const link = next?.querySelector("a");
      start.textContent = read.length && link ? `Go on: ${link.textContent}` : first.text;
      start.href = read.length && link ? link.href : first.href;
    };
    clear.addEventListener("click", () => {
      if (!confirm("Forget which chapters you have read, and your answers?")) return;
      localStorage.removeItem(KEY);
      refresh();
      start?.focus(); // the button is gone
    });
    refresh();
    return refresh;
  }

  /** In a chapter's list of tasks: mark those done. */
  function tasks() {
    const done = new Set(Object.values(load()).flatMap((entry) => (Array.isArray(entry?.tasks) ? entry.tasks : [])));
    for (const item of document.querySelectorAll("[data-task]")) item.classList.toggle("dn-task--done", done.has(item.dataset.task));
  }

  tasks();
  const end = document.querySelector(".dn-done");
  const progress = document.querySelector(".dn-progress");
  const refresh = end ? chapterEnd(end) : progress ? overview(progress) : null;
  // The page comes from the browser's memory, or another tab changed it.
  if (refresh) {
    addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
    addEventListener("storage", refresh);
  }
}

/* Pictures explained step by step: buttons and arrow keys mark a step's parts in the picture. */
for (const list of document.querySelectorAll(".dn-steps")) {
  const figure = list.closest("figure");
  const items = [...list.children];
  const pictures = figure.querySelectorAll(".dn-diagram__scroll > svg");
  let at = -1;

  const bar = document.createElement("div");
  bar.className = "dn-stepper";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Steps of the picture: ${figure.querySelector("figcaption").textContent}`);
  const said = document.createElement("span");
  said.setAttribute("role", "status");

  /** Show a step; -1 is the whole picture. */
  const show = (step) => {
    at = Math.max(-1, Math.min(step, items.length - 1));
    const marks = new Set(items[at]?.dataset.marks.split(" "));
    for (const picture of pictures) picture.classList.toggle("dn-telling", at >= 0);
    for (const part of figure.querySelectorAll("[data-of]")) part.classList.toggle("dn-on", marks.has(part.dataset.of));
    items.forEach((item, number) => {
      if (number === at) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    said.textContent = at < 0 ? "The whole picture" : `Step ${at + 1} of ${items.length}`;
    if (at >= 0) {
      // The list's readers find the words there.
      const words = document.createElement("span");
      words.className = "dn-unseen";
      words.textContent = `: ${items[at].textContent}`;
      said.append(words);
    }
    // Not `disabled`: that would take the focus from whoever presses it.
    back.setAttribute("aria-disabled", String(at < 0));
    next.setAttribute("aria-disabled", String(at === items.length - 1));
  };

  const button = (text, by) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "dn-button";
    made.textContent = text;
    made.addEventListener("click", () => show(at + by));
    return made;
  };
  const back = button("Previous", -1);
  const next = button("Next", 1);
  bar.append(back, next, said);
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(at + by);
  });
  list.before(bar);
  show(-1);
}
