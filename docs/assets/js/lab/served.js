/* A published port as a browser on the host would see it. The result is data: the page decides what to show. */
import { NetError } from "./net/network.js";

const decoder = new TextDecoder();
const REFUSED = { ECONNREFUSED: "Nothing is listening on this port of the host.", ECONNRESET: "The port is published, but nothing in the container is listening on it.", ETIMEDOUT: "There was no answer." };

/** @returns {Promise<{status: number, reason: string, type: string, text: string}|{fault: string}>} */
export async function pageOf({ machine }, port, path = "/") {
  try {
    const { status, reason = "", headers, body = "" } = await machine.request(machine.hostNetns, "localhost", port, { method: "GET", path, headers: { host: `localhost:${port}`, "user-agent": "Mozilla/5.0", accept: "text/html" } });
    const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "text/plain";
    return { status, reason, type, text: typeof body === "string" ? body : decoder.decode(body) };
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    return { fault: REFUSED[error.code] ?? "This port doesn't speak HTTP." };
  }
}
