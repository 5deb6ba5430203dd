/* What each word of a docker command means: its reference entry and a line that explains it.
   After hooks/dockernotes/catalog/explain.py; both are tested by tests/vectors/explain.json.

   @typedef {{word: number, start: number, last: number, end: number, name: string, address: string, summary: string,
     intro?: string, isValue?: boolean, flag?: object, entry?: object, danger?: object | null}} Meaning
     what the characters from `start` of word `word` to `end` of word `last` are, and where that is explained */
import { operandsOf, partsOf, takeApart } from "./forms.js";
import { text } from "./parse.js";
import { commandAddress, findFlag, flagAddress, termAddress } from "./spec.js";

const REST = "argument";

/** The meanings of a command's words, in order. What the data doesn't explain is left out. @returns {Meaning[]} */
export function meaningsOf(parsed, spec) {
  const found = [];
  for (const meaning of each(parsed, spec)) {
    const before = found.at(-1);
    if (before?.name === REST && meaning.name === REST && meaning.word === before.last + 1) {
      found[found.length - 1] = { ...before, last: meaning.last, end: meaning.end };
    } else found.push(meaning);
  }
  return found;
}

function* each(parsed, spec) {
  const level = ["docker"]; // the command that the flags here belong to
  const owner = spec.entries.get(parsed.command.name), operands = owner ? operandsOf(owner.usage) : [];
  let first = null; // the word at which a command of two words, such as `volume ls`, begins
  let operand = 0;
  for (const part of parsed.parts) {
    const its = text(parsed, part);
    let entry = spec.entries.get(level.join(" "));
    if (part.role === "program") {
      yield { ...at(part), name: "docker", address: termAddress(spec, "client"), summary: spec.client };
    } else if (part.role === "command") {
      level.push(its);
      first ??= part.word;
      entry = spec.entries.get(level.join(" "));
      if (entry) {
        const { name, summary, danger } = entry;
        yield { ...at(part), word: first, name, address: commandAddress(spec, entry), summary, danger, entry };
        first = null;
      }
    } else if (part.flag) {
      const found = entry && findFlag(spec, entry, part.flag.name);
      if (found) yield* ofFlag(part, found, its, spec);
    } else if (owner) {
      const form = operands.length ? operands[Math.min(operand, operands.length - 1)] : "";
      operand += 1;
      yield* split(part, form, its, commandAddress(spec, owner), spec);
    }
  }
}

function* ofFlag(part, { owner, flag }, its, spec) {
  const address = flagAddress(spec, owner, flag);
  if (part.role === "flag") {
    yield { ...at(part), name: flag.name, address, summary: flag.summary, danger: flag.danger, flag };
  } else {
    for (const piece of split(part, flag.value || "<switch>", its, address, spec, `Value of ${flag.name}. `)) yield { ...piece, isValue: true };
  }
}

/** The parts of a word. A word of another form is its last part as a whole, as `80` in `-p 80`. */
function* split(part, form, its, address, spec, intro = "") {
  const names = partsOf(form).filter((name) => spec.parts.has(name));
  if (!names.length || !its) return;
  // A part with its own form, such as an image, reads the whole word; what follows is for the reader.
  const whole = names.find((name) => spec.parts.get(name).form);
  const spans = takeApart(whole ? `<${whole}>` : form, its, spec.parts);
  if (!spans.length) spans.push([names.at(-1), 0, its.length]);
  for (const [name, start, end] of spans) {
    const own = spec.parts.get(name).form;
    const inner = own ? takeApart(own, its.slice(start, end), spec.parts) : [];
    const pieces = inner.length > 1 ? inner.map(([n, from, to]) => [n, start + from, start + to]) : [[name, start, end]];
    for (const [piece, begin, stop] of pieces) {
      const { summary, term, words } = spec.parts.get(piece), word = its.slice(begin, stop);
      yield {
        ...at(part), start: part.start + begin, end: part.start + stop, name: piece,
        address: term ? termAddress(spec, term) : address,
        summary: Object.hasOwn(words, word) ? words[word] : summary, intro: spans.length + pieces.length > 2 ? "" : intro,
      };
    }
  }
}

const at = (part) => ({ word: part.word, start: part.start, last: part.word, end: part.end });
