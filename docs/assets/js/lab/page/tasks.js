/* A task above the terminal: its goal, whether it is met, a hint that fits the current fault, the solution. */
import { button, el, withCode } from "./elements.js";
import { isDone, remember } from "./progress.js";

const paragraphs = (text) => text.trim().split(/\n{2,}/).map((each) => el("p", null, ...withCode(each.replaceAll("\n", " "))));

/** @param {{chapters: object[], tasks: object[]}} known from the build (assets/lab/tasks.json)
    @param {{begin: Function, type: Function, check: (task: object) => Promise<{done: boolean, hint: string}>, left: () => void}} lab */
export function createTasks({ tasks }, lab) {
  const title = el("h2", { class: "dn-task__title", tabindex: "-1" }), goal = el("div"), state = el("p", { class: "dn-task__state", role: "status" }), solution = el("div", { class: "dn-task__solution", hidden: true });
  const show = button("Show the solution", () => {
    solution.hidden = !solution.hidden;
    show.setAttribute("aria-expanded", `${!solution.hidden}`);
    show.textContent = solution.hidden ? "Show the solution" : "Hide the solution";
  }, { "aria-expanded": "false" });
  const hint = button("Give me a hint", () => look(true));
  const next = button("Next task", () => open(tasks[(tasks.indexOf(task) + 1) % tasks.length].id));
  const leave = button("Leave the task", () => {
    task = null;
    element.hidden = true;
    lab.left();
  });
  const element = el("section", { class: "dn-task-now", "aria-label": "The task", hidden: true }, title, goal, state, el("div", { class: "dn-lab__tools" }, hint, show, next, leave), solution);
  let task = null;

  async function look(asked) {
    const now = task;
    if (!now) return;
    const { done, hint: said } = await lab.check(now);
    if (now !== task) return;
    element.classList.toggle("dn-task-now--done", done);
    if (done) {
      remember(now);
      tick(now);
      state.replaceChildren("Done. ", tasks.indexOf(now) < tasks.length - 1 ? "On to the next one?" : "That was the last one.");
    } else if (asked) state.replaceChildren(...withCode(said));
    else if (state.textContent.startsWith("Done.")) state.textContent = "";
  }

  async function open(id) {
    const found = tasks.find((each) => each.id === id);
    if (!found) return;
    task = found;
    title.replaceChildren(...withCode(found.title));
    goal.replaceChildren(...paragraphs(found.goal));
    state.textContent = isDone(found) ? "You've done this one before." : "";
    element.classList.remove("dn-task-now--done");
    solution.hidden = true;
    show.setAttribute("aria-expanded", "false");
    show.textContent = "Show the solution";
    solution.replaceChildren(el("ol", null, ...found.solution.map((line) => el("li", null, el("pre", { tabindex: "0" }, el("code", null, line)), button("Type it", () => lab.type(line))))));
    element.hidden = false;
    await lab.begin([...(found.files ?? []), ...(found.start ?? [])]);
    title.focus();
    element.scrollIntoView({ block: "nearest" });
  }

  return { element, open, ran: () => look(false), has: (id) => tasks.some((each) => each.id === id) };
}

/** In the list below the terminal. */
function tick({ id }) {
  document.getElementById(id)?.classList.add("dn-task--done");
}
