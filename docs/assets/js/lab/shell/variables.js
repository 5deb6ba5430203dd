/* The shell's commands that change variables. */
import { ReadOnly } from "./state.js";

const NAME = /^[A-Za-z_]\w*$/;
const say = async (shell, name, message) => {
  const { dialect, source } = shell.state;
  await shell.complain(dialect === "ash" && !source ? `${name}: line 0: ${message}` : `${name}: ${message}`);
  return dialect === "bash" ? 1 : 2;
};
const quoted = (value) => `"${value.replace(/[\\"$`]/g, "\\$&")}"`;

async function mark(shell, args, kind) {
  const { state, process } = shell;
  const words = args.filter((word) => !/^-[a-zA-Z]+$/.test(word));
  const flags = args.filter((word) => /^-[a-zA-Z]+$/.test(word)).join("");
  if (!words.length) {
    for (const [name, variable] of [...state.variables].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!variable[kind === "export" ? "exported" : "readonly"]) continue;
      const value = typeof variable.value === "string" ? `=${state.dialect === "bash" ? quoted(variable.value) : `'${variable.value}'`}` : "";
      await process.out(`${state.dialect === "bash" ? `declare -${kind === "export" ? "x" : "r"} ` : `${kind} `}${name}${value}\n`);
    }
    return 0;
  }
  let status = 0;
  for (const word of words) {
    const at = word.indexOf("=");
    const append = word[at - 1] === "+";
    const name = at < 0 ? word : word.slice(0, append ? at - 1 : at);
    if (!NAME.test(name)) {
      status = await say(shell, kind, state.dialect === "bash" ? `\`${word}': not a valid identifier` : `${name}: bad variable name`);
      continue;
    }
    if (at >= 0) state.set(name, word.slice(at + 1), { append });
    if (kind === "export" && flags.includes("n")) {
      const variable = state.variables.get(name);
      if (variable) variable.exported = false;
    } else if (kind === "export") state.export(name);
    else if (state.variables.has(name)) state.variables.get(name).readonly = true;
    else state.variables.set(name, { value: undefined, exported: false, readonly: true });
  }
  return status;
}

async function declare(shell, args, context) {
  const { state, process } = shell;
  const isLocal = context.words[0] === "local" || state.frames.length > 0;
  const flags = args.filter((word) => /^[-+][a-zA-Z]+$/.test(word)).join("");
  const words = args.filter((word) => !/^[-+][a-zA-Z]+$/.test(word));
  if (context.words[0] === "local" && !state.frames.length) return say(shell, "local", state.dialect === "bash" ? "can only be used in a function" : "not in a function");
  if (flags.includes("f") || flags.includes("F")) return words.every((name) => state.functions.has(name)) ? 0 : 1;
  if (flags.includes("p") || (!words.length && !arraysOf(context).length)) return print(shell, words, process);
  for (const { name, items } of arraysOf(context)) {
    if (isLocal && !flags.includes("g")) state.local(name);
    const map = new Map();
    if (flags.includes("A")) map.named = true;
    state.variables.set(name, { value: map, exported: false, readonly: flags.includes("r") });
    await shell.fill(map, items);
  }
  for (const word of words) {
    const at = word.indexOf("=");
    const name = at < 0 ? word : word.slice(0, at).replace(/\+$/, "");
    if (!NAME.test(name)) {
      await say(shell, context.words[0], `\`${word}': not a valid identifier`);
      return 1;
    }
    if (isLocal && !flags.includes("g")) {
      state.local(name);
      if (at < 0) state.variables.delete(name);
    }
    if (/[aA]/.test(flags) && at < 0) {
      const map = new Map();
      map.named = flags.includes("A");
      state.variables.set(name, { value: map, exported: false, readonly: false });
    } else if (at >= 0) {
      let value = word.slice(at + 1);
      if (flags.includes("i")) value = String(await shell.expander.arithmetic(value));
      if (flags.includes("u")) value = value.toUpperCase();
      if (flags.includes("l")) value = value.toLowerCase();
      state.set(name, value, { append: word[at - 1] === "+" });
    }
    const variable = state.variables.get(name) ?? { value: undefined, exported: false, readonly: false };
    if (flags.includes("x")) variable.exported = true;
    if (flags.includes("r")) variable.readonly = true;
    if (flags.includes("i")) variable.integer = true;
    if (flags) state.variables.set(name, variable);
  }
  return 0;
}

const arraysOf = ({ node }) => node.words.flatMap((parts) => (parts[0]?.kind === "array" ? [parts[0]] : []));

async function print(shell, words, process) {
  const names = words.length ? words : [...shell.state.variables.keys()].sort();
  for (const name of names) {
    const variable = shell.state.variables.get(name);
    if (!variable) return say(shell, "declare", `${name}: not found`);
    const { value, exported, readonly, integer } = variable;
    const flags = `${value instanceof Map ? (value.named ? "A" : "a") : ""}${integer ? "i" : ""}${readonly ? "r" : ""}${exported ? "x" : ""}`;
    const shown = value instanceof Map ? `=(${[...value].map(([key, each]) => `[${key}]=${quoted(each)}`).join(" ")})` : value === undefined ? "" : `=${quoted(value)}`;
    await process.out(`declare -${flags || "-"} ${name}${shown}\n`);
  }
  return 0;
}

