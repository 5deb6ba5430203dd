/* What the CLI takes and the engine refuses, as far as words tell: names of volumes, paths in a container, policies.

   @typedef {{word: number, start: number, end: number, reason: "engine", message: string, cli: string, meant: string | null}} Problem */
import { cut, splitFields } from "./fields.js";
import { splitVolume } from "./mount.js";
import { hint, nearest } from "./suggest.js";
import { makesContainer } from "./values.js";

const POLICIES = ["no", "on-failure", "always", "unless-stopped"];
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/, PATH = /^(?:[/.~]|\\\\|[A-Za-z]:)/, TO_FILL_IN = /[<[{…]|\.\.\.|^YOUR_/;

/** @returns {Problem[]} */
export function refused(parsed, opaque) {
  const { command, argv, parts } = parsed;
  if (!makesContainer(command.name) && command.name !== "docker update") return [];
  return parts.filter((part) => part.role === "value" && !opaque.has(part.word)).flatMap((part) => {
    const check = CHECKS[part.flag.name], value = argv[part.word].slice(part.start, part.end), found = check?.(value);
    if (!found) return [];
    const { at = 0, length = value.length, message, cli = "", meant = null } = found;
    return [{ word: part.word, start: part.start + at, end: part.start + at + length, reason: "engine", message, cli, meant }];
  });
}

const CHECKS = {
  "--restart": (value) => {
    const [name, count] = cut(value, ":");
    if (name && !POLICIES.includes(name)) {
      const meant = nearest(name, POLICIES);
      const cli = `invalid restart policy: unknown policy '${name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`;
      return { length: name.length, message: `the engine knows no policy \`${name}\`; known: \`${POLICIES.join("`, `")}\`${hint(meant)}`, cli, meant };
    }
    if (Number(count) === 0 || name === "on-failure") return null;
    const cli = "invalid restart policy: maximum retry count can only be used with 'on-failure'";
    return { message: "a count of attempts goes with `on-failure` only", cli };
  },
  "--volume": (value) => {
    const [source, target] = splitVolume(value);
    if (target !== undefined && !PATH.test(target) && !TO_FILL_IN.test(target)) {
      const kind = PATH.test(source) ? "bind" : "volume", at = source.length + 1;
      const cli = `invalid volume specification: '${value}': invalid mount config for type "${kind}": invalid mount path: '${target}' mount path must be absolute`;
      return { at, length: target.length, message: `the path in the container, \`${target}\`, has to begin with \`/\``, cli, meant: `/${target}` };
    }
    if (target === undefined || PATH.test(source) || NAME.test(source) || TO_FILL_IN.test(source)) return null;
    return { length: source.length, ...badName(source, source.includes("\\") ? `.\\${source}` : `./${source}`) };
  },
  "--mount": (value) => {
    const given = new Map((splitFields(value) ?? []).map((field) => cut(field, "=")).map(([key, text]) => [key.toLowerCase(), text]));
    const source = given.get("source") ?? given.get("src");
    if (!source || (given.get("type") ?? "volume").toLowerCase() !== "volume" || NAME.test(source) || TO_FILL_IN.test(source)) return null;
    const { message, cli } = badName(source, "");
    return { message: `${message}; a folder wants \`type=bind\``, cli };
  },
};

/** A name that no volume can have. With a slash in it a folder was meant. */
function badName(source, folder) {
  const isRaw = source.includes("$"), meant = /[/\\]/.test(source) && folder && !isRaw ? folder : null;
  const cli = `create ${source}: "${source}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`;
  return { message: `the engine takes \`${source}\` for the name of a volume, and it can't be one${isRaw ? ": your shell fills in nothing in single quotes" : hint(meant)}`, cli, meant };
}
