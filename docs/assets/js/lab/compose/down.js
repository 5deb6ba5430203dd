/* `docker compose down` */
import { removeImage } from "../commands/images.js";
import { containersOf, imageName, inOrder } from "./containers.js";
import { warning } from "./load.js";
import { check } from "./project.js";
import { discard } from "./up.js";

export async function down(call, lab, project) {
  const { engine } = lab, names = call.operands, all = call.on("--remove-orphans");
  if (names.length) check(project, names);
  const order = inOrder(project, []).map((each) => each.name), known = (name) => project.isNamed || project.services.has(name) || project.disabled.has(name);
  const list = containersOf(engine, project.name).filter((each) => (all || (known(each.service) && !each.oneOff)) && (!names.length || names.includes(each.service)) && (!project.disabled.has(each.service) || all));
  list.sort((a, b) => order.indexOf(b.service) - order.indexOf(a.service) || a.number - b.number);
  if (!list.length && call.last("--project-name") && !resources(engine, project).length) call.err(warning(call, `Warning: No resource found to remove for project ${JSON.stringify(project.name)}.`));
  for (const { container } of list) await discard(call, engine, container, { seconds: call.has("--timeout") ? Number(call.last("--timeout")) : null, volumes: call.on("--volumes") });
  if (names.length) return;
  if (call.on("--volumes")) {
    for (const each of mine(engine.volumes.byName, project, "volumes")) {
      call.err(` Volume ${each.name} Removing \n`);
      try {
        engine.volumes.remove(each.name);
        call.err(` Volume ${each.name} Removed \n`);
      } catch {
        call.err(` Volume ${each.name} Resource is still in use \n`);
      }
    }
  }
  for (const each of mine(engine.networks.byId, project, "networks")) {
    if (each.endpoints.size) {
      call.err(` Network ${each.name} Removing \n Network ${each.name} Resource is still in use \n`);
      continue;
    }
    call.err(` Network ${each.name} Removing \n`);
    engine.networks.remove(each.name);
    call.err(` Network ${each.name} Removed \n`);
  }
  if (call.last("--rmi")) for (const service of project.services.values()) removeImages(call, engine, project, service);
}

/* What the file declares; in a project without a file, what has its label. */
const mine = (all, project, kind) => [...all.values()].filter((each) => (project.isNamed ? each.labels.get("com.docker.compose.project") === project.name : [...project[kind].values()].some((its) => its.name === each.name && !its.external)));

const resources = (engine, project) => [...mine(engine.networks.byId, project, "networks")];

function removeImages(call, engine, project, service) {
  const name = imageName(project, service);
  if (call.last("--rmi") === "local" && service.image && !service.build) return;
  if (!engine.images.find(name)) return;
  const shown = name.includes(":") ? name : `${name}:latest`;
  call.err(` Image ${shown} Removing \n`);
  try {
    removeImage(engine, name, true);
    call.err(` Image ${shown} Removed \n`);
  } catch {
    call.err(` Image ${shown} Resource is still in use \n`);
  }
}
