/* The shell's compound commands: if, loops, case and arithmetic. */
import { ArithmeticError } from "./arithmetic.js";
import { condition } from "./conditions.js";
import { Leave } from "./leave.js";
import { patternMatches } from "./patterns.js";
import { Fatal } from "./state.js";

async function ifElse(shell, node) {
  for (const { condition: test, body } of node.clauses) {
    if ((await shell.quietly(() => shell.list(test))) === 0) return shell.list(body);
  }
  if (node.otherwise) return shell.list(node.otherwise);
  return 0;
}

/** Run the body of a loop once. @returns whether the loop goes on */
async function round(shell, body) {
  try {
    await shell.list(body);
  } catch (error) {
    if (!(error instanceof Leave) || error.kind === "return") throw error;
    if (error.count > 1) throw new Leave(error.kind, error.count - 1);
    return error.kind === "continue";
  }
  return true;
}

async function looped(shell, run) {
  shell.loops = (shell.loops ?? 0) + 1;
  try {
    return await run();
  } finally {
    shell.loops -= 1;
  }
}

function loop(shell, node) {
  return looped(shell, async () => {
    let status = 0;
    for (;;) {
      const isTrue = (await shell.quietly(() => shell.list(node.condition))) === 0;
      if (isTrue === node.until) return status;
      if (!(await round(shell, node.body))) return shell.state.status;
      status = shell.state.status;
    }
  });
}

function forEach(shell, node) {
  return looped(shell, async () => {
    const values = node.words ? await shell.expander.words(node.words) : [...shell.state.parameters];
    shell.state.status = 0;
    for (const value of values) {
      shell.state.set(node.name, value);
      if (!(await round(shell, node.body))) break;
    }
    return values.length ? shell.state.status : 0;
  });
}

function select(shell, node) {
  return looped(shell, async () => {
    const values = node.words ? await shell.expander.words(node.words) : shell.state.parameters;
    for (;;) {
      await shell.process.warn(values.map((value, at) => `${at + 1}) ${value}\n`).join(""));
      await shell.process.warn(shell.state.get("PS3") ?? "#? ");
      const line = await shell.readLine(0);
      if (line === null) return 1;
      shell.state.set("REPLY", line);
      shell.state.set(node.name, values[Number(line) - 1] ?? "");
      if (!(await round(shell, node.body))) return shell.state.status;
    }
  });
}

function arithmeticFor(shell, node) {
  return looped(shell, async () => {
    const [first, test, step] = node.steps;
    await shell.expander.arithmetic(first ?? "");
    while (!test?.trim() || (await shell.expander.arithmetic(test)) !== 0n) {
      if (!(await round(shell, node.body))) break;
      await shell.expander.arithmetic(step ?? "");
    }
    return shell.state.status;
  });
}

async function arithmetic(shell, node) {
  try {
    return (await shell.expander.arithmetic(await shell.expandText(node.text))) === 0n ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Fatal) && !(error instanceof ArithmeticError)) throw error;
    await shell.complain(`((: ${error.message}`);
    return 1;
  }
}

async function choose(shell, node) {
  const text = await shell.expander.text(node.word);
  let isFalling = false;
  for (const { patterns, body, end } of node.arms) {
    let matches = isFalling;
    for (const pattern of matches ? [] : patterns) matches ||= patternMatches(await shell.expander.pattern(pattern), text);
    if (!matches) continue;
    shell.state.status = 0;
    await shell.list(body);
    isFalling = end === ";&";
    if (end !== ";&" && end !== ";;&") return shell.state.status;
  }
  return shell.state.status && isFalling ? shell.state.status : 0;
}

/** The function for each kind of node. @type {Record<string, (shell: object, node: object) => Promise<number>>} */
export const COMPOUNDS = {
  if: ifElse, loop, for: forEach, select, "arithmetic-for": arithmeticFor, arithmetic, case: choose,
  group: (shell, node) => shell.list(node.body),
  condition: async (shell, node) => ((await condition(shell, node.expression)) ? 0 : 1),
};
