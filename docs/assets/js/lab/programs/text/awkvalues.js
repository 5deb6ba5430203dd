/* Values of awk: which count as numbers, which as true, and how two are compared. Input may be either. */

export class Jump extends Error {
  constructor(kind, value) {
    super(kind);
    Object.assign(this, { kind, value });
  }
}

/** A text that looks like a number counts as one in comparisons. */
export class Input extends String {}

export function calculated(op, a, b) {
  return { "+": () => a + b, "-": () => a - b, "*": () => a * b, "/": () => a / b, "%": () => a % b, "^": () => a ** b, "**": () => a ** b }[op]();
}

export function compared(op, a, b, shown) {
  const [x, y] = isNumeric(a) && isNumeric(b) ? [number(a), number(b)] : [shown(a), shown(b)];
  return Number({ "<": () => x < y, "<=": () => x <= y, ">": () => x > y, ">=": () => x >= y, "==": () => x === y, "!=": () => x !== y }[op]());
}

export const NUMERIC = /^\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+([eE][-+]?\d+)?)\s*$/;
export const number = (value) => (typeof value === "number" ? value : Number(/^\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+([eE][-+]?\d+)?)/.exec(String(value ?? ""))?.[0] ?? 0));
export const isNumeric = (value) => typeof value === "number" || value === undefined || (value instanceof Input && NUMERIC.test(value));
export const truth = (value) => (typeof value === "number" ? value !== 0 : value instanceof Input && NUMERIC.test(value) ? Number(value) !== 0 : String(value ?? "") !== "");
