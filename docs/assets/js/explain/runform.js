/* A form that makes a `docker run`, and the Compose file that does the same. The reader of pastes reads the form's
   command too, so the form itself judges nothing. */
import { composeSection } from "./command_view.js";
import { saidOf } from "./calm.js";
import { copied, copyable, el, explainButton, inline, many, morph, sentence } from "./elements.js";
import { explainPaste } from "./explain.js";

/* A field: its name, label, kind, example and flag. A repeatable one takes a line for each. */
const FIELDS = [
  ["image", "Image", "text", "nginx:1.30", ""],
  ["name", "Name of the container", "text", "web", "--name"],
  ["ports", "Ports, host:container", "lines", "8080:80", "-p"],
  ["volumes", "Volumes and folders, source:path", "lines", "data:/var/lib/data", "-v"],
  ["env", "Environment variables, NAME=value", "lines", "TZ=Europe/Berlin", "-e"],
  ["network", "Network", "text", "front", "--network"],
  ["memory", "Memory, at most", "text", "512m", "--memory"],
  ["cpus", "CPUs, at most", "text", "1.5", "--cpus"],
  ["user", "User in the container", "text", "1000:1000", "--user"],
  ["command", "Command to run instead of the image's own", "text", "nginx -g 'daemon off;'", ""],
];
const RESTARTS = ["no", "unless-stopped", "always", "on-failure"];
const SWITCHES = [["-d", "Run in the background", true], ["--rm", "Remove it when it ends", false], ["-it", "Give it a terminal", false], ["--read-only", "Let it write only to its volumes", false], ["--init", "Start a small init process first", false]];

/** @param {HTMLElement} panel @param {{spec: object, version: () => string, put: (text: string) => void}} known */
export function makeForm(panel, { spec, version, put }) {
  const status = el("p", { role: "status", class: "dn-make__status" }), out = el("div", { class: "dn-explained" });
  const form = el("form", { class: "dn-make__form", "aria-label": "A docker run command" },
    ...FIELDS.map(field),
    el("p", null, el("label", { for: "make-restart" }, "Restart it"), el("select", { id: "make-restart", name: "restart" }, ...RESTARTS.map((value) => el("option", { value }, value === "no" ? "never" : value)))),
    el("fieldset", null, el("legend", null, "And"), ...SWITCHES.map(([flag, label, isOn]) =>
      el("label", null, el("input", { type: "checkbox", name: flag, checked: isOn ? "checked" : "" }), ` ${label} `, el("code", null, flag)))));
  const show = () => {
    const text = commandOf(new FormData(form)), said = answer(text, { spec, version: version() });
    morph(out, said.nodes);
    status.textContent = said.said;
  };
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 400);
  });
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  out.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.act === "copy") copied(button, status);
    // The form's own button: it is the same for all commands, so that no change moves it from under the mouse.
    if (button?.dataset.act === "use") put(commandOf(new FormData(form)));
  });
  panel.replaceChildren(form, status, out);
  show();
}

function field([name, label, kind, example]) {
  const id = `make-${name}`, its = { id, name, spellcheck: "false", autocapitalize: "off", autocomplete: "off", placeholder: example };
  return el("p", null, el("label", { for: id }, label, kind === "lines" ? el("small", null, " one per line") : ""), kind === "lines" ? el("textarea", { ...its, rows: "2" }) : el("input", { ...its, type: "text" }));
}

/** The command in the form. Its words are quoted for bash; the container's command is used as typed. */
function commandOf(data) {
  const image = `${data.get("image")}`.trim(), words = ["docker run", ...SWITCHES.map(([flag]) => data.has(flag) && flag)];
  for (const [name, , kind, , flag] of FIELDS) {
    const text = `${data.get(name)}`, values = kind === "lines" ? text.split("\n") : [text];
    if (flag) words.push(...values.map((value) => value.trim()).filter(Boolean).map((value) => `${flag} ${quoted(value)}`));
  }
  if (data.get("restart") !== "no") words.push(`--restart ${data.get("restart")}`);
  return [...words, image ? quoted(image) : "<image>", `${data.get("command")}`.trim()].filter(Boolean).join(" ");
}

/* The shell fills in a variable, so it is in double quotes. */
function quoted(value) {
  if (/^[\w@%+=:,./-]+$/.test(value)) return value;
  return /\$/.test(value) ? `"${value.replace(/["`\\]/g, "\\$&")}"` : `'${value.replaceAll("'", "'\\''")}'`;
}

function answer(text, { spec, version }) {
  const found = explainPaste(text, spec, { version }), [command] = found.commands, { faults, doubts } = saidOf(command, { caret: null, isPaused: true });
  const boxes = [...faults.map((fault) => ["Mistake. ", fault, ""]), ...doubts.map((doubt) => ["Look again. ", doubt, " dn-fault--doubt"])].map(([title, { message }, kind]) =>
    el("div", { class: `dn-fault${kind}` }, el("p", null, el("b", null, title), ...sentence(message))));
  const warned = [...command.openings.map(({ name, means }) => `\`${name}\`: ${means}`)].map((said) => el("p", { class: "dn-remark" }, ...inline(said)));
  const nodes = [
    el("section", { "aria-labelledby": "made" }, el("h2", { id: "made" }, "The command"), copyable("Command", text, "Copy the command", explainButton("Explain it", "")), el("div", null, ...boxes, ...warned)),
    found.compose ? composeSection(found.compose) : "",
  ].filter(Boolean);
  return { nodes, said: faults.length ? `${many(faults.length, "mistake")}.` : "" };
}
