/* Values that are a line of fields, `name=value,"name=a,b"`, read as Go's CSV reader does.
   After hooks/dockernotes/dockercli/grammar/fields.py. */

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/y;

/** Text before the first `mark`, and after it. */
export function cut(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** The fields of the first line; null if a quote is misplaced or missing, or all is empty.
    @returns {string[] | null} */
export function splitFields(value) {
  const text = value.replaceAll("\r\n", "\n").replace(/^\n+/, ""), fields = [];
  if (!text) return null;
  FIELD.lastIndex = 0;
  for (;;) {
    const match = FIELD.exec(text);
    if (!match) return null;
    fields.push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
    if (match[3] !== ",") return fields;
  }
}

/** Whether the CLI takes a value of `--network` or a service's `--publish` for fields, not a name or a port. */
export const isLong = (value) => /\w+=\w+/.test(value);

/** A check of fields that each name one of the keys. `alone`: one field may be just a name. */
export function keyed(known, { alone = false, wanted = "" } = {}) {
  return (value) => {
    const fields = splitFields(value);
    if (!fields) return "a quote that's never closed, or nothing at all";
    if (alone && fields.length === 1 && !fields[0].includes("=")) return null;
    const given = new Map();
    for (const field of fields) {
      const [name, text] = cut(field, "="), key = name.trim().toLowerCase();
      if (!field.includes("=")) return `\`${field}\` is not \`name=value\``;
      if (!known.includes(key)) return `unknown key \`${key}\``;
      given.set(key, text.trim());
    }
    const needed = wanted.split("/");
    return wanted === "" || needed.some((key) => given.get(key)) ? null : `needs \`${needed[0]}=…\``;
  };
}
