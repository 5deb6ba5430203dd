/* What a project's containers print, each line after its container's name. */
import { linesOf } from "../commands/logs.js";

/** `web-1` */
export const shortName = (project, container) => (container.name.startsWith(`${project.name}-`) ? container.name.slice(project.name.length + 1) : container.name);

/** Make a line printer for containers. @returns {(container: object, text: string, stream: string) => void} */
export function printer(call, project, containers, { prefix = true, streams = false } = {}) {
  const width = Math.max(0, ...containers.map((each) => shortName(project, each).length)), open = new Map();
  return (container, text, stream) => {
    const key = `${container.id}${stream}`, all = (open.get(key) ?? "") + text, lines = all.split("\n");
    open.set(key, lines.pop());
    const write = streams && stream === "stderr" ? call.err : call.out;
    for (const line of lines) write(`${prefix ? `${shortName(project, container).padEnd(width)}  | ` : ""}${line}\n`);
  };
}

/** Print all output so far. */
export function printLogs(call, engine, project, containers, { prefix, tail = "all", stamps = false }) {
  const print = printer(call, project, containers, { prefix });
  for (const container of containers) {
    let lines = linesOf(container.logs);
    if (/^\d+$/.test(tail)) lines = Number(tail) ? lines.slice(-Number(tail)) : [];
    for (const { text, time } of lines) print(container, `${stamps ? `${engine.stamp(time)} ` : ""}${text.endsWith("\n") ? text : `${text}\n`}`, "stdout");
  }
  return print;
}
