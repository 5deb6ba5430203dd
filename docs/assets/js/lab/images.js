/* The course's images and what each is configured to run. Their files are in ./programs/roots.js.

   They follow the stand-ins of tests/engine, to print what the recorded sessions show. */
import { sortedMap } from "./commands/go.js";

const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const map = (...keys) => sortedMap(keys.map((key) => [key, {}]));
const MB = 1e6;

/* root: the files; names: on the Hub; size on disk; content: what is fetched. */
const IMAGES = [
  { root: "alpine", names: ["alpine", "alpine:3.22"], size: 3.19 * MB, content: 1.11 * MB, config: { Env: [PATH], Cmd: ["/bin/sh"], WorkingDir: "/" } },
  { root: "busybox", names: ["busybox"], size: 3.19 * MB, content: 1.11 * MB, config: { Env: [PATH], Cmd: ["sh"], WorkingDir: "/" } },
  { root: "debian", names: ["debian:trixie-slim"], size: 195 * MB, content: 46.1 * MB, config: { Env: [PATH], Cmd: ["bash"] } },
  { root: "ubuntu", names: ["ubuntu:24.04"], size: 195 * MB, content: 46.1 * MB, config: { Env: [PATH], Cmd: ["bash"] } },
  { root: "hello-world", names: ["hello-world"], size: 3.15 * MB, content: 1.1 * MB, config: { Env: [PATH], Cmd: ["/hello"], WorkingDir: "/" } },
  { root: "nginx", names: ["nginx", "nginx:1.30", "nginx:1.29", "nginx:1.28"], size: 379 * MB, content: 102 * MB, config: nginx() },
  { root: "nginx-alpine", names: ["nginx:alpine"], size: 379 * MB, content: 102 * MB, config: nginx() },
  ...[17, 18].map((major) => ({ root: "postgres", names: [`postgres:${major}`], size: 982 * MB, content: 289 * MB, config: {
    ExposedPorts: map("5432/tcp"), Env: [`PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/${major}/bin`, `PG_MAJOR=${major}`], Entrypoint: ["docker-entrypoint.sh"], Cmd: ["postgres"],
    Volumes: map(major >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data"), StopSignal: "SIGINT",
  } })),
  ...["redis", "redis-alpine"].map((root) => ({ root, names: [root === "redis" ? "redis:8" : "redis:8-alpine"], size: 344 * MB, content: 89.4 * MB, config: {
    ExposedPorts: map("6379/tcp"), Env: [PATH], Entrypoint: ["docker-entrypoint.sh"], Cmd: ["redis-server"], Volumes: map("/data"), WorkingDir: "/data",
  } })),
  ...[["node", "node:24"], ["node-alpine", "node:24-alpine"], ["node-slim", "node:24-slim"]].map(([root, name]) => ({ root, names: [name], size: 772 * MB, content: 189 * MB, config: { Env: [PATH], Cmd: ["node"] } })),
  { root: "registry", names: ["registry:3"], size: 370 * MB, content: 97.4 * MB, config: { ExposedPorts: map("5000/tcp"), Env: [PATH], Entrypoint: ["docker-registry"], Cmd: ["serve", "/etc/distribution/config.yml"], Volumes: map("/var/lib/registry") } },
];

function nginx() {
  return { ExposedPorts: map("80/tcp"), Env: [PATH], Entrypoint: ["/docker-entrypoint.sh"], Cmd: ["nginx", "-g", "daemon off;"], StopSignal: "SIGQUIT" };
}

/** All images of the course, by their short references. @returns {Map<string, object>} made once per lab */
export function courseImages(engine, rootOf) {
  const made = new Map(), created = engine.clock.now() - 600_000;
  for (const { root, names, size, content, config } of IMAGES) {
    const layers = rootOf[root].map((files) => engine.machine.layer(files)), id = engine.ids.digest();
    const image = {
      id, config: { ...config, ArgsEscaped: true }, layers, layerIds: layers.map(() => engine.ids.digest()), created, size: Math.round(size), content: Math.round(content), ancestors: [], comment: "buildkit.dockerfile.v0",
      history: history(config, created, size, layers.length),
    };
    for (const name of names) made.set(name.includes(":") ? name : `${name}:latest`, image);
  }
  return made;
}

/* Newest last. */
function history(config, created, size, layers) {
  const rows = Array.from({ length: layers }, (_, i) => ({ by: i ? "COPY files / # buildkit" : "COPY / / # buildkit", size: Math.round(size / layers), created, empty: false }));
  const add = (by) => rows.push({ by, size: 0, created, empty: true });
  for (const each of config.Env ?? []) add(`ENV ${each}`);
  if (config.Volumes) add(`VOLUME [${[...config.Volumes.keys()].join(" ")}]`);
  if (config.WorkingDir && config.WorkingDir !== "/") add(`WORKDIR ${config.WorkingDir}`);
  if (config.Entrypoint) add(`ENTRYPOINT ${listed(config.Entrypoint)}`);
  if (config.ExposedPorts) add(`EXPOSE [${[...config.ExposedPorts.keys()].join(" ")}]`);
  if (config.StopSignal) add(`STOPSIGNAL ${config.StopSignal}`);
  if (config.Cmd) add(`CMD ${listed(config.Cmd)}`);
  return rows.map((each) => ({ ...each, comment: "buildkit.dockerfile.v0" }));
}

/** Words as BuildKit's history writes them, without commas. */
export const listed = (words) => `[${words.map((each) => JSON.stringify(each)).join(" ")}]`;

/** Images on the Hub that this lab doesn't have. */
export const ELSEWHERE = new Set(
  "adminer amazonlinux archlinux bash buildpack-deps caddy cassandra centos clojure composer couchbase couchdb docker drupal eclipse-mosquitto eclipse-temurin elasticsearch elixir erlang fedora flink gcc ghost golang gradle grafana/grafana groovy haproxy haskell httpd influxdb jenkins/jenkins joomla julia kibana kong logstash mariadb maven mediawiki memcached mongo mongo-express mysql nats neo4j nextcloud odoo openjdk oraclelinux perl phpmyadmin php portainer/portainer-ce prom/prometheus pypy python r-base rabbitmq rails rethinkdb rockylinux ros ruby rust scratch solr sonarqube spark swift telegraf tomcat traefik vault wordpress zookeeper".split(" "),
);
