/* Lines on their way to the session: pasted ones run one after another, each once it is complete; while a
   program reads, it gets them. */

const SLOW = 1000; // milliseconds until a line counts as running on

export class Runner {
  #queue = [];
  #pending = "";
  #isBusy = false;
  #isStopping = false;
  #isReady = false;

  /** @param {import("./client.js").Client} client @param {import("./terminal.js").Terminal} terminal
      @param {{ran: (result: object, line: string) => void, slow: (since: number | null) => void}} tell */
  constructor(client, terminal, tell) {
    Object.assign(this, { client, terminal, tell, prompt: "$ ", history: [], wantsInput: false });
  }

  get isBusy() {
    return this.#isBusy;
  }

  /** Take input, of one line or several. */
  async enter(text) {
    this.#queue.push(...text.split("\n"));
    if (text && this.history.at(-1) !== text) this.history.push(text);
    await this.#drain();
  }

  /** The machine is ready: run what was typed meanwhile. */
  ready() {
    this.#isReady = true;
    void this.#drain();
  }

  async #drain() {
    while (this.#isReady && this.#queue.length && (!this.#isBusy || this.wantsInput)) {
      const line = this.#queue.shift();
      if (this.#isBusy) this.#hand(`${line}\n`);
      else this.#line(line.replace(/^\s*\$ /, ""));
    }
  }

  #line(line) {
    const text = this.#pending + line, { terminal } = this;
    terminal.begin(this.#pending ? "> " : this.prompt, line);
    if (text.trim() === "") {
      this.#pending = "";
      return;
    }
    this.#pending = "";
    if (text.trim() === "clear") terminal.clear();
    else void this.#run(text);
  }

  async #run(text) {
    const { terminal, client } = this, since = performance.now();
    this.#isBusy = true;
    terminal.ask("");
    terminal.wait(true);
    const timer = setInterval(() => this.tell.slow(performance.now() - since, this.wantsInput), SLOW);
    try {
      const result = await client.call("run", text);
      this.#ended(timer);
      if (result.more) this.#pending = `${text}\n`;
      else this.#ran(result);
    } catch (error) {
      this.#ended(timer);
      if (error.message !== "stopped") terminal.note("fault", [`The practice engine failed: ${error.message}. The next line starts where you were.`]);
    }
    terminal.ask(this.#pending ? "> " : this.prompt);
    await this.#drain();
  }

  #ran(result) {
    this.prompt = result.prompt;
    this.tell.ran(result);
  }

  #ended(timer) {
    clearInterval(timer);
    Object.assign(this, { wantsInput: false });
    this.#isBusy = false;
    this.#isStopping = false;
    this.terminal.wait(false);
    this.tell.slow(null);
  }

  /** A program reads. */
  asked() {
    this.wantsInput = true;
    void this.#drain();
  }

  #hand(text) {
    this.wantsInput = false;
    this.terminal.echo(text);
    void this.client.call("input", text);
  }

  /** Ctrl-C. If the program hasn't ended in two seconds, the reader can stop it. */
  interrupt() {
    const { terminal } = this;
    this.#queue = [];
    if (!this.#isBusy) {
      if (this.#pending || terminal.value) terminal.begin(this.#pending ? "> " : this.prompt, `${terminal.value}^C`);
      this.#pending = "";
      terminal.value = "";
      terminal.ask(this.prompt);
      return;
    }
    terminal.echo("^C\n");
    void this.client.call("interrupt").catch(() => {});
    this.#isStopping = true;
  }

  /** Ctrl-D: end a program's input. */
  endInput() {
    if (this.#isBusy && this.wantsInput) {
      this.wantsInput = false;
      void this.client.call("input", null);
    }
  }

  get isStopping() {
    return this.#isStopping;
  }
}
