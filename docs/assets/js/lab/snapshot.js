/* The engine as plain data: for the picture, and for telling what a command removed. */
import { portsOf } from "./engine/inspect.js";

/** @returns {{images: object[], containers: object[], volumes: object[], networks: object[]}} */
export function snapshotOf({ engine }) {
  return {
    images: [...engine.images.byId.values()].map((image) => imageOf(engine, image)),
    containers: [...engine.containers.values()].map((container) => containerOf(container)),
    volumes: [...engine.volumes.byName.values()].map((volume) => ({ name: volume.name, anonymous: volume.anonymous, files: filesIn(volume.fs), users: engine.volumes.usersOf(volume.name).map((each) => each.name) })),
    networks: [...engine.networks.byId.values()].map((network) => ({ name: network.name, driver: network.driver, subnet: network.subnet, members: [...network.endpoints.values()].map(({ container }) => container.name) })),
  };
}

function imageOf(engine, image) {
  const made = image.history.filter(({ empty }) => !empty).slice(-image.layers.length).map(({ by }) => instruction(by));
  return { id: image.id, names: engine.images.namesOf(image.id), layers: made, isUsed: [...engine.containers.values()].some((each) => each.image === image) };
}

/** A line of `docker history` as written in the Dockerfile. */
const instruction = (by) => by.replace(/ # buildkit$/, "").replace(/^(RUN )\/bin\/sh -c /, "$1").replace(/^\/bin\/sh -c #\(nop\) +/, "").trim();

function containerOf(container) {
  const { state } = container;
  return {
    id: container.id, name: container.name, image: container.imageName, imageId: container.image.id, status: state.status, code: state.code, health: state.health?.Status ?? null, layers: container.image.layers.length,
    command: [container.path, ...container.args].join(" "),
    changes: container.fs.changes().map(({ kind, path }) => `${kind} ${path}`),
    mounts: container.mounts.map((mount) => ({ type: mount.Type, name: mount.Name ?? mount.Source ?? "", at: mount.Destination })),
    networks: [...container.networks.keys()],
    ports: [...portsOf(container)].flatMap(([inside, list]) => (list ?? []).filter((each) => !each.HostIp.includes(":")).map((each) => ({ inside, ip: each.HostIp, outside: each.HostPort }))),
  };
}

/** How many files are in a volume. */
function filesIn(fs) {
  let count = 0;
  const visit = (path) => {
    for (const name of fs.readdir(path)) {
      const full = `${path === "/" ? "" : path}/${name}`;
      if (fs.lstat(full).type === "dir") visit(full);
      else count += 1;
    }
  };
  visit("/");
  return count;
}
