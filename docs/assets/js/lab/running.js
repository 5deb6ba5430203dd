/* A running line: its output, what is typed into it, how it is interrupted; each with its time, for replay. */

export class Running {
  stdout = "";
  stderr = "";
  chunks = 0;
  typed = [];
  interrupted = [];
  wanted = null;
  #queue = [];
  #signal = new EventTarget(); // dispatches "abort" once for each Ctrl-C
  #patience = 3;

  constructor({ clock, shell }, line, isTerminal, { onOutput = () => {}, onInput = () => {} }) {
    this.clock = clock;
    this.began = clock.now();
    this.onInput = onInput;
    const take = (stream) => {
      const decoder = new TextDecoder();
      return (chunk) => {
        const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
        this.chunks += 1;
        this[stream] += text;
        onOutput(text, stream);
      };
    };
    this.done = shell.run(line, { onStdout: take("stdout"), onStderr: take("stderr"), stdin: { read: () => this.#read() }, signal: this.#signal, isTerminal });
  }

  #read() {
    if (this.#queue.length) return Promise.resolve(this.#queue.shift());
    return new Promise((resolve) => {
      this.wanted = resolve;
      this.onInput();
    });
  }

  input(text) {
    this.typed.push({ at: this.clock.now() - this.began, text });
    this.#give(text);
  }

  #give(text) {
    const { wanted } = this;
    this.wanted = null;
    if (wanted) wanted(text);
    else this.#queue.push(text);
  }

  interrupt() {
    this.interrupted.push(this.clock.now() - this.began);
    this.#signal.dispatchEvent(new Event("abort"));
  }

  /** End what would wait forever: by ending its input, then by Ctrl-C. */
  giveUp() {
    this.#patience -= 1;
    if (this.wanted) this.#give(null);
    else this.#signal.dispatchEvent(new Event("abort"));
    return this.#patience >= 0;
  }
}
