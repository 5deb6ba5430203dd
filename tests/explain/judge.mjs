// For each line of JSON on standard input, print a line: the result of a function of the page.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, data] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(`${folder}/${name}.js`));
const { makeSpec, specOf } = await load("spec");
const { parse } = await load("parse");
const { refused } = await load("engine");
const { doubted } = await load("doubted");
const { readScript } = await load("words");
const { hasKey } = await load("composekeys");
const { toCompose } = await load("compose");
const { meaningsOf } = await load("meanings");
const { explainPaste } = await load("explain");
const { saidIn } = await load("shells");
const spec = makeSpec(JSON.parse(readFileSync(data, "utf8")));

/* Python counts code points, JavaScript UTF-16 units. */
const points = (text, at) => [...text.slice(0, at)].length;

const answers = {
  parse({ argv, opaque, version = "" }) {
    const read = parse(argv, specOf(spec, version), new Set(opaque));
    const place = (word, at) => points(argv[word], at);
    const row = (p) => [p.word, place(p.word, p.start), place(p.word, p.end), p.reason, p.message, p.cli];
    const beyond = [...refused(read, new Set(opaque)), ...doubted(read, new Set(opaque))].map(row);
    return {
      command: read.command.name,
      verdict: read.verdict,
      help: read.asksHelp,
      operands: read.operands,
      parts: read.parts.map((p) => [p.word, place(p.word, p.start), place(p.word, p.end), p.role, p.flag?.name ?? ""]),
      problems: read.problems.map(row), ...(beyond.length && { beyond }),
    };
  },
  explain({ text, version = "" }) {
    const found = explainPaste(text, spec, { version });
    const fixes = found.commands.flatMap((c) => [...c.faults, ...c.doubts]).flatMap((f) => (f.fix ? [f.fix.edit] : [])).sort((a, b) => b.start - a.start);
    const mended = fixes.reduce((all, { start, end, text: put }) => all.slice(0, start) + put + all.slice(end), text);
    const commands = found.commands.map((c) => ({
      kind: c.kind, name: c.name, verdict: c.verdict, asksEngine: c.asksEngine, elsewhere: c.elsewhere, faults: c.faults.map((f) => f.message), doubts: c.doubts.map((d) => d.message), remarks: c.remarks,
      windows: c.windows.map((w) => w.text ?? w.reason), openings: c.openings, dangers: c.dangers.map((d) => [d.level, d.name]),
      rows: c.rows.map((row) => [c.text.slice(row.start, row.end), row.meaning?.name ?? row.note, row.fault ? "wrong" : row.meaning ? row.note : ""]),
    }));
    return { commands, mended, file: found.file, docker: found.docker, errors: found.errors.map((e) => e.message), output: found.output, shell: found.shell, compose: found.compose };
  },
  meanings({ argv }) {
    return meaningsOf(parse(argv, spec), spec).map((m) => {
      const said = m.danger ? `${m.summary} ${spec.dangers[m.danger.level]}: ${m.danger.loses}` : (m.intro ?? "") + m.summary;
      const [start, end] = [points(argv[m.word], m.start), points(argv[m.last], m.end)];
      return [m.word, start, m.last, end, m.name, m.address, said.replaceAll("`", "")];
    });
  },
  compose({ text }) {
    const runs = readScript(text).commands.map(({ words }) => {
      const opaque = new Set(words.flatMap((word, at) => (word.opaque ? [at] : [])));
      return { parsed: parse(words.map((word) => word.text), spec, opaque), opaque };
    });
    return { ...toCompose(runs.filter(({ parsed }) => /run|create/.test(parsed.command.name))), problems: runs.flatMap((r) => r.parsed.problems) };
  },
  keyed() {
    return spec.byName.get("docker run").flags.filter((flag) => hasKey(flag.name)).map((flag) => flag.name);
  },
  shells({ text }) {
    const [command] = readScript(text).commands;
    return ["PowerShell", "cmd"].map((shell) => saidIn(shell, command, text)).map(({ text: said = "", reason = "" }) => [said, reason]);
  },
  words({ text }) {
    const found = readScript(text).commands.filter(({ words: [{ text: name, opaque }] }) => !opaque && /^(?:.*[\\/])?docker(?:\.exe)?$/s.test(name));
    return found.map(({ more, words }) => ({
      more, words: words.map((w) => [w.text, points(text, w.start), points(text, w.end), Number(w.opaque), Number(w.exact)]),
    }));
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  process.stdout.write(JSON.stringify(answers[job.ask](job)) + "\n");
}
