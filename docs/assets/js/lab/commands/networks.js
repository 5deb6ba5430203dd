/* `docker network` */
import { connect as join, disconnect as leave, forget, promise } from "../engine/connect.js";
import { EngineError, NotModelled } from "../engine/errors.js";
import { isUserDefined } from "../engine/networks.js";
import { formatList } from "./format.js";
import { holds, labelTest, readFilters, truth } from "./filters.js";
import { sortedMap } from "./go.js";
import { ask } from "./ask.js";
import { clockTime } from "./units.js";

const HEADERS = { ID: "NETWORK ID", Name: "NAME", Driver: "DRIVER", Scope: "SCOPE", IPv4: "IPV4", IPv6: "IPV6", Internal: "INTERNAL", Labels: "LABELS", CreatedAt: "CREATED AT", Label: "LABEL" };
const pairs = (list) => sortedMap(list.map((each) => [each.split("=")[0], each.split("=").slice(1).join("=")]));

export async function create(call, { engine }) {
  const subnets = call.all("--subnet"), isSix = (each) => each.includes(":"), subnet = subnets.findLast((each) => !isSix(each)) ?? "", ipv6 = call.on("--ipv6") ? subnets.findLast(isSix) ?? "" : null;
  if (subnets.filter((each) => !isSix(each)).length > 1) throw new NotModelled("network create with two subnets of IPv4");
  if (subnet && !subnet.includes("/")) {
    call.err(`netip.ParsePrefix(${JSON.stringify(subnet)}): no '/'\n`);
    return 1;
  }
  if (subnet) checkSubnet(subnet);
  const network = engine.networks.create(call.operands[0], { driver: call.last("--driver"), subnet, ipv6, gateway: call.last("--gateway"), labels: pairs(call.all("--label")), internal: call.on("--internal"), attachable: call.on("--attachable"), options: pairs(call.all("--opt")) });
  call.line(network.id);
  return 0;
}

function checkSubnet(subnet) {
  const [ip, bits] = subnet.split("/"), number = ip.split(".").reduce((sum, each) => sum * 256 + Number(each), 0), size = 2 ** (32 - Number(bits));
  const base = Math.floor(number / size) * size, right = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join(".");
  if (right !== ip) throw new EngineError(`invalid network config:\ninvalid subnet ${subnet}: it should be ${right}/${bits}`);
}

export async function rm(call, lab) {
  let code = 0;
  for (const name of call.operands) {
    try {
      lab.engine.networks.remove(name);
      call.line(name);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (call.on("--force") && error.message.endsWith("not found")) continue;
      call.refused(error);
      code = 1;
    }
  }
  if (code) call.err("exit status 1\n");
  return code;
}

export async function connect(call, { engine }) {
  const [name, container] = call.operands, found = engine.find(container), options = { aliases: call.all("--alias"), ip: call.last("--ip") };
  // If a container isn't running, a missing network shows only at its start.
  if (!found.state.running && !engine.networks.find(name)) promise(engine, name, found, options);
  else join(engine, engine.networks.get(name), found, options);
  return 0;
}

export async function disconnect(call, { engine }) {
  const [name, container] = call.operands, forced = call.on("--force");
  let found;
  try {
    found = engine.find(container);
  } catch (error) {
    if (!forced) throw error;
    engine.networks.get(name);
    throw new EngineError(`endpoint ${container} not found`);
  }
  const network = engine.networks.find(name);
  if (!found.state.running || (!network && forced)) forget(engine, network?.name ?? name, found);
  else leave(engine, engine.networks.get(name), found);
  return 0;
}

export async function ls(call, { engine }) {
  const filters = readFilters(call.all("--filter"), ["dangling", "driver", "id", "label", "name", "scope", "type"]), dangling = truth(filters, "dangling"), whole = call.on("--no-trunc");
  if ((filters.get("type") ?? []).some((each) => !["builtin", "custom"].includes(each))) throw new EngineError("invalid value for filter 'type': must be 'builtin' or 'custom'");
  const list = [...engine.networks.byId.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).filter((network) => {
    if (dangling !== null && (isUserDefined(network) && !users(engine, network)) !== dangling) return false;
    return holds(filters, {
      driver: (value) => network.driver === value, id: (value) => network.id.startsWith(value), name: (value) => network.name.includes(value), label: labelTest(network.labels), scope: (value) => value === "local",
      type: (value) => isUserDefined(network) === (value === "custom"),
    });
  });
  if (call.on("--quiet") && !call.last("--format")) {
    for (const each of list) call.line(whole ? each.id : each.id.slice(0, 12));
    return 0;
  }
  const rows = list.map((each) => ({
    CreatedAt: clockTime(each.created), Driver: each.driver, ID: whole ? each.id : each.id.slice(0, 12), IPv4: "true", IPv6: String(Boolean(each.ipv6)), Internal: String(each.internal), Labels: [...each.labels].map(([k, v]) => `${k}=${v}`).join(","), Name: each.name, Scope: "local",
    Label: (name) => each.labels.get(name) ?? "",
  }));
  call.out(formatList(rows, { format: call.last("--format"), standard: "{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}", headers: HEADERS, type: "*network.networkContext" }));
  return 0;
}

const users = (engine, network) => network.endpoints.size;

export async function prune(call, { engine }) {
  if (!(await ask(call, "WARNING! This will remove all custom networks not used by at least one container."))) return 0;
  const gone = pruneNetworks(engine, readFilters(call.all("--filter"), ["label", "label!", "until"]));
  if (gone.length) call.out(`Deleted Networks:\n${gone.map((each) => `${each}\n`).join("")}\n`);
  return 0;
}

/** Remove the user's networks that no container uses. @returns {string[]} names */
export function pruneNetworks(engine, filters = new Map()) {
  const gone = [...engine.networks.byId.values()].filter((network) => isUserDefined(network) && !users(engine, network) && holds(filters, { label: labelTest(network.labels) }));
  for (const each of gone) engine.networks.remove(each.name);
  return gone.map((each) => each.name);
}

