/* Lines on their way to the session: several that were pasted run one after the other, as far as each is whole; while a
   program reads, they go to it. */

const SLOW = 1000; // milliseconds after which a line counts as one that runs on

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

  /** What was typed, of one line or several. */
  async enter(text) {
    this.#queue.push(...text.split("\n"));
    if (text && this.history.at(-1) !== text) this.history.push(text);
    await this.#drain();
  }

  /** The machine stands: what has been typed meanwhile runs now. */
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

  /** Ctrl-C. What doesn't end by it within two seconds can be ended from outside. */
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

  /** Ctrl-D: the end of what a program reads. */
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
