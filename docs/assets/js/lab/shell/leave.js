/* Ways to leave a script's normal order. */

/** `break`, `continue` and `return`. */
export class Leave extends Error {
  /** @param {"break"|"continue"|"return"} kind */
  constructor(kind, count = 1) {
    super(kind);
    Object.assign(this, { kind, count });
  }
}

/** Ctrl-C. */
export class Interrupted extends Error {}
