/* Signals: their numbers, and what they do without a handler. */

const NUMBERS = {
  HUP: 1, INT: 2, QUIT: 3, ILL: 4, TRAP: 5, ABRT: 6, BUS: 7, FPE: 8, KILL: 9, USR1: 10, SEGV: 11, USR2: 12, PIPE: 13, ALRM: 14,
  TERM: 15, STKFLT: 16, CHLD: 17, CONT: 18, STOP: 19, TSTP: 20, TTIN: 21, TTOU: 22, URG: 23, XCPU: 24, XFSZ: 25, VTALRM: 26,
  PROF: 27, WINCH: 28, IO: 29, PWR: 30, SYS: 31,
};
const NAMES = Object.fromEntries(Object.entries(NUMBERS).map(([name, number]) => [number, name]));
const IGNORED = new Set(["CHLD", "URG", "WINCH", "CONT"]);
const STOPS = new Set(["STOP", "TSTP", "TTIN", "TTOU"]);
const SAID = { HUP: "Hangup", QUIT: "Quit", KILL: "Killed", TERM: "Terminated", USR1: "User defined signal 1", USR2: "User defined signal 2", ABRT: "Aborted", SEGV: "Segmentation fault", ALRM: "Alarm clock" };

/** `TERM`, `SIGTERM`, `term` or 15 as `TERM`; null if there is no such signal. */
export function signalName(text) {
  if (/^\d+$/.test(String(text))) return Number(text) === 0 ? "EXIT" : (NAMES[Number(text)] ?? null);
  const name = String(text).toUpperCase().replace(/^SIG/, "");
  return name in NUMBERS || name === "EXIT" ? name : null;
}

export const signalNumber = (name) => NUMBERS[name] ?? 0;
export const isIgnored = (name) => IGNORED.has(name);
export const isStop = (name) => STOPS.has(name);
export const signalNames = Object.keys(NUMBERS);
/** A shell's words on a program that a signal ended. */
export const saidOf = (name) => SAID[name] ?? "";

/** Ctrl-C reaches a process and all it started in the foreground. */
export function spread(process) {
  for (const child of process.children) if (child.isAlive) spread(child);
  process.kill("INT");
}
