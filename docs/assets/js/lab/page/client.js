/* The page's end of the line to the Worker: each call is answered, and a line's output comes meanwhile. */
import { carried } from "./data.js";

const TRIES = 3; // for unstable networks

export class Client {
  #worker = null;
  #heard = false;
  #tries = 0;
  #waiting = new Map();
  #count = 0;

  /** @param {URL} base of the site @param {{output: Function, input: Function, broken: Function}} hear unasked messages */
  constructor(base, hear) {
    Object.assign(this, { base, hear });
    this.#start();
  }

  #start() {
    const source = document.getElementById("lab-worker");
    this.#worker = source ? new Worker(URL.createObjectURL(new Blob([source.textContent], { type: "text/javascript" }))) : new Worker(new URL("assets/js/lab/worker.js", this.base), { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.#take(data));
    this.#worker.addEventListener("error", (event) => this.#failed(event));
    if (source) this.call("data", carried("explain-data"), carried("lab-data")).catch(() => {});
  }

  /** Load again what failed to load; a Worker that has answered before goes on after an error. */
  #failed(event) {
    if (this.#heard) return;
    this.#tries += 1;
    if (this.#tries === TRIES) {
      this.#broke(event.message || "the Worker couldn't be loaded");
      return;
    }
    setTimeout(() => {
      this.#worker.terminate();
      this.#start();
      for (const { message } of this.#waiting.values()) this.#worker.postMessage(message);
    }, 500 * this.#tries);
  }

  #take({ id, value, fault, event, ...more }) {
    this.#heard = true;
    if (event) return this.hear[event]?.(more);
    const { done, failed } = this.#waiting.get(id);
    this.#waiting.delete(id);
    return fault === undefined ? done(value) : failed(new Error(fault));
  }

  #broke(message) {
    for (const { failed } of this.#waiting.values()) failed(new Error(message));
    this.#waiting.clear();
  }

  call(name, ...args) {
    this.#count += 1;
    const id = this.#count;
    return new Promise((done, failed) => {
      const message = { id, call: name, args };
      this.#waiting.set(id, { done, failed, message });
      this.#worker.postMessage(message);
    });
  }

  close() {
    this.#worker.terminate();
    this.#broke("stopped");
  }

  /** End a Worker that no longer listens, and start anew. Whoever waits gets `stopped`. */
  restart() {
    this.#worker.terminate();
    this.#broke("stopped");
    this.#start();
  }
}
