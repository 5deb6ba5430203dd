/* A session in the address of a page: its lines, and nothing that was printed. */
const LONGEST = 6000;

/** @returns the fragment without `#`, or null where the lines are too many for an address */
export function toFragment(lines) {
  const text = btoa(String.fromCharCode(...new TextEncoder().encode(lines.join("\0")))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return text.length > LONGEST ? null : `typed=${text}`;
}

/** The lines of a fragment; none where it holds none, or something else. */
export function fromFragment(fragment) {
  const [, text] = /^#?typed=([\w-]+)$/.exec(fragment) ?? [];
  if (!text) return [];
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).split("\0").filter(Boolean);
  } catch {
    return [];
  }
}
