/* The page's data. From a disk, a page may fetch nothing: the copy in the zip has it (hooks/dockernotes/offline/modules.py). */

/** @returns {any} what an element of the page contains; null if there is none */
export function carried(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : null;
}

/** A page of the site, or its file on a disk. */
export function pageAt(base, address) {
  const url = new URL(address, base);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url;
}

/** Return where a chapter's session begins, as the build wrote it (hooks/dockernotes/lessons/starts.py): earlier steps. */
export async function startOf(base, { page, session }) {
  const { steps, sessions } = await fetched(new URL(`assets/lab/start/${page}.json`, base));
  return steps.slice(0, sessions[session] ?? 0);
}

/** All tasks. */
export const tasksOf = async (base) => carried("tasks-data") ?? fetched(new URL("assets/lab/tasks.json", base));

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
  return answer.json();
}
