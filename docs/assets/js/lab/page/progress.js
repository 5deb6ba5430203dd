/* Which tasks are done: kept with the progress of their chapters (course.js), in this browser and nowhere else. */
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
    // A browser that keeps nothing: the page works, and forgets.
  }
}
