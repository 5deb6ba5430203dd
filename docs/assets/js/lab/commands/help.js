/* `--help`, `docker help`, and what a group of commands prints by itself. The texts are loaded on first use. */
import { shortName, useLine } from "./usage.js";

/** Return what `--help` prints. @param {string} typed as called: `docker container ls` */
export async function helpOf(call, typed) {
  const free = call.io.hold?.();
  try {
    const { HELP } = await import("./helptexts.js"), short = `docker ${shortName(typed.replace(/^docker ?/, ""))}`.trim(), text = (HELP[typed] ?? HELP[short])?.replaceAll("{home}", call.io.env.HOME ?? "/root");
    return text?.replace(/^Usage:  docker.*/, (line) => (typed === short || HELP[typed] ? line : `Usage:  ${useLine(typed)}`)) ?? `Usage:  ${useLine(typed)}\n`;
  } finally {
    free?.();
  }
}


/** `docker help`, and `docker` or `docker network` alone. Plugins take a bare group for a question, the others for a mistake. */
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
