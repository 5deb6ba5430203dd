/* Commands of Docker's relatives: what the program is, and the closest docker command. */

/* Their commands are docker's, word for word, except a few. */
const TWINS = {
  podman: "`podman` runs containers without a daemon, and accepts the same commands as `docker`.",
  nerdctl: "`nerdctl` drives containerd, the part of Docker that runs containers, and accepts the same commands as `docker`.",
  finch: "`finch` is nerdctl in a virtual machine, and accepts the same commands as `docker`.",
};
const COMPOSE_TWINS = {
  "podman-compose": "`podman-compose` reads Compose files for Podman.",
};
const OWN = new Set(["pod", "play", "kube", "generate", "machine", "unshare", "healthcheck", "auto-update", "quadlet", "farm", "systemd", "mount", "unmount", "untag", "namespace", "ipfs", "apparmor", "vm"]);
/* Flags of kubectl that take the next word and concern the cluster. */
const OF_CLUSTER = /^(?:-n|--namespace|--context|--kubeconfig|-l|--selector|-o|--output|-c|--container|--cluster|--user)$/;
const KUBERNETES = "talks to Kubernetes, which runs containers on many machines. With Docker alone, on one machine, the closest command is:";
const LISTS = {
  pods: "docker ps", pod: "docker ps", po: "docker ps", all: "docker ps -a", services: "docker ps", service: "docker ps", svc: "docker ps",
  deployments: "docker compose ps", deployment: "docker compose ps", deploy: "docker compose ps", nodes: "docker node ls", node: "docker node ls",
  secrets: "docker secret ls", secret: "docker secret ls", configmaps: "docker config ls", configmap: "docker config ls", cm: "docker config ls",
  pvc: "docker volume ls", pv: "docker volume ls", persistentvolumeclaims: "docker volume ls", events: "docker events",
  namespaces: "docker context ls", ns: "docker context ls",
};

const bare = (name) => name.split("/").at(-1);
const flagged = (words, name) => words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? words[words.indexOf(name) + 1];
const has = (words, name) => words.some((word) => word === name || word.startsWith(`${name}=`));
const plain = (words) => words.filter((word, at) => !word.startsWith("-") && !OF_CLUSTER.test(words[at - 1] ?? ""));
const quoted = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
const line = (...words) => words.filter(Boolean).join(" ");

