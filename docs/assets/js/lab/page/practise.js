/* The page Practise: the terminal, the picture next to it, a page for each port, the tasks. */
import { fromFragment } from "../link.js";
import { startOf, tasksOf } from "./data.js";
import { el } from "./elements.js";
import { openLab } from "./lab.js";
import { createPicture, pictureToggle } from "./picture.js";
import { createTasks } from "./tasks.js";

const GREETING = ["A Linux machine with Docker 29, modelled in your browser. Try ", el("code", null, "docker run hello-world"), "."];

/** @returns {Promise<{begin: (task: string | null) => Promise<void>}>} */
export async function start(place, base) {
  const picture = createPicture((port) => lab.pane.open(port)), aside = el("div", { class: "dn-practise__aside" }, picture.element), main = el("div", { class: "dn-practise__main" });
  const { lines, from } = fromFragment(location.hash), before = from ? await startOf(base, from) : [];
  let tasks = null;
  const lab = await openLab({
    base, from, start: before, greeting: GREETING,
    place: (element) => {
      main.append(element);
      place.querySelector(".dn-practise__on").replaceChildren(el("div", { class: "dn-practise__bench" }, main, aside));
    },
    changed({ snapshot }) {
      picture.draw(snapshot);
      void tasks?.ran();
    },
  });
  main.append(lab.pane.element);
  lab.element.querySelector(".dn-lab__tools").append(pictureToggle(aside));
  if (lines.length) {
    lab.terminal.note("ours", [`The link brought ${lines.length === 1 ? "a line" : `${lines.length} lines`}. Read ${lines.length === 1 ? "it" : "them"}; Enter runs ${lines.length === 1 ? "it" : "them"}.`]);
    lab.type(lines.join("\n"));
  }
  return {
    async begin(task) {
      if (!task) return lab.terminal.field.focus();
      if (!tasks) {
        tasks = createTasks(await tasksOf(base), { begin: lab.begin, type: lab.type, check: (each) => lab.client.call("check", each), left: () => lab.terminal.field.focus() });
        lab.element.before(tasks.element);
      }
      return tasks.open(task);
    },
  };
}
