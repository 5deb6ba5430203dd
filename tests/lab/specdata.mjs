/* The data that the site gives the command reader, made only from the CLI's spec. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../.."), CHANGES = join(ROOT, "hooks/dockernotes/dockercli/spec/since.py"), SPECS = join(ROOT, "hooks/dockernotes/dockercli/specs");
const table = (name) => JSON.parse(readFileSync(join(ROOT, "hooks/dockernotes", `${name}.json`), "utf8"));

/** Return the CLI's spec in the form that the site gives Explain, without the reference's texts. */
export function specData() {
  const versions = readdirSync(SPECS).map((file) => file.replace(/\.json$/, ""));
  const newest = versions.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1), spec = JSON.parse(readFileSync(join(SPECS, `${newest}.json`), "utf8"));
  const flags = [], commands = spec.commands.map((each) => {
    const its = each.flags.map(([name, short, kind, hidden, deprecated]) => flags.push([name, short, kind, Number(hidden) + 2 * Number(deprecated ?? false)].join(",")) - 1);
    return [each.name, each.also, each.least, each.most, Number(each.interspersed), Number(each.group), its.join(" ")];
  });
  const [, changes] = /^SINCE = \{([^}]*)\}/m.exec(readFileSync(CHANGES, "utf8")), since = Object.fromEntries([...changes.matchAll(/"([\w-]+)": "([\d.]+)"/g)].map(([, name, version]) => [name, version]));
  const exclusions = {};
  for (const { commands: names, pairs } of table("dockercli/rules/exclusions")) for (const name of names) (exclusions[name] ??= []).push(...pairs);
  const tables = {
    ...Object.fromEntries(["names", "patterns", "flags"].map((name) => [name, table(`dockercli/grammar/${name}`)])),
    rules: table("dockercli/rules/conflicts"), engine: table("dockercli/engine/refused"), shells: table("dockercli/reader/quoting"), wrappers: table("source/wrappers"), prompts: table("source/prompts").map(({ pasted }) => pasted),
  };
  return { docker: newest, since, exclusions, tables, flags, commands, meant: { flag: {}, command: {} }, risky: [], plugins: [], entries: [], parts: {}, pages: {} };
}
