/* What bake builds from a Compose file: each service with a `build`, whatever its profile. No override is read. */
import { BakeError } from "../build/bakefile.js";
import { documentOf, ProjectError } from "./load.js";

/** @param {{name: string, path: string}} file @returns {{groups: Map<string, string[]>, targets: Map<string, object>}} */
export function projectTargets({ path }, call) {
  const services = Object.entries(servicesOf(path, call)).filter(([, its]) => its?.build !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return { groups: new Map([["default", services.map(([name]) => name)]]), targets: new Map(services.map(([name, its]) => [name.replaceAll(".", "_"), targetOf(its)])) };
}

function servicesOf(path, call) {
  try {
    return documentOf(path, call).services ?? {};
  } catch (error) {
    throw error instanceof ProjectError ? new BakeError(error.message) : error;
  }
}

function targetOf({ build, image }) {
  const its = typeof build === "string" ? { context: build } : build, tags = [...(image ? [image] : []), ...(its.tags ?? [])];
  const made = { context: its.context ?? ".", dockerfile: its.dockerfile ?? (its.dockerfile_inline === undefined ? "Dockerfile" : undefined), "dockerfile-inline": its.dockerfile_inline, args: mapOf(its.args), labels: mapOf(its.labels), tags: tags.length ? tags : undefined, target: its.target, platforms: its.platforms, "no-cache": its.no_cache, pull: its.pull };
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
}

const mapOf = (value) => (value === undefined ? undefined : Array.isArray(value) ? Object.fromEntries(value.map((each) => [each.split("=")[0], each.split("=").slice(1).join("=")])) : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, each === null ? null : String(each)])));
