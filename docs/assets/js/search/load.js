/* Where the search gets its data. The zip has a version of this file in one script: see hooks/dockernotes/offline/search_script.py. */
import { Search } from "./engine.js";

export const ROOT = new URL("../../../", import.meta.url);

/** @returns {Promise<Search | string>} The search, or why there is none. */
export async function load() {
  const answer = fetch(new URL("assets/search.json", ROOT));
  const library = import("./minisearch.js").catch(() => null);
  const data = await (await answer).json();
  if (data.missing) return data.missing;
  const found = await library;
  if (!found) throw new Error("the library didn't load");
  return new Search(found.default, data);
}
