/* The docker command: its words are read by Explain's parser and passed to their handlers.

   A handler is `async (call, lab) => exit code`. It gets the words as `call`, prints with `call.out` and `call.err`, and
   throws EngineError if the engine refuses. */
import { parse, text as partText, valueOf } from "../../explain/parse.js";
import { isTrue } from "../../explain/kinds.js";
import { EngineError, NotModelled } from "../engine/errors.js";
import { requireOwnEngine, unreachable } from "./contexts.js";
import { faultOf } from "./faults.js";
import { FormatError } from "./format.js";
import { composeHandler, HANDLERS } from "./handlers.js";
import { helpOf } from "./help.js";
import { shortName } from "./usage.js";

/** A command's arguments, and where it prints. */
export class Call {
  constructor(parsed, typed, io, opaque = null) {
    Object.assign(this, { parsed, typed, io, name: shortName(typed.replace(/^docker ?/, "")), operands: parsed.operands.map((at) => parsed.argv[at]) });
    this.flags = new Map();
    parsed.parts.forEach((part, at) => {
      if (part.role !== "flag" || !part.flag) return;
      const value = valueOf(parsed, at), name = part.flag.name === "--net" ? "--network" : part.flag.name;
      this.flags.set(name, [...(this.flags.get(name) ?? []), value ? partText(parsed, value) : "true"]);
    });
    this.opaque = opaque;
  }

  has = (name) => this.flags.has(name);
  on = (name) => isTrue(this.flags.get(name)?.at(-1) ?? "");
  last = (name, otherwise = "") => this.flags.get(name)?.at(-1) ?? otherwise;
  all = (name) => this.flags.get(name) ?? [];
  out = (text) => this.io.stdout(text);
  err = (text) => this.io.stderr(text);
  line = (text) => this.io.stdout(`${text}\n`);
  /** Print the engine's refusal, as the CLI does. */
  refused = (error) => this.err(`Error response from daemon: ${error.message}\n`);

  /** Run an action for each operand. Print failures, and go on. */
  async each(operands, action) {
    let code = 0;
    for (const each of operands) {
      try {
        await action(each);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        this.refused(error);
        code = 1;
      }
    }
    return code;
  }
}

/** The docker command of a lab. @returns {(argv: string[], io: object) => Promise<number>} */
export function createDocker(lab) {
  return async (argv, io) => {
    const parsed = parse(["docker", ...argv.slice(1)], lab.spec);
    const words = parsed.parts.filter((part) => part.role === "command").map((part) => parsed.argv[part.word]), typed = ["docker", ...words].join(" ");
    const fault = parsed.asksHelp ? null : faultOf(parsed, typed);
    const call = new Call(parsed, typed, { ...io, hold: () => lab.clock.hold() });
    if (fault) {
      if (fault.help) call.out(await helpOf(call, fault.help));
      io.stderr(fault.stderr);
      return fault.code;
    }
    if (parsed.asksHelp && !call.has("--version")) {
      call.out(await helpOf(call, typed));
      return 0;
    }
    if (call.has("--time") && /^(?:stop|restart)$/.test(call.name)) call.line("Flag --time has been deprecated, use --timeout instead");
    return answer(call, lab);
  };
}

/** Compose's YAML reader comes from npm: a site built without Node.js lacks it. */
async function unreadable(call) {
  call.err("docker compose is not modelled in this practice lab: the part that reads YAML couldn't be loaded; the site was built without it, or there's no network\n");
  return 1;
}

async function loaded(call) {
  const free = call.io.hold?.();
  try {
    return await composeHandler(call.name);
  } catch {
    return unreadable;
  } finally {
    free?.();
  }
}

async function answer(call, lab) {
  const handler = call.name === "" && call.has("--version") ? HANDLERS["--version"] : call.name.startsWith("compose ") ? await loaded(call) : HANDLERS[call.name];
  try {
    if (!handler) throw new NotModelled(`${call.typed}`);
    if (!OFFLINE.test(call.name)) requireOwnEngine(call, lab);
    return await handler(call, lab);
  } catch (error) {
    if (error instanceof FormatError) {
      if (error.out) call.line(error.out);
      call.err(`${error.message}\n`);
      return error.code;
    }
    if (error instanceof NotModelled) {
      lab.gap = lab.taught(call.typed);
      call.err(`this practice engine doesn't support \`${error.message.replaceAll("`", "'")}\`; a real Docker does${lab.gap ? `, see the chapter "${lab.gap.title}"` : ""}\n`);
      return 1;
    }
    const code = unreachable(call, error);
    if (code !== null) return code;
    if (!(error instanceof EngineError)) throw error;
    call.refused(error);
    return 1;
  }
}

/* Needs no engine. */
const OFFLINE = /^(?:$|help$|context |buildx version$|compose (?:config|version)$|log(?:in|out)$)/;
