/* The Compose file of a paste: of every command in it that makes a container and has no faults but those the file fixes.
   Words in the wrong order give none: nobody wants that file. */
import { toCompose } from "./compose.js";
import { madeIn } from "./context.js";
import { makesContainer } from "./values.js";

/* Faults by the shell or the engine that the file fixes. */
const MENDED = ["apart", "attachable", "folder", "terminal"];

/** @param {Map<string, string>} variables set by lines of the paste */
export function composeOf(commands, variables) {
  const runs = commands.filter(({ kind, parsed, faults, doubts, name }) =>
    !doubts.some(({ reason }) => reason === "displaced") && kind === "docker" && makesContainer(name) && parsed.operands.length && !parsed.asksHelp && faults.every(({ reason }) => MENDED.includes(reason)));
  if (!runs.length) return null;
  const known = commands.filter(({ kind }) => kind === "docker"), made = { networks: new Set(madeIn(known, "network").keys()), volumes: new Set(madeIn(known, "volume").keys()) };
  return toCompose(runs.map(({ bash, streams, faults }) => ({ ...bash, streams, isFed: faults.some(({ reason }) => reason === "terminal") })), made, variables);
}
