/* The engine next to the terminal: containers with layers, ports and mounts, volumes, networks, images. It is made
   of lists and headings, so that it reads as well as it looks. */
import { containerBox, imageBox, networkBox, volumeBox } from "./boxes.js";
import { button, el } from "./elements.js";

const OWN = ["bridge", "host", "none"];
const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
const code = (text) => el("code", null, text);

/** @param {(port: number) => void} openPort */
export function createPicture(openPort) {
  const summary = el("p", { class: "dn-map__summary" });
  const containers = part("Containers", "None yet. ", code("docker run"), " makes one."), volumes = part("Volumes", "None. ", code("docker volume create"), " makes one."), networks = part("Networks", "Only Docker's own, and no container is on them."), images = part("Images", "None that a container uses.");
  const element = el("section", { class: "dn-map", "aria-label": "The engine now" }, el("h2", { class: "dn-map__title" }, "The engine now"), summary, containers.element, el("div", { class: "dn-map__pair" }, volumes.element, networks.element), images.element);
  let start = null, drawn = "";
  return {
    element,
    draw(now) {
      const text = JSON.stringify(now);
      if (text === drawn) return;
      drawn = text;
      start ??= new Set(now.images.map(({ id }) => id));
      summary.textContent = said(now);
      containers.fill(now.containers.map((each) => [each.id, each, containerBox(each, now, openPort)]));
      volumes.fill(now.volumes.map((each) => [each.name, each, volumeBox(each)]));
      networks.fill(now.networks.filter(({ name, members }) => members.length || !OWN.includes(name)).map((each) => [each.name, each, networkBox(each)]));
      const rest = now.images.filter(({ id, isUsed }) => start.has(id) && !isUsed);
      images.fill(now.images.filter((each) => !rest.includes(each)).map((each) => [each.id, each, imageBox(each)]));
      images.more(rest.length ? el("details", { class: "dn-map__rest" }, el("summary", null, `${plural(rest.length, "image")} here from the start`), el("p", null, rest.map(({ names, id }) => names.join(", ") || id.slice(7, 19)).join(" · "))) : null);
    },
  };
}

/** A heading and a list of boxes; what is new or changed is marked for a moment. */
function part(title, ...none) {
  const list = el("ul", { class: "dn-map__list" }), empty = el("p", { class: "dn-map__none" }, ...none), more = el("div"), element = el("div", { class: `dn-map__part dn-map__part--${title.toLowerCase()}` }, el("h3", null, title), list, empty, more);
  let known = null;
  return {
    element,
    /** @param {[key: string, data: object, box: HTMLElement][]} boxes */
    fill(boxes) {
      const next = new Map(boxes.map(([key, data]) => [key, JSON.stringify(data)]));
      list.replaceChildren(...boxes.map(([key, , box]) => {
        if (known && known.get(key) !== next.get(key)) box.classList.add(known.has(key) ? "dn-box--changed" : "dn-box--new");
        return box;
      }));
      known = next;
      list.hidden = !boxes.length;
      empty.hidden = boxes.length > 0;
    },
    more(node) {
      const isOpen = more.querySelector("details")?.open;
      more.replaceChildren(...(node ? [node] : []));
      if (isOpen) node?.setAttribute("open", "");
    },
  };
}

function said({ containers, volumes, networks, images }) {
  const running = containers.filter(({ status }) => status === "running").length;
  return `${plural(containers.length, "container")}${containers.length ? `, ${running} running` : ""} · ${plural(volumes.length, "volume")} · ${plural(networks.length, "network")} · ${plural(images.length, "image")}`;
}

/** A button for the picture where it is hidden: on small screens, and below a session. */
export function pictureToggle(aside) {
  const toggle = button("Show the engine", () => {
    const shown = aside.classList.toggle("dn-practise__aside--shown");
    toggle.textContent = shown ? "Hide the engine" : "Show the engine";
    toggle.setAttribute("aria-expanded", `${shown}`);
  }, { "aria-expanded": "false", class: "dn-button dn-button--small dn-practise__toggle" });
  return toggle;
}
