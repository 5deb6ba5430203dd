/* Docker's data: in the page itself when read from a disk, otherwise in a file. */

/** @param {string} name of a file in assets, without its ending */
export async function knowledge(name) {
  const inside = document.querySelector(`#${name}-data`);
  if (inside) return JSON.parse(inside.textContent);
  const answer = await fetch(new URL(`../../${name}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}
