import express from "express";

const app = express();
const port = Number(process.env.PORT ?? 3000);

app.get("/", (request, response) => {
  response.send("Welcome to my awesome app!\n");
});

// 0.0.0.0: every address of the container. On 127.0.0.1 nobody outside of it could connect.
const server = app.listen(port, "0.0.0.0", () => {
  console.log(`app listening on port ${port}`);
});

// `docker stop` sends SIGTERM. Finish open requests, then end.
process.on("SIGTERM", () => {
  console.log("asked to stop");
  server.close(() => process.exit(0));
});
