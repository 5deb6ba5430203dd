/* The clock of a session. It follows the real time while somebody looks on, and jumps from timer to timer while lines are
   played again. What a command waits for by itself, such as the moment that a start takes, is jumped over as well. */
import { Clock, turn } from "./clock.js";

const LONGEST = 2 ** 31 - 1;
const FOREVER = 3600_000; // of jumped time, for one line that is played again

export class PacedClock extends Clock {
  #ahead = 0;
  #at = null; // the time, where it stands still between jumps
  #timers = [];
  #count = 0;
  #armed = null;
  #lent = 0;

  constructor(start = Date.now()) {
    super();
    this.#at = start;
  }

  now() {
    return this.#at ?? Date.now() + this.#ahead;
  }

  /** From now on, time passes as it does. */
  follow() {
    if (this.#at === null) return;
    this.#ahead = this.#at - Date.now();
    this.#at = null;
    this.#arm();
  }

  /** From now on, time passes with each jump only. */
  halt() {
    this.#at ??= this.now();
    clearTimeout(this.#armed);
  }

  /** For so many milliseconds in all, waiting is jumped over. */
  lend(ms) {
    this.#lent = ms;
    this.#arm();
  }

  after(ms, fn) {
    const timer = { at: this.now() + Math.max(0, ms), order: (this.#count += 1), fn };
    this.#timers.push(timer);
    this.#arm();
    return () => {
      const at = this.#timers.indexOf(timer);
      if (at >= 0) this.#timers.splice(at, 1);
    };
  }

  #next() {
    return this.#timers.reduce((first, timer) => (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order) ? timer : first), null);
  }

  #arm() {
    clearTimeout(this.#armed);
    const next = this.#at === null ? this.#next() : null;
    if (!next) return;
    const wait = Math.max(0, next.at - this.now());
    if (wait <= this.#lent) {
      this.#lent -= wait;
      void this.drain().then(() => this.#jumpTo(next));
    } else this.#armed = setTimeout(() => this.#due(), Math.min(wait, LONGEST));
  }

  #jumpTo(timer) {
    if (this.#timers.includes(timer)) this.#fire(timer);
    this.#arm();
  }

  #due() {
    for (let next = this.#next(); next && this.#at === null && next.at <= this.now(); next = this.#next()) this.#fire(next);
    this.#arm();
  }

  #fire(timer) {
    this.#timers.splice(this.#timers.indexOf(timer), 1);
    const late = timer.at - this.now();
    if (late > 0) {
      if (this.#at === null) this.#ahead += late;
      else this.#at = timer.at;
    }
    timer.fn();
  }

  /** Jump to the next timer. @returns whether there was one */
  skip() {
    const next = this.#next();
    if (!next) return false;
    this.#fire(next);
    this.#arm();
    return true;
  }

  /** How long until the next timer; Infinity: none runs. */
  get ahead() {
    return (this.#next()?.at ?? Infinity) - this.now();
  }

  async drain() {
    do await turn();
    while (this.holds);
  }

  /** Jump until a promise settles. @param {() => boolean} stuck called when nothing can happen any more, and after an hour of
      jumped time; it has to end something, and returns false when there is nothing left to end */
  async run(promise, stuck = () => false) {
    let isDone = false, until = this.now() + FOREVER;
    const ended = () => {
      isDone = true;
    };
    promise.then(ended, ended);
    while (!isDone) {
      await this.drain();
      if (isDone || (this.now() < until && this.skip())) continue;
      until = this.now() + FOREVER;
      if (!stuck()) throw new Error("everything waits for ever");
    }
    await this.drain();
    return promise;
  }
}
