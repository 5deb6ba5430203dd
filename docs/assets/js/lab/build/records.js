/* The builder's records of builds: what each was, how it ended, and its log. */
import { Progress } from "./progress.js";

const MOST = 50; // BuildKit's limit

/** Begin a build's record; `finish` closes it. @returns {object} */
export function beginRecord(lab, options) {
  const { clock, ids } = lab.engine, lines = [], record = {
    ref: ids.hex(25), provenanceDigest: ids.digest(), name: nameOf(options), context: options.contextPath ?? ".", file: options.file, target: options.target ?? "", args: new Map(options.args), began: clock.now(), ended: null, status: "Running", error: "", lines, steps: [], tags: options.tags,
    progress: new Progress(clock, (text) => lines.push(text)),
    finish: ({ image = null, error = "" }) => Object.assign(record, { ended: clock.now(), status: image ? "Completed" : "Error", image, error }),
  };
  options.began = record.began;
  options.ref = record.ref;
  lab.builds = [record, ...(lab.builds ?? [])].slice(0, MOST);
  return record;
}

/* A build is named after its folder, its Dockerfile if that has another name, and the stage. */
function nameOf({ root = "", file, target }) {
  const folder = root.split("/").at(-1), name = file === "Dockerfile" ? folder : `${folder}/${file}`;
  return target ? `${name} (${target})` : name;
}

/** Passes calls to two. */
export class Both {
  constructor(shown, kept) {
    Object.assign(this, { shown, kept });
  }

  begin() {
    this.shown.begin();
    this.kept.begin();
  }

  end() {
    this.shown.end();
  }

  write = (text) => {
    this.shown.write(text);
    this.kept.write(text);
  };

  step(name) {
    const one = this.shown.step(name), other = this.kept.step(name), both = (method) => (...args) => {
      one[method](...args);
      other[method](...args);
    };
    this.kept.all = [...(this.kept.all ?? []), { name, cached: false }];
    const mine = this.kept.all.at(-1), cached = both("cached");
    return { name, logged: one.logged, line: both("line"), log: both("log"), done: both("done"), failed: both("failed"), cached: () => { mine.cached = true; cached(); } };
  }
}
