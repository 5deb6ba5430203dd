/* "Are you sure?" */
import { readAll } from "./cp.js";

/** Whether to go on. Without a terminal, a `y` on standard input says yes. */
export async function ask(call, warning) {
  if (call.on("--force")) return true;
  call.out(`${warning}\nAre you sure you want to continue? [y/N] `);
  const answer = new TextDecoder().decode(await readAll(call.io.stdin)).trim().toLowerCase();
  return answer === "y" || answer === "yes";
}
