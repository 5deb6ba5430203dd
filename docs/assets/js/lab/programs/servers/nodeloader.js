/* A program's modules: its own files, node's, and npm packages. */
import { notFound } from "./nodefaults.js";
import { asFunctionBody } from "./nodesyntax.js";

const PACKAGES = new Set(["express", "pg", "redis"]);

export class Loader {
  constructor(runtime) {
    Object.assign(this, { runtime, cache: new Map() });
  }

  /* `node:test` has no other name. */
  builtin(name) {
    return name === "test" ? undefined : this.runtime.builtins[name.replace(/^node:/, "")];
  }

  /** Find a path as node does: with an ending, or a folder's index. */
  resolveFile(path) {
    const { files } = this.runtime.process;
    for (const end of ["", ".js", ".mjs", ".cjs", ".json", "/index.js"]) {
      if (files.exists(path + end) && files.stat(path + end).type === "file") return files.realpath(path + end);
    }
    return null;
  }

  /** A module about to run, with its source. One in JSON already has its exports. */
  begin(path) {
    const { process } = this.runtime, source = process.files.readText(path).replace(/^#!.*/, "");
    process.loaded?.(path);
    const module = { exports: {}, path };
    this.cache.set(path, module);
    if (path.endsWith(".json")) module.exports = JSON.parse(source);
    return { source, module, folder: path.replace(/\/[^/]*$/, "") || "/" };
  }

  /** Load a module. A script with `require` runs to its end before its caller goes on, unless it awaits. */
  async load(path) {
    if (this.cache.has(path)) return this.cache.get(path).exports;
    const { source, module, folder } = this.begin(path);
    if (path.endsWith(".json")) return module.exports;
    const { body, isModule } = await asFunctionBody(source);
    module.isModule = isModule;
    await this.runtime.evaluate(body, { require: this.requireFrom(folder, module), module, exports: module.exports, __filename: path, __dirname: folder, ...this.importing(folder, module) });
    return module.exports;
  }

  importing(folder, module = { exports: {} }) {
    return {
      __import: async (name) => {
        const found = await this.find(name, folder);
        return found && typeof found === "object" && found.__esModule ? found : new Proxy(Object(found), { get: (target, key) => (key === "default" ? (target.default ?? found) : typeof target[key] === "function" && !target[key].prototype ? target[key].bind(target) : target[key]) });
      },
      __export: module.exports, __url: `file://${module.path ?? `${folder}/[eval]`}`,
    };
  }

  async find(name, folder) {
    const builtin = this.builtin(name);
    if (builtin && (name.startsWith("node:") || !PACKAGES.has(name))) return builtin;
    if (name.startsWith(".") || name.startsWith("/")) {
      const path = this.resolveFile(name.startsWith("/") ? name : `${folder}/${name}`);
      if (!path) throw notFound(name, folder, true);
      return this.load(path);
    }
    return this.package(name, folder);
  }

  package(name, folder) {
    const { files } = this.runtime.process;
    for (let at = folder; ; at = at.replace(/\/[^/]*$/, "")) {
      if (files.exists(`${at}/node_modules/${name}/package.json`)) {
        if (this.runtime.builtins[name]) return this.runtime.builtins[name];
        const main = JSON.parse(files.readText(`${at}/node_modules/${name}/package.json`)).main ?? "index.js";
        const path = this.resolveFile(`${at}/node_modules/${name}/${main}`);
        if (path) return this.load(path);
        throw new Error(`The package '${name}' is not modelled in this practice lab`);
      }
      if (!at) throw notFound(name, folder, false);
    }
  }

  /** `require`: builtins and JSON load directly; others must not await at the top. */
  requireFrom(folder) {
    const require = (name) => {
      const builtin = this.builtin(name);
      if (builtin && (name.startsWith("node:") || !PACKAGES.has(name))) return builtin;
      if (!name.startsWith(".") && !name.startsWith("/")) return this.package(name, folder);
      const path = this.resolveFile(name.startsWith("/") ? name : `${folder}/${name}`);
      if (!path) throw notFound(name, folder, false);
      return this.loadNow(path);
    };
    return Object.assign(require, { resolve: (name) => name, cache: {}, main: { filename: this.runtime.api.argv[1] } });
  }

  loadNow(path) {
    if (this.cache.has(path)) return this.cache.get(path).exports;
    const { source, module, folder } = this.begin(path);
    if (path.endsWith(".json")) return module.exports;
    const all = { ...this.runtime.globals, require: this.requireFrom(folder), module, exports: module.exports, __filename: path, __dirname: folder };
    new Function(...Object.keys(all), source)(...Object.values(all));
    return module.exports;
  }
}
