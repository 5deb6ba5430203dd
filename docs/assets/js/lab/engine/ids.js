/* Ids and names that the engine makes up. The same seed gives the same ones, so that a session can be replayed. */

const LEFT = "brave bold busy calm clever eager epic fervent gallant gifted happy hopeful jolly keen kind laughing lucid merry modest nifty quirky relaxed serene sharp stoic sweet tender trusting upbeat vibrant vigilant wizardly youthful zealous zen".split(" ");
const RIGHT = "bell bohr boole carson cerf curie darwin dijkstra euler faraday fermi galileo gauss goodall hamilton hopper hypatia johnson kepler knuth lamarr lovelace mendel meitner morse newton noether pascal pasteur ritchie shannon tesla torvalds turing wozniak yonath".split(" ");

export function createIds(seed = 1) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const hex = (length) => {
    let text = "";
    while (text.length < length) text += next().toString(16).padStart(8, "0");
    return text.slice(0, length);
  };
  // An id of twelve letters and no digit would look like a word.
  const id = () => {
    for (;;) {
      const text = hex(64);
      if (/\d/.test(text.slice(0, 12)) && /[a-f]/.test(text.slice(0, 12))) return text;
    }
  };
  return { hex, id, digest: () => `sha256:${hex(64)}`, name: () => `${LEFT[next() % LEFT.length]}_${RIGHT[next() % RIGHT.length]}`, number: (most) => next() % most };
}
