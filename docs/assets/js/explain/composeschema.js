/* Check a Compose file against the official schema, and say what breaks it. After hooks/dockernotes/compose/specification.py.

   @typedef {{path: string[], isKey: boolean, message: string}} Fault `path`: where in the file; `isKey`: for the key, not its value */
import { Validator } from "@cfworker/json-schema";
import { didYouMean } from "./suggest.js";

const UNION = /^(.*\/(?:oneOf|anyOf))\/(\d+)(?:\/|$)/;
const NAMED = /^Property "(.*)" does not match (?:additional|unevaluated) properties schema\.$/;
/* These only say that something below them is wrong. */
const AROUND = new Set(["properties", "patternProperties", "items", "prefixItems", "$ref", "allOf", "oneOf", "anyOf", "false", "not", "if", "then", "else", "propertyNames"]);

/** @param {object} data @param {object} schema @returns {Fault[]} */
export function schemaFaults(data, schema) {
  const { valid, errors } = new Validator(schema, "2020-12", false).validate(data);
  if (valid) return [];
  const kept = withoutOtherForms(errors), leaves = kept.filter(({ keyword }) => !AROUND.has(keyword) || keyword === "union");
  const found = leaves.flatMap((error) => faultOf(error, leaves, schema) ?? []);
  return [...new Map(found.map((fault) => [`${fault.path.join("/")} ${fault.message}`, fault])).values()];
}

/** Of a value's possible forms, keep only the one that its type suggests; otherwise report that none fits. */
function withoutOtherForms(errors) {
  const unions = new Map();
  for (const error of errors) {
    for (let at = error.keywordLocation, match; (match = UNION.exec(at)); at = match[1]) {
      const branches = unions.get(match[1]) ?? unions.set(match[1], new Map()).get(match[1]);
      branches.set(match[2], [...(branches.get(match[2]) ?? []), error]);
    }
  }
  const dropped = new Set(), added = [];
  for (const [place, branches] of unions) {
    const { instanceLocation: here } = errors.find(({ keywordLocation }) => keywordLocation === place) ?? { instanceLocation: "#" };
    const fitting = [...branches.values()].filter((its) => !its.some(({ keyword, instanceLocation }) => keyword === "type" && instanceLocation === here));
    for (const its of branches.values()) if (fitting.length !== 1 || its !== fitting[0]) its.forEach((error) => dropped.add(error));
    if (fitting.length !== 1) added.push({ keyword: "union", instanceLocation: here, keywordLocation: place, error: "" });
  }
  const isInside = (error) => added.some((other) => other !== error && error.instanceLocation.startsWith(`${other.instanceLocation}/`));
  return [...errors.filter((error) => !dropped.has(error)), ...added].filter((error) => !isInside(error));
}

function faultOf({ keyword, instanceLocation, keywordLocation, error }, all, schema) {
  const path = pathOf(instanceLocation), own = path.at(-1) ?? "the file", name = NAMED.exec(error)?.[1];
  if (name !== undefined) {
    const here = `${instanceLocation}/${escaped(name)}`;
    // A known key whose value is wrong counts as not evaluated.
    const isKnown = all.some((other) => other.instanceLocation === here || other.instanceLocation.startsWith(`${here}/`));
    if (isKnown || name.startsWith("x-")) return null;
    return { path: [...path, name], isKey: true, message: `unknown key \`${name}\`${didYouMean(name, knownAt(keywordLocation, schema))}` };
  }
  return { path, isKey: false, message: `\`${own}\` ${saidOf(keyword, error, instanceLocation)}` };
}

const TYPES = { object: "a mapping", array: "a list", string: "text", number: "a number", integer: "a whole number", boolean: "`true` or `false`", null: "nothing" };

function saidOf(keyword, error, place) {
  if (keyword === "type") {
    const [is, ...wanted] = [...error.matchAll(/"(\w+)"/g)].map((match) => match[1]);
    return `is ${TYPES[is]}, and has to be ${wanted.map((each) => TYPES[each]).join(" or ")}`;
  }
  if (keyword === "enum") return `has to be one of ${(/\[.*\]/s.exec(error)?.[0] ?? "").replace(/[[\]]/g, "").replace(/"([^"]*)"/g, "`$1`").replaceAll(",", ", ")}`;
  if (keyword === "union") return "doesn't have any of the forms that this key accepts";
  if (keyword === "required") return `lacks \`${/"([^"]+)"/.exec(error)?.[1] ?? place}\``;
  if (keyword === "uniqueItems") return "names something twice";
  if (keyword === "pattern") return "doesn't have the form that this key needs";
  return "isn't what this key takes";
}

const escaped = (name) => encodeURI(name.replaceAll("~", "~0").replaceAll("/", "~1"));
const pathOf = (place) => place.split("/").slice(1).map((step) => decodeURI(step).replaceAll("~1", "/").replaceAll("~0", "~"));

/** The keys that the schema allows at a place, including those it refers to. */
function knownAt(place, schema) {
  let here = schema;
  for (const step of pathOf(place).slice(0, -1)) here = step === "$ref" ? resolved(here.$ref, schema) : here[step] ?? {};
  const names = new Set(), waiting = [here];
  while (waiting.length) {
    const each = waiting.pop();
    for (const name of Object.keys(each.properties ?? {})) names.add(name);
    waiting.push(...(each.allOf ?? []), ...(each.$ref ? [resolved(each.$ref, schema)] : []));
  }
  return names;
}

const resolved = (reference, schema) => schema.$defs[reference.split("/").at(-1)];
