/* npm's clients for Postgres and Redis. */
import { NetError } from "../../net/network.js";
import { shown } from "./sqlvalues.js";
import { connectError, Emitter } from "./emitter.js";

/** pg: pools and clients on the lab's Postgres. */
export function pgModule(runtime) {
  const { process } = runtime;
  class Client extends Emitter {
    constructor(options = {}) {
      super();
      const url = typeof options === "string" ? options : options.connectionString;
      const read = url ? new URL(url) : null;
      this.config = { host: read?.hostname ?? options.host ?? process.env.PGHOST ?? "localhost", port: Number((read?.port || options.port) ?? process.env.PGPORT ?? 5432) || 5432, user: decodeURIComponent(read?.username ?? "") || options.user || process.env.PGUSER || "postgres", password: decodeURIComponent(read?.password ?? "") || options.password || process.env.PGPASSWORD, database: read?.pathname.slice(1) || options.database || process.env.PGDATABASE };
    }

    async connect() {
      const { host, port, user, password, database } = this.config;
      try {
        this.session = process.space.net.open(host, port, "postgres", { files: process.files }).login(user, database ?? user, typeof password === "function" ? await password() : password);
      } catch (error) {
        if (error instanceof NetError) throw connectError(error, host, port);
        throw Object.assign(new Error(error.message), { code: error.code });
      }
      return this;
    }

    async query(text, values) {
      if (!this.session?.context.server.process.isAlive) await this.connect();
      const { text: sql, values: given } = typeof text === "object" ? text : { text, values };
      try {
        const results = this.session.run(sql, given ?? []);
        const last = results.at(-1) ?? { command: "" };
        const { columns = [], rows = [] } = last;
        return { command: last.command.split(" ")[0], rowCount: columns.length ? rows.length : Number(/\d+$/.exec(last.command)?.[0] ?? 0), fields: columns, rows: rows.map((row) => Object.fromEntries(columns.map(({ name, type }, at) => [name, valueOf(row[at], type)]))) };
      } catch (error) {
        throw Object.assign(new Error(error.message), { code: error.code, detail: error.detail });
      }
    }

    async end() {
      this.session = null;
    }

    release() {}
  }
  const valueOf = (value, type) => (value === null ? null : value?.time !== undefined ? new Date(value.time) : /^(bigint|numeric)/.test(type ?? "") ? shown(value) : value);
  class Pool extends Client {
    async connect() {
      await super.connect();
      return this;
    }
  }
  return { Client, Pool, default: { Client, Pool } };
}

/** redis: npm's client on the lab's Redis. */
export function redisModule(runtime) {
  const { process } = runtime;
  const plain = (reply) => {
    if (reply.kind === "error") throw new Error(reply.value);
    if (reply.kind === "array") return reply.value.map(plain);
    return reply.kind === "nil" ? null : reply.value;
  };
  const createClient = (options = {}) => {
    const url = new URL(options.url ?? `redis://${options.socket?.host ?? "localhost"}:${options.socket?.port ?? 6379}`);
    const client = new Emitter();
    let session = null;
    const send = async (words) => {
      if (!session) throw new Error("The client is closed");
      return plain(await session.command(words.map(String)));
    };
    const api = {
      isOpen: false, isReady: false,
      connect: async () => {
        for (;;) {
          try {
            session = process.space.net.open(url.hostname, Number(url.port || 6379), "redis", { files: process.files });
            Object.assign(client, { isOpen: true, isReady: true });
            client.emit("connect");
            client.emit("ready");
            return client;
          } catch (error) {
            if (!(error instanceof NetError)) throw error;
            client.emit("error", connectError(error, url.hostname, url.port || 6379));
            await process.sleep(500);
          }
        }
      },
      sendCommand: send, close: async () => { session = null; }, quit: async () => { session = null; }, disconnect: async () => { session = null; }, destroy: () => { session = null; },
    };
    return Object.assign(new Proxy(client, { get: (target, name) => (name in target ? (typeof target[name] === "function" ? target[name].bind(target) : target[name]) : typeof name === "string" && name !== "then" ? (...args) => send([name.toUpperCase(), ...args.flat()]) : undefined) }), api);
  };
  return { createClient, default: { createClient } };
}
