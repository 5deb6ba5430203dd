/* What happened, for `docker events` and the picture next to the terminal. */

export function createEvents(clock) {
  const list = [], listeners = new Set();
  return {
    list,
    /** @param {string} type @param {string} action @param {string} id @param {Record<string, string>} attributes */
    add(type, action, id, attributes = {}) {
      const event = { type, action, id, attributes, time: clock.now() };
      list.push(event);
      if (list.length > 1000) list.shift();
      for (const each of [...listeners]) each(event);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