async function unset(shell, args) {
  const { state } = shell;
  const bad = args.find((word) => /^-[^fvn]/.test(word));
  if (bad) {
    await say(shell, "unset", state.dialect === "bash" ? `${bad}: invalid option\nunset: usage: unset [-f] [-v] [-n] [name ...]` : `${state.dialect === "dash" ? "Illegal" : "illegal"} option ${bad}`);
    return 2;
  }
  let status = 0;
  for (const word of args.filter((each) => !/^-/.test(each))) {
    const element = /^(\w+)\[(.+)\]$/.exec(word);
    try {
      if (element) {
        const map = state.variables.get(element[1])?.value;
        if (map instanceof Map) map.delete(map.named ? element[2] : Number(element[2]));
      } else if (args.includes("-f") || !state.variables.has(word)) state.functions.delete(word);
      else state.unset(word);
    } catch (error) {
      if (!(error instanceof ReadOnly)) throw error;
      status = await say(shell, "unset", state.dialect === "bash" ? `${word}: cannot unset: readonly variable` : `${word}: is read only`);
    }
  }
  return status;
}

async function read(shell, args) {
  const { state, process } = shell;
  const options = { d: "\n", u: 0 };
  const names = [];
  for (let at = 0; at < args.length; at += 1) {
    const found = names.length ? null : /^-([a-zA-Z]+)$/.exec(args[at]);
    if (!found) {
      names.push(args[at]);
      continue;
    }
    for (const [place, letter] of [...found[1]].entries()) {
      if (!"rspdntuae".includes(letter)) {
        const status = await say(shell, "read", state.dialect === "bash" ? `-${letter}: invalid option\nread: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]` : `${state.dialect === "dash" ? "Illegal" : "illegal"} option -${letter}`);
        return Math.max(2, status);
      }
      if ("pdntua".includes(letter)) {
        options[letter] = found[1].slice(place + 1) || args[(at += 1)];
        break;
      }
      options[letter] = true;
    }
  }
  if (options.p && process.descriptors.get(0)?.isTerminal) await process.warn(options.p);
  let line;
  const reading = options.n ? readSigns(shell, Number(options.u), Number(options.n)) : shell.readLine(Number(options.u), { delimiter: options.d });
  if (options.t !== undefined) {
    const late = new Promise((done) => process.clock.after(Number(options.t) * 1000, () => done(undefined)));
    line = await Promise.race([reading, late]);
    if (line === undefined) return 142;
  } else line = await reading;
  let isLast = line === null || line.isLast === true;
  let text = String(line ?? "");
  while (!options.r && /(?:^|[^\\])(?:\\\\)*\\$/.test(text) && !isLast) {
    const more = await shell.readLine(Number(options.u));
    isLast = more === null || more.isLast === true;
    text = text.slice(0, -1) + String(more ?? "");
  }
  assign(shell, names, text, options);
  return isLast ? 1 : 0;
}

async function readSigns(shell, number, count) {
  let text = "";
  while (text.length < count) {
    const chunk = await shell.process.read(number, 1);
    if (chunk === null) return text ? Object.assign(new String(text), { isLast: true }) : null;
    text += new TextDecoder().decode(chunk);
  }
  return text;
}

function assign(shell, names, text, options) {
  const { state } = shell;
  const ifs = state.get("IFS") ?? " \t\n";
  const signs = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\\" && !options.r) {
      at += 1;
      if (at < text.length) signs.push([text[at], false]);
    } else signs.push([text[at], ifs.includes(text[at])]);
  }
  const isBlank = ([char, is]) => is && /[ \t\n]/.test(char);
  if (!names.length && !options.a) {
    if (state.dialect === "bash") return state.set("REPLY", signs.map(([char]) => char).join(""));
    names = ["REPLY"];
  }
  const trim = (list) => {
    let [from, to] = [0, list.length];
    while (from < to && isBlank(list[from])) from += 1;
    while (to > from && isBlank(list[to - 1])) to -= 1;
    return list.slice(from, to);
  };
  let rest = trim(signs);
  const next = () => {
    let at = 0;
    while (at < rest.length && !rest[at][1]) at += 1;
    const word = rest.slice(0, at).map(([char]) => char).join("");
    while (at < rest.length && isBlank(rest[at])) at += 1;
    if (at < rest.length && rest[at][1]) at += 1;
    while (at < rest.length && isBlank(rest[at])) at += 1;
    rest = rest.slice(at);
    return word;
  };
  if (options.a) {
    const map = new Map();
    while (rest.length) map.set(map.size, next());
    return state.set(options.a, map);
  }
  names.forEach((name, at) => state.set(name, at < names.length - 1 ? next() : trim(rest).map(([char]) => char).join("")));
  return undefined;
}

async function let_(shell, args) {
  let value = 0n;
  for (const word of args) value = await shell.expander.arithmetic(word);
  return value === 0n ? 1 : 0;
}

async function mapfile(shell, args) {
  const name = args.filter((word) => !word.startsWith("-")).at(-1) ?? "MAPFILE";
  const map = new Map();
  for (let line; (line = await shell.readLine(0)) !== null; ) map.set(map.size, args.includes("-t") || line.isLast ? String(line) : `${line}\n`);
  shell.state.set(name, map);
  return 0;
}

export const variableBuiltins = {
  export: (shell, args) => mark(shell, args, "export"),
  readonly: (shell, args) => mark(shell, args, "readonly"),
  declare, typeset: declare, local: declare, unset, read, let: let_, mapfile, readarray: mapfile,
};
