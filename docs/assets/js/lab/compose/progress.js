/* How Compose reports what it makes and stops: a line for each event, a redrawn list, or nothing. */

const EVENT = /^ (Network|Volume|Container|Image) (\S+) (.*?) ?\n$/;
const ENDS = /^(?:Created|Started|Running|Healthy|Exited|Stopped|Removed|Killed|Recreated|Restarted|Paused|Unpaused|Built|Pulled|Pushed|Skipped|Error|Resource is still in use)/;
const BAD = /^(?:Error|Resource is still in use)/;

/** Take over a call's stderr, as `--progress` and its terminal require. @returns {() => void} call it at the end */
export function tellEvents(call) {
  const mode = call.last("--progress") || (call.io.isTty ? "tty" : "plain"), { err, out } = call;
  if (mode === "plain" || mode === "json") return () => {};
  const list = mode === "quiet" ? null : new List(call, err);
  const events = (text) => text.match(/[^\n]*\n|[^\n]+$/g)?.map((line) => EVENT.exec(line)) ?? [];
  call.err = (text) => {
    const found = events(text);
    if (!found.length || found.includes(null)) {
      list?.end();
      return err(text);
    }
    for (const [, kind, name, status] of found) list?.add(`${kind} ${name}`, status);
    return undefined;
  };
  call.out = (text) => {
    list?.end();
    return out(text);
  };
  call.quiet = mode === "quiet";
  return () => list?.end();
}

class List {
  #drawn = 0;
  #rows = new Map();

  constructor(call, put) {
    Object.assign(this, { call, put, columns: Number(call.io.env.COLUMNS) || 100 });
  }

  add(name, status) {
    const now = this.call.now(), row = this.#rows.get(name) ?? { began: now };
    this.#rows.set(name, { ...row, status, ended: ENDS.test(status) ? now : null });
    this.#draw();
  }

  /** Leave what is drawn; the next event begins a new list. */
  end() {
    this.#drawn = 0;
    this.#rows.clear();
  }

  #draw() {
    const rows = [...this.#rows], done = rows.filter(([, { ended }]) => ended !== null).length, wide = (pick) => Math.max(...rows.map((each) => pick(each).length));
    const names = wide(([name]) => name), states = wide(([, { status }]) => status);
    const lines = rows.map(([name, { began, ended, status }]) => {
      const text = ` ${ended === null ? "⠿" : BAD.test(status) ? "✘" : "✔"} ${name.padEnd(names)} ${status.padEnd(states)}`, time = `${(((ended ?? this.call.now()) - began) / 1000).toFixed(1)}s`;
      return `${text}${time.padStart(Math.max(time.length + 1, this.columns - text.length))}`;
    });
    const word = this.call.name.replace("compose ", "");
    this.put(`${this.#drawn ? `\u001b[${this.#drawn}A\r` : ""}${[`[+] ${word} ${done}/${rows.length}`, ...lines].map((line) => `${line}\u001b[K\n`).join("")}`);
    this.#drawn = lines.length + 1;
  }
}
