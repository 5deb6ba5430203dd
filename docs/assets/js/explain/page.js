/* The first view: the field, its buttons and the two tabs. The reader of commands, with its data on Docker, is ten times
   the size, and fetched when somebody turns to the field or the address has a command.
   No module is imported here: each would cost another request. */
const place = document.querySelector("#explain");
const form = place.querySelector("form"), input = form.querySelector("textarea"), version = form.querySelector("select");
const tabs = [...place.querySelectorAll("[role=tab]")], panels = tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")));
const KEPT = "dn-docker";
let answers = null, made = null;

/** Fetch the part that reads and answers, once. */
function open() {
  answers ??= import("./view.js").then(({ start }) => start(place)).catch(failed);
  return answers;
}

function failed(error) {
  answers = made = null;
  place.querySelector("[role=status]").textContent = "The data that this page needs couldn't be loaded. Try again.";
  throw error;
}

/** Set the field's height in browsers that can't size it by its text. */
function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
}

/** Explain the field's text as finished. */
async function settle({ focus = true } = {}) {
  grow();
  const { settled } = await open();
  settled();
  if (focus) (input.value.trim() ? place.querySelector(".dn-explained") : input).focus();
}

function put(text) {
  show(0);
  input.value = text;
  return settle();
}

function show(at) {
  for (const [i, tab] of tabs.entries()) {
    tab.setAttribute("aria-selected", `${i === at}`);
    tab.tabIndex = i === at ? 0 : -1;
    panels[i].hidden = i !== at;
  }
  if (at === 1) made ??= open().then(({ maker }) => maker(panels[1], put)).catch(failed);
}

/** Take the text from the address. */
function fromAddress() {
  if (location.hash === "#make") show(1);
  const asked = new URLSearchParams(location.search).get("c"); // from the field of the home page
  if (!location.hash.startsWith("#c=") && !asked) return;
  try {
    input.value = location.hash.startsWith("#c=") ? decodeURIComponent(location.hash.slice(3)) : asked;
  } catch {
    return; // the address was cut off inside a character
  }
  show(0);
  settle({ focus: false });
}

for (const type of ["focusin", "pointerenter"]) form.addEventListener(type, () => open(), { once: true });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  settle();
});
input.addEventListener("input", (event) => {
  grow();
  open().then(({ typed }) => typed(event));
});
input.addEventListener("blur", () => open().then(({ left }) => left()));
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
form.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.command) put(button.dataset.command);
  else if (button?.dataset.act === "clear") put("");
});
version.addEventListener("change", () => {
  localStorage.setItem(KEPT, version.value);
  if (input.value.trim()) settle({ focus: false });
});
for (const [at, tab] of tabs.entries()) {
  tab.addEventListener("click", () => show(at));
  tab.addEventListener("keydown", ({ key }) => {
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[key];
    if (next === undefined) return;
    const other = tabs.at(next % tabs.length);
    other.focus();
    other.click();
  });
}
addEventListener("hashchange", fromAddress);

const kept = localStorage.getItem(KEPT);
if ([...version.options].some(({ value }) => value === kept)) version.value = kept;
place.querySelector(".dn-explain__off").remove();
place.querySelector(".dn-explain__on").hidden = false;
fromAddress();
