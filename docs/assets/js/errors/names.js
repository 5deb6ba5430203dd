/* The answer speaks the reader's names: those of the pasted text stand in the commands, quoted for a shell. */

const NEAR = 2000; // characters around the message in which its names are looked for
const PLAIN = /^[\w@%+=:,./~-]+$/;

/** @param {string} text
    @param {import("./answer.js").Found} found
    @returns {[string, string][]} what stands in the commands, and the reader's name for it */
export function readersNames(text, { answer, start, end }) {
  const around = text.slice(Math.max(0, start - NEAR), end + NEAR);
  return answer.names.flatMap(([find, stands]) => {
    const name = new RegExp(find, "im").exec(around)?.slice(1).find((group) => group);
    return name && name !== stands ? [[stands, short(name)]] : [];
  });
}

/** The twelve digits by which Docker knows a container as well. */
const short = (name) => (/^[0-9a-f]{64}$/.test(name) ? name.slice(0, 12) : name);

/** @param {string} command
    @param {[string, string][]} names
    @returns {string} the command with the names in it, all at once: one may be what another stands for */
export function withNames(command, names) {
  if (!names.length) return command;
  const known = new Map(names);
  const words = [...known.keys()].sort((one, other) => other.length - one.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const stands = new RegExp(`(?<![\\w.-])(?:${words.join("|")})(?![\\w-]|\\.\\w)`, "g");
  return command.replace(stands, (word, at) => quoted(known.get(word), quoteAt(command, at)));
}

/** @returns {string} The quote that is open at a place of a command, or nothing. */
function quoteAt(command, at) {
  let open = "";
  for (const sign of command.slice(0, at)) {
    if (open ? sign === open : sign === "'" || sign === '"') open = open ? "" : sign;
  }
  return open;
}

function quoted(name, open) {
  if (PLAIN.test(name)) return name;
  if (open === '"') return name.replace(/["\\$`]/g, "\\$&");
  const inside = name.replaceAll("'", "'\\''");
  return open ? inside : `'${inside}'`;
}
