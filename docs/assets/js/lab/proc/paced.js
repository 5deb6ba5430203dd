/* A session's clock. It follows real time while somebody watches, and jumps from timer to timer while lines are
   replayed. A command's own waits, such as the moment a start takes, are skipped too. */
import { Clock, turn } from "./clock.js";

const LONGEST = 2 ** 31 - 1;
const FOREVER = 3600_000; // jumped time for one replayed line

export class PacedClock extends Clock {
  #ahead = 0;
  #at = null; // the time, if it stops between jumps
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

  /** From now on, follow real time. */
  follow() {
    if (this.#at === null) return;
    this.#ahead = this.#at - Date.now();
    this.#at = null;
    this.#arm();
  }

  /** From now on, only jumps move time. */
  halt() {
    this.#at ??= this.now();
    clearTimeout(this.#armed);
  }

  /** Skip waits of so many milliseconds in total. */
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

  /** Time to the next timer; Infinity: none runs. */
  get ahead() {
    return (this.#next()?.at ?? Infinity) - this.now();
  }

  async drain() {
    do await turn();
    while (this.holds);
  }

  /** Jump until a promise settles. @param {() => boolean} stuck called when nothing more can happen, and after an hour of
      jumped time; it must end something, and returns false when nothing is left to end */
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
