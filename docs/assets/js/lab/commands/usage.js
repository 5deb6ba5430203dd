/* What follows the name of a command in the CLI's `Usage:` line. */

const CONTAINERS = "[OPTIONS] CONTAINER [CONTAINER...]", RUN = "[OPTIONS] IMAGE [COMMAND] [ARG...]", SERVICES = "[OPTIONS] [SERVICE...]";

const OPERANDS = {
  attach: "[OPTIONS] CONTAINER", build: "[OPTIONS] PATH | URL | -", commit: "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]", cp: "[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH",
  create: RUN, diff: "CONTAINER", events: "[OPTIONS]", exec: "[OPTIONS] CONTAINER COMMAND [ARG...]", export: "[OPTIONS] CONTAINER", history: "[OPTIONS] IMAGE",
  images: "[OPTIONS] [REPOSITORY[:TAG]]", import: "[OPTIONS] file|URL|- [REPOSITORY[:TAG]]", info: "[OPTIONS]", inspect: "[OPTIONS] NAME|ID [NAME|ID...]", kill: CONTAINERS,
  load: "[OPTIONS]", login: "[OPTIONS] [SERVER]", logout: "[SERVER]", logs: "[OPTIONS] CONTAINER", pause: "CONTAINER [CONTAINER...]", port: "CONTAINER [PRIVATE_PORT[/PROTO]]",
  ps: "[OPTIONS]", pull: "[OPTIONS] NAME[:TAG|@DIGEST]", push: "[OPTIONS] NAME[:TAG]", rename: "CONTAINER NEW_NAME", restart: CONTAINERS, rm: CONTAINERS, rmi: "[OPTIONS] IMAGE [IMAGE...]",
  run: RUN, save: "[OPTIONS] IMAGE [IMAGE...]", search: "[OPTIONS] TERM", start: CONTAINERS, stats: "[OPTIONS] [CONTAINER...]", stop: CONTAINERS, tag: "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
  top: "CONTAINER [ps OPTIONS]", unpause: "CONTAINER [CONTAINER...]", update: CONTAINERS, version: "[OPTIONS]", wait: "CONTAINER [CONTAINER...]",
  "container inspect": CONTAINERS, "container ls": "[OPTIONS]", "container prune": "[OPTIONS]", "image inspect": "[OPTIONS] IMAGE [IMAGE...]", "image prune": "[OPTIONS]",
  "network connect": "[OPTIONS] NETWORK CONTAINER", "network create": "[OPTIONS] NETWORK", "network disconnect": "[OPTIONS] NETWORK CONTAINER",
  "network inspect": "[OPTIONS] NETWORK [NETWORK...]", "network ls": "[OPTIONS]", "network prune": "[OPTIONS]", "network rm": "NETWORK [NETWORK...]",
  "system df": "[OPTIONS]", "system prune": "[OPTIONS]", "volume create": "[OPTIONS] [VOLUME]", "volume inspect": "[OPTIONS] VOLUME [VOLUME...]", "volume ls": "[OPTIONS]",
  "volume prune": "[OPTIONS]", "volume rm": "[OPTIONS] VOLUME [VOLUME...]", "volume update": "[OPTIONS] [VOLUME]", "context show": "", "context ls": "[OPTIONS]",
  "context inspect": "[OPTIONS] [CONTEXT] [CONTEXT...]", "context use": "CONTEXT", "context rm": "CONTEXT [CONTEXT...]", "context create": "[OPTIONS] CONTEXT",
  "buildx build": "[OPTIONS] PATH | URL | -", "buildx ls": "[OPTIONS]", "buildx du": "[OPTIONS]", "buildx prune": "[OPTIONS]",
  "compose run": "[OPTIONS] SERVICE [COMMAND] [ARGS...]", "compose exec": "[OPTIONS] SERVICE COMMAND [ARGS...]", "compose port": "[OPTIONS] SERVICE PRIVATE_PORT", "compose cp": "[OPTIONS] SERVICE:SRC_PATH DEST_PATH|-\n\tdocker compose cp [OPTIONS] SRC_PATH|- SERVICE:DEST_PATH", "compose": "[OPTIONS] COMMAND",
};
for (const each of "build config create down images kill logs pause ps pull push restart rm start stop top unpause up watch".split(" ")) OPERANDS[`compose ${each}`] = SERVICES;
const SAME = { remove: "rm", list: "ls" };
const SHORT = { "container ls": "ps", "container ps": "container ls", "image ls": "images", "image rm": "rmi", "system info": "info", "system events": "events" };

/** Return the lab's one name for a command: `docker image rm` is `rmi`. @param {string} name without `docker` */
export function shortName(name) {
  const words = name.split(" ").map((word, i) => (i > 0 ? SAME[word] ?? word : word)), whole = words.join(" ");
  if (whole === "container ps" || whole === "container ls") return "ps";
  if (SHORT[whole]) return SHORT[whole];
  if (whole === "builder build" || whole === "buildx build" || whole === "buildx b") return "build";
  if (whole === "builder prune") return "buildx prune";
  const own = ["inspect", "prune"];
  return (words[0] === "container" || words[0] === "image") && words.length === 2 && !own.includes(words[1]) ? words[1] : whole;
}

/** `docker container rm [OPTIONS] CONTAINER …`, for the command as it was typed. */
export function useLine(typed) {
  const words = typed.split(" ").slice(1).map((word, i) => (i > 0 ? SAME[word] ?? word : word)), name = words.join(" ").replace(/^container ps$/, "container ls");
  const operands = name === "" ? "[OPTIONS] COMMAND [ARG...]" : OPERANDS[name] ?? OPERANDS[shortName(name)] ?? "";
  return ["docker", name, operands].filter(Boolean).join(" ");
}
