/* `!reset` and `!override`: a value so tagged removes or replaces what earlier files say in its place. */
import { isScalar, visit } from "yaml";

const TAGS = ["!reset", "!override"];

/** Take tagged values out of a parsed document. @returns {string[][]} the places that earlier files lose */
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

/** Remove places from a document. */
export function without(document, places) {
  return places.reduce((left, place) => drop(left, place), document);
}

function drop(value, [key, ...rest]) {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return value;
  const { [key]: inner, ...others } = value;
  return rest.length ? { ...value, [key]: drop(inner, rest) } : others;
}
