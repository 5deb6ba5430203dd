/* Where another Docker version judges a command differently. */
import { parse } from "./parse.js";

/** @param {object} spec the one that judged @param {object} other the one to compare with @returns {{docker: string, message: string}[]} */
export function elsewhereOf({ parsed, opaque, kind }, spec, other) {
  if (kind !== "docker" || !other || parsed.asksHelp) return [];
  const theirs = parse(parsed.argv, other, opaque), [own] = parsed.problems, [problem] = theirs.problems, major = other.docker.split(".")[0];
  if (!own === !problem) return [];
  const message = problem ? `Docker ${major} refuses it: ${problem.message}.` : `The client of Docker ${major} accepts it.`;
  return [{ docker: other.docker, message }];
}
