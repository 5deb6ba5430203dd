import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import pg from "pg";
import { createClient } from "redis";

const password = readFileSync("/run/secrets/db_password", "utf8").trim();
const database = new pg.Pool({ host: "db", user: "postgres", database: "guestbook", password });
const cache = createClient({ url: "redis://cache:6379" });
cache.on("error", (error) => console.error("redis:", error.message));
await cache.connect();

const server = createServer(async (request, response) => {
  try {
    if (request.url === "/health") {
      await database.query("SELECT 1");
      return response.end("ok\n");
    }
    if (request.method === "POST") {
      let text = "";
      for await (const piece of request) text += piece;
      await database.query("INSERT INTO entries (text) VALUES ($1)", [text.slice(0, 200)]);
      response.statusCode = 201;
      return response.end("thank you\n");
    }
    const visits = await cache.incr("visits");
    const { rows } = await database.query("SELECT text FROM entries ORDER BY id");
    response.end(`visit ${visits}\n${rows.map((row) => `- ${row.text}\n`).join("")}`);
  } catch (error) {
    console.error(error.message);
    response.statusCode = 500;
    response.end("something went wrong\n");
  }
});
server.listen(3000, "0.0.0.0", () => console.log("guestbook listening on port 3000"));

process.on("SIGTERM", () => {
  server.close(async () => {
    await Promise.all([database.end(), cache.close()]);
    process.exit(0);
  });
  server.closeAllConnections();
});
