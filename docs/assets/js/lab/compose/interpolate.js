/* `${NAME:-default}` in the values of a Compose file. */

const VARIABLE = /\$(?:\$|\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|([a-zA-Z_]\w*)|(?=[^\s]))/gs;

/** A required variable is missing, or the form is invalid. */
export class InterpolationError extends Error {}

/** Put variables into all texts of a document. `lookup`: name -> text or undefined; `missing` gets those without a
    value; `made` gets each text with its path. All faults are reported together. */
export function interpolate(value, lookup, missing, made = (text) => text) {
  const faults = [], out = walk(value, lookup, missing, made, "", faults);
  if (faults.length) throw new InterpolationError(faults.join("\n"));
  return out;
}

const byName = ([a], [b]) => (a < b ? -1 : 1);

function walk(value, lookup, missing, made, path, faults) {
  if (typeof value === "string") {
    try {
      return made(fill(value, lookup, missing, path), path);
    } catch (error) {
      if (!(error instanceof InterpolationError)) throw error;
      faults.push(error.message);
      return value;
    }
  }
  if (Array.isArray(value)) return value.map((each) => walk(each, lookup, missing, made, `${path}.[]`, faults));
  if (value === null || typeof value !== "object") return value;
  const done = new Map(Object.entries(value).sort(byName).map(([key, each]) => [key, walk(each, lookup, missing, made, path ? `${path}.${key}` : key, faults)]));
  return Object.fromEntries(Object.keys(value).map((key) => [key, done.get(key)]));
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
      throw new InterpolationError(`error while interpolating ${path}: required variable ${name} is missing a value: ${fill(word, lookup, missing, path)}`);
    }
    return value(name, lookup, missing);
  });
}

function value(name, lookup, missing) {
  const found = lookup(name);
  if (found === undefined) missing(name);
  return found ?? "";
}
