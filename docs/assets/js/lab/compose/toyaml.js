/* YAML as `docker compose config` writes it. */

const PLAIN = /^(?![-?:](?:\s|$)|[,[\]{}#&*!|>'"%@`])(?:(?!: |:$| #)[^\n\t])*$/;
const OTHER = /^(?:true|True|TRUE|false|False|FALSE|null|Null|NULL|~|[-+]?(?:0[xX][\da-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|[\d_]+|[\d_]*\.[\d_]+|[\d_]+\.[\d_]*)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|)$/;
const OLD = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$|^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?$/, DATE = /^\d{4}-\d\d?-\d\d?(?:$|[Tt ])/;

function scalar(value) {
  if (value === null) return "null";
  if (typeof value !== "string") return String(value);
  if (OTHER.test(value) || DATE.test(value)) return JSON.stringify(value);
  if (OLD.test(value)) return `'${value}'`;
  if (PLAIN.test(value) && value === value.trim()) return value;
  return /[\t\n\u0000-\u001f]/.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

/** @returns {string} */
export function toYaml(value, indent = 0) {
  const pad = "  ".repeat(indent);
  return Object.entries(value).map(([key, each]) => {
    const head = Array.isArray(value) ? `${pad}-` : `${pad}${scalar(key)}:`;
    if (typeof each === "string" && each.includes("\n")) return `${head} ${block(each, indent + 1)}`;
    if (each === null || typeof each !== "object") return `${head} ${scalar(each)}\n`;
    if (!Object.keys(each).length) return `${head} ${Array.isArray(each) ? "[]" : "{}"}\n`;
    if (!Array.isArray(value)) return `${head}\n${toYaml(each, indent + 1)}`;
    return `${head} ${toYaml(each, indent + 1).slice((indent + 1) * 2)}`;
  }).join("");
}

function block(text, indent) {
  const pad = "  ".repeat(indent), ends = text.endsWith("\n");
  return `|${ends ? "" : "-"}\n${(ends ? text.slice(0, -1) : text).split("\n").map((line) => (line ? pad + line : "")).join("\n")}\n`;
}
