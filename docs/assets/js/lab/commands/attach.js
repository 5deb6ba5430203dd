/* Pass a container's output to whoever is attached, and Ctrl-C to its program. */
import { waitFor } from "../engine/run.js";

/** Attach to a container. `wait()` ends with its exit code, or when the other side has gone. */
export function attachTo(engine, container, call, { stdout = true, stderr = true, signals = true } = {}) {
  const listener = (stream, raw) => {
    const chunk = container.config.Tty && !call.io.isTty ? engine.text(raw).replace(/\r?\n/g, "\r\n") : raw;
    if (stream === "stdout" || container.config.Tty) {
      if (stdout) call.io.stdout(chunk);
    } else if (stderr) call.io.stderr(chunk);
  };
  container.listeners.add(listener);
  engine.events.add("container", "attach", container.id, engine.attributes(container));
  const { signal, interrupts } = call.io, isTerminal = container.config.Tty && container.config.OpenStdin;
  const interrupt = () => {
    if (signals && container.proc) container.proc.kill("SIGINT");
  };
  /* On a terminal, the program handles Ctrl-C itself each time, and the client stays attached. */
  const pressed = () => {
    if (container.proc?.process.handlers.has("INT")) container.proc.interrupt();
    else leaveEarly();
  };
  let leaveEarly = () => {};
  const left = new Promise((resolve) => {
    leaveEarly = () => resolve(null);
  });
  if (isTerminal) interrupts?.add(pressed);
  signal?.addEventListener("abort", interrupt);
  const leave = () => {
    container.listeners.delete(listener);
    interrupts?.delete(pressed);
    signal?.removeEventListener("abort", interrupt);
  };
  return {
    leave,
    async wait() {
      const stopped = new Promise((resolve) => {
        if (signal?.aborted) resolve(null);
        // A program that ignores Ctrl-C runs on.
        else signal?.addEventListener("abort", () => engine.clock.after(100, () => resolve(null)));
      });
      const code = await Promise.race([waitFor(container), stopped, left]);
      leave();
      return code;
    },
  };
}
