/* Node's Buffer. */
import { bytesOf } from "../../fs/nodes.js";

/** The parts of Buffer that the course's programs use. */
export function bufferOf() {
  class Buffer extends Uint8Array {
    static from(value, encoding) {
      if (typeof value === "string") {
        const bytes = encoding === "base64" ? Uint8Array.from(atob(value), (char) => char.charCodeAt(0)) : encoding === "hex" ? Uint8Array.from(value.match(/../g) ?? [], (pair) => parseInt(pair, 16)) : bytesOf(value);
        return new Buffer(bytes);
      }
      return new Buffer(value);
    }

    static alloc(size) {
      return new Buffer(size);
    }

    static concat(list) {
      return Buffer.from(list.map((each) => new TextDecoder().decode(each)).join(""));
    }

    static byteLength(text) {
      return bytesOf(text).length;
    }

    static isBuffer(value) {
      return value instanceof Buffer;
    }

    toString(encoding = "utf8") {
      if (encoding === "hex") return [...this].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      if (encoding === "base64") return btoa(String.fromCharCode(...this));
      return new TextDecoder().decode(this);
    }
  }
  return Buffer;
}
