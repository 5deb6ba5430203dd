/* Which entry of the error messages a text matches. */

/** @param {{id: string, title: string, pattern: string, consequence?: boolean}[]} errors from the build (assets/lab.json)
    @returns {(text: string) => {id: string, title: string} | null} the longest match wins; entries that only say that something
      failed come last, as on the errors page */
export function createExplained(errors) {
  return (text) => {
    let found = null, best = -Infinity;
    for (const each of errors) {
      const match = (each.expression ??= new RegExp(each.pattern, "ism")).exec(text);
      if (!match) continue;
      const worth = match[0].length - (each.consequence ? 1e6 : 0);
      if (worth > best) [found, best] = [each, worth];
    }
    return found && { id: found.id, title: found.title };
  };
}
