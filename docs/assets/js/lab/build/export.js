/* The last step of a build: write the image, name it, and push it if that was asked for. */
import { sendImage } from "../commands/pull.js";
import { EngineError } from "../engine/errors.js";
import { reference } from "../engine/references.js";
import { copyFiles } from "./copy.js";
import { Stage, StepError } from "./stage.js";

/** @returns {Promise<object>} the image */
export async function exportImage(build, stage) {
  const { engine, options } = build, step = build.progress.step(`${options.prefix ? `[${options.prefix}] ` : ""}exporting to image`), image = imageOf(build, stage);
  step.line("exporting layers done");
  const parts = options.attests === false ? ["manifest", "config"] : ["manifest", "config", "attestation manifest"];
  for (const what of parts) {
    const digest = engine.ids.digest();
    if (what !== "config") image.listed.push(digest);
    step.line(`exporting ${what} ${digest} done`);
  }
  step.line(`exporting manifest list ${image.id} done`);
  engine.images.add(image);
  for (const tag of options.tags) {
    engine.images.tag(image, tag);
    const { whole } = reference(tag);
    step.line(`naming to ${whole} done`);
    if (options.push) await send(build, step, image, tag);
    else step.line(`unpacking to ${whole} done`);
  }
  if (!options.tags.length) {
    image.untagged = true;
    for (const what of ["naming", "unpacking"]) step.line(`${what} to moby-dangling@${image.id} done`);
  }
  step.done();
  engine.changed();
  return image;
}

/** Put the files of a stage into a folder of the host instead of an image. */
export async function exportFiles(build, stage) {
  const { fs, output } = build.options, step = build.progress.step("exporting to client directory"), from = build.engine.machine.rootfs(stage.layers);
  fs.mkdir(output, { recursive: true });
  await copyFiles({ fs: from, root: "/", hides: () => false }, ["/"], fs, `${output}/`, { keepsOwner: true });
  step.line("copying files done");
  step.done();
  return { id: "" };
}

function imageOf({ engine, options, given, bases }, { config, ...stage }) {
  for (const each of options.labels ?? []) config.Labels.set(each.split("=")[0], each.slice(each.indexOf("=") + 1));
  for (const key of ["Labels", "ExposedPorts", "Volumes"]) if (!config[key]?.size) delete config[key];
  config.ArgsEscaped = true;
  const content = stage.layers.length - stage.base.layers.length;
  const provenance = options.attests === false ? null : { mode: options.attests ?? "min", args: new Map(given), bases: [...bases], file: options.file, began: options.began, ended: engine.clock.now(), ref: options.ref };
  return {
    id: engine.ids.digest(), config, layers: stage.layers, layerIds: stage.layerIds, history: stage.history, created: engine.clock.now(), size: stage.size, content: Math.round((stage.base.content ?? 0) + 1024 * content), ancestors: ancestry(stage), comment: "buildkit.dockerfile.v0",
    manifest: stage.key, listed: [], provenance,
  };
}

async function send({ lab }, step, image, tag) {
  step.line("pushing layers done");
  try {
    await sendImage(lab, reference(tag), image);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    step.failed(`failed to push ${tag}: ${error.message}`);
    throw new StepError(`failed to push ${tag}: ${error.message}`, { step });
  }
  step.line(`pushing manifest for ${reference(tag).whole}@${image.id} done`);
}

const ancestry = (stage) => (stage.base instanceof Stage ? ancestry(stage.base) : stage.base.ancestors ?? []);
