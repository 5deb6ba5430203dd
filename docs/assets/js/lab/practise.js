/* The first view of the page Practise: a button. All else is fetched at the first click. */
const base = new URL("../../../", import.meta.url), place = document.querySelector("#practise");
const first = place.querySelector(".dn-practise__open"), status = place.querySelector(".dn-practise__status");

async function open() {
  first.disabled = true;
  status.textContent = "Loading…";
  try {
    const { start } = await import("./page/practise.js");
    await start(place, base);
    status.textContent = "";
  } catch (error) {
    first.disabled = false;
    status.textContent = "The practice engine could not be loaded: try again.";
    throw error;
  }
}

first.addEventListener("click", open);
place.querySelector(".dn-practise__on").hidden = false;
