/* Events as in node, and its message for a failed connection. */

/** `node:events` */
export class Emitter {
  #listeners = new Map();

  on(name, fn) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), fn]);
    return this;
  }

  addListener(name, fn) {
    return this.on(name, fn);
  }

  once(name, fn) {
    const own = (...args) => {
      this.off(name, own);
      return fn.apply(this, args);
    };
    return this.on(name, own);
  }

  off(name, fn) {
    this.#listeners.set(name, (this.#listeners.get(name) ?? []).filter((each) => each !== fn));
    return this;
  }

  removeListener(name, fn) {
    return this.off(name, fn);
  }

  removeAllListeners(name) {
    this.#listeners.delete(name);
    return this;
  }

  listenerCount(name) {
    return (this.#listeners.get(name) ?? []).length;
  }

  emit(name, ...args) {
    const list = this.#listeners.get(name) ?? [];
    for (const fn of list) fn.apply(this, args);
    return list.length > 0;
  }
}

/** The error of a failed connection. */
export const connectError = (error, host, port) => Object.assign(new Error(error.code === "ENOTFOUND" ? `getaddrinfo ENOTFOUND ${host}` : `connect ${error.code} ${host}:${port}`), { code: error.code, syscall: error.code === "ENOTFOUND" ? "getaddrinfo" : "connect" });
