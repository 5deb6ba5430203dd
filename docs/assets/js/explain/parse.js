/* An argv read as the docker CLI reads it: which word is which, and what the CLI would refuse.

   The rules are those of cobra and pflag, the CLI's libraries. After hooks/dockernotes/dockercli/reader/parse.py, name
   by name; tests/vectors keeps the two the same. Offsets in a word count UTF-16 units, as in JavaScript. */
import { cut } from "./fields.js";
import { FlagReader } from "./flagreader.js";
import { commandsBelow } from "./spec.js";
import { hint, suggestCommand } from "./suggest.js";
import { Given, checkTogether } from "./together.js";
import { checkOperands, makesContainer } from "./values.js";

/* Commands that check what goes together before they check some values. */
const TOGETHER_FIRST = ["docker builder create", "docker buildx create", "docker context create"];
/* Compose commands that read the project's file, and so refuse an impossible name. */
const READS_PROJECT = [
  "build", "config", "convert", "create", "exec", "publish", "pull", "push", "run", "scale", "up", "watch",
  "bridge convert", "alpha generate", "alpha viz",
];

/** Read a whole command, `docker` included. `opaque`: words that a shell fills in; their text is never judged.
    @param {string[]} argv @param {Set<number>} opaque */
export function parse(argv, spec, opaque = new Set()) {
  return new Reader(argv, spec, opaque, spec.byName.get("docker")).read();
}

/** The part that is the value of the flag at `at` among the parts, or null. */
export function valueOf({ parts }, at) {
  const after = parts[at + 1];
  return after?.role === "value" && after.flag === parts[at].flag ? after : null;
}

/** The values given to a flag, by its long name; of a switch: `true`; null: one in an opaque word. */
export function values(parsed, name, opaque = new Set()) {
  return parsed.parts.flatMap((part, at) => {
    if (part.flag?.name !== name || part.role !== "flag") return [];
    const own = valueOf(parsed, at);
    return [opaque.has((own ?? part).word) ? null : own ? text(parsed, own) : "true"];
  });
}

export const text = (parsed, part) => parsed.argv[part.word].slice(part.start, part.end);

class Reader extends FlagReader {
  read() {
    this.images = [];
    this.readAll();
    const { parsed } = this;
    const late = parsed.asksHelp ? [] : this.late.filter((each) => this.counts(each)), isFirst = TOGETHER_FIRST.includes(parsed.command.name);
    if (!isFirst) parsed.problems.push(...late);
    if (!parsed.problems.length && !parsed.asksHelp && !parsed.command.group) this.judgeTogether();
    parsed.problems.push(...(isFirst ? late : []), ...this.images);
    if (parsed.problems.length && parsed.verdict === "ok") parsed.verdict = parsed.problems[0].reason;
    return parsed;
  }

  /** Whether the command checks a value: a project's name matters if the project's file is read. */
  counts(late) {
    const { parts, command } = this.parsed, part = parts.find(({ word, start, flag }) => word === late.word && start === late.start && flag);
    return part?.flag.name !== "--project-name" || READS_PROJECT.includes(command.name.replace(/^docker compose /, ""));
  }

  readAll() {
    const { argv, parsed } = this;
    let at = 0;
    this.part(0, 0, argv[0].length, "program");
    for (;;) {
      at = this.flags(at + 1);
      if (!parsed.command.group || at >= argv.length) break;
      if (!this.descend(at)) {
        if (parsed.command.most === 0) return;
        this.rest(at, "operand");
        break;
      }
    }
    this.judgeOperands();
  }

  /** Go one command down. False: the rest can't be read. */
  descend(at) {
    const { parsed, spec } = this, word = this.argv[at];
    const child = spec.byName.get(`${parsed.command.name} ${word}`);
    if (child) {
      this.part(at, 0, word.length, "command");
      parsed.command = child;
      return true;
    }
    const top = parsed.command.name === "docker";
    if (top && word === "help") return this.helpTopic(at + 1);
    // A group below Compose prints its help for an unknown word, as if there were none.
    const quiet = parsed.command.name.startsWith("docker compose ");
    const named = quiet || this.opaque.has(at) || (top && spec.plugins.has(word));
    if (!named && parsed.command.most === 0) {
      const name = `${parsed.command.name} ${word}`;
      const meant = suggestCommand(word, commandsBelow(parsed.command.name, spec), this.argv.slice(at + 1), spec);
      this.problem(at, 0, word.length, "command", `unknown command \`${name}\`${hint(meant)}`, { cli: `unknown command: ${name}`, meant });
      if (parsed.problems.length === 1) {
        parsed.verdict = this.verdictOnRest(at);
        // These print their help for an unknown word, as if there were none, once their flags were read.
        if (parsed.verdict === "ok" || (parsed.verdict === "command" && /^docker (?:completion|build(?:er|x) (?:dap|policy))$/.test(parsed.command.name))) {
          parsed.verdict = "ok";
          parsed.problems.length = 0;
        }
      }
    }
    return false;
  }

