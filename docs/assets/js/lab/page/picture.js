/* The engine beside the terminal: containers with their layers, ports and mounts, volumes, networks, images. It is made of
   lists and headings, so that it reads as well as it looks. */
import { el } from "./elements.js";

const STATES = { running: "runs", exited: "has ended", created: "was never started", paused: "is paused", restarting: "starts again", removing: "goes" };
const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

/** @param {(port: number) => void} openPort */
export function createPicture(openPort) {
  const summary = el("p", { class: "dn-map__summary" });
  const containers = part("Containers"), volumes = part("Volumes"), networks = part("Networks"), images = part("Images");
  const element = el("section", { class: "dn-map", "aria-label": "The engine now" }, summary, containers.element, volumes.element, networks.element, images.element);
  let start = null;
  return {
    element,
    draw(now) {
      start ??= new Set(now.images.map(({ id }) => id));
      summary.textContent = said(now);
      containers.fill(now.containers.map((each) => [each.id, container(each, now, openPort), JSON.stringify(each)]), "None yet. ", el("code", null, "docker run"), " makes one.");
      volumes.fill(now.volumes.map((each) => [each.name, volume(each), JSON.stringify(each)]), "None.");
      const known = now.networks.filter(({ name, members }) => members.length || !["bridge", "host", "none"].includes(name));
      networks.fill(known.map((each) => [each.name, network(each), JSON.stringify(each)]), "Only those that Docker makes itself, and nobody is on them.");
      const rest = now.images.filter(({ id, isUsed }) => start.has(id) && !isUsed), shown = now.images.filter((each) => !rest.includes(each));
      images.fill(shown.map((each) => [each.id, image(each), JSON.stringify(each)]), "None in use.");
      images.more(rest.length ? el("details", { class: "dn-map__rest" }, el("summary", null, `${plural(rest.length, "image")} more, here from the start`), el("ul", null, ...rest.map(({ names, id }) => el("li", null, names.join(", ") || id.slice(7, 19))))) : null);
    },
  };
}

/** A heading with a list of boxes; what is new or has changed is marked for a moment. */
function part(title) {
  const list = el("ul", { class: "dn-map__list" }), empty = el("p", { class: "dn-map__none" }), more = el("div"), element = el("div", { class: `dn-map__part dn-map__part--${title.toLowerCase()}` }, el("h3", null, title), list, empty, more);
  let known = null;
  return {
    element,
    fill(boxes, ...none) {
      list.replaceChildren(...boxes.map(([key, box, was]) => {
        if (known && known.get(key) !== was) box.classList.add(known.has(key) ? "dn-box--changed" : "dn-box--new");
        return box;
      }));
      known = new Map(boxes.map(([key, , was]) => [key, was]));
      list.hidden = !boxes.length;
      empty.hidden = boxes.length > 0;
      empty.replaceChildren(...none);
    },
    more(node) {
      const open = more.querySelector("details")?.open;
      more.replaceChildren(...(node ? [node] : []));
      if (open) node?.setAttribute("open", "");
    },
  };
}

function container({ name, image, status, code, health, changes, layers, mounts, networks, ports }, now, openPort) {
  const state = status === "exited" ? `has ended (${code})` : STATES[status] ?? status;
  const nets = networks.filter((each) => each !== "bridge");
  return el("li", { class: `dn-box dn-box--container dn-box--${status}` },
    el("p", { class: "dn-box__head" }, el("span", { class: "dn-box__dot", "aria-hidden": "true" }), el("strong", null, name), " ", el("span", { class: "dn-box__state" }, health ? `${state}, ${health}` : state)),
    stack(changes, layers, image),
    ports.length || mounts.length || nets.length ? el("ul", { class: "dn-box__ties" },
      ...ports.map(({ inside, outside }) => el("li", { class: "dn-tie-port" }, "Port ", el("button", { type: "button", onclick: () => openPort(Number(outside)) }, `localhost:${outside}`), ` leads to ${inside}`)),
      ...mounts.map(({ type, name: from, at }) => el("li", { class: "dn-tie-mount" }, `${type === "volume" ? `Volume ${short(from, now)}` : type === "bind" ? `Folder ${from}` : "Memory"} is at `, el("code", null, at))),
      ...nets.map((each) => el("li", { class: "dn-tie-net" }, `On network ${each}`))) : null);
}

/** Its writable layer above the layers of its image. */
function stack(changes, layers, image) {
  const own = changes.length ? `${plural(changes.length, "path")} written` : "nothing written";
  return el("div", { class: "dn-stack" },
    el("p", { class: `dn-stack__own${changes.length ? " dn-stack__own--full" : ""}`, title: changes.slice(0, 20).join("\n") || null }, "writable layer: ", own),
    el("p", { class: "dn-stack__image" }, el("span", { class: "dn-stack__lines", "aria-hidden": "true" }, ...Array.from({ length: Math.min(layers, 8) }, () => el("i"))), `${image}, ${plural(layers, "layer")}`));
}

const short = (name, now) => (now.volumes.find((each) => each.name === name)?.anonymous ? `${name.slice(0, 8)}…` : name);

function volume({ name, anonymous, files, users }) {
  return el("li", { class: "dn-box dn-box--volume" }, el("p", { class: "dn-box__head" }, el("strong", null, anonymous ? `${name.slice(0, 12)}…` : name), " ", el("span", { class: "dn-box__state" }, `${anonymous ? "no name, " : ""}${plural(files, "file")}`)), el("p", null, users.length ? `in ${users.join(", ")}` : "in no container"));
}

function network({ name, subnet, members }) {
  return el("li", { class: "dn-box dn-box--network" }, el("p", { class: "dn-box__head" }, el("strong", null, name), " ", el("span", { class: "dn-box__state" }, subnet)), el("p", null, members.length ? members.join(", ") : "nobody is on it"));
}

function image({ names, id, layers }) {
  return el("li", { class: "dn-box dn-box--image" }, el("p", { class: "dn-box__head" }, el("strong", null, names.join(", ") || id.slice(7, 19)), " ", el("span", { class: "dn-box__state" }, plural(layers, "layer"))), el("span", { class: "dn-stack__lines", "aria-hidden": "true" }, ...Array.from({ length: Math.min(layers, 12) }, () => el("i"))));
}

function said({ containers, volumes, networks, images }) {
  const running = containers.filter(({ status }) => status === "running").length;
  return `${plural(containers.length, "container")}${containers.length ? `, ${running} running` : ""}; ${plural(volumes.length, "volume")}; ${plural(networks.length, "network")}; ${plural(images.length, "image")}.`;
}
