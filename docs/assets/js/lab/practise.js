/* The first view of the page Practise: a button, and one at each task. The rest is fetched at the first click. */
/* In the copy on a disk, this script has no address. */
const base = import.meta.url.startsWith("data:") ? new URL("../", location.href) : new URL("../../../", import.meta.url);
const place = document.querySelector("#practise");
const first = place.querySelector(".dn-practise__open"), status = place.querySelector(".dn-practise__status");
const KEY = "docker-notes-progress";
const bench = place.querySelector(".dn-practise__on"), closed = [...bench.children];
let opened = null;

/** The task in the address. */
const named = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".dn-task")?.id ?? null;

async function open(task = named()) {
  first.disabled = true;
  status.textContent = "Loading…";
  try {
    opened ??= import("./page/practise.js").then(({ start }) => start(place, base));
    const { begin } = await opened;
    await begin(task);
    status.textContent = "";
  } catch (error) {
    opened = null;
    bench.replaceChildren(...closed);
    first.disabled = false;
    status.textContent = "The practice engine couldn't be loaded. Try again.";
    throw error;
  }
}

let done = [];
try {
  done = Object.values(JSON.parse(localStorage.getItem(KEY) ?? "{}")).flatMap(({ tasks = [] }) => tasks);
} catch { /* the browser keeps nothing */ }
for (const task of document.querySelectorAll(".dn-task")) {
  if (done.includes(task.id)) task.classList.add("dn-task--done");
  const go = Object.assign(document.createElement("button"), { type: "button", className: "dn-button dn-button--small dn-task__go", textContent: "Do this task" });
  go.addEventListener("click", () => open(task.id));
  task.append(go);
}
first.addEventListener("click", () => open());
addEventListener("hashchange", () => opened && named() && open());
