import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import pg from "pg";
import { Server } from "socket.io";

/**
 * The limits: the least that does the same work.
 *
 * `/accept` reads and answers 200: how much the load itself can carry.
 * `/webhook` checks the signature and answers after one durable INSERT for each request.
 * `/relay` does that and then tells every socket.
 */

const { PORT = "", DATABASE_URL = "", FACEBOOK_APP_SECRET = "" } = process.env;

const INSERT = {
  name: "keep",
  text: "insert into deliveries (kind, app_id, body) values ('facebook', 'bare', $1)",
};

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 8 });
const server = createServer();
const io = new Server(server, { serveClient: false });

server.on("request", async (request, response) => {
  if (request.url?.startsWith("/socket.io/")) return;
  const body = await readBody(request);
  if (request.url === "/accept") return response.end("EVENT_RECEIVED");
  if (!isSigned(body, request.headers["x-hub-signature-256"])) return response.writeHead(401).end();

  await pool.query({ ...INSERT, values: [body] });
  if (request.url === "/relay") io.emit("live", JSON.parse(body.toString()));
  response.end("EVENT_RECEIVED");
});
server.listen(Number(PORT), "127.0.0.1", () => console.log("listening"));

async function readBody(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function isSigned(body: Buffer, header: string | string[] | undefined) {
  const expected = createHmac("sha256", FACEBOOK_APP_SECRET).update(body).digest();
  const given = Buffer.from(String(header).slice("sha256=".length), "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
