/* The error messages page is long: its finder is loaded only when somebody looks for an entry. */
{
  const place = document.querySelector(".dn-finder");
  const field = place.querySelector("textarea");
  place.querySelector("[role=status]").textContent = `${document.querySelectorAll("article h3").length} messages`;
  const start = () => import("./errors/page.js");
  const asked = () => { if (field.value || /^#message=|[?&]message=/.test(location.hash + location.search)) start(); };
  asked();
  addEventListener("hashchange", asked);
  for (const event of ["focus", "input"]) field.addEventListener(event, start, { once: true });
}
