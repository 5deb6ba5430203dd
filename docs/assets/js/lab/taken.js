/* What a command removed, in words: a reader learns it while nothing is lost yet. */
const listed = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const quoted = (names) => listed(names.map((name) => `\`${name}\``));

/** @param {object} before a snapshot (snapshot.js) @param {object} after another @returns {string[]} sentences */
export function takenBetween(before, after) {
  const gone = (kind, key) => before[kind].filter((each) => !after[kind].some((other) => other[key] === each[key]));
  return [...containers(gone("containers", "id")), ...volumes(gone("volumes", "name")), ...images(gone("images", "id")), ...networks(gone("networks", "name"))];
}

function containers(gone) {
  const lost = gone.map((each) => ({ name: each.name, changes: leaves(each) }));
  const written = lost.filter(({ changes }) => changes.length), rest = lost.filter(({ changes }) => !changes.length);
  const told = written.map(({ name, changes }) => `Container \`${name}\` is gone, and with it its writable layer: ${counted(changes.length, "changed path")} (${quoted(changes.slice(0, 2))}${changes.length > 2 ? ", …" : ""}).`);
  if (rest.length) told.push(`${rest.length === 1 ? "Container" : "Containers"} ${quoted(rest.map(({ name }) => name))} ${rest.length === 1 ? "is" : "are"} gone. Nothing had been written to ${rest.length === 1 ? "it" : "them"}.`);
  return told;
}

/** The changed paths, without folders that changed only because of their content, and without mount points. */
function leaves({ changes, mounts }) {
  const paths = changes.map((each) => each.slice(2));
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`)) && !mounts.some(({ at }) => at === path));
}

const volumes = (gone) => gone.map(({ name, anonymous, files }) => `${anonymous ? `An anonymous volume (\`${name.slice(0, 12)}…\`)` : `Volume \`${name}\``} is gone for good, with ${counted(files, "file")}.`);

function images(gone) {
  if (!gone.length) return [];
  const names = gone.map(({ id, names: own }) => own[0] ?? id.slice(7, 19));
  return [`${gone.length === 1 ? "Image" : "Images"} ${quoted(names)} ${gone.length === 1 ? "is" : "are"} gone. You can pull images again; images that you built have to be rebuilt.`];
}

const networks = (gone) => (gone.length ? [`${gone.length === 1 ? "Network" : "Networks"} ${quoted(gone.map(({ name }) => name))} ${gone.length === 1 ? "is" : "are"} gone.`] : []);
