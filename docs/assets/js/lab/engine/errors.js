/* What the engine refuses, in its own words. */

export class EngineError extends Error {
  /** @param {string} message @param {number} code what `docker run` exits with */
  constructor(message, code = 125) {
    super(message);
    this.code = code;
  }
}

/** Something that this model of Docker does not do. The CLI says so in one line. */
export class NotModelled extends Error {}
