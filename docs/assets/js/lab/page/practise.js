/* The page Practise: the terminal, the picture beside it, a page for each published port. */
import { fromFragment } from "../link.js";
import { button, el } from "./elements.js";
import { openLab } from "./lab.js";
import { createPicture } from "./picture.js";

export async function start(place, base) {
  const picture = createPicture((port) => lab.pane.open(port));
  const lab = await openLab({ base, changed: ({ snapshot }) => picture.draw(snapshot), greeting: ["A Linux machine with Docker 29, modelled in your browser. Try ", el("code", null, "docker run hello-world"), "."] });
  const aside = el("div", { class: "dn-practise__aside" }, picture.element);
  const toggle = button("Show the engine", () => {
    const shown = aside.classList.toggle("dn-practise__aside--shown");
    toggle.textContent = shown ? "Hide the engine" : "Show the engine";
    toggle.setAttribute("aria-expanded", `${shown}`);
  }, { "aria-expanded": "false", class: "dn-button dn-button--small dn-practise__toggle" });
  lab.element.querySelector(".dn-lab__tools").append(toggle);
  place.querySelector(".dn-practise__on").replaceChildren(el("div", { class: "dn-practise__bench" }, el("div", { class: "dn-practise__main" }, lab.element, lab.pane.element), aside));
  const lines = fromFragment(location.hash);
  if (lines.length) {
    lab.terminal.note("ours", [`The link brought ${lines.length === 1 ? "a line" : `${lines.length} lines`}. Read them; Enter runs them.`]);
    lab.type(lines.join("\n"));
  }
  lab.terminal.field.focus();
}
