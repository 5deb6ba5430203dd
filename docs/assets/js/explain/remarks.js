/* What is worth a sentence beside a command that is right. */
import { values } from "./parse.js";
import { makesContainer } from "./values.js";

/** @returns {string[]} */
export function remarksOf({ parsed, words, more, opaque }, spec) {
  const remarks = [], next = words[1]?.text, { name } = parsed.command;
  if (name === "docker" && spec.plugins.has(next)) {
    remarks.push(`\`docker ${next}\` is a plugin that Docker Desktop brings along. Its words are its own, and are not judged here.`);
  }
  if (parsed.asksHelp) return [...remarks, name === "docker" ? "This prints a few lines and does nothing else." : "This prints the help of the command and does nothing else."];
  if (more) remarks.push("`xargs` adds words to this command that only show when it runs.");
  if (makesContainer(name)) remarks.push(...ofContainer(parsed, opaque));
  if (/^docker (?:container )?exec$/.test(name) && /^["']?(?:\$\(|`)/.test(words[parsed.operands[0]]?.text ?? "")) {
    remarks.push("Your shell puts in what the command in the place of the container prints. If that is more than one id, the second becomes the program.");
  }
  if (/^docker (?:buildx |builder |image )?build$/.test(name)) remarks.push(...ofBuild(parsed, opaque));
  return remarks;
}

function* ofContainer(parsed, opaque) {
  const network = (values(parsed, "--network", opaque).at(-1) ?? values(parsed, "--net", opaque).at(-1)) ?? "";
  if (network === "host") {
    yield "`host` is no name of a network: the container has the host's own. That is so on Linux; with Docker Desktop it is the network of its virtual machine, unless *Enable host networking* is on in the settings (4.34 and later).";
  }
  if (parsed.parts.some((part) => part.flag?.name === "--gpus") || values(parsed, "--runtime", opaque).includes("nvidia")) {
    yield "GPUs need their vendor's container toolkit on the host.";
  }
}

function* ofBuild(parsed, opaque) {
  const platforms = values(parsed, "--platform", opaque).join(","), caches = values(parsed, "--cache-to", opaque).filter((each) => each !== null && !each.includes("type=inline"));
  if (platforms.includes(",") || caches.length) {
    const what = [platforms.includes(",") && "several platforms at once", caches.length && "a cache to export"].filter(Boolean).join(" and ");
    yield `For ${what} the images have to be in containerd, or the builder another one: \`docker buildx create --use\`.`;
  }
}
