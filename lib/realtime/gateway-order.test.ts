import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db, pool } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { message } from "@/db/factories/inbound-events";
import { cookieOf, createAgent } from "@/db/factories/people";
import { conversations } from "@/db/schema/conversations";
import { applyInboundEvent } from "@/lib/conversations/receiving/apply-inbound-event";
import { recordEvent } from "@/lib/events/record-event";
import { startGateway } from "./gateway";
import type { LiveEvent } from "./live-event";

let server: Server;
let gateway: { stop(): Promise<void> };
let socket: Socket;
let heard: LiveEvent[];

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events cascade`);
  server = createServer();
  gateway = await startGateway(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const extraHeaders = { cookie: await cookieOf(await createAgent()) };
  socket = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true, extraHeaders });
  heard = [];
  socket.on("live", (event) => heard.push(event));
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
});
afterEach(async () => {
  socket.disconnect();
  await gateway.stop();
  server.close();
});

const somebodyChanged = (userId: string) =>
  db.transaction((tx) => recordEvent(tx, { type: "user.changed", userId }));
const toldOf = (userId: string) => () =>
  heard.some((event) => event.type === "user" && event.userId === userId);

test("more gaps than a query has parameters do not silence anybody", async () => {
  await db.execute(sql`select setval(pg_get_serial_sequence('events', 'id'), 70000)`);
  for (const name of ["Jonas", "Tess"]) {
    const userId = (await createAgent({ name })).id;
    await somebodyChanged(userId);
    await expect.poll(toldOf(userId), { timeout: 5_000 }).toBe(true);
  }
});

test("of two wishes the later one counts, whichever is looked up first", async () => {
  const page = await createChannel();
  const says = (text: string) =>
    db.transaction((tx) =>
      applyInboundEvent(tx, page, message({ channelExternalId: page.externalId, text })),
    );
  await says("Is my order on its way?");
  const [conversation] = await db.select().from(conversations);

  const watching = await pool.connect();
  await watching.query("begin; lock table conversations in access exclusive mode");
  const first = socket.timeout(5_000).emitWithAck("watch", { views: [], conversationId: conversation!.id });
  const second = socket.timeout(5_000).emitWithAck("watch", { views: [], conversationId: null });
  await expect.poll(blocked, { timeout: 5_000 }).toBeGreaterThan(0);
  await watching.query("rollback");
  watching.release();
  await Promise.all([first, second]);

  await says("Hello?");
  const last = (await createAgent({ name: "Jonas" })).id;
  await somebodyChanged(last);
  await expect.poll(toldOf(last), { timeout: 5_000 }).toBe(true);
  expect(heard.filter(({ type }) => type === "message")).toEqual([]);
});

async function blocked() {
  const { rows } = await pool.query(`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return rows[0].count as number;
}
