/* What a paste is if it isn't a command: a Compose file, a Dockerfile, a Kubernetes file, a message. */

const TOP = /^(?:services|x-[\w-]+|volumes|networks|configs|secrets|include):(?:\s|$)/m;
const SERVICES = /^services:[ \t]*(?:#.*)?$/m;
/* Keys of a service that occur together in no other kind of file. */
const KEYS = /^\s+-?\s*(?:image|build|container_name|ports|volumes|environment|env_file|depends_on|restart|networks|command|healthcheck|deploy):(?:\s|$)/gm;
/* Keys that a service can have, to recognise a piece of one pasted alone. */
export const SERVICE_KEYS = `image build container_name ports expose volumes tmpfs environment env_file depends_on restart networks network_mode
  command entrypoint healthcheck deploy logging labels user working_dir extra_hosts hostname dns cap_add cap_drop privileged
  security_opt secrets configs profiles devices gpus ulimits sysctls shm_size mem_limit cpus init platform read_only
  pull_policy stdin_open tty stop_grace_period stop_signal develop extends links`.split(/\s+/);
const YAML = /^\s*(?:-(?:\s.*)?|["']?[\w.$\/{}-]+["']?:(?:\s.*)?|[[\]{}].*)$/;
/* CI systems' and Ansible's files have images and services too. */
const OTHER = /^(?:jobs|stages|on|steps|pipeline|trigger|hosts|tasks):|^\s+-?\s*(?:script|before_script|run|uses|runs-on):(?:\s|$)/m;
const MANIFEST = [/^apiVersion:\s/m, /^kind:\s/m];
const FROM = /^FROM[ \t]+(?:--\S+[ \t]+)*[\w$][\w./:@${}-]*(?:[ \t]+AS[ \t]+\S+)?[ \t]*$/i;
const INSTRUCTION = /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)[ \t]+\S/;
const MESSAGE = /\b(?:error|failed|cannot|can't|denied|refused|unable|invalid|not found|no such|timed? ?out|unauthorized|exited with code|fatal|panic|warning|requires|terminated|died|killed|core dumped|deadline exceeded|exit(?: code)?:? \d+|not allowed|does not (?:have|match)|no suitable)\b|\bWARN\[/i;
/* What only docker's programs print. */
const OF_DOCKER = /Error response from daemon|docker daemon|failed to (?:solve|compute cache key)|OCI runtime|ERROR \[|^\s*=> ERROR|^(?:docker|compose): |requires buildx|WARN\[\d+\]|invalid reference format|pull access denied|toomanyrequests|buildkit|containerd|dockerd|errno|docker\.sock|See 'docker/im;

/* What precedes a copied file: its name, a fence, a command that prints it, a sentence ending in a colon. */
const HEADING = /^(?:```[\w-]*|(?:[^\n]*[$#%>❯] ?)?(?:cat|bat|less|more|type|nano|vim?) \S*(?:compose|dockerfile)\S*|ya?ml:?|(?:docker-?)?compose(?:\.[\w.-]*)?\.ya?ml:?|(?:# ?)?dockerfile(?:\.[\w-]+)?:?|[^\n]* [^\n]*\b(?:dockerfile|compose|ya?ml)\b[^\n]*:)[ \t]*$/i;
const LONGEST_HEADING = 100;
const FENCE = /^```[ \t]*$/;

/** @returns {{kind: "compose" | "manifest" | "dockerfile" | "", text: string}} the file that a text is, or empty, without
    what is above and below it: lines keep their numbers */
export function fileIn(pasted) {
  const lines = pasted.split("\n"), isFile = (line, mark) => line.trim() && (line.length > LONGEST_HEADING || !mark.test(line));
  const first = lines.findIndex((line) => isFile(line, HEADING)), last = lines.findLastIndex((line) => isFile(line, FENCE));
  const text = lines.map((line, at) => (at < first || at > last ? "" : line)).join("\n"), kind = kindOf(text);
  return { kind, text: kind ? text : pasted };
}

function kindOf(text) {
  if (MANIFEST.every((part) => part.test(text))) return "manifest";
  if (OTHER.test(text)) return "";
  if (SERVICES.test(text) || (TOP.test(text) && (text.match(KEYS)?.length ?? 0) > 0) || isPiece(text)) return "compose";
  return isDockerfile(text) ? "dockerfile" : "";
}

/** A piece of a Compose file: a service with two keys of its own, and nothing before it that a shell would run; or,
    in a text that can only be YAML, services with one key each, or the keys of just one. */
function isPiece(text) {
  const lines = text.split("\n").filter((line) => line.trim() && !line.trim().startsWith("#")), [first = ""] = lines;
  const keys = new Set(text.match(KEYS)?.map((key) => key.trim()));
  if (/^\s*(?:- )?[\w.-]+:(?:\s|$)/.test(first) && keys.size > 1) return true;
  if (!lines.length || !lines.every((line) => YAML.test(line)) || /\bdocker(?:-compose)? \w/.test(text)) return false;
  const indent = /^\s*/.exec(first)[0].length, top = lines.filter((line) => /^\s*/.exec(line)[0].length <= indent && !line.trim().startsWith("- "));
  if (top.every((line) => SERVICE_KEYS.includes(line.trim().split(":")[0]))) return lines.length > 1 || !MESSAGE.test(text);
  return keys.size > 0 && top.every((line) => /^\s*[\w.-]+:\s*$/.test(line));
}

/** The first line is an instruction, or a word in capitals meant as one, with instructions after it. */
function isDockerfile(text) {
  const [first = "", ...rest] = text.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  const count = rest.filter((line) => INSTRUCTION.test(line)).length;
  if (FROM.test(first) && !INSTRUCTION.test(first)) return rest.some((line) => INSTRUCTION.test(line.replace(/^\w+/, (name) => name.toUpperCase())));
  if (!INSTRUCTION.test(first)) return /^[A-Z]{2,}[ \t]+\S/.test(first) && count > 0;
  // `RUN docker …` on its own line is a command, for the other reader.
  return count > 0 || FROM.test(first) || !/\bdocker\b/.test(first);
}

/** Whether a text reads like a message. `isSure`: no other program would print it. */
export const messageIn = (text) => ({ isMessage: MESSAGE.test(text) || OF_DOCKER.test(text), isSure: OF_DOCKER.test(text) });
