import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { echo, message, minutesAfterNoon, receipt } from "@/db/factories/inbound-events";
import { createAgent } from "@/db/factories/people";
import { channels } from "@/db/schema/channels";
import { conversations } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import type { InboundEvent, SendResult } from "@/lib/channels/channel";
import { channelsByKind } from "@/lib/channels/registry";
import { clock } from "@/lib/clock";
import { encrypt } from "@/lib/encryption";
import { listConversations } from "../list-conversations";
import { listMessages } from "../list-messages";
import { readConversation } from "../read-conversation";
import { applyInboundEvent } from "../receiving/apply-inbound-event";
import type { ChannelRow } from "../receiving/find-or-open-conversation";
import { deliverMessages } from "./deliver-messages";
import { retryMessage } from "./retry-message";
import { draftSchema, sendMessage } from "./send-message";

let ana: Agent;
let page: ChannelRow;
let here: { channelExternalId: string };

beforeEach(async () => {
  vi.restoreAllMocks();
  await db.execute(sql`truncate users, channels, contacts, events, inbox_counters cascade`);
  clock.now = () => minutesAfterNoon(60);
  ana = await createAgent();
  page = await createChannel();
  here = { channelExternalId: page.externalId };
});

async function apply(...events: InboundEvent[]) {
  for (const event of events) await db.transaction((tx) => applyInboundEvent(tx, page, event));
}

async function row() {
  const { conversations: rows } = await listConversations(ana);
  return rows[0]!;
}

const thread = async () => (await listMessages(ana, (await row()).id)).messages;

async function says(text: string) {
  return sendMessage(ana, (await row()).id, draftSchema.parse({ text }));
}

/** What the platform answers to everything that is sent. */
function platformAnswers(answer: () => SendResult | Promise<SendResult>) {
  vi.spyOn(channelsByKind.facebook, "send").mockImplementation(async () => answer());
}

async function deliver() {
  await deliverMessages({ conversationId: (await row()).id });
}

const rejected: SendResult = { outcome: "rejected", reason: "rejected", detail: "no", retryable: false };
const tokenOver: SendResult = { ...rejected, reason: "reconnect_needed", detail: "190/460" };

test("the raw form of what can't be shown is not told with the thread", async () => {
  await apply(message({ ...here, kind: "unsupported", text: null, raw: { secret: "of María" } }));
  expect(JSON.stringify(await thread())).not.toContain("of María");
});

test("reading backwards changes nothing, also while something unread stands", async () => {
  const at = (minute: number) => message({ ...here, at: minutesAfterNoon(minute) });
  await apply(at(1), at(2));
  const [first, second] = await thread();
  await readConversation(ana, (await row()).id, second!.id);
  await apply(at(3));
  await readConversation(ana, (await row()).id, first!.id);
  expect(await row()).toMatchObject({ unreadCount: 1 });
});

test("an answer that failed answers nothing: the contact waits on until it goes out", async () => {
  await apply(message({ ...here, at: minutesAfterNoon(5) }));
  const { waitingSince } = await row();
  const { id } = await says("It ships today.");
  platformAnswers(() => rejected);
  await deliver();
  expect(await row()).toMatchObject({ waitingSince, lastMessage: { id, status: "failed" } });

  await retryMessage(ana, (await row()).id, id);
  expect(await row()).toMatchObject({ waitingSince: null });
});

test("the list follows the platform's time of our own message, whatever our clock said", async () => {
  await apply(message({ ...here, at: minutesAfterNoon(50) }));
  const { id } = await says("It ships today."); // at 60 by our clock
  const ours = echo({ ...here, messageId: id, text: "It ships today.", at: minutesAfterNoon(51) });
  await apply(ours, message({ ...here, text: "Thank you!", at: minutesAfterNoon(52) }));
  expect(await row()).toMatchObject({
    lastMessage: { text: "Thank you!" },
    lastMessageAt: minutesAfterNoon(52).toISOString(),
    waitingSince: minutesAfterNoon(52).toISOString(),
  });
});

test("a receipt that names messages confirms them without a watermark", async () => {
  await apply(message(here));
  const { id } = await says("It ships today.");
  const ours = echo({ ...here, messageId: id, at: minutesAfterNoon(61) });
  await apply(ours, {
    ...receipt("delivered", { ...here, at: minutesAfterNoon(62), until: new Date(0) }),
    externalIds: [ours.externalId],
  } as InboundEvent);
  expect((await thread()).at(-1)).toMatchObject({
    status: "delivered",
    deliveredAt: minutesAfterNoon(62).toISOString(),
  });
});

test("a refusal of the old token says nothing about the one that was connected meanwhile", async () => {
  await apply(message(here));
  await says("It ships today.");
  const answers: SendResult[] = [tokenOver, { outcome: "sent", externalId: "m_sent" }];
  platformAnswers(async () => {
    await db.update(channels).set({ accessTokenEncrypted: encrypt("another") });
    return answers.shift()!;
  });
  await deliver();
  const [channel] = await db.select().from(channels);
  expect(channel).toMatchObject({ tokenState: "valid", tokenProblem: null });
  expect((await thread()).at(-1)).toMatchObject({ status: "sent", externalId: "m_sent" });
});

test("a channel without a token stays one, whatever still waits to be sent", async () => {
  await apply(message(here));
  await says("It ships today.");
  await db.update(channels).set({ accessTokenEncrypted: null, tokenState: "missing" });
  await deliver();
  const [channel] = await db.select().from(channels).where(eq(channels.id, page.id));
  expect(channel).toMatchObject({ tokenState: "missing" });
  const [conversation] = await db.select().from(conversations);
  expect(conversation!.lastMessageId).not.toBeNull();
});
