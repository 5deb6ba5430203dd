/* "Are you sure?" */
import { readAll } from "./cp.js";

/** Ask whether to go on. Without a terminal, `y` on standard input does. */
export async function ask(call, warning) {
  if (call.on("--force")) return true;
  call.out(`${warning}\nAre you sure you want to continue? [y/N] `);
  const answer = new TextDecoder().decode(await readAll(call.io.stdin)).trim().toLowerCase();
  return answer === "y" || answer === "yes";
}
