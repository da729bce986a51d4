import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { io } from "socket.io-client";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { cookieOf, createAgent } from "@/db/factories/people";
import type { Agent } from "@/lib/auth/agent";
import { recordEvent } from "@/lib/events/record-event";
import { listNotifications } from "@/lib/notifications/list-notifications";
import { raiseProblem, solveProblem, tellNews } from "@/lib/notifications/notify";
import { readNotifications } from "@/lib/notifications/read-notifications";
import { startGateway } from "./gateway";
import { type LiveEvent, liveEventSchema } from "./live-event";

const soon = { timeout: 15_000 };
const lost = { title: "Harbor Coffee has lost its access", message: "…", href: "/settings", channelId: null };
const back = { ...lost, title: "Harbor Coffee works again" };

let server: Server;
let gateway: { stop(): Promise<void> };
let ada: Agent;
let eve: Agent;
let mira: Agent;
let ana: Agent;

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events, notifications cascade`);
  ada = await createAgent({ name: "Ada", role: "admin" });
  eve = await createAgent({ name: "Eve", role: "admin" });
  mira = await createAgent({ name: "Mira", role: "manager" });
  ana = await createAgent({ name: "Ana" });
  server = createServer();
  gateway = await startGateway(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await gateway.stop();
  server.close();
});

/** What a browser window of somebody hears. */
async function listens(agent: Agent): Promise<LiveEvent["type"][]> {
  const { port } = server.address() as AddressInfo;
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie: await cookieOf(agent) },
  });
  onTestFinished(() => {
    socket.disconnect();
  });
  const heard: LiveEvent["type"][] = [];
  socket.on("live", (event) => heard.push(liveEventSchema.parse(event).type));
  await new Promise<void>((resolve) => socket.on("connect", () => resolve()));
  return heard;
}

const raise = (key: string) => db.transaction((tx) => raiseProblem(tx, key, lost));
const unreadOf = async (agent: Agent) => (await listNotifications(agent)).unread;

test("a problem is told once until it is solved, and may be told again after that", async () => {
  await Promise.all([raise("channel:1:token"), raise("channel:1:token"), raise("channel:1:token")]);
  await raise("channel:1:token");
  expect(await unreadOf(ada)).toBe(1);

  await db.transaction((tx) => solveProblem(tx, "channel:1:token", back));
  await db.transaction((tx) => solveProblem(tx, "channel:1:token", back));
  const { notifications } = await listNotifications(ada);
  expect(notifications.map(({ kind, title, solvedAt }) => [kind, title, solvedAt !== null])).toEqual([
    ["news", "Harbor Coffee works again", false],
    ["problem", "Harbor Coffee has lost its access", true],
  ]);

  await raise("channel:1:token");
  expect(await unreadOf(ada)).toBe(3);
});

test("solving what nobody was told of says nothing", async () => {
  await db.transaction((tx) => solveProblem(tx, "channel:1:token", back));
  expect(await unreadOf(ada)).toBe(0);
});

test("each admin has read their own, and what came later stays unread", async () => {
  await raise("channel:1:token");
  const seen = (await listNotifications(ada)).notifications[0]!;
  await raise("channel:2:token");
  await readNotifications(ada, { until: seen.createdAt });
  await readNotifications(ada, { until: seen.createdAt });

  const { notifications } = await listNotifications(ada);
  expect(notifications.find(({ id }) => id === seen.id)?.read).toBe(true);
  expect(await unreadOf(eve)).toBe(2);
});

test("nobody but admins may read them", async () => {
  for (const agent of [ana, mira]) {
    await expect(listNotifications(agent)).rejects.toMatchObject({ code: "forbidden" });
    await expect(readNotifications(agent, { until: new Date().toISOString() })).rejects.toMatchObject({
      code: "forbidden",
    });
  }
});

test("over the socket admins alone hear that there is news", async () => {
  const channel = await createChannel();
  const [adas, eves, miras, anas] = await Promise.all([ada, eve, mira, ana].map(listens));

  await raise("channel:1:token");
  await db.transaction((tx) => tellNews(tx, "channel:1:repaired", back));
  await db.transaction((tx) =>
    recordEvent(tx, { type: "channel.checked", details: { channelId: channel.id } }),
  );
  // Told to everybody, after all else: what has not come by now never comes.
  await db.transaction((tx) => recordEvent(tx, { type: "channel.changed", channelId: channel.id }));

  for (const heard of [adas, eves, miras, anas]) await expect.poll(() => heard, soon).toContain("channel");
  for (const heard of [adas, eves]) {
    expect(heard).toContain("notifications");
    expect(heard).toContain("channel_check");
  }
  for (const heard of [miras, anas]) expect(heard).toEqual(["channel"]);
});

test("reading in one window counts down in the others of the same admin, and in nobody else's", async () => {
  await raise("channel:1:token");
  const channel = await createChannel();
  const [adas, eves] = await Promise.all([ada, eve].map(listens));
  await readNotifications(ada, { until: new Date(Date.now() + 1_000).toISOString() });
  await db.transaction((tx) => recordEvent(tx, { type: "channel.changed", channelId: channel.id }));

  await expect.poll(() => eves, soon).toContain("channel");
  await expect.poll(() => adas, soon).toContain("notifications");
  expect(eves).not.toContain("notifications");
});
