/* `--help`, `docker help`, and what a group of commands prints by itself. The texts are loaded when somebody first asks. */
import { shortName, useLine } from "./usage.js";

/** What `--help` prints of a command. @param {string} typed as it was called: `docker container ls` */
export async function helpOf(call, typed) {
  const free = call.io.hold?.();
  try {
    const { HELP } = await import("./helptexts.js"), short = `docker ${shortName(typed.replace(/^docker ?/, ""))}`.trim(), text = (HELP[typed] ?? HELP[short])?.replaceAll("{home}", call.io.env.HOME ?? "/root");
    return text?.replace(/^Usage:  docker.*/, (line) => (typed === short || HELP[typed] ? line : `Usage:  ${useLine(typed)}`)) ?? `Usage:  ${useLine(typed)}\n`;
  } finally {
    free?.();
  }
}


/** `docker help`; `docker` and `docker network` with no command behind. The plugins take it for a question, the others for a mistake. */
export async function group(call) {
  const { argv } = call.parsed;
  if (call.typed === "docker" && argv[1] === "help") {
    call.out(await helpOf(call, ["docker", ...argv.slice(2)].join(" ")));
    return 0;
  }
  const isPlugin = /^docker (?:buildx|compose)$/.test(call.typed);
  (isPlugin ? call.out : call.err)(await helpOf(call, call.typed));
  return 0;
}
