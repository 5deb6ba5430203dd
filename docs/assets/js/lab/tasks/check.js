/* Whether a task is done, and what to say until it is. Only the state counts, whichever commands led to it. */
import { CONDITIONS } from "./conditions.js";

const KINDS = Object.keys(CONDITIONS);

/** @param {object} lab the lab of the session; its folder is where the session began
    @returns {Promise<{done: boolean, hint: string, id: string}>} `hint`: text with code in backticks; empty when done */
export async function check(task, lab) {
  const missing = await first(task.wanted, async (each) => !(await isTrue(each, lab)));
  if (!missing) return { done: true, hint: "", id: "" };
  const mistake = await first(task.hints ?? [], async ({ when }) => !(await first(when, async (each) => !(await isTrue(each, lab)))));
  const { id, hint } = mistake ?? missing;
  return { done: false, hint, id };
}

async function isTrue(condition, lab) {
  const kind = KINDS.find((each) => each in condition);
  return (await CONDITIONS[kind](condition[kind], lab)) !== Boolean(condition.not);
}

async function first(list, holds) {
  for (const each of list) if (await holds(each)) return each;
  return null;
}
