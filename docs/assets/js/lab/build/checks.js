/* BuildKit's warnings about a Dockerfile that builds. */

const SECRET = /(?:^|_)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;

/* Found while the file is read, so they come first. */
const EARLY = ["MaintainerDeprecated", "FromAsCasing"];

/** @returns {{rule: string, text: string, line: number}[]} in BuildKit's order */
export function checkDockerfile(instructions, stages) {
  const found = findAll(instructions, stages), isEarly = ({ rule }) => EARLY.includes(rule);
  return [...found.filter(isEarly), ...found.filter((each) => !isEarly(each)).sort((a, b) => a.line - b.line)];
}

function findAll(instructions, stages) {
  const found = [], add = (rule, text, line) => found.push({ rule, text, line });
  for (const each of instructions) {
    if ((each.word === "CMD" || each.word === "ENTRYPOINT") && !each.json && each.text) add("JSONArgsRecommended", `JSON arguments recommended for ${each.word} to prevent unintended behavior related to OS signals`, each.from);
    if (each.word === "MAINTAINER") add("MaintainerDeprecated", "Maintainer instruction is deprecated in favor of using label", each.from);
    if ((each.word === "ENV" || each.word === "LABEL") && !/^\S+=/.test(each.text)) add("LegacyKeyValueFormat", `"${each.word} key=value" should be used instead of legacy "${each.word} key value" format`, each.from);
    if (each.word === "FROM") {
      const as = /\s(as)\s/i.exec(each.text)?.[1];
      if (as && (as === as.toLowerCase()) !== (each.typed === each.typed.toLowerCase())) add("FromAsCasing", `'${as}' and '${each.typed}' keywords' casing do not match`, each.from);
    }
    if (each.word === "ARG" || each.word === "ENV") {
      const name = each.text.split(/[=\s]/)[0];
      if (SECRET.test(name) && !/public/i.test(name)) add("SecretsUsedInArgOrEnv", `Do not use ARG or ENV instructions for sensitive data (${each.word} "${name}")`, each.from);
    }
  }
  for (const { steps } of stages) {
    for (const word of ["CMD", "ENTRYPOINT", "HEALTHCHECK"]) {
      const all = steps.filter((each) => each.word === word);
      for (const each of all.slice(0, -1)) add("MultipleInstructionsDisallowed", `Multiple ${word} instructions should not be used in the same stage because only the last one will be used`, each.from);
    }
    const at = steps.findIndex((each) => each.word === "WORKDIR");
    if (at >= 0 && !/^[/$]/.test(steps[at].text)) add("WorkdirRelativePath", `Relative workdir ${JSON.stringify(steps[at].text)} can have unexpected results if the base image changes`, steps[at].from);
  }
  return found;
}
