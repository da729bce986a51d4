import { type AddressInfo, createConnection, createServer, type Server, type Socket } from "node:net";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { env } from "@/lib/env";
import { enqueue } from "./enqueue";
import { runQueue } from "./run-queue";

/** The way to the database, which can be closed. */
let door: Server;
const through = new Set<Socket>();
let pool: pg.Pool;
let queue: { stop(): Promise<void> };

beforeEach(async () => {
  await open(0);
  const { port } = door.address() as AddressInfo;
  const address = new URL(env.DATABASE_URL);
  address.host = `127.0.0.1:${port}`;
  pool = new pg.Pool({ connectionString: address.href });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
});
afterEach(async () => {
  await queue.stop();
  await pool.end();
  await close();
});

async function open(port: number) {
  const { hostname, port: databasePort } = new URL(env.DATABASE_URL);
  door = createServer((socket) => {
    const database = createConnection(Number(databasePort), hostname);
    for (const [one, other] of [
      [socket, database],
      [database, socket],
    ] as const) {
      through.add(one);
      one.on("error", () => {}).on("close", () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => door.listen(port, "127.0.0.1", resolve));
}

async function close() {
  const closed = new Promise((resolve) => door.close(resolve));
  for (const socket of through) socket.destroy();
  through.clear();
  await closed;
}

function ask(key: string) {
  const payload = { identityId: crypto.randomUUID() };
  return db.transaction((tx) => enqueue(tx, "fetch-profile", payload, { key }));
}

test("a database that is away while jobs end does not end the queue", async () => {
  const { port } = door.address() as AddressInfo;
  let runs = 0;
  queue = await runQueue({
    pgPool: pool,
    crontab: "",
    taskList: {
      "fetch-profile": async () => {
        runs += 1;
        if (runs > 1) return;
        await close();
        throw new Error("The platform is away as well.");
      },
    },
  });

  await ask("first");
  await expect.poll(() => door.listening).toBe(false);
  await expect.poll(() => runs).toBe(1);
  await open(port);
  await ask("second");
  await expect.poll(() => runs, { timeout: 60_000 }).toBeGreaterThan(1);
});
