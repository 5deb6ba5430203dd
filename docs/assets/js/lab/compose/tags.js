/* `!reset` and `!override`: what a file says so takes away, or replaces, what the files before it say in this place. */
import { isScalar, visit } from "yaml";

const TAGS = ["!reset", "!override"];

/** Take what is tagged out of a document that was read. @returns {string[][]} the places that earlier files lose */
export function takeTagged(yaml) {
  const places = [];
  visit(yaml, {
    Pair(_, pair, path) {
      const tag = pair.value?.tag;
      if (!TAGS.includes(tag)) return undefined;
      places.push([...path, pair].filter((each) => isScalar(each?.key)).map((each) => String(each.key.value)));
      if (tag === "!reset") return visit.REMOVE;
      delete pair.value.tag;
      return visit.SKIP;
    },
  });
  return places;
}

/** A document without these places. */
export function without(document, places) {
  return places.reduce((left, place) => drop(left, place), document);
}

function drop(value, [key, ...rest]) {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return value;
  const { [key]: inner, ...others } = value;
  return rest.length ? { ...value, [key]: drop(inner, rest) } : others;
}
