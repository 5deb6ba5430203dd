/* A Dockerfile on the page: what is wrong, and each instruction with what it does. */
import { readDockerfile } from "./dockerfilerules.js";
import { el, inline, many, sentence } from "./elements.js";

/** @param {string} text @param {{files: object, typing: object}} known @returns {{nodes: Node[], said: string}} */
export function dockerfileAnswer(text, { files, typing }) {
  const { instructions, faults: found } = readDockerfile(text), lines = text.split("\n"), isTyped = typing.caret !== null;
  // A piece pasted from a page may begin anywhere.
  const isWhole = instructions.some(({ name }) => name === "FROM");
  const faults = isWhole ? found : found.filter(({ message }) => !/`FROM`/.test(message) || /unknown/.test(message));
  const at = isTyped ? text.slice(0, typing.caret).split("\n").length - 1 : -1, hushed = isTyped && !typing.isPaused;
  const open = faults.filter(({ line }) => isTyped && line === at), told = hushed ? [] : faults.filter((fault) => !open.includes(fault));
  const stages = instructions.filter(({ name }) => name === "FROM").length;
  const wrong = new Set(told.map(({ line }) => line));
  const nodes = [
    el("section", { class: "dn-file", "aria-labelledby": "file" },
      el("h2", { id: "file" }, isWhole ? "A Dockerfile" : "A piece of a Dockerfile"),
      el("div", null,
        ...told.map(({ line, message }) => el("div", { class: "dn-fault" }, el("p", null, el("b", null, "Mistake. "), `Line ${line + 1}: `, ...sentence(message)))),
        ...(hushed ? [] : open.map(({ line, message }) => el("p", { class: "dn-open" }, `Line ${line + 1}: `, ...sentence(message)))))),
    el("section", { "aria-labelledby": "lines" }, el("h2", { id: "lines" }, "Line by line"),
      el("dl", { class: "dn-words dn-keys" }, ...instructions.map((each) => row(each, lines, files, wrong)))),
  ];
  const counted = `${many(instructions.length, "instruction")}${stages > 1 ? ` in ${stages} stages` : ""}`;
  return { nodes, said: `A ${isWhole ? "" : "piece of a "}Dockerfile: ${counted}. ${told.length ? `${many(told.length, "mistake")}.` : open.length ? "Not finished yet." : "No mistake that this page knows of."}` };
}

function row({ name, start, end, flags }, lines, { instructions }, wrong) {
  const [summary, address, options] = instructions[name] ?? ["There's no instruction with this name.", "", {}];
  const code = el("code", null, lines.slice(start, end + 1).join("\n"));
  const known = flags.filter((flag) => Object.hasOwn(options, `--${flag.name}`));
  return el("div", { class: wrong.has(start) ? "dn-wrong" : "" },
    el("dt", null, address ? el("a", { href: address }, code) : code),
    el("dd", null, ...inline(summary), known.length
      ? el("ul", null, ...known.map((flag) => el("li", null, el("code", null, `--${flag.name}${flag.value === null ? "" : `=${flag.value}`}`), ": ", ...inline(options[`--${flag.name}`]))))
      : ""));
}
