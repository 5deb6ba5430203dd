/* The files that the engine puts into every container: /etc/hosts, /etc/hostname, /etc/resolv.conf; and the place of `--init`. */
import { isUserDefined } from "./networks.js";

const INIT = "/sbin/docker-init";

export function hostFiles(engine, container) {
  const { config, fs, host } = container, mode = host.NetworkMode;
  if (host.Init && !fs.exists(INIT)) {
    fs.mkdir("/sbin", { recursive: true, mode: 0o755 });
    fs.writeFile(INIT, "", { mode: 0o755 });
  }
  if (mode.startsWith("container:")) return;
  const lines = ["127.0.0.1\tlocalhost", "::1\tlocalhost ip6-localhost ip6-loopback", "fe00::\tip6-localnet", "ff00::\tip6-mcastprefix", "ff02::1\tip6-allnodes", "ff02::2\tip6-allrouters"];
  for (const each of host.ExtraHosts ?? []) {
    const [name, ip] = each.replace("=", ":").split(/:(.*)/s);
    lines.push(`${ip === "host-gateway" ? "172.17.0.1" : ip}\t${name}`);
  }
  for (const endpoint of container.networks.values()) if (endpoint.ip) lines.push(`${endpoint.ip}\t${config.Hostname}`);
  const named = [...container.networks.keys()].some((name) => isUserDefined({ name }));
  const servers = host.Dns?.length ? host.Dns : [named ? "127.0.0.11" : "192.168.65.7"];
  put(engine, container, "/etc/hosts", `${lines.join("\n")}\n`);
  put(engine, container, "/etc/hostname", `${config.Hostname}\n`);
  put(engine, container, "/etc/resolv.conf", `${servers.map((each) => `nameserver ${each}`).join("\n")}\n${named ? "options ndots:0\n" : ""}`);
}

function put(engine, container, path, text) {
  if (container.mounts.some((mount) => mount.Destination === path)) return;
  const files = engine.machine.volume();
  files.writeFile("/file", text, { mode: 0o644, uid: 0, gid: 0 });
  container.fs.mount(path, files.sub("/file"), { readOnly: false });
}
