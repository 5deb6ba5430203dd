/* `${NAME:-default}` in the values of a Compose file. */

const VARIABLE = /\$(?:\$|\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|([a-zA-Z_]\w*)|(?=[^\s]))/gs;

/** A variable that has to be there is not, or the form is none. */
export class InterpolationError extends Error {}

/** Put variables into every text of a document. `lookup`: name -> text or undefined; `missing` is told of those without a value. */
export function interpolate(value, lookup, missing, path = "") {
  if (typeof value === "string") return fill(value, lookup, missing, path);
  if (Array.isArray(value)) return value.map((each) => interpolate(each, lookup, missing, `${path}.[]`));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, interpolate(each, lookup, missing, path ? `${path}.${key}` : key)]));
}

function fill(text, lookup, missing, path) {
  return text.replace(VARIABLE, (all, braced, bare) => {
    if (all === "$$") return "$";
    if (bare !== undefined) return value(bare, lookup, missing);
    const match = braced === undefined ? null : /^([a-zA-Z_]\w*)(?:(:?[-?+])(.*))?$/s.exec(braced);
    if (!match) throw new InterpolationError(`invalid interpolation format for ${path}.\nYou may need to escape any $ with another $.\n${text}`);
    const [, name, operator = "", word = ""] = match, found = lookup(name), isSet = found !== undefined && (!operator.startsWith(":") || found !== "");
    if (operator.endsWith("-")) return isSet ? found : fill(word, lookup, missing, path);
    if (operator.endsWith("+")) return isSet ? fill(word, lookup, missing, path) : "";
    if (operator.endsWith("?")) {
      if (isSet) return found;
      throw new InterpolationError(`error while interpolating ${path.replaceAll(".[]", ".[]")}: required variable ${name} is missing a value: ${fill(word, lookup, missing, path)}`);
    }
    return value(name, lookup, missing);
  });
}

function value(name, lookup, missing) {
  const found = lookup(name);
  if (found === undefined) missing(name);
  return found ?? "";
}
