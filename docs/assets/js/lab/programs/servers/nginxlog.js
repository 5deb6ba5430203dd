/* nginx's two logs. */
import { FsError } from "../../fs/nodes.js";
import { strftime } from "../system/who.js";
import { one } from "./nginxconfig.js";

/** Write to the log of errors. */
export async function logError(process, config, level, message, { pid } = process) {
  const target = one(config, "error_log")?.[0] ?? "/var/log/nginx/error.log";
  await append(process, target, `${strftime("%Y/%m/%d %H:%M:%S", process.clock.now())} [${level}] ${pid}#${pid}: ${message}\n`);
}

/** Append a text to a file; skip one that can't be written. */
export async function append(process, path, text) {
  try {
    const stream = process.open(path, "a");
    await stream.write(new TextEncoder().encode(text), process);
    stream.close();
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}
