/* The images on this machine, and their names.

   @typedef {{id: string, config: object, layers: object[], history: object[], created: number, size: number,
     content: number, platform: string, digests: Set<string>, parent: string}} Image `id`: the digest of its manifest */
import { EngineError } from "./errors.js";
import { reference, referenceFault } from "./references.js";

export class Images {
  constructor() {
    /** @type {Map<string, Image>} */
    this.byId = new Map();
    /** @type {Map<string, string>} short reference -> id */
    this.tags = new Map();
  }

  add(image, tag = null) {
    this.byId.set(image.id, image);
    if (tag) this.tag(image, tag);
    return image;
  }

  /** Give an image a name. An image that loses its last name is gone: the containerd store keeps none without. */
  tag(image, name) {
    const { short } = reference(name), old = this.tags.get(short);
    this.tags.set(short, image.id);
    this.byId.set(image.id, image);
    image.untagged = false;
    if (old && old !== image.id && !this.namesOf(old).length) this.byId.delete(old);
  }

  namesOf(id) {
    return [...this.tags].filter(([, each]) => each === id).map(([name]) => name);
  }

  /** Find the image that a person means, by name or id; null: none. */
  find(text) {
    const bare = text.replace(/^sha256:/, "");
    try {
      const { short, name, digest } = reference(text);
      if (this.tags.has(short)) return this.byId.get(this.tags.get(short)) ?? null;
      if (digest) return [...this.byId.values()].find((image) => image.id === digest && this.namesOf(image.id).some((each) => reference(each).name === name)) ?? null;
    } catch {
      // an id
    }
    if (!/^[0-9a-f]{1,64}$/.test(bare)) return null;
    const found = [...this.byId.values()].filter((image) => image.id.slice(7).startsWith(bare));
    return found.length ? found[0] : null;
  }

  get(text) {
    const image = this.find(text);
    if (image) return image;
    const fault = /^[0-9a-f]{64}$/.test(text) ? null : referenceFault(text);
    if (fault) throw new EngineError(fault);
    throw new EngineError(`No such image: ${shown(text)}`);
  }

  untag(name) {
    this.tags.delete(name);
  }

  remove(id) {
    for (const name of this.namesOf(id)) this.tags.delete(name);
    this.byId.delete(id);
  }
}

/** A name as the engine prints it. */
export function shown(text) {
  try {
    return /^(?:sha256:)?[0-9a-f]{12,64}$/.test(text) ? text : reference(text).short;
  } catch {
    return text;
  }
}
