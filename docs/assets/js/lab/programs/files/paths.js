/* basename, dirname, readlink, realpath, dd, cmp, sums. */
import { FsError } from "../../fs/nodes.js";
import { Misuse, sizeOf } from "../tool.js";

export async function basename(tool) {
  const { options, rest } = tool.options("as:z", { suffix: "s", multiple: "a" });
  if (!rest.length) throw tool.missing();
  const names = options.a || options.s ? rest : [rest[0]];
  const suffix = options.s ?? (options.a ? "" : (rest[1] ?? ""));
  for (const name of names) {
    const last = name.replace(/(.)\/+$/, "$1").split("/").at(-1) || "/";
    await tool.out(`${suffix && last !== suffix && last.endsWith(suffix) ? last.slice(0, -suffix.length) : last}\n`);
  }
}

export async function pwd(tool) {
  await tool.out(`${tool.files.cwd}\n`);
}

export async function dirname(tool) {
  if (!tool.args.length) throw tool.missing();
  for (const name of tool.args) {
    const short = name.replace(/(.)\/+$/, "$1");
    await tool.out(`${short.includes("/") ? short.replace(/\/+[^/]*$/, "") || "/" : "."}\n`);
  }
}

export async function readlink(tool) {
  const { options, rest } = tool.options("fenmq", { canonicalize: "f" });
  if (!rest.length) throw tool.missing();
  for (const name of rest) {
    try {
      await tool.out(`${options.f || options.e || options.m ? tool.files.walk(name).path : tool.files.readlink(name)}${options.n ? "" : "\n"}`);
    } catch (error) {
      if (!(error instanceof FsError) || error.code === "EPIPE") throw error;
      tool.status = 1;
    }
  }
}

export async function realpath(tool) {
  const { rest } = tool.options("emsqzL");
  for (const name of rest) await tool.attempt(() => tool.out(`${tool.gnu ? tool.files.walk(name).path : tool.files.realpath(name)}\n`), (_, message) => `${name}: ${message}`);
}

/** dd. What it has in memory at a time counts toward the limit. */
export async function dd(tool) {
  const given = Object.fromEntries(tool.args.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]));
  const bs = sizeOf((given.bs ?? given.ibs ?? "512").replace(/^(\d+)([kKMG])B$/, "$1$2"));
  const count = given.count === undefined ? Infinity : Number(given.count);
  if (bs === null || Number.isNaN(count)) throw new Misuse(tool.gnu ? `invalid number: '${given.bs ?? given.count}'` : `invalid number '${given.bs ?? given.count}'`);
  const { process } = tool;
  const start = process.clock.now();
  await process.space.claim(process, bs + 400 * 1024);
  const open = (path, how) => tool.attempt(() => process.open(path, how), (_, message) => (tool.gnu ? `failed to open '${path}': ${message}` : `can't open '${path}': ${message}`));
  const input = given.if ? await open(given.if, "r") : process.stream(0).share();
  const output = input && (given.of ? await open(given.of, given.conv?.includes("notrunc") ? "rw" : "w") : process.stream(1).share());
  if (!input || !output) return tool.status;
  let [full, half, outFull, outHalf, copied] = [0, 0, 0, 0, 0];
  let failed = null;
  for (let at = 0; at < Number(given.skip ?? 0); at += 1) await input.read(bs, process);
  for (let at = 0; at < count && !failed; at += 1) {
    await process.breathe();
    const chunk = await input.read(Math.min(bs, 64 * 1024 * 1024), process);
    if (chunk === null) break;
    if (chunk.length === Math.min(bs, 64 * 1024 * 1024)) full += 1;
    else half += 1;
    try {
      await output.write(chunk, process);
      if (chunk.length === Math.min(bs, 64 * 1024 * 1024)) outFull += 1;
      else outHalf += 1;
      copied += Math.min(bs, chunk.length === 64 * 1024 * 1024 ? bs : chunk.length);
    } catch (error) {
      if (!(error instanceof FsError) || error.code === "EPIPE") throw error;
      failed = error;
    }
  }
  input.close();
  output.close();
  if (failed) await tool.fail(tool.gnu ? `error writing '${given.of}': ${failed.message}` : `error writing '${given.of}': ${failed.message}`);
  const seconds = Math.max(0.001, (process.clock.now() - start) / 1000);
  const rate = copied / seconds;
  if (given.status !== "none") {
    await process.warn(`${full}+${half} records in\n${outFull}+${outHalf} records out\n`);
    if (given.status !== "noxfer" && (tool.gnu || !failed)) await process.warn(tool.gnu ? `${copied} bytes${copied >= 1000 ? ` (${decimal(copied)}${copied >= 1024 ? `, ${binary(copied)}` : ""})` : ""} copied, ${seconds} s, ${decimal(rate)}/s\n` : `${copied} bytes (${binaryShort(copied)}) copied, ${seconds.toFixed(6)} seconds, ${binaryShort(rate)}/s\n`);
  }
  return tool.status;
}

