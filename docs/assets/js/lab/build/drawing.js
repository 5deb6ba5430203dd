/* What `docker build` draws on a terminal: a list of steps, redrawn as they go on. */

const SHOWN = 6; // lines of a running step's log

const seconds = (ms) => `${(ms / 1000).toFixed(1)}s`;

/** Used in place of Progress; see there. */
export class Drawing {
  #rows = 0;
  #steps = [];

  constructor(clock, write, columns = 100) {
    Object.assign(this, { clock, put: write, columns });
  }

  begin() {
    this.began = this.clock.now();
  }

  /** Print text below the list, which no longer changes. */
  write = (text) => {
    this.end();
    this.put(text);
  };

  step(name) {
    const step = { name, began: this.clock.now(), ended: null, mark: "", parts: [], logged: [] };
    this.#steps.push(step);
    this.#draw();
    const elapsed = () => (this.clock.now() - step.began) / 1000;
    const close = (mark) => {
      Object.assign(step, { ended: this.clock.now(), mark });
      this.#draw();
    };
    return {
      name, logged: step.logged,
      line: (text) => {
        step.parts.push(text.replace(/ done$/, ""));
        this.#draw();
      },
      log: (text) => {
        step.logged.push(`${elapsed().toFixed(3)} ${text}`);
        this.#draw();
      },
      // A lookup has its own lines, and no mark.
      done: () => close(""), cached: () => close(step.parts.length ? "" : "CACHED "), failed: () => close("ERROR "),
    };
  }

  /** Finish the list; what comes next is printed below it. */
  end() {
    if (this.isOver) return;
    this.isOver = true;
    this.#draw();
  }

  #draw() {
    const finished = this.#steps.filter((each) => each.ended !== null), isDone = this.isOver && !this.#steps.some((each) => each.mark === "ERROR ");
    const head = `[+] Building ${seconds(this.clock.now() - this.began)} (${finished.length}/${this.#steps.length})${isDone ? " FINISHED" : ""}`;
    const rows = [`${head}${"docker:default".padStart(this.columns - 1 - head.length)}`, ...this.#steps.flatMap((each) => this.#rowsOf(each))];
    this.put(`${this.#rows ? `\u001b[${this.#rows}A\r` : ""}${rows.map((each) => `${each}\u001b[K\n`).join("")}\u001b[J`);
    this.#rows = rows.length;
  }

  #rowsOf(step) {
    const time = seconds((step.ended ?? this.clock.now()) - step.began), log = step.ended === null ? step.logged.slice(-SHOWN).map((each) => ` => => # ${each.replace(/^\S+ /, "")}`.slice(0, this.columns - 1)) : [];
    return [this.#row(` => ${step.mark}${step.name}`, time), ...step.parts.map((each) => this.#row(` => => ${each}`, step.ended === null ? time : "0.0s")), ...log];
  }

  #row(text, time) {
    const width = this.columns - 1 - time.length - 1;
    return `${text.slice(0, width - 1).padEnd(width)} ${time}`;
  }
}
