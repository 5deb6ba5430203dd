/* A shell's state: variables, functions, options, traps. A subshell gets a copy. */
import { signalNames } from "../proc/signals.js";

/** @typedef {{value: string|Map<string|number, string>|undefined, exported: boolean, readonly: boolean, integer?: boolean}} Variable */

const TRACKED = { e: "errexit", u: "nounset", x: "xtrace", f: "noglob", v: "verbose", n: "noexec", a: "allexport", C: "noclobber", m: "monitor", h: "hashall", b: "notify", E: "errtrace", T: "functrace", B: "braceexpand", H: "histexpand", P: "physical" };
const NAMED = new Set([...Object.values(TRACKED), "pipefail", "posix", "vi", "emacs", "ignoreeof", "nolog", "history", "keyword", "privileged", "interactive-comments", "onecmd"]);

export const optionOf = (letter) => TRACKED[letter] ?? null;
export const isOption = (name) => NAMED.has(name);

export class State {
  /** @param {"bash"|"ash"|"dash"} dialect */
  constructor(dialect, name) {
    Object.assign(this, { dialect, name, status: 0, lastBackground: null, interactive: false });
    this.variables = new Map();
    this.functions = new Map();
    this.parameters = [];
    this.options = new Set();
    this.shopts = new Set();
    this.traps = new Map();
    this.aliases = new Map();
    this.frames = [];
    this.pipeStatus = [0];
    this.where = "";
    this.line = 1;
    this.source = null;
  }

  clone() {
    const copy = Object.assign(new State(this.dialect, this.name), this);
    copy.variables = new Map([...this.variables].map(([name, variable]) => [name, { ...variable, value: variable.value instanceof Map ? new Map(variable.value) : variable.value }]));
    copy.functions = new Map(this.functions);
    copy.parameters = [...this.parameters];
    copy.options = new Set(this.options);
    copy.shopts = new Set(this.shopts);
    /* Only ignored signals are kept. */
    copy.traps = new Map([...this.traps].filter(([, action]) => action === ""));
    copy.aliases = new Map(this.aliases);
    copy.frames = this.frames.map((frame) => new Map(frame));
    return copy;
  }

  get(name) {
    const value = this.variables.get(name)?.value;
    return value instanceof Map ? value.get(0) : value;
  }

  set(name, value, { exported, append = false } = {}) {
    const known = this.variables.get(name);
    if (known?.readonly) throw new ReadOnly(name);
    const before = known?.value;
    if (before instanceof Map && !(value instanceof Map)) before.set(0, append ? (before.get(0) ?? "") + value : value);
    else if (value instanceof Map && append && before instanceof Map) {
      let next = Math.max(-1, ...[...before.keys()].filter(Number.isInteger)) + 1;
      for (const each of value.values()) before.set(next++, each);
    } else {
      const text = append && typeof before === "string" && typeof value === "string" ? before + value : value;
      this.variables.set(name, { readonly: false, ...known, value: text, exported: exported ?? known?.exported ?? this.options.has("allexport") });
    }
  }

  unset(name) {
    if (this.variables.get(name)?.readonly) throw new ReadOnly(name);
    this.variables.delete(name);
  }

  export(name) {
    const known = this.variables.get(name);
    if (known) known.exported = true;
    else this.variables.set(name, { value: undefined, exported: true, readonly: false });
  }

  /** Make a variable local to the running function. */
  local(name) {
    const frame = this.frames.at(-1);
    if (!frame.has(name)) frame.set(name, this.variables.get(name));
  }

  leave() {
    for (const [name, variable] of this.frames.pop()) {
      if (variable === undefined) this.variables.delete(name);
      else this.variables.set(name, variable);
    }
  }

  /** Exported variables. */
  environment() {
    const env = {};
    for (const [name, { value, exported }] of this.variables) if (exported && typeof value === "string") env[name] = value;
    return env;
  }
}

export class ReadOnly extends Error {
  constructor(name) {
    super(name);
    this.variable = name;
  }
}

/** An error that ends the shell, or an interactive shell's line. */
export class Fatal extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

export const allSignals = ["EXIT", "ERR", "DEBUG", "RETURN", ...signalNames];
