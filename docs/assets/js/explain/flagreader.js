/* The words of an argv up to the next command, as pflag reads them: flags, their values, and operands. After
   hooks/dockernotes/dockercli/reader/flagreader.py. */
import { cut } from "./fields.js";
import { isBool } from "./kinds.js";
import { hint, knownByHeart, otherDashes, suggest } from "./suggest.js";
import { checkValue } from "./values.js";

const PORTS = /^(?:[\d.]+:|\[[\da-fA-F:.]*\]:)?[\d-]+:[\d-]+(?:\/\w+)?$/;

/** Read the words that belong to one command, and note each in `parsed`. */
export class FlagReader {
  constructor(argv, spec, opaque, command) {
    this.argv = argv;
    this.spec = spec;
    this.opaque = opaque;
    this.late = [];
    this.parsed = { argv, command, parts: [], operands: [], problems: [], asksHelp: false, verdict: "ok" };
  }

  /** Read flags and operands. Returns the index of the word that names the next command, or the end. */
  flags(at) {
    const { argv, parsed } = this;
    while (at < argv.length) {
      const word = argv[at];
      if (word === "--" && !this.opaque.has(at)) {
        if (!this.goesOn(at + 1)) return this.afterDashes(at);
        at += 1;
      } else if (word.startsWith("--")) at = this.long(at);
      else if (word.startsWith("-") && word.length > 1) at = this.short(at);
      else if (parsed.command.group) return at;
      else {
        this.part(at, 0, word.length, "operand");
        parsed.operands.push(at);
        at += 1;
        if (!parsed.command.interspersed) {
          this.rest(at, "passed");
          return argv.length;
        }
      }
    }
    return at;
  }

  /** Whether `--` before a word ends nothing: for docker itself, and for Compose if a flag follows. */
  goesOn(at) {
    const { name } = this.parsed.command;
    return name === "docker" || (name === "docker compose" && (this.argv[at] ?? "").startsWith("-"));
  }

  /** After `--`, all words are operands. A group takes none. */
  afterDashes(at) {
    const { command } = this.parsed;
    if (command.most === 0 && command.group && at + 1 < this.argv.length) {
      this.problem(at, 0, 2, "command", `\`${command.name}\` finds no command after \`--\``);
    }
    this.rest(at + 1, "operand");
    return this.argv.length;
  }

  rest(at, role) {
    for (let index = at; index < this.argv.length; index++) {
      this.part(index, 0, this.argv[index].length, role);
      this.parsed.operands.push(index);
    }
  }

  long(at) {
    const word = this.argv[at], [name] = cut(word, "="), equals = word.includes("=");
    const flag = this.flag(name);
    if (!flag) {
      if (name === "--help") this.parsed.asksHelp = true;
      else if (!this.opaque.has(at)) return this.after(at, this.unknown(at, 0, name.length, name));
      return at + 1;
    }
    this.part(at, 0, name.length, "flag", flag);
    if (equals) this.value(at, name.length + 1, flag);
    else if (flag.kind) return this.nextWord(at, 0, name.length, flag);
    else if (flag.name === "--help" || flag.name === "--version") this.parsed.asksHelp = true;
    return at + 1;
  }

  short(at) {
    const word = this.argv[at];
    let position = 1;
    while (position < word.length) {
      const letter = `-${String.fromCodePoint(word.codePointAt(position))}`, end = position + letter.length - 1;
      const flag = this.parsed.command.flags.find((f) => f.short === letter);
      if (!flag) {
        if (letter === "-h") {
          this.parsed.asksHelp = true;
          position = end;
          continue;
        }
        return this.opaque.has(at) ? at + 1 : this.after(at, this.unknown(at, position, end, letter));
      }
      this.part(at, position === 1 ? 0 : position, end, "flag", flag);
      position = end;
      if (word.length > position + 1 && word[position] === "=") {
        this.value(at, position + 1, flag);
        return at + 1;
      }
      if (flag.name === "--version") this.parsed.asksHelp = true;
      if (flag.kind) {
        if (position < word.length) {
          this.value(at, position, flag);
          return at + 1;
        }
        return this.nextWord(at, position - 1, position, flag);
      }
    }
    return at + 1;
  }

  nextWord(at, start, end, flag) {
    if (at + 1 < this.argv.length) this.value(at + 1, 0, flag);
    else {
      const word = this.argv[at];
      const cli = `flag needs an argument: ${word.startsWith("--") ? word : `'${word.at(-1)}' in ${word}`}`;
      this.problem(at, start, end, "missing", `flag \`${flag.name}\` needs a value`, { cli });
    }
    return at + 2;
  }

