/* The boxes of the picture: a container, a volume, a network, an image. */
import { el } from "./elements.js";

const STATES = { running: "runs", created: "not started", paused: "paused", restarting: "keeps restarting" };
const MOST = 8; // layers drawn
const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
const head = (name, state, dot = false) => el("p", { class: "dn-box__head" }, dot ? el("span", { class: "dn-box__dot", "aria-hidden": "true" }) : null, el("strong", null, name), " ", el("span", { class: "dn-box__state" }, state));
const slabs = (count) => el("span", { class: "dn-slabs", "aria-hidden": "true" }, ...Array.from({ length: Math.min(count, MOST) }, () => el("i")));

export function containerBox({ name, image, status, code, health, changes, layers, mounts, networks, ports }, now, openPort) {
  const state = status === "exited" ? `ended, exit code ${code}` : STATES[status] ?? status;
  const ties = [
    ...ports.map(({ inside, outside }) => el("li", { class: "dn-chip dn-chip--port" }, el("button", { type: "button", "aria-label": `localhost:${outside}, open as a page`, onclick: () => openPort(Number(outside)) }, `localhost:${outside}`), ` → ${inside.replace("/tcp", "")}`)),
    ...mounts.map((mount) => el("li", { class: `dn-chip dn-chip--${mount.type}` }, source(mount, now), " at ", el("code", null, mount.at))),
    ...networks.filter((each) => each !== "bridge").map((each) => el("li", { class: "dn-chip dn-chip--network" }, `network ${each}`)),
  ];
  return el("li", { class: `dn-box dn-box--container dn-box--${status}` },
    head(name, health ? `${state}, ${health}` : state, true),
    el("div", { class: "dn-stack" },
      el("p", { class: `dn-stack__own${changes.length ? " dn-stack__own--full" : ""}`, title: changes.slice(0, 20).join("\n") || null }, changes.length ? `Writable layer: ${plural(changes.length, "change")}` : "Writable layer: empty"),
      el("p", { class: "dn-stack__image" }, slabs(layers), image)),
    ties.length ? el("ul", { class: "dn-chips" }, ...ties) : null);
}

function source({ type, name }, { volumes }) {
  if (type === "tmpfs") return "memory";
  if (type !== "volume") return `folder ${name.replace(/^\/home\/[^/]+/, "~")}`;
  return volumes.find((each) => each.name === name)?.anonymous ? `volume ${name.slice(0, 8)}…` : `volume ${name}`;
}

export function volumeBox({ name, anonymous, files, users }) {
  return el("li", { class: "dn-box dn-box--volume" }, head(anonymous ? `${name.slice(0, 12)}…` : name, anonymous ? "has no name" : ""), el("p", { class: "dn-box__state" }, `${plural(files, "file")}, ${users.length ? `in ${users.join(", ")}` : "in no container"}`));
}

export function networkBox({ name, subnet, members }) {
  return el("li", { class: "dn-box dn-box--network" }, head(name, subnet), el("p", { class: "dn-box__state" }, members.length ? members.join(", ") : "no container is on it"));
}

/** An image, with what made each of its layers, newest on top as in a container. */
export function imageBox({ names, id, layers }) {
  const shown = layers.slice(-MOST).reverse();
  return el("li", { class: "dn-box dn-box--image" }, head(names.join(", ") || id.slice(7, 19), names.length ? "" : "has no name"), el("ol", { class: "dn-layers", reversed: true, "aria-label": `${plural(layers.length, "layer")}, the newest first` }, ...shown.map((by) => el("li", null, by))));
}
