/* Where the course teaches a command. */

/** @param {{chapters: [string, string][], taught: Record<string, number | [number, string]>}} known from the build (assets/lab.json)
    @returns {(command: string) => {title: string, address: string} | null} for a command that the course leaves out, its group */
export function createTaught({ chapters = [], taught = {} }) {
  return (command) => {
    for (let words = command.split(" "); words.length > 1; words = words.slice(0, -1)) {
      const found = taught[words.join(" ")];
      if (found === undefined) continue;
      const [number, anchor] = [found].flat(), [title, address] = chapters[number];
      return { title, address: anchor ? `${address}#${anchor}` : address };
    }
    return null;
  };
}
