/* Which tasks are done: kept with the chapters' progress (course.js), only in this browser. */
const KEY = "docker-notes-progress";

function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

const doneOf = (entry) => (Array.isArray(entry?.tasks) ? entry.tasks : []);

export const isDone = ({ id, chapter }) => doneOf(load()[chapter]).includes(id);

export function remember({ id, chapter }) {
  const all = load(), entry = (all[chapter] ??= {});
  entry.tasks = [...new Set([...doneOf(entry), id])];
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // The browser keeps nothing: the page works, but forgets.
  }
}
