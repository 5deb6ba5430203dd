/* What a container prints, to whoever is attached; and Ctrl-C to what it runs. */
import { waitFor } from "../engine/run.js";

/** Attach to a container. `wait()` ends with its exit code, or when the other side has gone. */
export function attachTo(engine, container, call, { stdout = true, stderr = true, signals = true } = {}) {
  const listener = (stream, chunk) => {
    if (stream === "stdout" || container.config.Tty) {
      if (stdout) call.io.stdout(chunk);
    } else if (stderr) call.io.stderr(chunk);
  };
  container.listeners.add(listener);
  const { signal } = call.io;
  const interrupt = () => {
    if (signals && container.proc) container.proc.kill("SIGINT");
  };
  signal?.addEventListener("abort", interrupt);
  const leave = () => {
    container.listeners.delete(listener);
    signal?.removeEventListener("abort", interrupt);
  };
  return {
    leave,
    async wait() {
      const stopped = new Promise((resolve) => {
        if (signal?.aborted) resolve(null);
        // What ignores Ctrl-C goes on without us.
        else signal?.addEventListener("abort", () => engine.clock.after(100, () => resolve(null)));
      });
      const code = await Promise.race([waitFor(container), stopped]);
      leave();
      return code;
    },
  };
}
