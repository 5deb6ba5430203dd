/* The project that a Compose command is about, and its faults. */
import { readAll } from "../commands/cp.js";
import { EngineError } from "../engine/errors.js";
import { inOrder } from "./containers.js";
import { loadDocument, normal, ProjectError } from "./load.js";
import { makeProject, readEnvFiles } from "./model.js";
import { tellEvents } from "./progress.js";

/** Load the project found here. */
export function load(call, lab) {
  const loaded = loadDocument(call), profiles = [...call.all("--profile"), ...(call.io.env.COMPOSE_PROFILES ?? "").split(",").filter(Boolean)];
  const project = makeProject(loaded, { fs: call.io.fs, profiles });
  project.env = loaded.env;
  return project;
}

/** Load a project that may have lost its file: its name is enough. */
export function loadOrNamed(call, lab) {
  const name = call.last("--project-name") || call.io.env.COMPOSE_PROJECT_NAME;
  try {
    return load(call, lab);
  } catch (error) {
    if (!name || !(error instanceof ProjectError) || !error.message.startsWith("no configuration")) throw error;
    return { name: normal(name), services: new Map(), disabled: new Map(), networks: new Map(), volumes: new Map(), files: [], folder: "", isNamed: true };
  }
}

/** Before making containers, read the variable files of their services. */
export const resolve = (call, project, names, options) => readEnvFiles(inOrder(project, names, options), project, { fs: call.io.fs, env: project.env });

/** A service named by hand counts even if its profile is inactive. */
export function check(project, names) {
  for (const name of names) {
    if (project.disabled.has(name)) {
      project.services.set(name, project.disabled.get(name));
      project.disabled.delete(name);
    }
    if (!project.services.has(name) && !project.isNamed) throw new ProjectError(`no such service: ${name}`);
  }
}

export const command = (action, { named = false } = {}) => async (call, lab) => {
  call.now = () => lab.engine.clock.now();
  const finish = tellEvents(call);
  if (call.all("--file").includes("-")) call.stdinText = new TextDecoder().decode(await readAll(call.io.stdin));
  try {
    const project = named ? loadOrNamed(call, lab) : load(call, lab);
    return (await action(call, lab, project)) ?? 0;
  } catch (error) {
    if (error instanceof EngineError) {
      call.refused(error);
      return 1;
    }
    if (!(error instanceof ProjectError)) throw error;
    call.err(`${error.message}\n`);
    return 1;
  } finally {
    finish();
  }
};

export const scalesOf = (call) => new Map(call.all("--scale").map((each) => [each.split("=")[0], Number(each.split("=")[1])]));
