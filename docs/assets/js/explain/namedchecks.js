/* The checks of values by their names in flags.json. After
   hooks/dockernotes/dockercli/grammar/named_checks.py. */
import { BUILD } from "./buildflags.js";
import { cut, isLong, keyed } from "./fields.js";
import * as grammars from "./grammars.js";
import { checkDigest, checkSource } from "./image.js";
import { decimal, ip, ips, networks, notBelowZero, notNegative, octal, sizeOrUnlimited, ulimit, whole } from "./kinds.js";
import { checkMount, checkMountStrictly, checkVolume } from "./mount.js";
import { checkExpose, checkPort, checkPublish, checkPublishStrictly } from "./port.js";
import { matching } from "./tables.js";

const INT = whole(-(2n ** 63n), 2n ** 63n - 1n);
const CHECKS = {
  "add-host": grammars.addHost,
  address: grammars.address,
  "context-in-use": grammars.contextInUse,
  "context-name": grammars.contextName,
  decimal,
  "detach-keys": grammars.detachKeys,
  digest: checkDigest,
  domain: grammars.domain,
  endpoint: grammars.endpoint,
  expose: checkExpose,
  "external-ca": grammars.externalCa,
  gpus: grammars.gpus,
  "image-source": checkSource,
  int: INT,
  "int-from-zero": (value) => INT(value) ?? notBelowZero(value),
  ip,
  ips,
  label: grammars.label,
  "mac-address": grammars.macAddress,
  moment: grammars.moment,
  mount: checkMount,
  "mount-strictly": checkMountStrictly,
  networks,
  "node-address": grammars.nodeAddress,
  "not-negative": notNegative,
  octal,
  platform: grammars.platform,
  publish: checkPublish,
  "publish-strictly": checkPublishStrictly,
  restart: grammars.restart,
  security: grammars.security,
  "service-port": checkPort,
  "size-or-unlimited": sizeOrUnlimited,
  "some-platforms": grammars.somePlatforms,
  swappiness: grammars.swappiness,
  sysctl: grammars.sysctl,
  targets: grammars.platforms,
  uint: whole(0n, 2n ** 64n - 1n),
  uint16: whole(0n, 2n ** 16n - 1n),
  uint32: whole(0n, 2n ** 32n - 1n),
  ulimit,
  volume: checkVolume,
  ...BUILD,
};

/* The forms that a check may have, by their key. */
const FORMS = {
  folded: (known) => (value) => grammars.oneOf(...known)(value.toLowerCase()),
  name: (known) => (value) => grammars.oneOf(...known)(cut(value, "=")[0]),
  mode: (known) => grammars.mode(...known),
  filters: (known) => grammars.oneFilter(...known),
  device: (limit) => grammars.deviceLimit(checkOf(limit)),
  scale: (count) => grammars.scale(count && checkOf(count)),
  "unless-empty": (check) => (value) => (value ? checkOf(check)(value) : null),
  keys(known, said) {
    const check = keyed(known, said);
    return said.long ? (value) => (isLong(value) ? check(value) : null) : check;
  },
};

/** A check as in flags.json: by name, as the valid words, or as one of the forms. */
export function checkOf(said) {
  if (typeof said === "string") return Object.hasOwn(CHECKS, said) ? CHECKS[said] : matching(said);
  if (Array.isArray(said)) return grammars.oneOf(...said);
  const [form, its] = Object.entries(said)[0];
  return FORMS[form](its, said);
}
