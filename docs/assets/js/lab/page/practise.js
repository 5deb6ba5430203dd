/* The page Practise: the terminal, the picture beside it, a page for each published port. */
import { fromFragment } from "../link.js";
import { el } from "./elements.js";
import { openLab } from "./lab.js";
import { createPicture, pictureToggle } from "./picture.js";
import { startOf } from "./starts.js";

export async function start(place, base) {
  const picture = createPicture((port) => lab.pane.open(port)), aside = el("div", { class: "dn-practise__aside" }, picture.element);
  const main = el("div", { class: "dn-practise__main" });
  const { lines, from } = fromFragment(location.hash), before = from ? await startOf(base, from) : [];
  const lab = await openLab({
    base, from, start: before, changed: ({ snapshot }) => picture.draw(snapshot),
    place: (element) => {
      main.append(element);
      place.querySelector(".dn-practise__on").replaceChildren(el("div", { class: "dn-practise__bench" }, main, aside));
    },
    greeting: ["A Linux machine with Docker 29, modelled in your browser. Try ", el("code", null, "docker run hello-world"), "."],
  });
  main.append(lab.pane.element);
  lab.element.querySelector(".dn-lab__tools").append(pictureToggle(aside));
  if (lines.length) {
    lab.terminal.note("ours", [`The link brought ${lines.length === 1 ? "a line" : `${lines.length} lines`}. Read ${lines.length === 1 ? "it" : "them"}; Enter runs ${lines.length === 1 ? "it" : "them"}.`]);
    lab.type(lines.join("\n"));
  }
  lab.terminal.field.focus();
}
