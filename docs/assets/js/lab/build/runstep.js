/* RUN: run a command in its own container, whose changes become the layer. */
import { mountForRun } from "./runmounts.js";
import { StepError } from "./stage.js";

export async function runStep(stage, fs, shown, instruction, argv) {
  const { engine } = stage.build, { config } = stage, failed = (how) => new StepError(`process ${JSON.stringify(argv.join(" "))} did not complete successfully: ${how}`, { step: shown, instruction });
  const env = [...config.Env, ...stage.declared.filter((name) => stage.args.has(name)).map((name) => `${name}=${stage.args.get(name)}`)];
  let user;
  try {
    user = engine.machine.user(fs, config.User || "0");
  } catch (error) {
    throw failed(error.message);
  }
  if (!env.some((each) => each.startsWith("HOME="))) env.push(`HOME=${user.home || "/root"}`);
  const cwd = config.WorkingDir || "/", open = { stdout: "", stderr: "" };
  if (!fs.exists(cwd)) fs.mkdir(cwd, { recursive: true });
  const take = (stream) => (chunk) => {
    const lines = (open[stream] + engine.text(chunk)).split("\n");
    open[stream] = lines.pop();
    for (const line of lines) shown.log(line);
  };
  const unmount = await mountForRun(stage, fs, instruction, (message) => new StepError(message, { step: shown, instruction }));
  const network = engine.networks.named("bridge"), netns = engine.machine.netns({ hostname: "buildkitsandbox" }), ip = engine.networks.lease(network);
  netns.attach(network.net, ip, []);
  try {
    const proc = await start(stage, { fs, argv, env, cwd, user: config.User, hostname: "buildkitsandbox", tty: false, stdin: null, netns, limits: {}, onStdout: take("stdout"), onStderr: take("stderr"), stopSignal: "SIGKILL" }, failed);
    const stop = () => proc.kill("SIGKILL");
    stage.build.signal?.addEventListener("abort", stop);
    const { code, signal } = await proc.wait();
    stage.build.signal?.removeEventListener("abort", stop);
    for (const rest of Object.values(open)) if (rest) shown.log(rest);
    const exit = code ?? 128 + (signal ?? 0);
    if (exit) throw failed(`exit code: ${exit}`);
  } finally {
    unmount();
    netns.detach(network.net);
    network.used.delete(ip);
  }
}

async function start(stage, options, failed) {
  try {
    return await stage.build.engine.machine.start(options);
  } catch (error) {
    if (error.code !== 126 && error.code !== 127) throw error;
    throw failed(`exit code: ${error.code}`);
  }
}
