/* The health check of a running container: repeated and counted. */

const SECOND = 1000;

/** Begin checking. Stops by itself when the container's process ends or changes. */
export function watchHealth(engine, container) {
  const check = container.config.Healthcheck, { proc } = container;
  if (!check?.Test?.length || check.Test[0] === "NONE") {
    container.state.health = null;
    return;
  }
  const interval = check.Interval || 30 * SECOND, start = check.StartPeriod || 0, began = engine.clock.now();
  const often = start ? check.StartInterval || 5 * SECOND : interval;
  container.state.health = { Status: "starting", FailingStreak: 0, Log: container.state.health?.Log ?? [] };
  const again = () => {
    const within = engine.clock.now() - began < start && container.state.health.Status === "starting";
    engine.clock.after(within ? often : interval, probe);
  };
  const probe = async () => {
    if (container.proc !== proc || !container.state.running) return;
    const result = await run(engine, container, check);
    if (container.proc !== proc || !container.state.running) return;
    note(engine, container, check, result, engine.clock.now() - began < start);
    again();
  };
  again();
}

async function run(engine, container, check) {
  const began = engine.clock.now(), output = [], [kind, ...words] = check.Test, timeout = check.Timeout || 30 * SECOND;
  const argv = kind === "CMD-SHELL" ? [...(container.image.config.Shell ?? ["/bin/sh", "-c"]), words[0]] : words;
  let code = 1;
  if (container.state.paused) return { began, code: -1, output: `Container ${container.name} is paused, unpause the container before exec` };
  try {
    const take = (chunk) => output.push(engine.text(chunk));
    const proc = await container.proc.exec({ argv, env: container.env, cwd: container.config.WorkingDir || "/", user: container.config.User, onStdout: take, onStderr: take });
    const ended = await Promise.race([proc.wait(), engine.clock.sleep(timeout).then(() => null)]);
    if (ended) code = ended.code;
    else {
      proc.kill("SIGKILL");
      return { began, code: -1, output: `Health check exceeded timeout (${timeout / SECOND}s)` };
    }
  } catch (error) {
    output.push(`OCI runtime exec failed: exec failed: unable to start container process: ${error.message}`);
    code = -1;
  }
  return { began, code, output: output.join("") };
}

function note(engine, container, check, { began, code, output }, forgiven) {
  const { health } = container.state, before = health.Status;
  health.Log = [...health.Log.slice(-4), { Start: engine.stamp(began), End: engine.stamp(engine.clock.now()), ExitCode: code, Output: output }];
  if (code === 0) Object.assign(health, { Status: "healthy", FailingStreak: 0 });
  else if (!(forgiven && before === "starting")) {
    health.FailingStreak += 1;
    if (health.FailingStreak >= (check.Retries || 3)) health.Status = "unhealthy";
  }
  if (health.Status === before) return;
  engine.events.add("container", `health_status: ${health.Status}`, container.id, engine.attributes(container));
  engine.changed();
}
