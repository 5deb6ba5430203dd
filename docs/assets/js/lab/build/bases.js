/* The images that a build starts from. */
import { pullImage } from "../commands/pull.js";
import { EngineError } from "../engine/errors.js";
import { reference, referenceFault } from "../engine/references.js";
import { DockerfileError } from "./dockerfile.js";
import { StepError } from "./stage.js";
import { expand } from "./words.js";

/** Look up the base images of the wanted stages. @returns {Promise<Map<string, object>>} by the name in FROM */
export async function findBases(build, stages, target) {
  const bases = new Map();
  const need = (stage) => {
    const name = expand(stage.base, build.globals), other = stages.slice(0, stage.index).findLast((each) => each.name === name.toLowerCase());
    stage.parent = other ?? null;
    stage.baseName = name;
    if (!name) throw new DockerfileError(`dockerfile parse error on line ${stage.from.from}: base name (${stage.base}) should not be blank`, stage.from.from);
    if (other) need(other);
    else if (name !== "scratch") bases.set(name, stage);
    for (const { flags } of stage.steps) {
      const from = flags.get("from");
      const used = from === undefined ? null : stages.find((each) => each.name === from.toLowerCase() || String(each.index) === from);
      if (used && used !== stage) need(used);
      else if (from !== undefined && !used && !bases.has(from)) bases.set(from, stage);
    }
  };
  need(target);
  const found = new Map();
  for (const [name, stage] of bases) found.set(name, await findBase(build, name, stage));
  return found;
}

/** Find a base. */
export async function findBase(build, name, stage) {
  const fault = referenceFault(name);
  if (fault) throw new StepError(`failed to parse stage name ${JSON.stringify(name)}: ${fault}`, { instruction: stage.from });
  const { whole, short } = reference(name), step = build.progress.step(`${build.internal} load metadata for ${whole}`);
  let image = build.engine.images.find(short);
  try {
    image ??= await fetch(build, name);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const message = error.message.startsWith("pull access") ? "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed" : error.message.replace(/^failed to resolve reference "[^"]*": /, "");
    step.failed(message);
    throw new StepError(message, { step, instruction: stage.from, solve: `${name}: failed to resolve source metadata for ${whole}: ` });
  }
  step.done();
  return image;
}

/* BuildKit fetches a base for itself: `docker images` doesn't list it. */
async function fetch({ lab, engine }, name) {
  const { short, registry } = reference(name), known = lab.hub.get(short);
  if (known && !registry) return known;
  const had = engine.images.find(short), image = await pullImage(lab, name, () => {});
  if (!had) engine.images.untag(short);
  if (!had && !engine.images.namesOf(image.id).length) engine.images.byId.delete(image.id);
  return image;
}
