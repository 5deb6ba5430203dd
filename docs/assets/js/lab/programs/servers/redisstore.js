/* Redis's data and commands. A reply is `{kind: "status"|"bulk"|"integer"|"array"|"nil"|"error", value}`. */

const status = (value) => ({ kind: "status", value }), bulk = (value) => (value === undefined || value === null ? { kind: "nil", value: null } : { kind: "bulk", value: String(value) });
const integer = (value) => ({ kind: "integer", value }), array = (list) => ({ kind: "array", value: list.map((each) => (each?.kind ? each : bulk(each))) }), error = (value) => ({ kind: "error", value });
const OK = status("OK"), WRONG = error("WRONGTYPE Operation against a key holding the wrong kind of value");
const NOT_INTEGER = error("ERR value is not an integer or out of range"), SYNTAX = error("ERR syntax error");

const glob = (pattern) => new RegExp(`^${pattern.replace(/[.+^${}()|\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
const slice = (list, from, to) => list.slice(...range(list.length, Number(from), Number(to)));
const range = (length, from, to) => [from < 0 ? Math.max(0, length + from) : from, (to < 0 ? length + to : to) + 1];

/* name: [fewest arguments, what it does]. */
const COMMANDS = {
  PING: [0, (store, [text]) => (text === undefined ? status("PONG") : bulk(text))], ECHO: [1, (store, [text]) => bulk(text)], SELECT: [1, () => OK], QUIT: [0, () => OK],
  SET: [2, (store, words) => store.set(words)], GET: [1, (store, [key]) => store.as(key, "string", bulk)], SETNX: [2, (store, [key, value]) => integer(store.set([key, value, "NX"]).kind === "nil" ? 0 : 1)],
  SETEX: [3, (store, [key, seconds, value]) => store.set([key, value, "EX", seconds])], GETSET: [2, (store, [key, value]) => [store.as(key, "string", bulk), store.set([key, value])][0]],
  GETDEL: [1, (store, [key]) => [store.as(key, "string", bulk), store.entries.delete(key)][0]], APPEND: [2, (store, [key, value]) => store.change(key, "string", "", (old) => old + value, (now) => integer(now.length))], STRLEN: [1, (store, [key]) => store.as(key, "string", (value) => integer((value ?? "").length))],
  MSET: [2, (store, words) => (words.length % 2 ? error("ERR wrong number of arguments for 'mset' command") : [words.forEach((word, i) => i % 2 || store.set([word, words[i + 1]])), OK][1])], MGET: [1, (store, keys) => array(keys.map((key) => { const found = store.find(key); return found?.type === "string" ? found.value : null; }))],
  DEL: [1, (store, keys) => integer(keys.filter((key) => store.find(key) && store.entries.delete(key)).length)], UNLINK: [1, (store, keys) => COMMANDS.DEL[1](store, keys)], EXISTS: [1, (store, keys) => integer(keys.filter((key) => store.find(key)).length)],
  INCR: [1, (store, [key]) => store.add(key, 1)], DECR: [1, (store, [key]) => store.add(key, -1)], INCRBY: [2, (store, [key, by]) => store.add(key, by)], DECRBY: [2, (store, [key, by]) => store.add(key, -by)],
  KEYS: [1, (store, [pattern]) => array([...store.entries.keys()].filter((key) => store.find(key) && glob(pattern).test(key)))], DBSIZE: [0, (store) => integer([...store.entries.keys()].filter((key) => store.find(key)).length)], TYPE: [1, (store, [key]) => status(store.find(key)?.type ?? "none")],
  FLUSHALL: [0, (store) => [store.entries.clear(), OK][1]], FLUSHDB: [0, (store) => [store.entries.clear(), OK][1]], RENAME: [2, (store, [key, other]) => store.rename(key, other)],
  EXPIRE: [2, (store, [key, seconds]) => store.expire(key, Number(seconds) * 1000)], PEXPIRE: [2, (store, [key, ms]) => store.expire(key, Number(ms))], TTL: [1, (store, [key]) => integer(store.left(key))], PERSIST: [1, (store, [key]) => integer(store.find(key)?.until ? [delete store.find(key).until, 1][1] : 0)],
  LPUSH: [2, (store, [key, ...items]) => store.change(key, "list", [], (old) => [...items.reverse(), ...old], (now) => integer(now.length))], RPUSH: [2, (store, [key, ...items]) => store.change(key, "list", [], (old) => [...old, ...items], (now) => integer(now.length))],
  LPOP: [1, (store, [key]) => store.pop(key, "shift")], RPOP: [1, (store, [key]) => store.pop(key, "pop")], LLEN: [1, (store, [key]) => store.as(key, "list", (value) => integer(value?.length ?? 0))], LRANGE: [3, (store, [key, from, to]) => store.as(key, "list", (value) => array(slice(value ?? [], from, to)))],
  SADD: [2, (store, [key, ...items]) => { let count = 0; return store.change(key, "set", [], (old) => { const all = new Set(old); items.forEach((each) => { count += all.has(each) ? 0 : 1; all.add(each); }); return [...all]; }, () => integer(count)); }],
  SMEMBERS: [1, (store, [key]) => store.as(key, "set", (value) => array(value ?? []))], SCARD: [1, (store, [key]) => store.as(key, "set", (value) => integer(value?.length ?? 0))], SISMEMBER: [2, (store, [key, item]) => store.as(key, "set", (value) => integer(Number(value?.includes(item) ?? false)))],
  HSET: [3, (store, [key, ...words]) => { let count = 0; return store.change(key, "hash", {}, (old) => { const all = { ...old }; for (let i = 0; i + 1 < words.length; i += 2) { count += Object.hasOwn(all, words[i]) ? 0 : 1; all[words[i]] = words[i + 1]; } return all; }, () => integer(count)); }],
  HGET: [2, (store, [key, field]) => store.as(key, "hash", (value) => bulk(value?.[field]))], HGETALL: [1, (store, [key]) => store.as(key, "hash", (value) => array(Object.entries(value ?? {}).flat()))], HKEYS: [1, (store, [key]) => store.as(key, "hash", (value) => array(Object.keys(value ?? {})))],
  CONFIG: [2, (store, [what, name]) => (what.toUpperCase() === "GET" ? array(Object.entries(store.settings).filter(([key]) => glob(name.toLowerCase()).test(key)).flat()) : OK)],
  INFO: [0, (store) => bulk(`# Server\r\nredis_version:8.0.2\r\nredis_mode:standalone\r\nos:Linux\r\n\r\n# Keyspace\r\n${store.entries.size ? `db0:keys=${store.entries.size},expires=0,avg_ttl=0\r\n` : ""}`)],
  SAVE: [0, (store) => [store.save(), OK][1]], BGSAVE: [0, (store) => [store.save(), status("Background saving started")][1]], LASTSAVE: [0, (store) => integer(Math.floor(store.now() / 1000))],
};
const WRITES = new Set("SET SETNX SETEX GETSET GETDEL APPEND MSET DEL UNLINK INCR DECR INCRBY DECRBY FLUSHALL FLUSHDB RENAME EXPIRE PEXPIRE PERSIST LPUSH RPUSH LPOP RPOP SADD HSET".split(" "));

