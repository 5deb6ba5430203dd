const http = require("node:http");
const { greeting } = require("./greeting");

http
  .createServer((request, response) => {
    const { searchParams } = new URL(request.url, "http://localhost");
    response.end(`${greeting(searchParams.get("name"))}\n`);
  })
  .listen(3000, () => console.log(`board listens on port 3000 (${process.env.NODE_ENV})`));

process.on("SIGTERM", () => process.exit(0));