const scaled = (value, step, units) => {
  let at = 0;
  for (; value >= step && at < units.length - 1; at += 1) value /= step;
  return `${value < 10 && at ? value.toFixed(1) : Math.round(value)} ${units[at]}`;
};
const decimal = (bytes) => scaled(bytes, 1000, ["B", "kB", "MB", "GB", "TB"]);
const binary = (bytes) => scaled(bytes, 1024, ["B", "KiB", "MiB", "GiB", "TiB"]);
const binaryShort = (bytes) => scaled(bytes, 1024, ["B", "KB", "MB", "GB", "TB"]).replace(" ", "").replace(/(\d)B$/, "$1B").replace(/^(\d+)([KMGT])B$/, "$1.0$2B");

export async function cmp(tool) {
  const { options, rest } = tool.options("sl", { silent: "s", quiet: "s" });
  const [a, b] = [await tool.bytes(rest[0]), await tool.bytes(rest[1] ?? "-")];
  const at = a.findIndex((byte, index) => byte !== b[index]);
  if (at < 0 && a.length === b.length) return 0;
  if (!options.s) {
    if (at < 0 || at >= b.length) await tool.warn(tool.gnu ? `EOF on ${a.length < b.length ? rest[0] : rest[1]} after byte ${Math.min(a.length, b.length)}, in line ${new TextDecoder().decode(a).split("\n").length - 1}` : `EOF on ${a.length < b.length ? rest[0] : rest[1]}`);
    else await tool.out(`${rest[0]} ${rest[1]} differ: ${tool.gnu ? "byte" : "char"} ${at + 1}, line ${new TextDecoder().decode(a.subarray(0, at)).split("\n").length}\n`);
  }
  return 1;
}

const ALGORITHMS = { sha1sum: "SHA-1", sha256sum: "SHA-256", sha512sum: "SHA-512" };

