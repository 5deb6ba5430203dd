/* What is loaded when it is first asked for, loaded before that: from then on no network is needed. */
const LATER = [
  () => import("./compose/commands.js"), () => import("./commands/helptexts.js"), () => import("./tasks/check.js"), () => import("./programs/servers/redis.js"), () => import("./programs/servers/postgres.js"),
  () => import("./programs/servers/psql.js"), () => import("./programs/servers/node.js"), () => import("./programs/servers/npm.js"),
];

/** One after the other, so that a reader who types is not kept waiting. */
export async function loadAhead() {
  for (const load of LATER) await load().catch(() => {}); // whoever needs it then asks again
}
