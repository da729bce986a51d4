import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { echo, message, minutesAfterNoon, NOON } from "@/db/factories/inbound-events";
import { createAgent } from "@/db/factories/people";
import { conversations, messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { clock } from "@/lib/clock";
import { listMessages } from "../list-messages";
import { applyInboundEvent } from "../receiving/apply-inbound-event";
import { cancelMessage } from "./cancel-message";
import { draftSchema, sendMessage } from "./send-message";

let ana: Agent;
let jonas: Agent;
let page: ChannelRow;
let conversationId: string;

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events, inbox_counters cascade`);
  clock.now = () => NOON;
  ana = await createAgent({ name: "Ana" });
  jonas = await createAgent({ name: "Jonas" });
  page = await createChannel();
  await tell(message({ channelExternalId: page.externalId }));
  const [conversation] = await db.select().from(conversations);
  conversationId = conversation!.id;
});

const tell = (event: Parameters<typeof applyInboundEvent>[2]) =>
  db.transaction((tx) => applyInboundEvent(tx, page, event));
let minute = 0;
/** A minute after whatever was written before. */
function write(agent: Agent, text: string, draft: Record<string, unknown> = {}) {
  minute += 1;
  clock.now = () => minutesAfterNoon(minute);
  return sendMessage(agent, conversationId, draftSchema.parse({ text, ...draft }));
}
const texts = async () => (await listMessages(ana, conversationId)).messages.map(({ text }) => text);
const held = { code: "someone_answered" };

describe("a reply whose author has seen no answer", () => {
  test("is held when a colleague has answered, with what they said, and nothing is stored", async () => {
    const answer = await write(jonas, "It ships today.");

    await expect(write(ana, "Tomorrow.", { seenAnswerId: null })).rejects.toMatchObject({
      ...held,
      message: "Jonas answered since you began. Nothing was sent yet.",
      details: {
        messageId: answer.id,
        authorName: "Jonas",
        text: "It ships today.",
        sentAt: answer.sentAt,
      },
    });
    expect(await texts()).toEqual(["Do you deliver?", "It ships today."]);
  });

  test("goes even so, when its author says so", async () => {
    await write(jonas, "It ships today.");
    await write(ana, "Tomorrow.", { seenAnswerId: null, evenSo: true });
    expect(await texts()).toEqual(["Do you deliver?", "It ships today.", "Tomorrow."]);
  });

  test("is held when somebody has answered outside Pagedesk", async () => {
    minute += 1;
    clock.now = () => minutesAfterNoon(minute);
    await tell(echo({ channelExternalId: page.externalId, text: "From our phone.", at: clock.now() }));
    await expect(write(ana, "Tomorrow.", { seenAnswerId: null })).rejects.toMatchObject({
      ...held,
      details: { authorName: "Outside Pagedesk", text: "From our phone." },
    });
  });

  test("goes after one's own answer, a colleague's note and what a colleague has taken back", async () => {
    await write(ana, "Let me look.");
    await write(jonas, "She is a regular.", { visibility: "note" });
    const { id } = await write(jonas, "It ships today.");
    await cancelMessage(jonas, conversationId, id);

    await expect(write(ana, "Tomorrow.", { seenAnswerId: null })).resolves.toMatchObject({
      text: "Tomorrow.",
    });
  });
});

describe("a reply whose author has seen an answer", () => {
  test("goes after that one, and is held by a newer one", async () => {
    const first = await write(jonas, "It ships today.");
    await write(ana, "At five.", { seenAnswerId: first.id });

    const second = await write(jonas, "No, at six.");
    await expect(write(ana, "For sure.", { seenAnswerId: first.id })).rejects.toMatchObject({
      ...held,
      details: { messageId: second.id },
    });
    await write(ana, "For sure.", { seenAnswerId: second.id });
  });

  test("goes when that one was taken back meanwhile: an older one is no news", async () => {
    await write(jonas, "It ships today.");
    const { id } = await write(jonas, "No, tomorrow.");
    await cancelMessage(jonas, conversationId, id);
    await write(ana, "At five.", { seenAnswerId: id });
  });

  test("of a long thread may name what they saw first: whatever stands above it is no news", async () => {
    await write(jonas, "It ships today.");
    minute += 1;
    const question = message({ channelExternalId: page.externalId, at: minutesAfterNoon(minute) });
    await tell(question);
    const [row] = await db.select().from(messages).where(eq(messages.externalId, question.externalId));

    await write(ana, "At five.", { seenAnswerId: row!.id });
    await write(jonas, "At six.");
    await expect(write(ana, "For sure.", { seenAnswerId: row!.id })).rejects.toMatchObject(held);
  });

  test("that is gone is told of every answer", async () => {
    await write(jonas, "It ships today.");
    const seenAnswerId = crypto.randomUUID();
    await expect(write(ana, "Tomorrow.", { seenAnswerId })).rejects.toMatchObject(held);
  });
});

test("programs that look at nothing are not held, nor are notes", async () => {
  await write(jonas, "It ships today.");
  await write(ana, "At five.");
  await write(ana, "He answered.", { visibility: "note", seenAnswerId: null });
});

test("the same draft again is answered with what is stored, whoever has answered since", async () => {
  const id = crypto.randomUUID();
  await write(ana, "At five.", { id, seenAnswerId: null });
  await write(jonas, "At six.");
  await expect(write(ana, "At five.", { id, seenAnswerId: null })).resolves.toMatchObject({ id });
});

test("of two who answer at the same moment, one is told of the other", async () => {
  const ends = await Promise.allSettled([
    write(ana, "At five.", { seenAnswerId: null }),
    write(jonas, "At six.", { seenAnswerId: null }),
  ]);
  expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(ends.find((end) => end.status === "rejected")!.reason).toMatchObject(held);
  expect(await texts()).toHaveLength(2);
});
