/* A Compose file on the page: what is wrong, a picture, each key, and the same as commands. */
import { HEALTH, LISTS, MAPS, NUMBERS, SWITCHES, TEXTS } from "./composekeys.js";
import { keysOf, readCompose, servicesOf } from "./composefile.js";
import { listOf, mapOf } from "./composenames.js";
import { copyable, el, explainButton, inline, many, sentence } from "./elements.js";
import { findFlag } from "./spec.js";
import { toRun } from "./torun.js";

const FLAGS = Object.fromEntries(Object.entries({ ...TEXTS, ...NUMBERS, ...SWITCHES, ...LISTS, ...MAPS }).map(([flag, key]) => [key, flag]));
const NESTED = Object.fromEntries(Object.entries(HEALTH).map(([flag, key]) => [`healthcheck.${key}`, flag]));
const RAILS = 6;

/** @param {string} pasted @param {{spec: object, files: object, typing: object}} known @returns {{nodes: Node[], said: string}} */
export function composeAnswer(pasted, { spec, files, typing }) {
  const read = readCompose(pasted, files.schema), { data, faults, text, variables } = read, isTyped = typing.caret !== null;
  const services = servicesOf(data), wrong = faults.filter((fault) => !fault.isWarning), hushed = isTyped && !typing.isPaused;
  const nodes = [el("section", { class: "dn-file", "aria-labelledby": "file" },
    el("h2", { id: "file" }, read.isPiece ? "A piece of a Compose file" : "A Compose file"),
    el("div", null, ...(hushed ? [] : faults.map((fault) => faultBox(fault, text, isTyped)))))];
  const isRead = services.length > 0 && !wrong.some(({ message }) => message.startsWith("not YAML"));
  if (isRead) {
    nodes.push(drawing(services, data), keySection(read, { spec, files }));
    if (variables.length) nodes.push(el("p", { class: "dn-remark" }, ...inline(`Filled in from your shell or a \`.env\` file: ${variables.map((name) => `\`${name}\``).join(", ")}.`)));
    if (!wrong.length) nodes.push(runSection(data));
  }
  const what = `A ${read.isPiece ? "piece of a " : ""}Compose file: ${many(services.length, "service")}`;
  const said = !wrong.length ? "The schema accepts it." : isTyped ? "Not finished yet." : `${many(wrong.length, "mistake")}.`;
  return { nodes, said: `${what}. ${said}` };
}

function faultBox({ start, message, isWarning }, text, isOpen = false) {
  const line = text.slice(0, start).split("\n").length, kind = isWarning ? "dn-fault dn-fault--doubt" : "dn-fault";
  if (isOpen) return el("p", { class: "dn-open" }, `Line ${line}: `, ...sentence(message));
  return el("div", { class: kind }, el("p", null, el("b", null, isWarning ? "Leftover. " : "Mistake. "), `Line ${line}: `, ...sentence(message)));
}

/** Services with ports to their left and volumes to their right, and a rail for each network. */
function drawing(services, data) {
  const networks = [...new Set(services.flatMap(([, service]) => networksOf(service)))];
  const rows = services.map(([name, service]) => {
    const joined = networksOf(service), needs = service.depends_on, after = Array.isArray(needs) ? needs : Object.keys(mapOf(needs));
    return el("li", { class: "dn-drawn__service" },
      el("div", { class: "dn-drawn__ports" }, ...listOf(service.ports).map((port) => el("span", null, portText(port)))),
      el("div", { class: "dn-drawn__rails", "aria-hidden": "true" }, ...networks.map((network, at) => el("i", { class: `dn-rail dn-tie--${at % RAILS}${joined.includes(network) ? " dn-rail--stop" : ""}` }))),
      el("div", { class: "dn-drawn__box" }, el("b", null, name), el("code", null, image(service)),
        joined.length ? el("small", null, `network${joined.length > 1 ? "s" : ""} ${joined.join(", ")}`) : el("small", null, service.network_mode ? `network mode ${service.network_mode}` : "no network"),
        after.length ? el("small", null, `after ${after.join(", ")}`) : ""),
      el("div", { class: "dn-drawn__volumes" }, ...listOf(service.volumes).map((mount) => el("span", { class: isNamed(mount, data) ? "dn-drawn__named" : "" }, mountText(mount)))));
  });
  return el("section", { class: "dn-drawn", "aria-labelledby": "drawn" },
    el("h2", { id: "drawn" }, "As a picture"),
    el("p", { class: "dn-drawn__key" }, el("span", null, "Host ports"), el("span", null, "services"), el("span", null, "volumes and folders"),
      ...networks.map((network, at) => el("span", { class: `dn-drawn__network dn-tie--${at % RAILS}` }, `network ${network}`))),
    el("ul", null, ...rows));
}

const networksOf = ({ networks, network_mode: mode }) => (mode ? [] : Array.isArray(networks) ? networks.map(String) : networks ? Object.keys(mapOf(networks)) : ["default"]);
const image = ({ image: name, build }) => name ?? (build ? `built from ${typeof build === "string" ? build : mapOf(build).context ?? "."}` : "no image");
const portText = (port) => (typeof port === "object" && port ? `${port.host_ip ? `${port.host_ip}:` : ""}${port.published ?? "any"} \u2192 ${port.target}` : `${port}`.replace(/:(?=[^:]*$)/, " \u2192 "));
const mountText = (mount) => (typeof mount === "string" ? mount.replace(/:(?=[/~]|\$\{)/, " \u2192 ") : `${mapOf(mount).source ?? mapOf(mount).type} \u2192 ${mapOf(mount).target}`);
const isNamed = (mount, data) => Object.hasOwn(mapOf(data.volumes), typeof mount === "string" ? mount.split(":")[0] : mapOf(mount).source ?? "");

/** Each key with its meaning: a service under its name, the lines as in the file. */
function keySection({ document, text, faults }, known) {
  const rows = [];
  for (const key of keysOf(document.contents)) {
    const { path } = key, depth = path.length, isName = depth === 2 && ["services", "volumes", "networks", "secrets", "configs"].includes(path[0]);
    const meaning = isName ? { said: nameText(path[0]) } : meaningOf(path, known);
    if (!meaning) continue;
    const isOpen = depth < 3 || rows.some(({ path: other }) => path.join("/").startsWith(`${other.join("/")}/`) && other.length > 2);
    const source = text.slice(key.start, depth < 3 && !isLeaf(key) ? key.start + key.name.length + 1 : key.end).replace(/\s+$/, "");
    if (depth > 3 && isOpen && !meaning.address) continue;
    rows.push({ path, source: undented(source, text, key.start), meaning, isWrong: faults.some((f) => !f.isWarning && f.start >= key.start && f.start < key.start + source.length), depth });
  }
  return el("section", { "aria-labelledby": "keys" }, el("h2", { id: "keys" }, "Key by key"),
    el("dl", { class: "dn-words dn-keys" }, ...rows.map(({ source, meaning, isWrong, depth }) => {
      const code = el("code", null, source);
      return el("div", { class: `dn-key--${Math.min(depth, 4)}${isWrong ? " dn-wrong" : ""}` },
        el("dt", null, meaning.address ? el("a", { href: meaning.address }, code) : code), el("dd", null, ...inline(meaning.said)));
    })));
}

const isLeaf = ({ value }) => !value || !("items" in value);
const nameText = (section) => ({ services: "A service. Other services can reach it by this name.", volumes: "A named volume.", networks: "A network.", secrets: "A secret.", configs: "A config." })[section];

/** A value's lines without their common indentation. */
function undented(source, text, start) {
  const indent = start - (text.lastIndexOf("\n", start - 1) + 1);
  return source.split("\n").map((line, at) => (at && line.slice(0, indent).trim() === "" ? line.slice(indent) : line)).join("\n");
}

/** A key's meaning: its entry, or that of the `docker run` flag that does the same. */
function meaningOf(path, { spec, files }) {
  const [section, , ...rest] = path, inSection = ["services", "volumes", "networks", "secrets", "configs"].includes(section);
  const name = path.length < 2 || !inSection ? path.join(".") : [section, ...rest].join(".");
  if (Object.hasOwn(files.keys, name)) {
    const [said, address] = files.keys[name];
    return { said, address };
  }
  const own = rest.join("."), flag = section === "services" ? FLAGS[own] ?? NESTED[own] : undefined;
  if (flag) {
    const entry = spec.entries.get("docker run"), found = entry && findFlag(spec, entry, flag);
    return { said: `${found ? `${found.flag.summary} ` : ""}As \`${flag}\` of \`docker run\`.`, address: found ? `${spec.pages[found.owner.group]}#${found.owner.name.replaceAll(" ", "-")}${flag}` : "" };
  }
  if (name.split(".").some((step) => step.startsWith("x-"))) return path.length === 1 ? { said: "Your own: Compose ignores keys that begin with `x-`." } : null;
  return path.length <= 3 ? { said: "This site doesn't have an entry for it." } : null;
}

function runSection(data) {
  const { commands, notes } = toRun(data);
  return el("section", { "aria-labelledby": "as-run" }, el("h2", { id: "as-run" }, "As commands"),
    copyable("Commands", commands.join("\n"), "Copy the commands", explainButton("Explain them", commands.join("\n"))),
    notes.length ? el("ul", null, ...notes.map((note) => el("li", null, ...inline(note)))) : "");
}
