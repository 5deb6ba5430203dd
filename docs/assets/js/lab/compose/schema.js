/* Check a document against the schema of Compose files, and report in Compose's words the deepest fault, the first if
   there are several. The order is that of the library that Compose uses. */
import { SPECIFICATION } from "./specification.js";

/** @returns {string | null} null: nothing is wrong */
export function schemaFault(document) {
  const faults = [];
  new Check(document, SPECIFICATION, [], faults, false).run();
  const depth = ({ path, isKey }) => path.length + Number(Boolean(isKey)), [first, ...rest] = faults;
  const deepest = rest.reduce((found, each) => (depth(each) > depth(found) ? each : found), first);
  return deepest ? `${deepest.path.join(".")} ${deepest.said}` : null;
}

const KINDS = ["null", "boolean", "number", "integer", "string", "array", "object"];
const kindOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
const isA = (value, kind) => (kind === "integer" ? Number.isInteger(value) : kindOf(value) === kind);
const human = (kind) => (kind === "object" ? "mapping" : kind);
const quoted = (text) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
const shown = (value) => (typeof value === "string" ? quoted(value) : String(value));
const resolved = (reference) => SPECIFICATION.$defs[reference.split("/").at(-1)];

function wanted(kinds) {
  const names = KINDS.filter((each) => kinds.includes(each)).map(human);
  if (names.length === 1) return names[0];
  names.sort();
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** Check a value by a schema. */
class Check {
  /** @param {boolean} watches whether a schema asks which properties none has checked */
  constructor(value, schema, path, faults, watches) {
    Object.assign(this, { value, schema, path, faults });
    const isObject = kindOf(value) === "object";
    this.left = isObject && (watches || schema.unevaluatedProperties !== undefined) ? new Set(Object.keys(value)) : null;
  }

  say(said, isKey = false) {
    this.faults.push({ path: this.path, said, isKey });
  }

  /** @returns {boolean} whether it fits */
  run() {
    const { schema, value } = this, before = this.faults.length;
    if (schema === true) return true;
    if (schema === false) {
      this.say("false schema");
      return false;
    }
    const kinds = schema.type ? [schema.type].flat() : null;
    if (kinds && !kinds.some((each) => isA(value, each))) this.say(`must be a ${wanted(kinds)}`);
    else if (schema.enum && !schema.enum.includes(value)) this.say(`value must be ${schema.enum.length > 1 ? "one of " : ""}${schema.enum.map(shown).join(", ")}`);
    else {
      if (schema.$ref) this.self(resolved(schema.$ref));
      this.byKind();
      for (const each of schema.allOf ?? []) this.self(each);
      this.some();
      if (schema.unevaluatedProperties !== undefined && this.left) {
        for (const each of this.left) this.inner(schema.unevaluatedProperties, value[each], each);
        this.left = null;
      }
    }
    return this.faults.length === before;
  }

  byKind() {
    const { schema, value } = this;
    switch (kindOf(value)) {
      case "object": return this.object();
      case "array": {
        const texts = value.map((each) => JSON.stringify(each)), twice = texts.findIndex((each, at) => texts.indexOf(each) < at);
        if (schema.uniqueItems && twice > 0) this.say(`items at ${texts.indexOf(texts[twice])} and ${twice} are equal`);
        if (schema.items) value.forEach((each, at) => this.inner(schema.items, each, String(at)));
        return undefined;
      }
      case "string": return schema.pattern && !new RegExp(schema.pattern, "u").test(value) ? this.say(`${quoted(value)} does not match pattern ${quoted(schema.pattern)}`) : undefined;
      case "number":
        if (value < schema.minimum) this.say(`must be greater than or equal to ${schema.minimum}`);
        if (value > schema.maximum) this.say(`must be less than or equal to ${schema.maximum}`);
        return undefined;
      default: return undefined;
    }
  }

  object() {
    const { schema, value } = this, odd = [], missing = (schema.required ?? []).filter((each) => !Object.hasOwn(value, each));
    if (missing.length) this.say(`missing propert${missing.length > 1 ? "ies" : "y"} ${missing.map(quoted).join(", ")}`);
    for (const [key, each] of Object.entries(value)) {
      const fitting = [schema.properties?.[key], ...Object.entries(schema.patternProperties ?? {}).map(([pattern, its]) => (new RegExp(pattern, "u").test(key) ? its : undefined))].filter((its) => its !== undefined);
      for (const its of fitting) this.inner(its, each, key);
      if (!fitting.length && schema.additionalProperties !== undefined) {
        if (schema.additionalProperties === false) odd.push(key);
        else this.inner(schema.additionalProperties, each, key);
      } else if (!fitting.length) continue;
      this.left?.delete(key);
    }
    if (odd.length) this.say(`additional properties ${odd.map(quoted).join(", ")} not allowed`, true);
  }

  /* `anyOf` and `oneOf`: each form's faults count only if none fits. */
  some() {
    const { anyOf, oneOf } = this.schema;
    for (const [forms, isOne] of [[anyOf, false], [oneOf, true]]) {
      if (!forms) continue;
      const faults = [], fitting = forms.map((each, at) => (this.self(each, faults) ? at : -1)).filter((at) => at >= 0);
      if (!fitting.length) this.faults.push(...faults);
      else if (isOne && fitting.length > 1) this.say(`'oneOf' failed, subschemas ${fitting[0]}, ${fitting[1]} matched`);
    }
  }

  /** Check the value by one more schema. If it fits, what that checked counts as checked. */
  self(schema, faults = this.faults) {
    const check = new Check(this.value, schema, this.path, faults, Boolean(this.left?.size)), fits = check.run();
    if (fits && this.left) for (const each of this.left) if (!check.left?.has(each)) this.left.delete(each);
    return fits;
  }

  inner(schema, value, key) {
    return new Check(value, schema, [...this.path, key], this.faults, false).run();
  }
}
