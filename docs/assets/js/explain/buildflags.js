/* The flags of `docker build` that have their own grammar, as buildx reads them before it asks a builder.
   After hooks/dockernotes/dockercli/grammar/buildflags.py. */
import { cut, splitFields } from "./fields.js";
import { checkImage } from "./image.js";
import { decimal, isBool, size, sizeOrUnlimited } from "./kinds.js";
import { matching } from "./tables.js";

const QUOTE = "a quote that's never closed";

/** A value's fields, or what is wrong with one. @returns {Map<string, string> | string} */
function pairs(value) {
  const fields = splitFields(value);
  if (!fields) return QUOTE;
  const odd = fields.find((field) => !field.includes("="));
  if (odd !== undefined) return `\`${odd}\` is not \`name=value\``;
  return new Map(fields.map((field) => cut(field, "=")).map(([name, text]) => [name.trim().toLowerCase(), text]));
}

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
  return given.get("type") ? null : "needs `type=…`";
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

const context = (value) => (value.includes("=") ? checkImage(cut(value, "=")[0], false) : "needs `name=path`");

function call(value) {
  const fields = splitFields(value);
  if (!fields) return QUOTE;
  const odd = fields.find((field) => field.includes("=") && !/^(?:format|ignorestatus)=/.test(field));
  if (odd) return `unknown field \`${odd}\``;
  return fields.filter((field) => !field.includes("=")).length > 1 ? "two methods" : null;
}

function entitlement(value) {
  const good = ["device", "network.host", "security.insecure"].includes(value) || value.startsWith("device=");
  return good ? null : "known: `device`, `network.host`, `security.insecure`";
}

const anything = matching("anything");
const RESOURCES = {
  "--cpu-period": decimal, "--cpu-quota": decimal, "--cpu-shares": decimal, "--memory": size, "--memory-swap": sizeOrUnlimited,
  "--cpuset-cpus": anything, "--cpuset-mems": anything,
};

function resource(value) {
  const [name, text] = cut(value, "=").map((each) => each.trim()), flag = `--${name}`;
  if (!value.includes("=")) return "needs `name=value`, such as `memory=2g`";
  if (Object.hasOwn(RESOURCES, flag)) return RESOURCES[flag](text);
  return `unknown resource \`${name}\`; known: ${Object.keys(RESOURCES).sort().map((key) => `\`${key.slice(2)}\``).join(", ")}`;
}

function policy(value) {
  const given = pairs(value);
  if (typeof given === "string") return given;
  for (const [key, text] of given) {
    if (["reset", "disabled", "strict"].includes(key) && isBool(text)) return `\`${key}\` is \`true\` or \`false\``;
    if (!["filename", "reset", "disabled", "strict", "log-level"].includes(key) || (key === "filename" && !text)) {
      return `unknown key \`${key}\`; known: \`disabled\`, \`filename\`, \`log-level\`, \`reset\`, \`strict\``;
    }
  }
  return null;
}

/** The checks, by their names in flags.json. */
export const BUILD = {
  "build-attestation": attestation,
  "build-cache": cache,
  "build-call": call,
  "build-context": context,
  "build-entitlement": entitlement,
  "build-output": output,
  "build-policy": policy,
  "build-resource": resource,
  "build-secret": secret,
  "build-typed": typed,
};

/** Whether an output leaves no image behind, and so none for `--iidfile`. */
export const hasLocalOutput = (values) => values.some((value) => {
  const given = pairs(value);
  return value && ["local", "tar"].includes(typeof given === "string" ? "local" : given.get("type"));
});
