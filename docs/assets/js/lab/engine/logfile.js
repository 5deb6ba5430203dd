/* A container's output is kept in files of limited size: `--log-opt max-size=… max-file=…`. */
import { readSize } from "../commands/units.js";

const EACH = 61; // per line in the file, besides text: {"log":…,"stream":…,"time":…}

/** Keep a container's output, and forget what its log files would have lost. */
export function keep(container, entry) {
  const options = container.host.LogConfig?.Config, most = options?.get("max-size");
  if (!most) {
    container.logs.push(entry);
    return;
  }
  const limit = readSize(most), files = Math.max(1, Number(options.get("max-file") ?? 1));
  const written = (container.logFiles ??= [{ size: 0, lines: 0 }]);
  for (const line of entry.text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const size = JSON.stringify(line).length + EACH + entry.stream.length;
    if (written.at(-1).size >= limit) rotate(container, written, files);
    written.at(-1).size += size;
    written.at(-1).lines += 1;
    container.logs.push({ ...entry, text: line });
  }
}

function rotate(container, written, files) {
  written.push({ size: 0, lines: 0 });
  if (written.length > files) container.logs.splice(0, written.shift().lines);
}
