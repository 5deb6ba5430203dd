/* echo and printf, as in the shells and in the programs of that name. */
import { escapeAt } from "../../shell/words.js";

/** What `echo` prints. @param {string} dialect a shell's, or "gnu" or "busybox" for the program */
export function echoed(args, dialect) {
  let [newline, escapes] = [true, dialect === "dash"];
  let at = 0;
  const options = dialect === "dash" ? /^-n$/ : /^-[neE]+$/;
  for (; at < args.length && options.test(args[at]); at += 1) {
    for (const letter of args[at].slice(1)) {
      if (letter === "n") newline = false;
      else escapes = letter === "e";
    }
    if (dialect === "dash") {
      at += 1;
      break;
    }
  }
  const text = args.slice(at).join(" ");
  if (!escapes) return text + (newline ? "\n" : "");
  const { text: shown, stop } = unescaped(text);
  return shown + (newline && !stop ? "\n" : "");
}

/** Interpret a text's backslashes; `\c` ends it. */
export function unescaped(text) {
  let shown = "";
  for (let at = 0; at < text.length; ) {
    if (text[at] !== "\\") {
      shown += text[at];
      at += 1;
      continue;
    }
    if (text[at + 1] === "c") return { text: shown, stop: true };
    const [char, length] = text[at + 1] === "'" || text[at + 1] === '"' ? [`\\${text[at + 1]}`, 2] : escapeAt(text, at);
    shown += char;
    at += length;
  }
  return { text: shown, stop: false };
}

/** What `printf` prints. The format is reused while arguments remain. */
export function formatted(format, args, dialect) {
  const problems = [];
  let text = "";
  let rest = args;
  do {
    const round = once(format, rest, problems, dialect);
    text += round.text;
    if (round.stop || round.used === 0) break;
    rest = rest.slice(round.used);
  } while (rest.length);
  return { text, problems };
}

const SPEC = /%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+)?)?([a-zA-Z%])/y;

function once(format, args, problems, dialect) {
  let [text, used] = ["", 0];
  const take = () => args[used++];
  for (let at = 0; at < format.length; ) {
    if (format[at] === "\\") {
      if (format[at + 1] === "c") return { text, used, stop: true };
      const [char, length] = format[at + 1] === '"' ? ['"', 2] : escapeAt(format, at);
      text += char;
      at += length;
      continue;
    }
    if (format[at] !== "%") {
      text += format[at];
      at += 1;
      continue;
    }
    SPEC.lastIndex = at;
    const found = SPEC.exec(format);
    if (!found) {
      problems.push(dialect === "bash" ? `\`${format[at + 1] ?? ""}': invalid format character` : `%${format[at + 1] ?? ""}: invalid format`);
      return { text, used, stop: true };
    }
    at = SPEC.lastIndex;
    if (found[4] === "%") {
      text += "%";
      continue;
    }
    const width = found[2] === "*" ? Number(take() ?? 0) : Number(found[2] ?? 0);
    const dotted = /\./.test(found[0]);
    const precision = found[3] === "*" ? Number(take() ?? 0) : found[3] === undefined ? (dotted ? 0 : null) : Number(found[3]);
    const piece = shownAs(found[4], take() ?? "", { flags: found[1], width, precision, problems, dialect });
    text += piece.text;
    if (piece.stop) return { text, used, stop: true };
  }
  return { text, used, stop: false };
}

function shownAs(kind, argument, { flags, width, precision, problems, dialect }) {
  const isLeft = flags.includes("-");
  const pad = (text, zero = false) => (isLeft ? text.padEnd(width) : zero && flags.includes("0") ? padZero(text, width) : text.padStart(width));
  if (kind === "s") return { text: pad(precision === null ? argument : [...argument].slice(0, precision).join("")) };
  if (kind === "c") return { text: pad(argument.slice(0, 1)) };
  if (kind === "q") return { text: pad(/^[\w./:=@%+,-]+$/.test(argument) ? argument : argument === "" ? "''" : argument.replace(/[^\w./:=@%+,-]/g, "\\$&")) };
  if (kind === "b") {
    const { text, stop } = unescaped(argument);
    return { text: pad(text), stop };
  }
  if ("feEgG".includes(kind)) return { text: pad(floating(kind, numberOf(argument, problems, dialect), precision ?? 6), true) };
  const value = integerOf(argument, problems, dialect);
  const shown = { d: String(value), i: String(value), u: String(BigInt.asUintN(64, value)), o: BigInt.asUintN(64, value).toString(8), x: BigInt.asUintN(64, value).toString(16), X: BigInt.asUintN(64, value).toString(16).toUpperCase() }[kind] ?? "";
  const prefix = flags.includes("#") && value !== 0n ? { x: "0x", X: "0X", o: "0" }[kind] ?? "" : "";
  const digits = precision === null ? shown : shown.startsWith("-") ? `-${shown.slice(1).padStart(precision, "0")}` : shown.padStart(precision, "0");
  const sign = "di".includes(kind) && value >= 0n ? (flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") : "";
  return { text: pad(sign + prefix + digits, precision === null) };
}

const padZero = (text, width) => {
  const sign = /^[-+ ]/.test(text) ? text[0] : "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
};

function integerOf(text, problems, dialect) {
  if (/^['"]/.test(text)) return BigInt(text.codePointAt(1) ?? 0);
  const found = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|\d+)/.exec(text);
  if (!found) {
    if (text !== "") problems.push(invalid(text, dialect));
    return 0n;
  }
  if (found[0].length !== text.trimEnd().length) problems.push(dialect === "bash" ? `${text}: invalid number` : invalid(text, dialect));
  const digits = /^0\d/.test(found[2]) ? `0o${found[2].slice(1)}` : found[2];
  try {
    return BigInt(digits) * (found[1] === "-" ? -1n : 1n);
  } catch {
    return 0n;
  }
}

const invalid = (text, dialect) => ({ bash: `${text}: invalid number`, ash: `invalid number '${text}'`, busybox: `invalid number '${text}'`, dash: `${text}: expected numeric value` })[dialect] ?? `‘${text}’: expected a numeric value`;

function numberOf(text, problems, dialect) {
  const value = Number(text || 0);
  if (Number.isNaN(value)) {
    problems.push(invalid(text, dialect));
    return 0;
  }
  return value;
}

/** A number as C's printf shows it. */
export function floating(kind, value, precision) {
  if (kind === "f") return value.toFixed(precision);
  if (kind === "e" || kind === "E") {
    const text = value.toExponential(precision).replace(/e([-+])(\d)$/, "e$10$2");
    return kind === "E" ? text.toUpperCase() : text;
  }
  const digits = precision || 1;
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(Number(value.toExponential(digits - 1)))));
  if (exponent < -4 || exponent >= digits) return floating(kind === "g" ? "e" : "E", value, digits - 1).replace(/\.?0+(e)/i, "$1");
  return value.toFixed(Math.max(0, digits - 1 - exponent)).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}
