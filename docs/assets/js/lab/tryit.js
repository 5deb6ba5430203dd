/* "Try it" next to a session of a chapter: a terminal below it, in the state where the session begins.

   There is one terminal: another session takes it over. Clicking a command of the page types it. */
import { button, el } from "./page/elements.js";
import { openLab } from "./page/lab.js";
import { createPicture, pictureToggle } from "./page/picture.js";
import { startOf } from "./page/data.js";

const base = new URL("../../../", import.meta.url);
let open = null;

/** The lines of a session's commands, as the reader's shell has them. */
function commandsOf(session) {
  const blocks = [...session.querySelectorAll(".dn-cmd")].filter((block) => !block.matches(".dn-in--powershell, .dn-in--cmd") || block.matches(".dn-in--bash"));
  const commands = [];
  for (const line of blocks.flatMap((block) => [...block.querySelectorAll(".dn-line")])) {
    if (line.dataset.prompt === ">" && commands.length) commands.at(-1).push(line.textContent);
    else commands.push([line.textContent]);
  }
  return commands.map((lines) => lines.join("").trimEnd());
}

const commandAt = (line) => commandsOf(line.closest(".dn-session")).find((command) => command.split("\n").includes(line.textContent.trimEnd()));

/** The page and session that a button belongs to. */
const placeOf = ({ dataset }) => ({ page: location.pathname.slice(base.pathname.length).replace(/(?:index\.html|\/)$/, ""), session: Number(dataset.session) });

function styles() {
  const href = new URL("assets/css/practise.css", base).href;
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((done) => {
    document.head.append(el("link", { rel: "stylesheet", href, onload: done, onerror: done }));
  });
}

/** @param {HTMLButtonElement} from a session's button */
export async function tryIt(from) {
  if (open?.from === from) return open.lab?.terminal.field.focus();
  close(false);
  const session = from.closest(".dn-session"), commands = commandsOf(session), status = el("p", { role: "status" }, "The machine is being set up…");
  const aside = el("div", { class: "dn-practise__aside" }), picture = createPicture((port) => own.lab.pane.open(port));
  let next = 0;
  const type = button("Type the first command", () => {
    own.lab.type(commands[next]);
    next = (next + 1) % commands.length;
    type.textContent = next ? "Type the next command" : "Type the first command";
  });
  const body = el("div", null, status);
  const element = el("section", { class: "dn-tryit", "aria-label": "Try this session" }, el("div", { class: "dn-tryit__head" }, el("strong", null, "Try it here"), type, button("Close", () => close(true))), body);
  const own = { from, element, lab: null };
  open = own;
  session.after(element);
  aside.append(picture.element);
  try {
    const [start] = await Promise.all([startOf(base, placeOf(from)), styles()]);
    own.lab = await openLab({ base, start, from: placeOf(from), changed: ({ snapshot }) => picture.draw(snapshot), place: (lab) => body.append(lab), greeting: [start.length ? `The machine is where this session begins: the steps before it on this page have been done (${start.length} steps).` : "The machine is where this page begins."] });
  } catch (error) {
    if (own === open) status.textContent = "The practice engine couldn't be loaded. Try again.";
    throw error;
  }
  if (own !== open) return own.lab.close();
  status.remove();
  body.append(own.lab.pane.element, aside);
  own.lab.element.querySelector(".dn-lab__tools").append(pictureToggle(aside));
  return own.lab.terminal.field.focus();
}

function close(returns) {
  if (!open) return;
  open.lab?.close();
  open.element.remove();
  if (returns) open.from.focus();
  open = null;
}

/* Comes before the links in a command's words; with Ctrl, Shift or the wheel, links still work. */
document.addEventListener("click", (event) => {
  const line = event.target.closest?.(".dn-session .dn-line[data-prompt]");
  if (!line || !open?.lab || event.ctrlKey || event.metaKey || event.shiftKey || event.detail === 0 || getSelection().toString()) return;
  event.preventDefault();
  event.stopPropagation();
  open.lab.type(commandAt(line) ?? line.textContent.trim());
}, true);
