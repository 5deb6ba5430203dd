/* Sizes and ages as the CLI prints them. */

/** `1.45GB`, as go-units prints: at most four digits. */
export function humanSize(bytes, digits = 4) {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let value = bytes, at = 0;
  while (value >= 1000 && at < units.length - 1) [value, at] = [value / 1000, at + 1];
  return `${shortNumber(value, digits)}${units[at]}`;
}

/** `6.016MiB` */
export function binarySize(bytes, digits = 4) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes, at = 0;
  while (value >= 1024 && at < units.length - 1) [value, at] = [value / 1024, at + 1];
  return `${shortNumber(value, digits)}${units[at]}`;
}

/* As %.4g does. */
const shortNumber = (value, digits) => String(Number(value.toPrecision(digits)));

/** `512m` as a number of bytes. */
export function readSize(text) {
  const match = /^\+?([\d._]+)(?:e(\d+))? ?([bkmgtp]?)/i.exec(text);
  if (!match) return 0;
  return Math.floor(Number(match[1].replaceAll("_", "")) * 10 ** Number(match[2] ?? 0) * 1024 ** Math.max(0, " kmgtp".indexOf(match[3].toLowerCase() === "b" ? " " : match[3].toLowerCase() || " ")));
}

/** A Go duration in milliseconds. */
export function readDuration(text) {
  const units = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  return [...text.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)].reduce((sum, [, number, unit]) => sum + Number(number) * units[unit], 0);
}

/** A time in words. */
export function age(ms) {
  const seconds = Math.floor(ms / 1000), minutes = Math.floor(seconds / 60), hours = Math.round(minutes / 60);
  if (seconds < 1) return "Less than a second";
  if (seconds === 1) return "1 second";
  if (seconds < 60) return `${seconds} seconds`;
  if (minutes === 1) return "About a minute";
  if (minutes < 60) return `${minutes} minutes`;
  if (hours === 1) return "About an hour";
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(hours / 24 / 365)} years`;
}

/** `2026-11-29 02:42:00 +0000 UTC` */
export const clockTime = (time) => `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;

/** Cut to a width, with an ellipsis. */
export const ellipsis = (text, width) => ([...text].length > width ? `${[...text].slice(0, width - 1).join("")}…` : text);

/** A published port at its address: `0.0.0.0:8080`, `[::]:8080`. */
export const hostPort = (ip, port) => `${ip.includes(":") ? `[${ip}]` : ip}:${port}`;
