/* gzip, gunzip and zcat, with the streams of every runtime. */
import { Misuse, concat } from "../tool.js";

async function through(clock, data, stream) {
  const free = clock.hold();
  try {
    const writer = stream.writable.getWriter();
    const written = writer.write(data).then(() => writer.close());
    const chunks = [];
    const reader = stream.readable.getReader();
    for (let next; !(next = await reader.read()).done; ) chunks.push(next.value);
    await written;
    return concat(chunks.length ? chunks : [new Uint8Array(0)]);
  } finally {
    free();
  }
}

export const compress = (clock, data) => through(clock, data, new CompressionStream("gzip"));
export const decompress = (clock, data) => through(clock, data, new DecompressionStream("gzip"));
export const isGzip = (data) => data[0] === 0x1f && data[1] === 0x8b;

export async function gzip(tool) {
  const { options, rest } = tool.options("cdfkv123456789tlnqr", { stdout: "c", decompress: "d", force: "f", keep: "k" });
  const isBack = options.d || tool.name !== "gzip";
  const toOutput = options.c || tool.name === "zcat" || !rest.length || rest[0] === "-";
  for (const name of rest.length ? rest : ["-"]) {
    await tool.attempt(
      async () => {
        const data = await tool.bytes(name);
        if (isBack && !isGzip(data)) {
          await tool.fail(tool.gnu ? `${name === "-" ? "stdin" : name}: not in gzip format` : "invalid magic");
          return;
        }
        const { clock } = tool.process;
        const result = isBack ? await decompress(clock, data) : await compress(clock, data);
        if (toOutput) return void (await tool.process.write(result));
        const to = isBack ? name.replace(/\.(t)?gz$/, (_, t) => (t ? ".tar" : "")) : `${name}.gz`;
        if (to === name) throw new Misuse(`${name}: unknown suffix -- ignored`, 2);
        const stat = tool.files.stat(name);
        tool.files.writeFile(to, result, { mode: stat.mode, mtime: stat.mtime });
        if (!options.k) tool.files.unlink(name);
      },
      (_, message, error) => (error.code === "EISDIR" ? `${name} is a directory -- ignored` : tool.gnu ? `${name}: ${message}` : `${name}: ${message}`));
  }
  return tool.status;
}
