// Read errors and messages as JSON from standard input; print what the page would show for each message.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const load = (name) => import(pathToFileURL(`${process.argv[2]}/${name}.js`));
const { answersTo, makeAnswer } = await load("answer");
const { readersNames, withNames } = await load("names");

const { errors, messages } = JSON.parse(readFileSync(0, "utf8"));
const all = errors.flatMap((entry) => [entry, ...(entry.variants ?? [])].map((answer) => ({ ...answer, entry })));
const said = new Map(all.map((answer) => [answer.id, [answer.check, answer.fix].join(" ")]));
const answers = all.map(({ entry, id, title, sample, pattern, names = entry.names ?? [], cause, check, fix }) => makeAnswer({
  entry: entry.id, id, title, sample: sample.trim(), pattern, consequence: id === entry.id && (entry.consequence ?? false),
  names: names.map(({ find, stands }) => [find, stands]), said: [cause, check, fix].join(" "),
}));
const answered = messages.map((message) => {
  const { text, found, near, slips } = answersTo(message, answers);
  const [first] = found;
  const commands = first ? [...said.get(first.answer.id).matchAll(/`([^`]+)`/g)].map(([, code]) => withNames(code, readersNames(text, first))) : [];
  return {
    found: found.map(({ answer }) => answer.id),
    rivals: found.slice(1).filter(({ answer }) => !answer.consequence).map(({ answer }) => answer.id),
    decided: first ? text.slice(first.start, first.end) : "",
    near: near.map(({ id }) => id),
    slips,
    commands,
  };
});
process.stdout.write(JSON.stringify(answered));
