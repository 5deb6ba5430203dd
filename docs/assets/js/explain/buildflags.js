/* The flags of `docker build` that have a grammar of their own, as buildx reads them before it asks a builder.
   After hooks/dockernotes/dockercli/buildflags.py. */
import { cut, splitFields } from "./fields.js";
import { checkImage } from "./image.js";
import { isBool } from "./kinds.js";

const QUOTE = "a quote that is not closed";

/** The fields of a value, or what is wrong with one. @returns {Map<string, string> | string} */
function pairs(value) {
  const fields = splitFields(value);
  if (!fields) return QUOTE;
  const odd = fields.find((field) => !field.includes("="));
  if (odd !== undefined) return `\`${odd}\` is not \`name=value\``;
  return new Map(fields.map((field) => cut(field, "=")).map(([name, text]) => [name.trim().toLowerCase(), text]));
}

const named = (value) => (value.startsWith("=") ? "no name before the `=`" : null);

function secret(value) {
  const given = pairs(value);
  if (typeof given === "string") return given;
  const odd = [...given.keys()].find((key) => !["id", "src", "source", "env", "type"].includes(key));
  if (odd !== undefined) return `unknown key \`${odd}\`; known: \`env\`, \`id\`, \`src\`, \`type\``;
  return ["file", "env"].includes(given.get("type") ?? "file") ? null : "`type` is `file` or `env`";
}

function typed(value) {
  const given = pairs(value);
  if (typeof given === "string") return given;
  return given.get("type") ? null : "wants `type=…`";
}

function cache(value) {
  if (!value.includes("=")) return splitFields(value) ? null : QUOTE;
  return typed(value);
}

function output(value) {
  const fields = splitFields(value);
  return fields?.length === 1 && fields[0] === value && !value.startsWith("type=") ? null : typed(value);
}

/** `--provenance` and `--sbom`: a switch, or the fields of `--attest` without the type. */
const attestation = (value) => (isBool(value) === null ? null : typed(`type=x,${value}`));

const context = (value) => (value.includes("=") ? checkImage(cut(value, "=")[0], false) : "wants `name=path`");

function call(value) {
  const fields = splitFields(value);
  if (!fields) return QUOTE;
  const odd = fields.find((field) => field.includes("=") && !/^(?:format|ignorestatus)=/.test(field));
  if (odd) return `unknown field \`${odd}\``;
  return fields.filter((field) => !field.includes("=")).length > 1 ? "two methods" : null;
}

const unlessEmpty = (check) => (value) => (value ? check(value) : null);

/** The check of each flag. */
export const BUILD = Object.fromEntries(Object.entries({
  "--attest": typed,
  "--build-arg": named,
  "--build-context": context,
  "--cache-from": cache,
  "--cache-to": cache,
  "--call": call,
  "--label": named,
  "--output": output,
  "--print": call,
  "--provenance": attestation,
  "--sbom": attestation,
  "--secret": secret,
}).map(([name, check]) => [name, unlessEmpty(check)]));

/** Whether one of the outputs leaves no image behind, and so none for `--iidfile`. */
export const hasLocalOutput = (values) => values.some((value) => {
  const given = pairs(value);
  return value && ["local", "tar"].includes(typeof given === "string" ? "local" : given.get("type"));
});
