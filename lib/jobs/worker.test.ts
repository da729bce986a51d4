import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, onTheWire, written } from "@/db/factories/deliveries";
import { createAgent } from "@/db/factories/people";
import { deliveries } from "@/db/schema/deliveries";
import type { Agent } from "@/lib/auth/agent";
import { standInAnswering } from "@/lib/channels/facebook/graph-stand-in";
import { listConversations } from "@/lib/conversations/list-conversations";
import { listMessages } from "@/lib/conversations/list-messages";
import { draftSchema, sendMessage } from "@/lib/conversations/sending/send-message";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import { enqueue } from "./enqueue";
import { startWorker } from "./worker";

/** Patience for a busy machine. */
const soon = { timeout: 15_000 };

let ana: Agent;
let page: { externalId: string };
let worker: { stop(): Promise<void> } | null = null;

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, deliveries, events, inbox_counters cascade`);
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  ana = await createAgent();
  page = await createChannel();
});
afterEach(async () => {
  await worker?.stop();
  worker = null;
});

async function keep(text: string) {
  const body = Buffer.from(
    onTheWire(delivery(page.externalId, [written(page.externalId, { text, at: Date.now() })])),
  );
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body });
}

async function lastWords() {
  const { conversations } = await listConversations(ana);
  return conversations.map(({ lastMessage }) => lastMessage?.text);
}

test("what was kept before the start is opened, and what comes later as well", async () => {
  await standInAnswering(200, { name: "María Solano" });
  await keep("Hello");
  worker = await startWorker();
  await expect.poll(lastWords, soon).toEqual(["Hello"]);

  await keep("Is my order on its way?");
  await expect.poll(lastWords, soon).toEqual(["Is my order on its way?"]);
  const name = async () => (await listConversations(ana)).conversations[0]?.contact.name;
  await expect.poll(name, soon).toBe("María Solano");
});

test("an answer goes out without anybody asking for it", async () => {
  const asked = await standInAnswering(200, { message_id: "m_sent" });
  worker = await startWorker();
  await keep("Hello");
  await expect.poll(lastWords, soon).toEqual(["Hello"]);
  const { conversations } = await listConversations(ana);
  const { id } = await sendMessage(ana, conversations[0]!.id, draftSchema.parse({ text: "Good morning" }));

  const status = async () => {
    const { messages } = await listMessages(ana, conversations[0]!.id);
    return messages.find((message) => message.id === id)?.status;
  };
  await expect.poll(status, soon).toBe("sent");
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("two workers open everything once", async () => {
  await standInAnswering(200, { name: "María Solano" });
  const texts = Array.from({ length: 30 }, (_, number) => `${number}`);
  worker = await startWorker();
  const other = await startWorker();
  for (const text of texts) await keep(text);
  const waiting = async () => (await db.select().from(deliveries)).filter(({ openedAt }) => !openedAt).length;
  await expect.poll(waiting, soon).toBe(0);
  await other.stop();

  const { conversations } = await listConversations(ana);
  const { messages } = await listMessages(ana, conversations[0]!.id);
  expect(messages.map(({ text }) => text)).toEqual(texts);
});

test("a job is gone with the transaction that wanted it", async () => {
  const jobs = async () => (await db.execute(sql`select key, run_at from graphile_worker.jobs`)).rows;
  await expect(
    db.transaction(async (tx) => {
      await enqueue(tx, "mind-outbox", {});
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow();
  expect(await jobs()).toEqual([]);

  const runAt = new Date("2100-01-01T00:00:00Z");
  await db.transaction((tx) => enqueue(tx, "mind-outbox", {}, { key: "mind", runAt }));
  await db.transaction((tx) => enqueue(tx, "mind-outbox", {}, { key: "mind", keepTime: true }));
  expect(await jobs()).toEqual([{ key: "mind", run_at: expect.anything() }]);
  const [job] = await jobs();
  expect(new Date(String(job?.run_at))).toEqual(runAt);
});
