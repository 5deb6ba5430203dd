/* A session in a page's address: where it began, and its lines; no output. */
const LONGEST = 6000;

/** @param {{page: string, session: number} | null} from the session of a chapter where it began; null: an empty machine
    @returns the fragment without `#`, or null if the lines are too many for an address */
export function toFragment(lines, from = null) {
  const text = btoa(String.fromCharCode(...new TextEncoder().encode(lines.join("\0")))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return text.length > LONGEST ? null : `${from ? `from=${from.page}.${from.session}&` : ""}typed=${text}`;
}

/** @returns {{lines: string[], from: {page: string, session: number} | null}} no lines if the fragment has none */
export function fromFragment(fragment) {
  const [, page, session, text] = /^#?(?:from=([\w/-]+)\.(\d+)&)?typed=([\w-]+)$/.exec(fragment) ?? [];
  if (!text) return { lines: [], from: null };
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
    return { lines: new TextDecoder("utf-8", { fatal: true }).decode(bytes).split("\0").filter(Boolean), from: page ? { page, session: Number(session) } : null };
  } catch {
    return { lines: [], from: null };
  }
}
