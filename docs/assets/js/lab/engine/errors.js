/* The engine's refusals, in its own words. */

export class EngineError extends Error {
  /** @param {string} message @param {number} code `docker run`'s exit code */
  constructor(message, code = 125) {
    super(message);
    this.code = code;
  }
}

/** Something that this model of Docker doesn't do. The CLI says so in one line. */
export class NotModelled extends Error {}
