/* The data of the page. A page from a disk may fetch nothing: the copy in the zip carries it (hooks/dockernotes/offline/modules.py). */

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

/** Where a session of a chapter begins, as the build wrote it (hooks/dockernotes/lessons/starts.py): the steps before it. */
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
