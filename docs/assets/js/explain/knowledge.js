/* What is known of Docker: in the page itself where it is read from a disk, else beside it. */

/** @param {string} name of a file in assets, without its ending */
export async function knowledge(name) {
  const inside = document.querySelector(`#${name}-data`);
  if (inside) return JSON.parse(inside.textContent);
  const answer = await fetch(new URL(`../../${name}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}
