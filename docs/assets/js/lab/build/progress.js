/* What `docker build` prints without a terminal: the steps, numbered, each with its log. */

export class Progress {
  constructor(clock, write) {
    Object.assign(this, { clock, write, count: 0, last: null });
    this.lines = [];
  }

  /** Print the first line. */
  begin() {
    this.began = true;
    this.write('#0 building with "default" instance using docker driver\n');
  }

  /** The steps are over. */
  end() {}

  /** Begin a step. */
  step(name) {
    this.count += 1;
    const number = this.count, began = this.clock.now();
    this.write(`${this.began ? "\n" : ""}#${number} ${name}\n`);
    this.began = true;
    const line = (text) => this.write(`#${number} ${text}\n`), seconds = () => `${((this.clock.now() - began) / 1000).toFixed(1)}s`;
    const logged = [];
    return {
      name, logged, line,
      log: (text) => {
        const stamp = ((this.clock.now() - began) / 1000).toFixed(3);
        logged.push(`${stamp} ${text}`);
        line(`${stamp} ${text}`);
      },
      done: () => line(`DONE ${seconds()}`), cached: () => line("CACHED"), failed: (message) => line(`ERROR: ${message}`),
    };
  }
}

/** A Dockerfile's lines around an error. */
export function excerpt(file, text, from, to) {
  const lines = text.split("\n"), rule = "--------------------\n";
  let out = `${file}:${from}\n${rule}`;
  for (let n = Math.max(1, from - 2); n <= Math.min(lines.length, to + 2); n++) out += `${String(n).padStart(4)} | ${n >= from && n <= to ? ">>>" : "   "} ${lines[n - 1]}\n`;
  return out + rule;
}