/* Verb -> the docker command, from the words after it. */
const KUBECTL = {
  get: (words) => LISTS[plain(words)[0]?.split(/[/,]/)[0]?.toLowerCase()],
  describe: (words) => line("docker inspect", bare(plain(words).at(-1) ?? "<container>")),
  logs: (words) => line("docker logs", (words.includes("-f") || words.includes("--follow")) && "-f", has(words, "--tail") && `--tail ${flagged(words, "--tail")}`, bare(plain(words)[0] ?? "<container>")),
  exec(words) {
    const at = words.indexOf("--"), own = at < 0 ? words : words.slice(0, at), [name, ...old] = plain(own), rest = at < 0 ? old : words.slice(at + 1);
    const terminal = own.filter((word) => /^(?:-[it]+|--stdin|--tty)$/.test(word));
    return line("docker exec", ...terminal.map((word) => ({ "--stdin": "-i", "--tty": "-t" }[word] ?? word)), bare(name ?? "<container>"), ...(rest.length ? rest.map(quoted) : ["sh"]));
  },
  attach: (words) => line("docker attach", bare(plain(words)[0] ?? "<container>")),
  run: (words) => line("docker run", has(words, "--rm") && "--rm", words.some((word) => /^-(?:it|ti)$/.test(word)) ? "-it" : "-d", plain(words)[0] && `--name ${plain(words)[0]}`, has(words, "--port") && `-p ${flagged(words, "--port")}:${flagged(words, "--port")}`, has(words, "--image") ? flagged(words, "--image") : "<image>"),
  create(words) {
    const [kind, name] = plain(words);
    if (kind === "deployment") return line("docker run -d --restart unless-stopped", name && `--name ${name}`, has(words, "--image") ? flagged(words, "--image") : "<image>");
    if (kind === "secret") return line("docker secret create", plain(words)[2] ?? "<secret>", "<file>");
    return has(words, "-f") || has(words, "--filename") ? "docker compose up -d" : undefined;
  },
  apply: () => "docker compose up -d",
  delete: (words) => (has(words, "-f") || has(words, "--filename") ? "docker compose down" : line("docker rm -f", ...(plain(words).some((word) => word.includes("/")) ? plain(words).map(bare) : plain(words).slice(1)))),
  cp: (words) => line("docker cp", ...plain(words).slice(0, 2).map((word) => quoted(/^[^/:]+\/[^:]+:/.test(word) ? word.slice(word.indexOf("/") + 1) : word))),
  "port-forward": (words) => line("docker run -d -p", plain(words).find((word) => /^\d*:?\d+$/.test(word))?.replace(/^(\d+)$/, "$1:$1") ?? "<port>:<port>", "<image>"),
  top: () => "docker stats",
  scale: (words) => line("docker compose up -d --scale", `${bare(plain(words).filter((word) => !/^(?:deployment|deploy|statefulset|replicaset|rs)s?$/.test(word))[0] ?? "<service>")}=${has(words, "--replicas") ? flagged(words, "--replicas") : 2}`),
  rollout: (words) => ({ restart: line("docker compose up -d --force-recreate", bare(plain(words).at(-1))), status: "docker compose ps", history: "docker image history <image>" })[plain(words)[0]],
  config: (words) => ({ "use-context": `docker context use ${plain(words)[1] ?? "<context>"}`, "get-contexts": "docker context ls", "current-context": "docker context show" })[plain(words)[0]],
  "cluster-info": () => "docker info",
  version: () => "docker version",
  set: (words) => (plain(words)[0] === "image" ? line("docker compose up -d --pull always", bare(plain(words)[1] ?? "")) : undefined),
  drain: (words) => line("docker node update --availability drain", plain(words)[0] ?? "<node>"),
  cordon: (words) => line("docker node update --availability pause", plain(words)[0] ?? "<node>"),
  uncordon: (words) => line("docker node update --availability active", plain(words)[0] ?? "<node>"),
};
const SAME_WORDS = (words) => line("docker", ...words.map(quoted));
const CRICTL = { pods: () => "docker ps", inspectp: (words) => line("docker inspect", ...words.slice(1)), ...Object.fromEntries(["ps", "images", "pull", "logs", "exec", "inspect", "rmi", "rm", "stop", "start", "stats", "info", "version"].map((name) => [name, SAME_WORDS])) };
const CTR = {
  images: ([, verb, name]) => ({ ls: "docker images", list: "docker images", pull: `docker pull ${short(name)}`, rm: `docker rmi ${short(name)}`, import: `docker load -i ${name}`, export: "docker save -o <file> <image>" })[verb],
  containers: ([, verb, name]) => ({ ls: "docker ps -a", list: "docker ps -a", rm: `docker rm ${name}`, info: `docker inspect ${name}` })[verb],
  tasks: ([, verb]) => ({ ls: "docker ps", list: "docker ps" })[verb],
  run: (words) => line("docker run", has(words, "--rm") && "--rm", ...plain(words).slice(1, 2).map(short)),
};
Object.assign(CTR, { i: CTR.images, image: CTR.images, c: CTR.containers, container: CTR.containers, t: CTR.tasks, task: CTR.tasks });
const short = (name) => (name ?? "<image>").replace(/^(?:docker:\/\/)?docker\.io\/(?:library\/)?/, "").replace(/^docker:\/\//, "");
const BUILDAH = {
  bud: (words) => line("docker build", ...words.slice(1).map(quoted)), from: (words) => line("docker create", short(plain(words)[1])),
  ...Object.fromEntries(["build", "images", "pull", "push", "rmi", "tag", "login", "commit"].map((name) => [name, SAME_WORDS])),
};
const SKOPEO = {
  inspect: (words) => line("docker buildx imagetools inspect", short(plain(words)[1])),
  copy: (words) => line("docker buildx imagetools create -t", short(plain(words)[2]), short(plain(words)[1])),
  login: SAME_WORDS, delete: () => undefined,
};
const HELM = { install: () => "docker compose up -d", upgrade: () => "docker compose up -d", uninstall: () => "docker compose down", delete: () => "docker compose down", list: () => "docker compose ls", ls: () => "docker compose ls", template: () => "docker compose config", pull: () => "docker compose pull" };
const COLIMA = { start: () => "docker context use colima", stop: () => "docker context use default", status: () => "docker info" };

/* Program -> what it is, and what docker calls its commands. */
const TOOLS = {
  kubectl: [`\`kubectl\` ${KUBERNETES}`, (words) => KUBECTL[words[0]]?.(words.slice(1))],
  oc: [`\`oc\` ${KUBERNETES}`, (words) => KUBECTL[words[0]]?.(words.slice(1))],
  crictl: ["`crictl` talks to the container runtime of a Kubernetes node. The closest docker command:", of(CRICTL)],
  ctr: ["`ctr` is containerd's own tool for debugging. The closest docker command:", of(CTR)],
  buildah: ["`buildah` builds images without a daemon. The closest docker command:", of(BUILDAH)],
  skopeo: ["`skopeo` looks at images in registries and copies them. The closest docker command:", of(SKOPEO)],
  helm: ["`helm` installs charts in Kubernetes. With Docker alone, a Compose file takes the place of a chart:", of(HELM)],
  colima: ["`colima` starts a virtual machine with a Docker Engine in it. Once it runs:", of(COLIMA)],
};

function of(table) {
  return (words) => (Object.hasOwn(table, words[0] ?? "") ? table[words[0]](words) : undefined);
}

/** @param {{words: {text: string, start: number, end: number}[], text: string, start: number}} command as found in a paste
    @returns {{said: string, docker: string} | null} what the program is, and the closest docker command; empty: none does */
export function otherTool({ words, text, start }) {
  const name = words[0].text.split("/").at(-1).replace(/\.exe$/, ""), rest = text.slice(words[0].end - start), first = words.find((word, at) => at > 0 && !word.text.startsWith("-"))?.text ?? "";
  if (Object.hasOwn(TWINS, name)) {
    const isOwn = OWN.has(first);
    return { said: `${TWINS[name]} ${isOwn ? `\`${first}\` has no counterpart in docker.` : "With docker:"}`, docker: isOwn ? "" : `docker${rest}` };
  }
  if (Object.hasOwn(COMPOSE_TWINS, name)) return { said: `${COMPOSE_TWINS[name]} With docker:`, docker: `docker compose${rest}` };
  if (!Object.hasOwn(TOOLS, name)) return null;
  const [said, map] = TOOLS[name], given = words.slice(1).map((word) => word.text);
  while (OF_CLUSTER.test(given[0] ?? "")) given.splice(0, 2);
  while (/^--?[\w-]+=/.test(given[0] ?? "")) given.shift();
  const docker = map(given) ?? "";
  return { said: docker ? said : said.replace(/[^.]*:$/, " Docker alone has nothing like this command.").replace(/\s+/g, " ").trim(), docker };
}
