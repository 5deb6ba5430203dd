/* What a paste is, when it is no command: a file of Compose, a Dockerfile, a file of Kubernetes, a message. */

const TOP = /^(?:services|x-[\w-]+|volumes|networks|configs|secrets|include):(?:\s|$)/m;
const SERVICES = /^services:[ \t]*(?:#.*)?$/m;
/* Keys of a service that stand in no other kind of file together. */
const KEYS = /^\s+-?\s*(?:image|build|container_name|ports|volumes|environment|env_file|depends_on|restart|networks|command|healthcheck|deploy):(?:\s|$)/gm;
/* Files of CI systems and of Ansible have images and services too. */
const OTHER = /^(?:jobs|stages|on|steps|pipeline|trigger|hosts|tasks):|^\s+-?\s*(?:script|before_script|run|uses|runs-on):(?:\s|$)/m;
const MANIFEST = [/^apiVersion:\s/m, /^kind:\s/m];
const FROM = /^FROM[ \t]+(?:--\S+[ \t]+)*[\w$][\w./:@${}-]*(?:[ \t]+AS[ \t]+\S+)?[ \t]*$/i;
const INSTRUCTION = /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)[ \t]+\S/;
const MESSAGE = /\b(?:error|failed|cannot|can't|denied|refused|unable|invalid|not found|no such|timed? ?out|unauthorized|exited with code|fatal|panic|warning|requires|terminated|died|killed|core dumped|deadline exceeded|exit(?: code)?:? \d+|not allowed|does not (?:have|match)|no suitable)\b|\bWARN\[/i;
/* What only docker's own programs print. */
const OF_DOCKER = /Error response from daemon|docker daemon|failed to (?:solve|compute cache key)|OCI runtime|ERROR \[|^\s*=> ERROR|^(?:docker|compose): |requires buildx|WARN\[\d+\]|invalid reference format|pull access denied|toomanyrequests|buildkit|containerd|dockerd|errno|docker\.sock|See 'docker/im;

/** @returns {"compose" | "manifest" | "dockerfile" | ""} the file that a text is, or empty */
export function fileKind(text) {
  if (MANIFEST.every((part) => part.test(text))) return "manifest";
  if (OTHER.test(text)) return "";
  if (SERVICES.test(text) || (TOP.test(text) && (text.match(KEYS)?.length ?? 0) > 0) || isServiceAlone(text)) return "compose";
  return isDockerfile(text) ? "dockerfile" : "";
}

/** A piece of a Compose file: a service with two keys that are its own, and nothing that a shell would run before it. */
function isServiceAlone(text) {
  const first = text.split("\n").find((line) => line.trim() && !line.trim().startsWith("#")) ?? "";
  return /^\s*(?:- )?[\w.-]+:(?:\s|$)/.test(first) && new Set(text.match(KEYS)?.map((key) => key.trim())).size > 1;
}

/** The first line is an instruction, or a word in capitals that was meant to be one, with instructions behind it. */
function isDockerfile(text) {
  const [first = "", ...rest] = text.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  const count = rest.filter((line) => INSTRUCTION.test(line)).length;
  if (!INSTRUCTION.test(first)) return /^[A-Z]{2,}[ \t]+\S/.test(first) && count > 0;
  // `RUN docker …` in a line of its own is a command, and for the other reader.
  return count > 0 || FROM.test(first) || !/\bdocker\b/.test(first);
}

/** Whether a text reads like a message. `isSure`: no other program would print it. */
export const messageIn = (text) => ({ isMessage: MESSAGE.test(text) || OF_DOCKER.test(text), isSure: OF_DOCKER.test(text) });
