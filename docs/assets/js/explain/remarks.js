/* Remarks on a command that is right. */
import { bytesOf } from "./engine.js";
import { cut } from "./fields.js";
import { splitVolume } from "./mount.js";
import { values } from "./parse.js";
import { splitPublish } from "./port.js";
import { makesContainer } from "./values.js";

const PROGRAM = /^(?:docker|\/usr\/(?:local\/)?bin\/docker)(?:\.exe)?$/;

/** @returns {string[]} */
export function remarksOf(command, spec) {
  const { parsed, words, more, via } = command, remarks = [], next = words[1]?.text, { name } = parsed.command;
  if (name === "docker" && spec.plugins.has(next)) {
    remarks.push(`\`docker ${next}\` is a plugin that comes with Docker Desktop. This page doesn't check its arguments.`);
  }
  if (parsed.asksHelp) return [...remarks, name === "docker" ? "This only prints a few lines." : "This only prints the command's help."];
  if (!PROGRAM.test(words[0].text) && !/docker\.exe$/.test(words[0].text)) remarks.push(`\`${words[0].text}\` is read as \`docker\`.`);
  if (via.includes("ssh")) remarks.push("`ssh` runs this on the other machine, with the Docker installed there.");
  if (more) remarks.push("`xargs` adds words to this command that aren't known until it runs.");
  remarks.push(...ofPowershell(command));
  const plain = name.replace(/^docker (?:container|image|buildx|builder) (?=run|create|exec|cp|build)/, "docker ");
  if (makesContainer(name)) remarks.push(...ofContainer(command));
  else if (Object.hasOwn(OF_COMMAND, plain)) remarks.push(...OF_COMMAND[plain](command));
  if (name.startsWith("docker compose ") && values(parsed, "--file").length > 1) remarks.push("If there are several files, the later one takes precedence.");
  return remarks;
}

