/* `docker compose build`, `pull` and `push`. */
import { pullImage, push as pushImage } from "../commands/pull.js";
import { EngineError } from "../engine/errors.js";
import { buildService, imageName, inOrder } from "./containers.js";
import { check } from "./project.js";

export async function build(call, lab, project) {
  check(project, call.operands);
  for (const service of inOrder(project, call.operands, { withDependencies: call.on("--with-dependencies") }).filter((one) => one.build)) await buildService(call, lab, project, service);
}

export async function pull(call, lab, project) {
  check(project, call.operands);
  let code = 0;
  for (const service of inOrder(project, call.operands, { withDependencies: call.on("--include-deps") })) {
    const name = imageName(project, service);
    if (!service.image || (service.build && call.on("--ignore-buildable"))) {
      call.err(` ${name} Skipped \n`);
      continue;
    }
    call.err(` Image ${name} Pulling \n`);
    try {
      await pullImage(lab, name, () => {});
      call.err(` Image ${name} Pulled \n`);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      call.err(` Image ${name} Error ${error.message} \n`);
      if (!call.on("--ignore-pull-failures")) {
        call.err(`Error response from daemon: ${error.message}\n`);
        code = 1;
      }
    }
  }
  return code;
}

export async function push(call, lab, project) {
  let code = 0;
  for (const service of inOrder(project, call.operands)) {
    if (!service.build || !service.image) call.err(` ${service.name} Skipped \n`);
    else code ||= await pushImage({ ...call, operands: [service.image], on: (flag) => flag === "--quiet", out: () => {}, line: () => {} }, lab);
  }
  return code;
}
