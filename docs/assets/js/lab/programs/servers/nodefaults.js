/* Node's error messages. */
import { inspect } from "./nodeinspect.js";

export const VERSION = "v24.19.0";

export const netWords = (code, host, port) => (code === "ENOTFOUND" ? `getaddrinfo ENOTFOUND ${host}` : `connect ${code} ${host}:${port}`);

/** A missing module. */
export function notFound(name, folder, isModule) {
  return Object.assign(new Error(isModule ? `Cannot find module '${folder}/${name.replace(/^\.\//, "")}' imported from ${folder}/` : `Cannot find module '${name}'\nRequire stack:\n- ${folder}/`), { code: isModule ? "ERR_MODULE_NOT_FOUND" : "MODULE_NOT_FOUND" });
}

/** An uncaught error. */
export function faultText(error, rejected) {
  if (!(error instanceof Error) && !error?.stack) return `node:internal/process/promises:394\n      triggerUncaughtException(err, true /* fromPromise */);\n      ^\n\n[UnhandledPromiseRejection: ${inspect(error)}]`;
  const extra = error.code && !(error instanceof SyntaxError) ? ` {\n  code: '${error.code}'\n}` : "";
  void rejected;
  return `${error.name}: ${error.message}\n    at file:///app (the lab keeps no line numbers)${extra}`;
}