  value(at, start, flag) {
    const value = this.argv[at].slice(start);
    this.part(at, start, start + value.length, "value", flag);
    if (this.opaque.has(at)) return;
    const command = this.parsed.command.name;
    const [fault, late] = flag.kind ? checkValue(command, flag, value, this.spec.changes) : [isBool(value), false];
    if (!fault) return;
    const word = this.argv[at], meant = word.startsWith("-") && start ? otherDashes(word, this.parsed.command.flags) : null;
    const message = `invalid value \`${value}\` of \`${flag.name}\`: ${fault}${hint(meant)}`;
    this.problem(at, start, start + value.length, "value", message, { late, meant });
  }

  flag(name) {
    return this.parsed.command.flags.find((f) => f.name === name) ?? null;
  }

  /** Report a flag. Returns the one that was meant. */
  unknown(at, start, end, name) {
    const { command } = this.parsed, long = name.startsWith("--");
    const flags = command.flags.filter((f) => !f.hidden);
    const known = long ? flags.map((f) => f.name) : flags.map((f) => f.short).filter(Boolean);
    const above = name === "-p" && this.namesPort(at) ? null : this.above(name);
    const below = above ? null : this.below(at, name);
    const sure = above || below ? null : otherDashes(this.argv[at], flags) ?? knownByHeart(name, known, this.spec.meant.flag);
    const beside = above || below || sure ? null : this.beside(name);
    const meant = above || below || beside ? null : sure ?? suggest(name, known, this.spec.meant.flag);
    const cli = `unknown ${long ? `flag: ${name}` : `shorthand flag: '${name.slice(1)}' in ${this.argv[at]}`}`;
    const said = `unknown flag \`${name}\` of \`${command.name}\``;
    if (above) {
      const [group, flag] = above, last = command.name.slice(group.name.length + 1).split(" ")[0];
      this.problem(at, start, end, "flag", `${said}; it belongs to \`${group.name}\`, so it goes before \`${last}\``, { cli, above: { flag, before: last } });
      return flag;
    }
    if (below) {
      const [owner, flag, hasValue] = below, after = owner.name.split(" ").at(-1);
      this.problem(at, start, end, "flag", `${said}; it belongs to \`${owner.name}\`, so it goes after \`${after}\``, { cli, below: after });
      return hasValue || !flag.kind ? flag : null;
    }
    if (beside) {
      const [owner, flag] = beside, inFile = owner.name === "docker run" ? ", and with Compose it goes in the file" : "";
      this.problem(at, start, end, "flag", `${said}; it belongs to \`${owner.name}\`${inFile}`, { cli });
      return flag;
    }
    this.problem(at, start, end, "flag", said + hint(meant), { cli, meant });
    return meant ? this.flag(meant) : null;
  }

  /** The command that the next word names, or the one after a value, and its flag: `docker compose -d up`. */
  below(at, name) {
    const { command } = this.parsed, words = command.group ? this.argv.slice(at + 1).filter((word) => !word.startsWith("-")) : [];
    for (const [place, word] of words.slice(0, 2).entries()) {
      const child = this.spec.byName.get(`${command.name} ${word}`);
      const flag = child?.flags.find((f) => [f.name, f.short].includes(name) && !f.hidden && (place === 0 || f.kind));
      if (flag) return [child, flag, place === 1];
    }
    return null;
  }

  /** A flag of a command above this one, and that command. From docker, only long ones: `-v` is common. */
  above(name) {
    const words = this.parsed.command.name.split(" ");
    for (let length = words.length - 1; length > 0; length--) {
      const group = this.spec.byName.get(words.slice(0, length).join(" "));
      const flag = length === 1 && !name.startsWith("--") ? null : group.flags.find((f) => [f.name, f.short].includes(name) && !f.hidden);
      if (flag) return [group, flag];
    }
    return null;
  }

  /** The Compose command that has a flag which was given to another one, and the flag. */
  beside(name) {
    if (!this.parsed.command.name.startsWith("docker compose ")) return null;
    for (const owner of ["docker compose up", "docker compose run", "docker run"]) {
      const command = this.spec.byName.get(owner), flag = command.flags.find((f) => [f.name, f.short].includes(name) && !f.hidden);
      if (flag) return [command, flag];
    }
    return null;
  }

  /** Whether what follows `-p` is a port, not a project. */
  namesPort(at) {
    const word = this.argv[at];
    return PORTS.test(word.length > 2 ? word.slice(2).replace(/^=/, "") : this.argv[at + 1] ?? "");
  }

  /** Where to read on. The CLI has stopped; the next word may be the value of the flag that was meant. */
  after(at, meant) {
    const own = at + 1 < this.argv.length && !this.argv[at + 1].startsWith("-");
    return meant?.kind && own && !this.argv[at].includes("=") ? at + 2 : at + 1;
  }

  part(word, start, end, role, flag = null) {
    this.parsed.parts.push({ word, start, end, role, flag });
  }

  problem(word, start, end, reason, message, { cli = "", late = false, meant = null, above = null, below = null } = {}) {
    (late ? this.late : this.parsed.problems).push({ word, start, end, reason, message, cli, meant, above, below });
  }
}