  /** `docker help` takes the words of a command, and no more. */
  helpTopic(at) {
    let { command } = this.parsed;
    if (this.helpFlag(at)) return false;
    for (let index = at; index < this.argv.length; index++) {
      const word = this.argv[index], child = this.spec.byName.get(`${command.name} ${word}`);
      if (this.opaque.has(index) || this.spec.plugins.has(word)) return false;
      if (!child) {
        const meant = suggestCommand(word, commandsBelow(command.name, this.spec), [], this.spec);
        this.problem(index, 0, word.length, "command", `no help for \`${word}\`: it isn't a command${hint(meant)}`, { cli: `unknown help topic: ${word}`, meant });
        return false;
      }
      command = child;
    }
    return false;
  }

  /** Whether a flag follows `docker help`, which has none. This is checked before any word. */
  helpFlag(at) {
    const index = this.argv.findIndex((word, i) => i >= at && word.startsWith("-") && word.length > 1 && !this.opaque.has(i));
    if (index < 0) return false;
    const word = this.argv[index], long = word.startsWith("--");
    if (word === "--help" || word === "-h") this.parsed.asksHelp = true;
    else if (word !== "--") {
      const name = long ? cut(word, "=")[0] : `-${String.fromCodePoint(word.codePointAt(1))}`;
      const cli = `unknown ${long ? `flag: ${name}` : `shorthand flag: '${name.slice(1)}' in ${word}`}`;
      this.problem(index, 0, name.length, "flag", `\`docker help\` takes no flag, and \`${name}\` is one`, { cli });
    }
    return true;
  }

  /** What the CLI says about an unknown command. It reads the rest as the group's flags, and may find `--help`. Compose
      checks the command first. */
  verdictOnRest(at) {
    if (this.parsed.command.name === "docker compose") return "command";
    const group = { ...this.parsed.command, name: "", group: false, most: null, interspersed: true };
    const rest = new Reader(this.argv.slice(at), this.spec, new Set(), group).read();
    if (rest.asksHelp && !rest.problems.length) return "ok";
    return rest.verdict !== "ok" ? rest.verdict : "command";
  }

  judgeOperands() {
    const { parsed, argv } = this, { command, operands } = parsed, count = operands.length;
    if (parsed.asksHelp || command.group || parsed.problems.length || operands.some((at) => this.opaque.has(at))) return;
    if (count < command.least) {
      const wanted = command.least === 1 ? "argument" : "arguments";
      const atLeast = command.most === command.least ? "" : "at least ";
      const last = argv.length - 1;
      const lacks = command.name.endsWith("build") && command.least === 1 ? "; the build context is missing, usually `.`"
        : makesContainer(command.name) ? "; the image is missing"
        : command.name.endsWith("exec") && count === 1 ? "; the program to run is missing" : "";
      this.problem(last, 0, argv[last].length, "few", `\`${command.name}\` needs ${atLeast}${command.least} ${wanted}, got ${count}${lacks}`);
    } else if (command.most !== null && count > command.most) {
      const at = operands[command.most], ending = command.most === 1 ? "" : "s";
      this.problem(at, 0, argv[at].length, "many", `\`${command.name}\` takes ${command.most || "no"} argument${ending}, got ${count}`);
    } else {
      for (const [index, fault] of checkOperands(command.name, operands.map((at) => argv[at]))) {
        const at = operands[index];
        this.problem(at, 0, argv[at].length, "value", `\`${argv[at]}\`: ${fault}`);
      }
      if (makesContainer(command.name)) this.images = parsed.problems.splice(0); // the image is checked last
    }
  }

  judgeTogether() {
    const { parsed, opaque, argv } = this, words = new Map(), given = new Map();
    for (const part of parsed.parts) if (part.role === "flag") words.set(part.flag.name, part);
    for (const name of words.keys()) given.set(name, values(parsed, name, opaque));
    const operands = parsed.operands.map((at) => (opaque.has(at) ? null : argv[at]));
    for (const [name, fault, cli] of checkTogether(parsed.command.name, new Given(given, operands, this.spec.changes), this.spec.exclusions)) {
      const part = words.get(name) ?? parsed.parts.findLast((each) => each.role === "command");
      this.problem(part.word, part.start, part.end, "conflict", name ? fault : `\`${parsed.command.name}\` ${fault}`, { cli });
    }
  }
}
