/* Values as YAML: maps, lists, texts, numbers and switches; as a person would write them. */

const PLAIN = /^[A-Za-z_./~][\w./@+=,-]*(?::[\w./@+=,-]+)*$/;
/* Words that some YAML readers take for a switch or for nothing. */
const WORDS = /^(?:true|false|yes|no|on|off|y|n|null|~)$/i;

export function scalar(value) {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  return PLAIN.test(value) && !WORDS.test(value) ? value : JSON.stringify(value);
}

const isEmpty = (value) => Object.keys(value).length === 0;

/** @param {object} value a map or a list @returns {string[]} lines */
function lines(value, indent) {
  const rows = [], pad = "  ".repeat(indent);
  for (const [key, item] of Object.entries(value)) {
    const head = Array.isArray(value) ? "-" : `${scalar(key)}:`;
    if (item === null || typeof item !== "object") rows.push(`${pad}${head} ${scalar(item)}`.trimEnd());
    else if (isEmpty(item)) rows.push(`${pad}${head} ${Array.isArray(item) ? "[]" : "{}"}`);
    else if (Array.isArray(value)) {
      const [first, ...rest] = lines(item, indent + 1);
      rows.push(`${pad}- ${first.trimStart()}`, ...rest);
    } else rows.push(`${pad}${head}`, ...lines(item, indent + 1));
  }
  return rows;
}

export const toYaml = (value) => lines(value, 0).join("\n") + "\n";
