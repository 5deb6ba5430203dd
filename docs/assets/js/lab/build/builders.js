/* `docker buildx`: the engine's own builder, and others that are only listed. Builds by those others aren't modelled. */
import { NotModelled } from "../engine/errors.js";

const builders = (lab) => (lab.builders ??= new Map());

export async function buildxLs(call, lab) {
  if (builders(lab).size) throw new NotModelled("buildx ls with a builder of your own");
  call.out("NAME/NODE     DRIVER/ENDPOINT   STATUS    BUILDKIT   PLATFORMS\ndefault*      docker                                 \n \\_ default    \\_ default       running   v0.33.0    linux/amd64 (+4)\n");
  return 0;
}

export async function buildxCreate(call, lab) {
  const name = call.last("--name") || `builder_${lab.engine.ids.hex(6)}`;
  if (builders(lab).has(name)) {
    call.err(`ERROR: existing instance for ${JSON.stringify(name)} but no append mode, specify the node name to make changes for existing instances\n`);
    return 1;
  }
  builders(lab).set(name, call.last("--driver") || "docker-container");
  call.line(name);
  return 0;
}

export async function buildxRm(call, lab) {
  for (const name of call.operands) {
    if (!builders(lab).delete(name)) {
      call.err(`ERROR: failed to find instance ${JSON.stringify(name)}: no builder ${JSON.stringify(name)} found\n`);
      return 1;
    }
    call.err(`${name} removed\n`);
  }
  return 0;
}

export async function buildxVersion(call) {
  call.line("github.com/docker/buildx 0.38.2");
  return 0;
}
