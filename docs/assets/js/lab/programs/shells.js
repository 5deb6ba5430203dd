/* bash, dash and BusyBox's ash as programs. */
import { FsError } from "../fs/nodes.js";
import { Bell } from "../proc/streams.js";
import { spread } from "../proc/signals.js";
import { Interrupted } from "../shell/leave.js";
import { Shell } from "../shell/shell.js";
import { State, isOption, optionOf } from "../shell/state.js";
import { parseScript } from "../shell/parser.js";
import { SyntaxError_ } from "../shell/words.js";

/** A shell of a dialect. */
export const shellProgram = (dialect) => (process) => main(process, dialect);

export function stateFor(process, dialect, name) {
  const state = new State(dialect, name);
  for (const [key, value] of Object.entries(process.env)) if (/^[A-Za-z_]\w*$/.test(key)) state.set(key, value, { exported: true });
  state.set("IFS", " \t\n");
  state.set("PWD", process.files.cwd, { exported: dialect !== "dash" || process.env.PWD !== undefined });
  state.set("OPTIND", "1");
  if (dialect === "bash") {
    state.set("SHLVL", String(Number(process.env.SHLVL ?? 0) + 1), { exported: true });
    if (!process.env.PATH) state.set("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    state.set("BASH_VERSION", "5.2.37(1)-release");
    state.set("HOSTNAME", process.space.hostname ?? "");
  } else if (dialect === "ash") state.set("SHLVL", String(Number(process.env.SHLVL ?? 0) + 1), { exported: true });
  return state;
}

async function main(process, dialect) {
  const { argv } = process;
  const options = { c: false, i: false, s: false, l: argv[0].startsWith("-") };
  const set = [];
  let at = 1;
  for (; at < argv.length && /^[-+]./.test(argv[at]); at += 1) {
    if (argv[at] === "--") {
      at += 1;
      break;
    }
    if (argv[at] === "--version" && dialect === "bash") return (await process.out("GNU bash, version 5.2.37(1)-release (x86_64-pc-linux-gnu)\n"), 0);
    if (/^--/.test(argv[at]) && dialect === "bash" && /^--(?:login|posix|norc|noprofile)$/.test(argv[at])) continue;
    for (const letter of argv[at].slice(1)) {
      if (letter === "o") {
        at += 1;
        if (isOption(argv[at])) set.push(argv[at]);
        break;
      }
      if (letter in options) options[letter] = true;
      else if (optionOf(letter)) set.push(optionOf(letter));
      else return illegal(process, dialect, argv[at], letter);
    }
  }
  const name = argv[0].replace(/^-/, "");
  const state = stateFor(process, dialect, options.c ? (argv[at + 1] ?? name) : (argv[at] ?? name));
  for (const option of set) state.options.add(option);
  const shell = new Shell(process, state);
  shell.isOneShot = true;
  if (options.c) return command(shell, argv, at, name);
  if (at < argv.length && !options.s) return script(shell, argv, at, name);
  state.parameters = argv.slice(at);
  return interact(shell, options.i || (process.stream(0).isTerminal && process.stream(2).isTerminal));
}

async function illegal(process, dialect, word, letter) {
  await process.warn(dialect === "bash" ? `${process.argv[0]}: ${word.startsWith("--") ? word : `-${letter}`}: invalid option\n` : `${process.argv[0]}: ${dialect === "dash" ? "0: Illegal" : "illegal"} option -${letter}\n`);
  return 2;
}

async function command(shell, argv, at, name) {
  const { state } = shell;
  if (argv[at] === undefined) {
    await shell.process.warn(state.dialect === "bash" ? `${name}: -c: option requires an argument\n` : `${name}: ${state.dialect === "dash" ? "0: " : ""}-c requires an argument\n`);
    return 2;
  }
  state.parameters = argv.slice(at + 2);
  state.isText = true;
  return shell.toEnd(() => shell.runText(argv[at], { tail: true }));
}

async function script(shell, argv, at, name) {
  const { process, state } = shell;
  let text;
  try {
    text = process.files.readText(argv[at]);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const words = { bash: `${name}: ${argv[at]}: ${error.message}`, dash: `${name}: 0: cannot open ${argv[at]}: No such file`, ash: `${name}: can't open '${argv[at]}': ${error.message}` }[state.dialect];
    await process.warn(`${words}\n`);
    return error.code === "EACCES" && state.dialect === "bash" ? 126 : state.dialect === "bash" ? 127 : 2;
  }
  state.source = argv[at];
  state.parameters = argv.slice(at + 1);
  return shell.toEnd(() => shell.runText(text));
}

/** Read commands from standard input, with a prompt if it is a terminal. */
async function interact(shell, prompts) {
  const { process, state } = shell;
  state.interactive = prompts;
  const atPrompt = new Bell();
  let isRunning = false, reading = null;
  if (prompts) {
    state.set("PS1", state.get("PS1") ?? (state.dialect === "bash" ? "\\u@\\h:\\w\\$ " : process.files.who.uid === 0 ? "\\w # ".replace("\\w", state.dialect === "ash" ? "\\w" : "") : "\\w $ "));
    process.handlers.set("INT", () => {
      for (const child of shell.foreground) spread(child);
      if (shell.foreground.size) return;
      shell.isInterrupted = isRunning;
      if (!isRunning) atPrompt.ring();
    });
    process.handlers.set("TERM", "ignore");
  }
  return shell.toEnd(async () => {
    for (let pending = ""; ; ) {
      if (prompts) await process.warn(pending ? "> " : promptOf(shell));
      reading ??= shell.readLine(0);
      const line = await (prompts ? Promise.race([reading, atPrompt.wait().then(() => undefined)]) : reading);
      if (line === undefined) {
        await process.warn("\n");
        pending = "";
        state.status = 130;
        continue;
      }
      reading = null;
      if (line === null) {
        if (pending) await shell.runText(pending);
        if (prompts) await process.warn(state.dialect === "bash" ? "exit\n" : "\n");
        return state.status;
      }
      pending += `${line}\n`;
      if (needsMore(pending, state.dialect)) continue;
      const text = pending;
      pending = "";
      isRunning = true;
      try {
        await shell.runText(text);
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        state.status = 130;
        if (prompts) await process.warn("\n");
      }
      isRunning = false;
      shell.isInterrupted = false;
    }
  });
}

/** Whether a text is an incomplete command. */
export function needsMore(text, dialect) {
  if (/<<-?\s*\\?['"]?[\w.]/.test(text) && openDocument(text)) return true;
  try {
    parseScript(text, dialect);
    return /(?:^|[^\\])(?:\\\\)*\\\n$/.test(text);
  } catch (error) {
    if (error instanceof SyntaxError_) return error.more;
    throw error;
  }
}

function openDocument(text) {
  const found = [...text.matchAll(/<<(-?)\s*(\\?['"]?)([\w.]+)['"]?/g)];
  return found.some(([, dash, , word]) => !text.split("\n").slice(1).some((line) => (dash ? line.replace(/^\t+/, "") : line) === word));
}

/** Fill in a prompt's escapes. */
export function promptOf(shell) {
  const { process, state } = shell;
  const home = state.get("HOME");
  const { cwd } = process.files;
  const shown = home && home !== "/" && (cwd === home || cwd.startsWith(`${home}/`)) ? `~${cwd.slice(home.length)}` : cwd;
  const signs = { u: () => shell.userName(), h: () => (process.space.hostname ?? "").split(".")[0], w: () => shown, W: () => shown.split("/").at(-1) || "/", $: () => (process.files.who.uid === 0 ? "#" : "$"), n: () => "\n", s: () => state.name };
  return state.get("PS1").replace(/\\([uhwW$ns])/g, (all, sign) => signs[sign]());
}
