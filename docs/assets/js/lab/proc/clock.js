/* Time. The page's clock is real and can skip ahead; the tests' clock moves only when everything waits for it.

   A clock has `now()`, `after(ms, fn)` that returns a cancel function, `sleep(ms)`, `breathe()` to let others run,
   `hold()` for the runtime's own work (it returns a function to end it), and `run(promise)`, which waits for a promise. */

const queue = [];
let channel = null;

/** Let everything ready run, and messages in. */
export function turn() {
  if (typeof setImmediate === "function") return new Promise((done) => setImmediate(done));
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => queue.shift()();
  }
  return new Promise((done) => {
    queue.push(done);
    channel.port2.postMessage(0);
  });
}

export class Clock {
  holds = 0;
  #ran = Date.now();

  sleep(ms) {
    return new Promise((done) => this.after(ms, done));
  }

  hold() {
    this.holds += 1;
    return () => (this.holds -= 1);
  }

  /** In loops: give way once enough time has passed. */
  async breathe() {
    if (Date.now() - this.#ran < 15) return;
    const free = this.hold();
    await turn();
    free();
    this.#ran = Date.now();
  }
}

const LONGEST = 3_600_000; // or code that keeps polling would run forever

/** The clock of the tests: it starts at a fixed time and jumps to the next timer when nothing else can happen. */
class VirtualClock extends Clock {
  #now;
  #timers = [];
  #count = 0;

  constructor(start) {
    super();
    this.#now = start;
  }

  now() {
    return this.#now;
  }

  after(ms, fn) {
    const timer = { at: this.#now + Math.max(0, ms), order: (this.#count += 1), fn };
    this.#timers.push(timer);
    return () => {
      const at = this.#timers.indexOf(timer);
      if (at >= 0) this.#timers.splice(at, 1);
    };
  }

  /** Fire the next timer. @returns whether there was one */
  skip() {
    if (!this.#timers.length) return false;
    const next = this.#timers.reduce((first, timer) => (timer.at < first.at || (timer.at === first.at && timer.order < first.order) ? timer : first));
    this.#timers.splice(this.#timers.indexOf(next), 1);
    this.#now = Math.max(this.#now, next.at);
    next.fn();
    return true;
  }

  async drain() {
    do await turn();
    while (this.holds);
  }

  /** @param {() => void} stuck called when everything waits with no timer, or after an hour: it must end something; true: call it again if needed */
  async run(promise, stuck = null) {
    const began = this.#now;
    let isDone = false;
    const ended = () => {
      isDone = true;
    };
    promise.then(ended, ended);
    while (!isDone) {
      await this.drain();
      const isTooLong = stuck && this.#now - began > LONGEST;
      if (isDone || (!isTooLong && this.#now - began < 2 * LONGEST && this.skip())) continue;
      if (!stuck) throw new Error("everything waits for ever");
      if (stuck() !== true) stuck = null;
    }
    await this.drain();
    return promise;
  }
}

class RealClock extends Clock {
  #ahead = 0;
  #timers = new Set();

  now() {
    return Date.now() + this.#ahead;
  }

  after(ms, fn) {
    const timer = { at: this.now() + Math.max(0, ms), fn };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => this.#cancel(timer);
  }

  #arm(timer) {
    timer.id = setTimeout(() => this.#fire(timer), Math.min(timer.at - this.now(), 2 ** 31 - 1));
  }

  #fire(timer) {
    if (timer.at - this.now() > 1) return this.#arm(timer);
    this.#timers.delete(timer);
    return timer.fn();
  }

  #cancel(timer) {
    clearTimeout(timer.id);
    this.#timers.delete(timer);
  }

  /** Jump to the next timer; the time of all else moves too. */
  skip() {
    if (!this.#timers.size) return false;
    this.#ahead += Math.max(0, Math.min(...[...this.#timers].map((timer) => timer.at)) - this.now());
    for (const timer of this.#timers) {
      clearTimeout(timer.id);
      this.#arm(timer);
    }
    return true;
  }

  async drain() {
    await turn();
  }

  run(promise) {
    return promise;
  }
}

export const createVirtualClock = (start = Date.UTC(2026, 10, 29, 12)) => new VirtualClock(start);
export const createRealClock = () => new RealClock();
