/* Where the course teaches a command. */

/** @param {{chapters: [string, string][], taught: Record<string, number | [number, string]>}} known what the build wrote (assets/lab.json)
    @returns {(command: string) => {title: string, address: string} | null} of a command that the course leaves out, the group that it belongs to */
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
