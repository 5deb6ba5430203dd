/* A program's output as a terminal shows it: `\r` returns to the start of the line, and some sequences that move
   the cursor work. Colours are left out: what matters is said in words. */

const SIGN = /\x1b\[([\d;?]*)([A-Za-z])|\x1b[()][A-Z0-9]|[\r\n\b\x07\t]/g;

export class Screen {
  lines = [""];
  row = 0;
  column = 0;
  wasCleared = false;

  /** @returns {string} all text now shown */
  get text() {
    return this.lines.join("\n");
  }

  /** What follows the last end of a line, such as a prompt. */
  get last() {
    return this.lines.at(-1);
  }

  write(text) {
    let at = 0;
    for (const match of text.matchAll(SIGN)) {
      this.#put(text.slice(at, match.index));
      this.#sign(match[0], match[1], match[2]);
      at = match.index + match[0].length;
    }
    this.#put(text.slice(at));
  }

  #put(text) {
    if (!text) return;
    const line = this.lines[this.row].padEnd(this.column);
    this.lines[this.row] = line.slice(0, this.column) + text + line.slice(this.column + text.length);
    this.column += text.length;
  }

  #sign(whole, numbers, letter) {
    if (whole === "\n") return this.#down();
    if (whole === "\r") this.column = 0;
    else if (whole === "\b") this.column = Math.max(0, this.column - 1);
    else if (whole === "\t") this.#put(" ".repeat(8 - (this.column % 8)));
    else if (letter) this.#move(Number.parseInt(numbers || "1", 10) || 1, numbers, letter);
    return undefined;
  }

  #down() {
    this.row += 1;
    this.column = 0;
    if (this.row === this.lines.length) this.lines.push("");
  }

  #move(count, numbers, letter) {
    if (letter === "A") this.row = Math.max(0, this.row - count);
    else if (letter === "B") this.row = Math.min(this.lines.length - 1, this.row + count);
    else if (letter === "C") this.column += count;
    else if (letter === "D") this.column = Math.max(0, this.column - count);
    else if (letter === "G") this.column = count - 1;
    else if (letter === "K") this.lines[this.row] = numbers === "2" ? "" : this.lines[this.row].slice(0, this.column);
    else if (letter === "J") this.#clear(numbers);
    else if (letter === "H") Object.assign(this, { row: 0, column: 0 });
  }

  #clear(numbers) {
    if (numbers === "2" || numbers === "3") Object.assign(this, { lines: [""], row: 0, column: 0, wasCleared: true });
    else this.lines = [...this.lines.slice(0, this.row), this.lines[this.row].slice(0, this.column)];
  }

  /** Remove what follows the last end of a line. */
  takeLast() {
    const { last } = this;
    if (this.row === this.lines.length - 1) {
      this.lines[this.row] = "";
      this.column = 0;
    }
    return last;
  }
}
