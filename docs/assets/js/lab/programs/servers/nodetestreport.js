/* The report of `node --test`. */
import { inspect } from "./nodeinspect.js";
import { hasFailed } from "./nodetest.js";

/** Note each test's place in its file: the first with its name. */
export function place(nodes, path, source) {
  for (const node of nodes) {
    const at = source.search(new RegExp(`\\b[\\w.]+\\(\\s*["'\`]${node.name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`)), before = source.slice(0, Math.max(at, 0)).split("\n");
    node.place = `${path}:${before.length}:${before.at(-1).length + 1}`;
    place(node.children, path, source);
  }
}

/** Print the report after a program's tests. @returns {Promise<number>} its exit code */
export async function report(process, nodes, began) {
  const all = nodes.flatMap(flat), tests = all.filter((each) => each.kind === "test" && !each.isLeftOut), failed = all.filter((each) => each.error !== null && !each.todo || (each.kind === "test" && hasFailed(each)));
  const counts = { tests: tests.length, suites: all.filter((each) => each.kind === "suite").length, pass: tests.filter((each) => !hasFailed(each) && !each.skip && !each.todo).length, fail: tests.filter(hasFailed).length, cancelled: 0, skipped: tests.filter((each) => each.skip).length, todo: tests.filter((each) => each.todo && !each.skip).length };
  let out = nodes.filter((each) => !each.isLeftOut).map((each) => lines(each, "")).join("");
  out += Object.entries(counts).map(([name, count]) => `ℹ ${name} ${count}\n`).join("");
  out += `ℹ duration_ms ${(process.clock.now() - began + 50).toFixed(6)}\n`;
  if (failed.length) out += `\n✖ failing tests:\n${failed.map((each) => `\ntest at ${each.place}\n✖ ${each.name} ${took(each)}\n${indented(errorText(each))}\n`).join("")}`;
  await process.out(out);
  return failed.length ? 1 : 0;
}

const flat = (node) => [node, ...node.children.flatMap(flat)];
const took = ({ ms }) => `(${(ms + 0.4).toFixed(6)}ms)`;

function lines(node, indent) {
  const mark = node.skip ? "﹣" : hasFailed(node) ? "✖" : "✔", why = [node.skip ? "SKIP" : node.todo ? "TODO" : ""].filter(Boolean).map((each) => ` # ${each}`).join(""), notes = node.notes.map((each) => `${indent}ℹ ${each}\n`).join("");
  const inner = node.children.filter((each) => !each.isLeftOut).map((each) => lines(each, `${indent}  `)).join(""), last = `${indent}${mark} ${node.name} ${took(node)}${why}\n${notes}`;
  return node.children.length ? `${indent}▶ ${node.name}\n${inner}${last}` : last;
}

const indented = (text) => text.split("\n").map((line) => `  ${line}`).join("\n");

function errorText(node) {
  const { error } = node, inner = node.children.filter(hasFailed).length;
  if (error === null) return `'${inner} subtest${inner > 1 ? "s" : ""} failed'`;
  if (!(error instanceof Error)) return inspect(error);
  const where = `    at ${node.place.replace(/:\d+:\d+$/, "")} (the lab keeps no line numbers)`;
  if (error.code !== "ERR_ASSERTION") return `${error.name}: ${error.message}\n${where}`;
  const fields = ["generatedMessage", "code", "actual", "expected", "operator"].filter((key) => error[key] !== undefined).map((key) => `  ${key}: ${inspect(error[key], 1)}`);
  return `AssertionError [ERR_ASSERTION]: ${error.message}\n${where} {\n${[...fields, "  diff: 'simple'"].join(",\n")}\n}`;
}