export class Store {
  /** @param {{now: () => number, save: () => void, settings: Record<string, string>}} options */
  constructor(options) {
    Object.assign(this, options, { entries: new Map() });
  }

  /** @param {string[]} words */
  command([name, ...words]) {
    const upper = name.toUpperCase(), known = Object.hasOwn(COMMANDS, upper) ? COMMANDS[upper] : null;
    if (!known) return error(`ERR unknown command '${name}', with args beginning with: ${words.map((each) => `'${each}' `).join("")}`);
    if (words.length < known[0]) return error(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
    const reply = known[1](this, words);
    if (WRITES.has(upper) && this.settings.appendonly === "yes") this.append();
    return reply;
  }

  find(key) {
    const found = this.entries.get(key);
    if (found?.until && found.until <= this.now()) this.entries.delete(key);
    return this.entries.get(key) ?? null;
  }

  as(key, type, make) {
    const found = this.find(key);
    return found && found.type !== type ? WRONG : make(found?.value);
  }

  change(key, type, empty, next, reply) {
    const found = this.find(key);
    if (found && found.type !== type) return WRONG;
    const value = next(found?.value ?? empty);
    this.entries.set(key, { ...found, type, value });
    return reply(value);
  }

  set([key, value, ...options]) {
    const entry = { type: "string", value }, old = this.find(key), words = options.map((each) => each.toUpperCase());
    for (let i = 0; i < words.length; i++) {
      if (words[i] === "EX" || words[i] === "PX") {
        const time = Number(options[i += 1]);
        if (!Number.isInteger(time)) return NOT_INTEGER;
        if (time <= 0) return error("ERR invalid expire time in 'set' command");
        entry.until = this.now() + time * (words[i - 1] === "EX" ? 1000 : 1);
      } else if ((words[i] === "NX" && old) || (words[i] === "XX" && !old)) return bulk(null);
      else if (!["NX", "XX", "KEEPTTL", "GET"].includes(words[i])) return SYNTAX;
    }
    this.entries.set(key, entry);
    return OK;
  }

  add(key, by) {
    const found = this.find(key);
    if (found && found.type !== "string") return WRONG;
    const value = Number(found?.value ?? 0) + Number(by);
    if (!Number.isSafeInteger(value) || !/^-?\d+$/.test(found?.value ?? "0")) return NOT_INTEGER;
    this.entries.set(key, { ...found, type: "string", value: String(value) });
    return integer(value);
  }

  pop(key, how) {
    const found = this.find(key);
    if (!found) return bulk(null);
    if (found.type !== "list") return WRONG;
    const item = found.value[how]();
    if (!found.value.length) this.entries.delete(key);
    return bulk(item);
  }

  rename(key, other) {
    if (!this.find(key)) return error("ERR no such key");
    this.entries.set(other, this.entries.get(key));
    this.entries.delete(key);
    return OK;
  }

  expire(key, ms) {
    const found = this.find(key);
    if (found) found.until = this.now() + ms;
    return integer(found ? 1 : 0);
  }

  left(key) {
    const found = this.find(key);
    return !found ? -2 : found.until ? Math.ceil((found.until - this.now()) / 1000) : -1;
  }
}
