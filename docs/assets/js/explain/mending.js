/* Mend what prevents reading a command: characters of a word processor, programs other than docker. */
import { goneMessage } from "./gone.js";
import { nearest } from "./suggest.js";
import { readScript } from "./words.js";

/* Commands of docker that are no program of a shell: typed alone, they lack `docker`. */
const BARE = ["run", "build", "pull", "push", "images", "compose", "logs", "inspect", "container", "image", "volume", "network"];
const DASHES = "\u2013\u2014\u2212";

/** Dashes, quotes and blanks of a word processor, and the text without them; null if there are none. Inside quotes, all
    are fine. @returns {{faults: object[], text: string} | null} */
export function oddCharacters({ words }, script, spec) {
  const start = words[0].start, end = words.at(-1).end, faults = [];
  for (const word of words.filter((each) => each.exact)) {
    const at = [...word.text].findIndex((letter, i) => Object.hasOwn(spec.characters, letter) && (!DASHES.includes(letter) || i === 0));
    if (at < 0) continue;
    const letter = [...word.text][at], [name, plain] = spec.characters[letter];
    const meant = DASHES.includes(letter) ? dashesMeant(word.text, script.slice(start, end), spec) : plain;
    const hint = meant.trim() ? `; did you mean \`${meant}\`?` : "";
    faults.push({ message: `${name} in a command${hint}`, start: word.start, end: word.end, cli: "", fix: null });
  }
  if (!faults.length) return null;
  const text = plainText(script.slice(start, end), spec);
  if (readScript(text).commands[0]?.words[0].text === "docker") {
    faults.at(-1).fix = { label: "Use plain characters", edit: { start, end, text } };
  }
  return { faults, text };
}

const plainText = (text, spec) =>
  text.replace(/(^|\s)([\u2013\u2014\u2212]+)(?=\S)(\S*)/g, (_, before, dash, rest) => before + dashesMeant(dash + rest, text, spec) + rest)
    .replace(/./gu, (letter) => (Object.hasOwn(spec.characters, letter) && !DASHES.includes(letter) ? spec.characters[letter][1] : letter));

/** Word processors turn two dashes into one: `–name` was `--name`, `–it` was `-it`. The command's flags tell. */
function dashesMeant(word, text, spec) {
  const bare = word.replace(/^[\u2013\u2014\u2212]+/, "").split("=")[0], path = text.split(/\s+/).filter((each) => /^[a-z]+$/.test(each));
  let command = spec.byName.get("docker"), long = false;
  for (const name of path.slice(1)) {
    long ||= command.flags.some((flag) => flag.name === `--${bare}`);
    command = spec.byName.get(`${command.name} ${name}`) ?? command;
  }
  long ||= command.flags.some((flag) => flag.name === `--${bare}`) || bare === "help";
  return long || word.startsWith("\u2014") ? "--" : "-";
}

/** What a command of another program was meant to be: its faults, and the text to read instead; null: none of ours.
    @returns {{faults: object[], text: string | null, isOld?: boolean} | null} */
export function meantFor({ text, start, end, words }, spec) {
  const [first] = words, length = first.end - first.start, name = first.text.split(/[\\/]/).at(-1).replace(/\.exe$/, "");
  const instead = (meant, message) => {
    const edit = { start, end: start + length, text: meant };
    return { faults: [{ message, start, end: edit.end, cli: "", fix: { label: `Use \`${meant}\``, edit } }], text: meant + text.slice(length) };
  };
  const gone = spec.gone.find(([old]) => old === name);
  if (gone) {
    const meant = /^`(docker [a-z ]+)`/.exec(gone[3])?.[1], message = goneMessage(gone, spec);
    if (!meant) return { faults: [{ message, start, end, cli: "", fix: null }], text: null, isOld: true };
    return { ...instead(meant, message), isOld: true };
  }
  const isSlip = name !== "dockerd" && nearest(name, ["docker"]) && Math.abs(name.length - 6) < 2;
  const meant = BARE.includes(first.text) ? `docker ${first.text}` : isSlip && first.text === name ? "docker" : null;
  return meant && instead(meant, `\`${first.text}\` is not the docker command; did you mean \`${meant}\`?`);
}
