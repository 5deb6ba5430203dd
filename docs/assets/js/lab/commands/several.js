/* A command over several names: first what worked, then what was refused, in the CLI's order. */
import { EngineError } from "../engine/errors.js";

/** @param {(name: string) => Promise<void>} action @returns {Promise<number>} */
export async function forAll(call, lab, action) {
  const faults = [];
  for (const name of call.operands) {
    try {
      await action(name);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      faults.push(error);
    }
  }
  for (const each of faults) call.refused(each);
  return faults.length ? 1 : 0;
}
