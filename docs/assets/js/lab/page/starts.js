/* Where the sessions of a chapter begin, as the build wrote it (hooks/dockernotes/lessons/starts.py). */

/** @returns {Promise<object[]>} the steps that come before a session of a page */
export async function startOf(base, { page, session }) {
  const answer = await fetch(new URL(`assets/lab/start/${page}.json`, base));
  if (!answer.ok) throw new Error(`${page}: ${answer.status}`);
  const { steps, sessions } = await answer.json();
  return steps.slice(0, sessions[session] ?? 0);
}
