// For each line of JSON on standard input, print a line: the page's answer about files and other programs.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, data] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(`${folder}/${name}.js`));
const { schema } = JSON.parse(readFileSync(`${folder}/files.json`, "utf8"));
const [{ readCompose }, { toRun }, { readDockerfile }, { otherTool }, { fileIn, messageIn }, { explainPaste }, { makeSpec }, { saidOf }] = await Promise.all(
  ["composefile", "torun", "dockerfilerules", "othertools", "recognise", "explain", "spec", "calm"].map(load));
const spec = makeSpec(JSON.parse(readFileSync(data, "utf8")));
const line = (text, at) => text.slice(0, at).split("\n").length;

const answers = {
  compose({ text }) {
    const read = readCompose(text, schema);
    return { faults: read.faults.map(({ start, message }) => [line(read.text, start), message]), variables: read.variables, isPiece: read.isPiece, text: read.text };
  },
  run({ text }) {
    const made = toRun(readCompose(text, schema).data), { commands, compose } = explainPaste(made.commands.join("\n"), spec);
    return { ...made, faults: commands.flatMap(({ faults }) => faults.map(({ message }) => message)), back: compose?.yaml ?? "" };
  },
  dockerfile: ({ text }) => readDockerfile(text).faults.map(({ line: at, message }) => [at + 1, message]),
  tool({ text }) {
    const [command] = explainPaste(text, spec).commands, found = otherTool(command);
    if (!found) return null;
    const [nearest] = found.docker ? explainPaste(found.docker, spec).commands : [];
    return { ...found, kind: nearest?.kind ?? "", faults: nearest?.faults.map(({ message }) => message) ?? [] };
  },
  kind: ({ text }) => [fileIn(text).kind, messageIn(text).isMessage],
  /** What is red for each beginning of a text, while typing and at a pause. */
  typed({ text }) {
    return Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1)).flatMap((typed) =>
      [false, true].flatMap((isPaused) => explainPaste(typed, spec).commands.flatMap((command) =>
        saidOf(command, { caret: typed.length, isPaused }).faults.map(({ message }) => `${typed}: ${message}`))));
  },
};

for await (const job of createInterface({ input: process.stdin })) {
  const { ask, ...rest } = JSON.parse(job);
  process.stdout.write(JSON.stringify(answers[ask](rest)) + "\n");
}
