/* `docker build --check`: only the warnings, each with its place. */
import { checkDockerfile } from "./checks.js";
import { readDockerfile, readStages } from "./dockerfile.js";
import { excerpt } from "./progress.js";

/** @returns {number} the exit code: 1 if there are warnings */
export function printChecks(call, { text, path }) {
  const instructions = readDockerfile(text), warnings = checkDockerfile(instructions, readStages(instructions).stages), count = warnings.length;
  if (!count) {
    call.line("Check complete, no warnings found.");
    return 0;
  }
  call.line(`Check complete, ${count} warning${count > 1 ? "s have" : " has"} been found!`);
  for (const { rule, text: words, line } of warnings) {
    const name = rule.replace(/(?<=[a-z])[A-Z]|[A-Z](?=[a-z])(?<=[A-Z]{2})/g, (letter) => `-${letter}`).toLowerCase();
    const place = instructions.find((each) => each.from === line);
    call.out(`\nWARNING: ${rule} - https://docs.docker.com/go/dockerfile/rule/${name}/\n${words}\n${excerpt(path, text, line, place?.to ?? line)}`);
  }
  return 1;
}
