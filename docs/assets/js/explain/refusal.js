/* What an engine refuses in names of volumes. After hooks/dockernotes/dockercli/engine/refusal.py.

   @typedef {{message: string, cli: string, at?: number, length?: number, meant?: string | null, typed?: string | null}} Refusal
     our message and the engine's own words; `at`, `length`: the piece of the value; `meant`: what to put there;
     `typed`: what to type for the whole value, quotes and all */
import { hint } from "./suggest.js";

/* What begins this way is a Linux or Windows path. */
export const PATH = /^(?:[/.~]|\\\\|[A-Za-z]:)/;
/* What has this is for a reader to fill in. */
export const TO_FILL_IN = /[<[{…]|\.\.\.|^YOUR_/;

/** Why a volume can't have a name, or null. `folder`: how to write the folder that was meant. @returns {Refusal | null} */
export function badName(source, folder = "") {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]+$/.test(source)) return null;
  if (/^[A-Za-z0-9]$/.test(source)) {
    const cli = "volume name is too short, names should be at least two alphanumeric characters";
    return { message: `the name \`${source}\` is too short: a volume's name needs at least two characters`, cli };
  }
  const isRaw = source.includes("$"), meant = folder && /[/\\]/.test(source) && !isRaw ? folder : null;
  const cli = `create ${source}: "${source}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`;
  return { message: `the engine takes \`${source}\` for the name of a volume, and it can't be one${isRaw ? ": your shell fills in nothing in single quotes" : hint(meant)}`, cli, meant };
}
