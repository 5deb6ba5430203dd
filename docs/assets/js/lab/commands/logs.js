/* `docker logs` */
import { waitFor } from "../engine/run.js";
import { readDuration } from "./units.js";

export async function logs(call, lab) {
  const { engine } = lab, container = engine.find(call.operands[0]);
  for (const flag of ["--since", "--until"]) {
    const text = call.last(flag);
    if (!text || isMoment(text)) continue;
    call.err(`invalid value for "${flag.slice(2)}": failed to parse value as time or duration: ${JSON.stringify(text)}\n`);
    return 1;
  }
  const tail = call.last("--tail") || call.last("-n") || "all";
  const from = moment(call.last("--since"), engine), to = call.last("--until") ? moment(call.last("--until"), engine) : Infinity;
  let lines = linesOf(container.logs).filter((each) => each.text.endsWith("\n") || !container.state.running).filter((each) => each.time >= from && each.time <= to);
  if (/^-?\d+$/.test(tail)) lines = Number(tail) <= 0 ? (Number(tail) < 0 ? lines : []) : lines.slice(-Number(tail));
  const stamped = call.on("--timestamps"), indent = call.on("--details") ? " " : "";
  const write = ({ stream, text, time }) => (stream === "stderr" && !container.config.Tty ? call.err : call.out)(indent + (stamped ? `${engine.stamp(time)} ${text}` : text));
  lines.forEach(write);
  if (!call.on("--follow") || !container.state.running) return 0;
  return follow(call, engine, container, stamped);
}

async function follow(call, engine, container, stamped) {
  const listener = (stream, chunk) => (stream === "stderr" ? call.err : call.out)(stamped ? linesOf([{ text: engine.text(chunk), stream, time: engine.clock.now() }]).map((each) => `${engine.stamp(each.time)} ${each.text}`).join("") : chunk);
  container.listeners.add(listener);
  const left = new Promise((resolve) => {
    if (call.io.signal?.aborted) resolve(130);
    else call.io.signal?.addEventListener("abort", () => resolve(130));
  });
  const code = await Promise.race([waitFor(container).then(() => 0), left]);
  container.listeners.delete(listener);
  return code;
}

/** The output, cut into lines; each has the time and the stream of its first piece. */
export function linesOf(chunks) {
  const lines = [], open = new Map();
  for (const { stream, text, time } of chunks) {
    for (const piece of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      const line = open.get(stream);
      if (line) line.text += piece;
      else lines.push({ stream, text: piece, time });
      if (!piece.endsWith("\n")) open.set(stream, line ?? lines.at(-1));
      else open.delete(stream);
    }
  }
  return lines;
}

const isMoment = (text) => /^\d+(?:\.\d+)?$/.test(text) || /^[\d.]+(?:ns|us|ms|s|m|h)/.test(text) || !Number.isNaN(moment(text));

/** `10m`, a time, or seconds since 1970. */
export function moment(text, engine) {
  if (!text) return -Infinity;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^[\d.]+(?:ns|us|ms|s|m|h)/.test(text)) return engine.clock.now() - readDuration(text);
  return Date.parse(/Z|[+-]\d\d:\d\d$/.test(text) ? text : text.includes("T") ? `${text}Z` : `${text}T00:00:00Z`);
}
