/* Go's Sprintf, as far as templates need it. */
import { print, toJson } from "./go.js";

const VERB = /%(?<flags>[-+# 0]*)(?<width>\d+)?(?:\.(?<precision>\d+))?(?<verb>[a-zA-Z%])/g;

/** @param {string} format */
export function sprintf(format, ...values) {
  let at = 0;
  const text = String(format).replace(VERB, (all, flags, width, precision, verb) => {
    if (verb === "%") return "%";
    if (at >= values.length) return `%!${verb}(MISSING)`;
    return padded(one(verb, values[at++], precision, flags), flags, Number(width ?? 0), verb);
  });
  if (at >= values.length) return text;
  const extra = values.slice(at).map((each) => `${typeof each === "number" ? "int" : typeof each}=${print(each, true)}`);
  return `${text}%!(EXTRA ${extra.join(", ")})`;
}

function one(verb, value, precision, flags) {
  switch (verb) {
    case "d": return typeof value === "number" ? (flags.includes("+") && value >= 0 ? "+" : "") + Math.trunc(value) : `%!d(${typeof value}=${print(value, true)})`;
    case "s": return precision === undefined ? text(value) : text(value).slice(0, Number(precision));
    case "q": return toJson(text(value), "", false);
    case "f": return Number(value).toFixed(Number(precision ?? 6));
    case "x": return typeof value === "number" ? value.toString(16) : [...new TextEncoder().encode(value)].map((b) => b.toString(16).padStart(2, "0")).join("");
    case "t": case "v": return print(value, true);
    default: return `%!${verb}(${typeof value}=${print(value, true)})`;
  }
}

const text = (value) => (typeof value === "number" ? `%!s(int=${value})` : print(value, true));

function padded(text, flags, width, verb) {
  if (flags.includes("-")) return text.padEnd(width);
  return text.padStart(width, flags.includes("0") && verb !== "s" ? "0" : " ");
}
