/* The servers in the course's images, each loaded when first started. */
import { nginx } from "./nginx.js";
import { registry } from "./registry.js";

const later = (load, name) => async (process) => {
  const free = process.clock.hold();
  let module;
  try {
    module = await load();
  } finally {
    free();
  }
  return module[name](process);
};

export const servers = {
  nginx,
  registry,
  "redis-server": later(() => import("./redis.js"), "redisServer"),
  "redis-cli": later(() => import("./redis.js"), "redisCli"),
  postgres: later(() => import("./postgres.js"), "postgres"),
  initdb: later(() => import("./postgres.js"), "initdb"),
  pg_ctl: later(() => import("./postgres.js"), "pgCtl"),
  psql: later(() => import("./psql.js"), "psql"),
  pg_isready: later(() => import("./psql.js"), "pgIsReady"),
  pg_dump: later(() => import("./psql.js"), "pgDump"),
  node: later(() => import("./node.js"), "node"),
  npm: later(() => import("./npm.js"), "npm"),
};
