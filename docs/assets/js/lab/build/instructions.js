/* Faults of a single instruction of a Dockerfile, in BuildKit's words. */
import { signalName } from "../engine/stop.js";
import { EngineError } from "../engine/errors.js";

const FLAGS = {
  ADD: ["checksum", "chmod", "chown", "exclude", "keep-git-dir", "link", "unpack"], COPY: ["chmod", "chown", "exclude", "from", "link", "parents"], FROM: ["platform"],
  HEALTHCHECK: ["interval", "retries", "start-interval", "start-period", "timeout"], RUN: ["device", "mount", "network", "security"],
};
const ONE = ["WORKDIR", "USER", "STOPSIGNAL", "MAINTAINER"], NOTHING = ["CMD", "ENTRYPOINT", "RUN"];

/** Faults found on reading. @returns {{said: string, placed?: boolean} | null} `placed`: with the line in front */
export function readingFault({ word, text, flags, json }) {
  const fault = (said, placed = true) => ({ said, placed });
  const unknown = [...flags.keys()].find((each) => !(FLAGS[word] ?? []).includes(each));
  if (unknown) return fault(`unknown flag: --${unknown}`);
  if (!text && !NOTHING.includes(word)) return fault(`${word} requires ${word === "FROM" ? "either one or three arguments" : ["COPY", "ADD"].includes(word) ? TWO : ONE.includes(word) ? "exactly one argument" : "at least one argument"}`);
  switch (word) {
    case "COPY": case "ADD": return !/\s/.test(text.trim()) && !text.startsWith("[") ? fault(`${word} requires ${TWO}`) : null;
    case "ENV": case "LABEL": return pairFault(word, text, fault);
    case "SHELL": return json ? null : fault("SHELL requires the arguments to be in JSON form");
    case "ONBUILD": return /^(?:FROM|MAINTAINER)\b/i.test(text) ? fault(`${text.split(/\s/)[0].toUpperCase()} isn't allowed as an ONBUILD trigger`) : /^ONBUILD\b/i.test(text) ? fault("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed") : null;
    case "HEALTHCHECK": return healthFault(text, flags, fault);
    case "RUN": return (flags.get("mount") ?? "").split("\n").filter(Boolean).flatMap((each) => each.split(",")).map((each) => (each.includes("=") || /^(?:readonly|ro|rw|readwrite|required)$/i.test(each) ? null : fault(`invalid field '${each}' must be a key=value pair`, false))).find(Boolean) ?? null;
    default: return null;
  }
}

const TWO = "at least two arguments, but only one was provided. Destination could not be determined";

/* `A=1 B="x y"`, or the old `A x y`. */
function pairFault(word, text, fault) {
  const words = text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"?|'[^']*'?)+/gs) ?? [];
  if (!words[0]?.includes("=")) return words.length < 2 ? fault(`${word} must have two arguments`, false) : null;
  const odd = words.find((each) => !each.includes("="));
  if (odd) return fault(`Syntax error - can't find = in ${JSON.stringify(odd)}. Must be of the form: name=value`, false);
  return words.some((each) => each.startsWith("=")) ? fault(`${word} names can not be blank`) : null;
}

function healthFault(text, flags, fault) {
  const [, kind, rest = ""] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  for (const [name, value] of flags) {
    if (name !== "retries" && !/^(?:0|(?:[\d.]+(?:ns|us|µs|ms|s|m|h))+)$/.test(value)) return fault(`time: invalid duration ${JSON.stringify(value)}`);
  }
  if (!["CMD", "NONE"].includes(kind.toUpperCase())) return fault(`Unknown type ${JSON.stringify(kind.toUpperCase())} in HEALTHCHECK (try CMD)`);
  return kind.toUpperCase() === "CMD" && !rest ? fault("Missing command after HEALTHCHECK CMD") : null;
}

/** Faults found when its step runs. @param {string[]} words with variables put in @returns {string | null} */
export function stepFault({ word, text, flags }, words) {
  const open = ["ENV", "LABEL", "EXPOSE", "USER", "WORKDIR", "ARG"].includes(word) ? openQuote(text) : null;
  if (open) return open;
  if (word === "EXPOSE") return words.map(portFault).find(Boolean) ?? null;
  if (word === "STOPSIGNAL") return signalFault(words.join(" "));
  return flags.has("chmod") && !/^[0-7]+$|^[ugoa]*[-+=][rwxXst]*/.test(flags.get("chmod")) ? "invalid syntax" : null;
}

function openQuote(text) {
  let quote = "", from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\" && quote !== "'") at += 1;
    else if (quote ? text[at] === quote : /["']/.test(text[at])) [quote, from] = quote ? ["", 0] : [text[at], at];
  }
  return quote ? `failed to process ${JSON.stringify(text.slice(from))}: unexpected end of statement while looking for matching ${quote === '"' ? "double" : "single"}-quote` : null;
}

function portFault(text) {
  const [port, protocol = "tcp"] = text.split("/");
  if (!["tcp", "udp", "sctp"].includes(protocol.toLowerCase())) return `invalid port: ${JSON.stringify(text)}: invalid proto: ${protocol}`;
  return port && port.split("-").every((each) => /^\d+$/.test(each) && Number(each) < 65536) ? null : `invalid containerPort: ${port}`;
}

function signalFault(text) {
  try {
    signalName(text);
    return null;
  } catch (error) {
    if (error instanceof EngineError) return error.message;
    throw error;
  }
}