function* ofPowershell({ shell, words, text, start }) {
  const quoted = shell === "PowerShell" ? words.map((word) => text.slice(word.start - start, word.end - start)).filter((source) => /^'.*".*'$/s.test(source)) : [];
  const bare = quoted.find((source) => /(?<!\\)"/.test(source));
  if (bare) yield `Windows PowerShell 5.1 takes the quotes inside \`${bare}\` away: there, write \`${bare.replace(/(?<!\\)"/g, '\\"')}\`. PowerShell 7.3 and later hand them on.`;
  else if (quoted.length) yield "The backslash before a quote inside a word is for Windows PowerShell 5.1. PowerShell 7.3 and later hand it on: leave it out there.";
}

const OF_COMMAND = {
  "docker exec": function* ({ parsed, words }) {
    if (/^["']?(?:\$\(|`)/.test(words[parsed.operands[0]]?.text ?? "")) {
      yield "Your shell inserts what the command in place of the container's name prints. If that's more than one id, the second becomes the program.";
    }
  },
  "docker cp": function* ({ parsed }) {
    if (/^[^/.][^:]*:/.test(parsed.argv[parsed.operands[1]] ?? "")) yield "The copy is only in this container: once you recreate it, the copy is gone. Mount what has to stay.";
  },
  "docker build": ofBuild,
  "docker context use": function* ({ parsed }) {
    if (parsed.argv[parsed.operands[0]] !== "default") yield "From now on every docker command goes there; `docker context use default` switches back.";
  },
  "docker volume create": function* ({ parsed }) {
    if (values(parsed, "--name").length) yield "You can also give the name by itself, without `--name`. Nothing is mounted until a container uses the volume.";
  },
};

function* ofBuild({ parsed, opaque }) {
  const platforms = values(parsed, "--platform", opaque).join(","), caches = values(parsed, "--cache-to", opaque).filter((each) => each !== null && !each.includes("type=inline"));
  if (platforms.includes(",") || caches.length) {
    const what = [platforms.includes(",") && "several platforms at once", caches.length && "a cache to export"].filter(Boolean).join(" and ");
    yield `For ${what} the images have to be in containerd, or you need a different builder: \`docker buildx create --use\`.`;
  }
  const emptied = values(parsed, "--build-arg", opaque).find((each) => each?.endsWith("="));
  if (emptied) yield `\`${emptied}\` sets the argument to nothing.`;
}

function* ofContainer({ parsed, opaque, words, shell }) {
  const all = (name) => values(parsed, name, opaque).filter((each) => each !== null), last = (name) => all(name).at(-1) ?? "";
  if ((last("--network") || last("--net")) === "host") {
    yield "`host` isn't a network you create: the container uses the host's own. That's so on Linux; with Docker Desktop it's the network of its virtual machine, unless Enable host networking is on in the settings (4.34 and later).";
  }
  if (parsed.parts.some((part) => part.flag?.name === "--gpus") || all("--runtime").includes("nvidia")) yield "GPUs need their vendor's container toolkit on the host.";
  if (all("--add-host").some((each) => each.endsWith("host-gateway"))) yield "`host-gateway` stands for an address of the host.";
  const mounted = parsed.parts.filter((part) => part.role === "value" && part.flag.name === "--volume").map(({ word }) => words[word]?.text ?? "");
  if (!shell && mounted.some((text) => /^(?:\$\(pwd\)|\$PWD\b|\$\{PWD\}|`pwd`)/.test(text))) yield "Quotes around the folder keep a path with spaces together: `-v \"$PWD:…\"`.";
  if (all("--volume").some((each) => splitVolume(each)[2]?.split(",").some((mode) => /^z$/i.test(mode)))) yield "`z` and `Z` are for SELinux, and do nothing without it.";
  if (all("--mount").some((each) => /(?:^|,)type=bind\b/i.test(each) && !/bind-create-src/.test(each))) yield "Unlike `-v`, `--mount` reports an error if the host folder doesn't exist.";
  const [memory, both] = [bytesOf(last("--memory")), bytesOf(last("--memory-swap"))];
  if (memory > 0 && both >= memory) yield `\`--memory-swap\` is memory and swap together: ${Math.round((both - memory) / 1048576)} MB of swap here.`;
  const published = parsed.parts.filter((part) => part.role === "value" && part.flag.name === "--publish").map(({ word }) => words[word]).filter((word) => word?.exact);
  if (published.some(({ text }) => splitPublish(text)[0].startsWith("["))) yield "In zsh, put an address in brackets in quotes.";
  const check = /^\s*(?:exec\s+)?([\w.-]+)/.exec(last("--health-cmd"))?.[1];
  if (check && !["exit", "true", "false", "test"].includes(check)) yield `The check runs inside the container: its image needs \`${check}\`.`;
  const options = new Map(all("--log-opt").map((each) => cut(each, "="))), size = options.get("max-size"), count = Number(options.get("max-file") ?? 1);
  if (bytesOf(size ?? "") > 0 && count > 0) yield `At most ${Math.round((bytesOf(size) * count) / 1048576)} MB of logs are kept.`;
  if (last("--entrypoint") && parsed.operands.length > 1) yield `What comes after the image is passed to \`${last("--entrypoint")}\`.`;
  const image = parsed.argv[parsed.operands[0]] ?? "", old = /(?:^|\/)postgres:(\d+)/.exec(image)?.[1];
  if (Number(old) < 18 && [...all("--volume"), ...all("--mount")].some((each) => /\/var\/lib\/postgresql\/data(?:$|[:,])/.test(each))) {
    yield "From Postgres 18 on, mount the volume at `/var/lib/postgresql`.";
  }
}

/* What each kind of file does with its commands. */
const FILES = {
  "a unit of systemd": "A systemd unit: the command comes after `ExecStart=` and the like. A `-` before it means that failure is ignored.",
  "a crontab": "A crontab line: the part before the command says when it runs.",
  "a Makefile": "A Makefile: `@` keeps make from printing the command, and `$(NAME)` is a make variable.",
  "a workflow": "A workflow: the command comes after `run:`.",
  "a pipeline": "A pipeline: each item of the list is a command.",
  "a Jenkinsfile": "A Jenkins pipeline: the command is in the quotes after `sh`.",
  "a task of Ansible": "An Ansible task: the command comes after the key.",
  "a Dockerfile": "In a Dockerfile: what comes after `RUN` runs while the image is built, where there's no docker unless you put it there.",
};

/** Remarks on a paste as a whole: its kind of file, and what surrounds its commands. @returns {string[]} */
export function remarksOnPaste(file, script) {
  const said = Object.hasOwn(FILES, file) ? [FILES[file]] : [];
  if (/\bMSYS_NO_PATHCONV=|\bMSYS2_ARG_CONV_EXCL=/.test(script)) said.push("The variable in front keeps Git Bash from turning paths into Windows paths.");
  return said;
}
