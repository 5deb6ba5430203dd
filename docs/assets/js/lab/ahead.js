/* Load early what is otherwise loaded on first use; from then on no network is needed. */
const LATER = [
  () => import("./compose/commands.js"), () => import("./commands/helptexts.js"), () => import("./tasks/check.js"), () => import("./programs/servers/redis.js"), () => import("./programs/servers/postgres.js"),
  () => import("./programs/servers/psql.js"), () => import("./programs/servers/node.js"), () => import("./programs/servers/npm.js"),
];

/** Loaded one by one, so that a reader who types isn't kept waiting. */
export async function loadAhead() {
  for (const load of LATER) await load().catch(() => {}); // a later user tries again
}
