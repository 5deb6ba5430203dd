/* Use the reader's names: those in the pasted text replace the commands' names, quoted for a shell. */

const NEAR = 2000; // characters around the message that are searched for its names
const PLAIN = /^[\w@%+=:,./~-]+$/;

/** @param {string} text
    @param {import("./answer.js").Found} found
    @returns {[string, string][]} the name in the commands, and the reader's name for it */
export function readersNames(text, { answer, start, end }) {
  const around = text.slice(Math.max(0, start - NEAR), end + NEAR);
  return answer.names.flatMap(([find, stands]) => {
    const name = new RegExp(find, "im").exec(around)?.slice(1).find((group) => group);
    return name && name !== stands ? [[stands, short(name)]] : [];
  });
}

/** The twelve digits by which Docker also knows a container. */
const short = (name) => (/^[0-9a-f]{64}$/.test(name) ? name.slice(0, 12) : name);

/** @param {string} command
    @param {[string, string][]} names
    @returns {string} the command with all names filled in together: one may be another's old name */
export function withNames(command, names) {
  if (!names.length) return command;
  const known = new Map(names);
  const words = [...known.keys()].sort((one, other) => other.length - one.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const stands = new RegExp(`(?<![\\w.-])(?:${words.join("|")})(?![\\w-]|\\.\\w)`, "g");
  return command.replace(stands, (word, at) => quoted(known.get(word), quoteAt(command, at)));
}

/** @returns {string} The quote open at a place in a command, or nothing. */
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
