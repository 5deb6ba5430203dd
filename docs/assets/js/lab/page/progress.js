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

export const isDone = ({ id, chapter }) => load()[chapter]?.tasks?.includes(id) ?? false;

export function remember({ id, chapter }) {
  const all = load(), entry = (all[chapter] ??= {});
  entry.tasks = [...new Set([...(entry.tasks ?? []), id])];
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // A browser that keeps nothing: the page works, and forgets.
  }
}
