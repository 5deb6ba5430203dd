/* Background jobs, and sending signals. */
import { Exit } from "../proc/process.js";
import { signalName, signalNames, signalNumber } from "../proc/signals.js";

const complain = async (shell, name, message, status = 1) => {
  await shell.complain(shell.state.dialect === "ash" && !shell.state.source ? `${name}: line 0: ${message}` : `${name}: ${message}`);
  return status;
};

/** Wait until a child ends or a trap is due. @returns the child's status, or null */
async function ended(shell, child) {
  while (child.isAlive) {
    if (shell.pending.length) return null;
    const changed = shell.process.changed.wait();
    await shell.process.until(Promise.race([child.wait(), changed]));
  }
  return child.code;
}

async function wait(shell, args) {
  const { state } = shell;
  const words = args.filter((word) => !word.startsWith("-"));
  let status = 0;
  const chosen = words.length ? words.map((word) => [word, jobOf(shell, word)]) : shell.jobs.map((job) => ["", job]);
  if (args.includes("-n") && shell.jobs.length) {
    await shell.process.until(Promise.race(shell.jobs.map((job) => job.child.wait())));
    const job = shell.jobs.find((each) => !each.child.isAlive);
    shell.jobs = shell.jobs.filter((each) => each !== job);
    return job.child.code;
  }
  for (const [word, job] of chosen) {
    if (!job) {
      if (state.dialect === "bash") await complain(shell, "wait", /^%/.test(word) ? `${word}: no such job` : `pid ${word} is not a child of this shell`);
      status = 127;
      continue;
    }
    const code = await ended(shell, job.child);
    if (code === null) {
      const signal = shell.pending[0];
      await shell.runTraps();
      return 128 + signalNumber(signal);
    }
    status = words.length ? code : 0;
    if (job.child.signal && words.length && !state.interactive && state.dialect !== "bash") await shell.process.warn(`${job.child.signal === "TERM" ? "Terminated" : job.child.signal === "KILL" ? "Killed" : ""}\n`);
    if (words.length) shell.reaped = (shell.reaped ?? []).concat(job);
    shell.jobs = shell.jobs.filter((each) => each !== job);
  }
  return status;
}

function jobOf(shell, word) {
  const all = [...shell.jobs, ...(shell.reaped ?? [])];
  if (word === "%%" || word === "%+" || word === "%") return shell.jobs.at(-1);
  if (word.startsWith("%")) return all.find((job) => String(job.number) === word.slice(1) || job.source.startsWith(word.slice(1)));
  return all.find((job) => String(job.child.pid) === word);
}

async function jobs(shell, args) {
  for (const job of [...shell.jobs]) {
    const isRunning = job.child.isAlive;
    const state = isRunning ? (job.child.state === "T" ? "Stopped" : "Running") : job.child.code === 0 ? "Done" : job.child.signal === "TERM" ? "Terminated" : job.child.signal === "KILL" ? "Killed" : `Exit ${job.child.code}`;
    if (args.includes("-p")) await shell.process.out(`${job.child.pid}\n`);
    else await shell.process.out(`[${job.number}]${job === shell.jobs.at(-1) ? "+" : job === shell.jobs.at(-2) ? "-" : " "}  ${state.padEnd(23)} ${job.source}${isRunning ? " &" : ""}\n`);
    if (!isRunning) shell.jobs = shell.jobs.filter((each) => each !== job);
  }
  return 0;
}

async function fg(shell, args, { words }) {
  const job = args[0] ? jobOf(shell, args[0]) : shell.jobs.at(-1);
  if (!shell.state.interactive) return complain(shell, words[0], shell.state.dialect === "bash" ? "no job control" : "No current job", shell.state.dialect === "bash" ? 1 : 2);
  if (!job) return complain(shell, words[0], `${args[0] ?? "current"}: no such job`);
  await shell.process.out(words[0] === "fg" ? `${job.source}\n` : `[${job.number}]+ ${job.source} &\n`);
  job.child.kill("CONT");
  if (words[0] === "bg") return 0;
  shell.jobs = shell.jobs.filter((each) => each !== job);
  return shell.await(job.child);
}

async function kill(shell, args) {
  const { process, state } = shell;
  if (args[0] === "-l" || args[0] === "-L") return list(shell, args.slice(1));
  let signal = "TERM";
  let rest = args;
  if (args[0] === "-s" || args[0] === "-n") {
    signal = signalName(args[1] ?? "");
    rest = args.slice(2);
  } else if (/^-./.test(args[0] ?? "") && args[0] !== "--") {
    signal = signalName(args[0].slice(1));
    rest = args.slice(1);
  } else if (args[0] === "--") rest = args.slice(1);
  if (signal === null) {
    if (state.dialect === "bash") return complain(shell, "kill", `${(args[0] === "-s" ? args[1] : args[0].slice(1)) ?? ""}: invalid signal specification`);
    await shell.complain(`${state.dialect === "dash" ? "kill: " : ""}bad signal name '${args[0] === "-s" ? args[1] : args[0].slice(1)}'`);
    return 1;
  }
  if (!rest.length) {
    if (state.dialect === "bash") await process.warn("kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n");
    else await shell.complain("you need to specify whom to kill");
    return state.dialect === "bash" ? 2 : 1;
  }
  let status = 0;
  for (const word of rest) status = (await killOne(shell, word, signal)) || status;
  if (!process.isAlive) throw new Exit(0);
  await process.breathe();
  await shell.runTraps();
  return status;
}

async function killOne(shell, word, signal) {
  const { process, state } = shell;
  const job = word.startsWith("%") ? jobOf(shell, word) : null;
  const pid = job ? job.child.pid : Number(word);
  if (Number.isNaN(pid) || (word.startsWith("%") && !job)) {
    if (state.dialect === "bash") return complain(shell, "kill", word.startsWith("%") ? `${word}: no such job` : `${word}: arguments must be process or job IDs`);
    await shell.complain(state.dialect === "dash" ? `kill: Illegal number: ${word}` : `invalid number '${word}'`);
    return state.dialect === "dash" ? 2 : 1;
  }
  const error = process.space.signal(process, pid, signal);
  if (!error) return 0;
  const words = error === "EPERM" ? "Operation not permitted" : "No such process";
  if (state.dialect === "bash") return complain(shell, "kill", `(${pid}) - ${words}`);
  if (state.dialect === "dash") return complain(shell, "kill", `${words}\n`);
  await shell.complain(`can't kill pid ${pid}: ${words}`);
  return 1;
}

async function list(shell, words) {
  if (!words.length) {
    const rows = signalNames.map((name, at) => `${String(at + 1).padStart(2)}) ${shell.state.dialect === "bash" ? `SIG${name}` : name}`);
    await shell.process.out(`${rows.join("\n")}\n`);
    return 0;
  }
  for (const word of words) {
    if (shell.state.dialect === "dash" && !/^\d+$/.test(word)) {
      await complain(shell, "kill", `Illegal number: ${word}`);
      throw new Exit(2);
    }
    const name = signalName(/^\d+$/.test(word) && Number(word) > 128 ? String(Number(word) - 128) : word);
    await shell.process.out(`${/^\d+$/.test(word) ? name : signalNumber(name ?? "")}\n`);
  }
  return 0;
}

export const jobBuiltins = { wait, jobs, fg, bg: fg, kill };