export async function sum(tool) {
  const { options, rest } = tool.options("cbtw", { check: "c", quiet: "q", status: "s" });
  const digest = async (name) => {
    const data = await tool.bytes(name);
    if (tool.name === "md5sum") return md5(data);
    const free = tool.process.clock.hold();
    const hash = await globalThis.crypto.subtle.digest(ALGORITHMS[tool.name], data).finally(free);
    return hex(new Uint8Array(hash));
  };
  for (const name of rest.length ? rest : ["-"]) {
    await tool.attempt(
      async () => {
        if (!options.c) return tool.out(`${await digest(name)}  ${name}\n`);
        for (const line of (await tool.text(name)).split("\n").filter(Boolean)) {
          const [, wanted, path] = /^(\w+) [ *](.*)$/.exec(line) ?? [];
          const isSame = (await digest(path)) === wanted;
          if (!isSame) tool.status = 1;
          await tool.out(`${path}: ${isSame ? "OK" : "FAILED"}\n`);
        }
        return undefined;
      },
      (_, message) => (tool.gnu ? `${name}: ${message}` : `can't open '${name}': ${message}`));
  }
  if (options.c && tool.status) await tool.warn("WARNING: 1 computed checksum did NOT match");
  return tool.status;
}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** MD5 by RFC 1321, which the browser's crypto lacks. */
function md5(data) {
  const words = new Uint32Array(((data.length + 8) >> 6) * 16 + 16);
  data.forEach((byte, at) => (words[at >> 2] |= byte << ((at % 4) * 8)));
  words[data.length >> 2] |= 0x80 << ((data.length % 4) * 8);
  words[words.length - 2] = data.length * 8;
  const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
  const table = Array.from({ length: 64 }, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32) >>> 0);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d] = state;
    for (let at = 0; at < 64; at += 1) {
      const round = at >> 4;
      const f = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round];
      const g = [at, (5 * at + 1) % 16, (3 * at + 5) % 16, (7 * at) % 16][round];
      const turned = (a + f + table[at] + words[block + g]) | 0;
      const shift = shifts[round * 4 + (at % 4)];
      [a, d, c, b] = [d, c, b, (b + ((turned << shift) | (turned >>> (32 - shift)))) | 0];
    }
    state = [state[0] + a, state[1] + b, state[2] + c, state[3] + d].map((value) => value | 0);
  }
  return hex(new Uint8Array(Uint32Array.from(state).buffer));
}

export async function base64(tool) {
  const { options, rest } = tool.options("diw:", { decode: "d", wrap: "w" });
  const data = await tool.bytes(rest[0] ?? "-");
  if (options.d) {
    try {
      return tool.process.write(Uint8Array.from(atob(new TextDecoder().decode(data).replace(/\s/g, "")), (char) => char.charCodeAt(0)));
    } catch {
      throw new Misuse(tool.gnu ? "invalid input" : "truncated input");
    }
  }
  let binaryText = "";
  for (const byte of data) binaryText += String.fromCharCode(byte);
  const text = btoa(binaryText);
  const width = Number(options.w ?? 76);
  return tool.out(width ? text.replace(new RegExp(`.{1,${width}}`, "g"), "$&\n") : text);
}

export async function xxd(tool) {
  const { options, rest } = tool.options("pl:c:gCvn:", {});
  const data = (await tool.bytes(rest.at(-1) ?? "-")).subarray(0, Number(options.l ?? options.n ?? Infinity) || undefined);
  if (options.p) return tool.out(`${hex(data).replace(/.{60}/g, "$&\n")}\n`);
  const isHexdump = tool.name === "hexdump" || tool.name === "hd";
  for (let at = 0; at < data.length; at += 16) {
    const row = data.subarray(at, at + 16);
    const ascii = [...row].map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
    if (isHexdump) {
      const bytes = [...row].map((byte) => byte.toString(16).padStart(2, "0"));
      await tool.out(`${at.toString(16).padStart(8, "0")}  ${`${bytes.slice(0, 8).join(" ").padEnd(23)}  ${bytes.slice(8).join(" ")}`.padEnd(48)}  |${ascii}|\n`);
    } else await tool.out(`${at.toString(16).padStart(8, "0")}: ${(hex(row).match(/.{1,4}/g) ?? []).join(" ").padEnd(39)}  ${ascii}\n`);
  }
  if (isHexdump) await tool.out(`${data.length.toString(16).padStart(8, "0")}\n`);
  return undefined;
}

export async function od(tool) {
  const { options, rest } = tool.options("cAn:t:vx:N:j:", {});
  const data = await tool.bytes(rest[0] ?? "-");
  const names = { 0: "\\0", 7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r" };
  for (let at = 0; at < data.length; at += 16) {
    const cells = [...data.subarray(at, at + 16)].map((byte) => (options.c ? (names[byte] ?? (byte > 31 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, "0"))).padStart(3) : byte.toString(8).padStart(3, "0")));
    await tool.out(`${at.toString(8).padStart(7, "0")} ${cells.join(" ")}\n`);
  }
  await tool.out(`${data.length.toString(8).padStart(7, "0")}\n`);
}
