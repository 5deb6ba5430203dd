/* What a paste is, when it is no command: a file of Compose, a Dockerfile, a file of Kubernetes, a message. */

const TOP = /^(?:services|x-[\w-]+|volumes|networks|configs|secrets|include):(?:\s|$)/m;
const SERVICES = /^services:[ \t]*(?:#.*)?$/m;
/* Keys of a service that stand in no other kind of file together. */
const KEYS = /^\s+-?\s*(?:image|build|container_name|ports|volumes|environment|env_file|depends_on|restart|networks|command|healthcheck|deploy):(?:\s|$)/gm;
const MANIFEST = [/^apiVersion:\s/m, /^kind:\s/m];
const FROM = /^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*[\w$][\w./:@${}-]*(?:[ \t]+AS[ \t]+\S+)?[ \t]*\r?$/im;
const INSTRUCTION = /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)[ \t]+\S/;
const MESSAGE = /\b(?:error|failed|cannot|can't|denied|refused|unable|invalid|not found|no such|timed? ?out|unauthorized|exited with code|fatal|panic|warning)\b/i;
/* What only docker's own programs print. */
const OF_DOCKER = /Error response from daemon|docker daemon|failed to (?:solve|compute cache key)|OCI runtime|ERROR \[|^\s*=> ERROR|^(?:docker|compose): |invalid reference format|pull access denied|toomanyrequests|buildkit|containerd|dockerd|errno|docker\.sock|See 'docker/im;

/** @returns {"compose" | "manifest" | "dockerfile" | ""} the file that a text is, or empty */
export function fileKind(text) {
  if (MANIFEST.every((part) => part.test(text))) return "manifest";
  if (SERVICES.test(text) || (TOP.test(text) && (text.match(KEYS)?.length ?? 0) > 0) || isServiceAlone(text)) return "compose";
  return isDockerfile(text) ? "dockerfile" : "";
}

/** A piece of a Compose file: a service with two keys that are its own, and nothing that a shell would run before it. */
function isServiceAlone(text) {
  const first = text.split("\n").find((line) => line.trim() && !line.trim().startsWith("#")) ?? "";
  return /^\s*(?:- )?[\w.-]+:(?:\s|$)/.test(first) && new Set(text.match(KEYS)?.map((key) => key.trim())).size > 1;
}

/** With a FROM, every other line may be a shell's (a RUN that goes on); without one, the first has to be an instruction. */
function isDockerfile(text) {
  const lines = text.split("\n").filter((line) => line.trim() && !line.trim().startsWith("#"));
  const count = lines.filter((line) => INSTRUCTION.test(line.trimStart())).length;
  if (FROM.test(text)) return INSTRUCTION.test(lines[0].trimStart()) || count > 1;
  // `RUN docker …` in a line of its own is a command for the other reader; so is `run`, small.
  return INSTRUCTION.test(lines[0] ?? "") && !(lines.length === 1 && /\bdocker\b/.test(lines[0]));
}

/** Whether a text reads like a message. `isSure`: no other program would print it. */
export const messageIn = (text) => ({ isMessage: MESSAGE.test(text) || OF_DOCKER.test(text), isSure: OF_DOCKER.test(text) });
