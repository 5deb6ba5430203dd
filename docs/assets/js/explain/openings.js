/* What opens more of the host to a container than it needs. Nothing is lost by it, so it isn't a danger in the data file,
   which lists what commands delete: this is what the container's program could do. */
import { splitFields, cut } from "./fields.js";
import { splitVolume } from "./mount.js";
import { text as textOf, valueOf } from "./parse.js";
import { makesContainer } from "./values.js";

const ORDERS = "The container can tell the engine to do anything, so it's as good as root on the host.";
const SOCKET = /^(?:(?:\/var)?\/run(?:\/docker\.sock)?|[\\/]{1,2}\.[\\/]pipe[\\/]docker_engine)$/;
const FOLDERS = {
  "/": ["All of the host's files are in the container, and root there can change them.", "The container can read all of the host's files, including keys and passwords."],
  "/etc": ["The host's settings and users are in the container, and root there can change them.", "The container can read the host's settings and its password hashes."],
};
/* Flag -> value -> its meaning; "" is a switch. */
const FLAGS = {
  "--privileged": { "": "The container gets nearly all of root's rights on the host: it can mount the host's disks." },
  "--use-api-socket": { "": ORDERS },
  "--pid": { host: "The container sees all of the host's processes, and root there can end them and read their memory." },
  "--cap-add": {
    ALL: "The container gets all of root's rights.",
    SYS_ADMIN: "This is the most powerful right: with it, a program can mount file systems and break out of the container.",
    SYS_MODULE: "The container can load modules into the host's kernel.",
  },
  "--security-opt": {
    "seccomp=unconfined": "No system calls are blocked for the container any more.",
    "apparmor=unconfined": "AppArmor no longer keeps the container from the host's settings.",
    "label=disable": "SELinux no longer keeps the container from the host's files.",
  },
};

/** @returns {{name: string, means: string}[]} flags with values, each with what it opens */
export function openingsOf(parsed) {
  if (!makesContainer(parsed.command.name) && !/^docker service (?:create|update)$/.test(parsed.command.name)) return [];
  const found = new Map();
  for (const [at, part] of parsed.parts.entries()) {
    if (part.role !== "flag") continue;
    const own = valueOf(parsed, at), value = own ? bare(textOf(parsed, own)) : "";
    const means = meaningOf(part.flag, value);
    if (means && !found.has(means)) found.set(means, { name: part.flag.kind ? `${part.flag.name} ${value}` : part.flag.name, means });
  }
  return [...found.values()];
}

const bare = (value) => value.replace(/["'`]/g, "");

function meaningOf({ name, kind }, value) {
  if (name === "--volume") {
    const [source, target, options = ""] = splitVolume(value);
    return target === undefined ? null : ofSource(source, options.split(",").includes("ro"));
  }
  if (name === "--mount" || name === "--mount-add") return ofMount(value);
  const known = Object.hasOwn(FLAGS, name) ? FLAGS[name] : {};
  const wanted = name === "--cap-add" ? value.toUpperCase().replace(/^CAP_/, "") : name === "--security-opt" ? value.replace(":", "=") : value;
  const key = kind ? wanted : /^(?:0|f|false)$/i.test(value) ? null : "";
  return Object.hasOwn(known, key) ? known[key] : null;
}

function ofMount(value) {
  const given = Object.fromEntries((splitFields(value) ?? []).map((field) => [cut(field, "=")[0].toLowerCase(), field.includes("=") ? cut(field, "=")[1] : "true"]));
  const isReadOnly = [given.readonly, given.ro].some((each) => ["1", "t", "true"].includes(each?.toLowerCase()));
  return given.type?.toLowerCase() === "bind" ? ofSource(given.source ?? given.src ?? "", isReadOnly) : null;
}

/** What a host's path means in a container. A socket means the same if it is read-only. */
function ofSource(source, isReadOnly) {
  const path = source.replace(/^\/\/(?!\.)/, "/").replace(/(?<=.)\/$/, "");
  if (SOCKET.test(path)) return ORDERS;
  return Object.hasOwn(FOLDERS, path) ? FOLDERS[path][Number(isReadOnly)] : null;
}
