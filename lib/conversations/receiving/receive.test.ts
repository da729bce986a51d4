import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import {
  echo,
  edit,
  message,
  minutesAfterNoon,
  NOON,
  reaction,
  receipt,
} from "@/db/factories/inbound-events";
import { createAgent } from "@/db/factories/people";
import { channels } from "@/db/schema/channels";
import { conversations, messages } from "@/db/schema/conversations";
import { transactionAgain } from "@/db/transaction-again";
import type { Agent } from "@/lib/auth/agent";
import type { InboundEvent } from "@/lib/channels/channel";
import { clock } from "@/lib/clock";
import { closeConversation } from "../close-conversation";
import { findCounters, sumCounters } from "../counters";
import { listConversations } from "../list-conversations";
import { listMessages } from "../list-messages";
import { sendMessage } from "../sending/send-message";
import { applyInboundEvent } from "./apply-inbound-event";
import type { ChannelRow } from "./find-or-open-conversation";

let ana: Agent;
let page: ChannelRow;
let here: { channelExternalId: string };

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events, inbox_counters cascade`);
  clock.now = () => minutesAfterNoon(60);
  ana = await createAgent();
  page = await createChannel();
  here = { channelExternalId: page.externalId };
});

async function apply(...events: InboundEvent[]) {
  for (const event of events) await transactionAgain((tx) => applyInboundEvent(tx, page, event));
}

async function thread() {
  const [conversation] = await db.select().from(conversations);
  return (await listMessages(ana, conversation!.id)).messages;
}

async function onlyRow() {
  const { conversations: rows } = await listConversations(ana);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

test("a first message opens a conversation with a window, a waiting clock and one unread", async () => {
  await apply(message({ ...here, text: "Is my order on its way?" }));

  const row = await onlyRow();
  expect(row).toMatchObject({
    contact: { name: "Facebook user ·5566", profileState: "pending" },
    status: "open",
    unreadCount: 1,
    waitingSince: NOON.toISOString(),
    window: { state: "open", openedBy: "message", closesAt: "2026-11-21T12:00:00.000Z" },
    lastMessage: { text: "Is my order on its way?" },
  });
  expect(await findCounters(ana)).toMatchObject({ unassigned: { open: 1, unread: 1 } });
});

test("the same message delivered again changes nothing", async () => {
  const once = message(here);
  await apply(once);
  const before = await onlyRow();
  await apply(once, once);

  expect(await onlyRow()).toEqual(before);
  expect(await thread()).toHaveLength(1);
});

test("two first messages at the same moment share one conversation", async () => {
  await Promise.all([apply(message(here)), apply(message(here)), apply(message(here))]);

  expect(await thread()).toHaveLength(3);
  expect((await onlyRow()).unreadCount).toBe(3);
});

test("two messages at the same moment reopen one conversation, or open one", async () => {
  await apply(message(here));
  for (const reopenWithinHours of [72, 0]) {
    page = { ...page, reopenWithinHours };
    await db.update(channels).set({ reopenWithinHours });
    await closeConversation(ana, (await onlyRow()).id);
    await Promise.all([apply(message(here)), apply(message(here)), apply(message(here))]);
    await onlyRow();
  }
});

test("a late message slides into its place and leaves the newest one on the row", async () => {
  await apply(
    message({ ...here, text: "second", at: minutesAfterNoon(2) }),
    message({ ...here, text: "first", at: minutesAfterNoon(1) }),
  );

  expect((await thread()).map(({ text }) => text)).toEqual(["first", "second"]);
  expect((await onlyRow()).lastMessage?.text).toBe("second");
  expect((await onlyRow()).waitingSince).toBe(minutesAfterNoon(1).toISOString());
});

test("what somebody writes in the Page's own inbox is the external user's, and ends the waiting", async () => {
  await apply(message(here), echo({ ...here, text: "On its way!", at: minutesAfterNoon(5) }));

  expect((await thread()).at(-1)).toMatchObject({
    direction: "out",
    author: { kind: "external", name: "Outside Pagedesk" },
    text: "On its way!",
    status: "sent",
  });
  expect((await onlyRow()).waitingSince).toBeNull();
});

test("an echo never wakes a closed conversation and never fills the inbox", async () => {
  await apply(echo({ ...here, text: "Our autumn roast is here" }));

  expect((await listConversations(ana)).conversations).toEqual([]);
  expect(await thread()).toHaveLength(1);
});

test("the echo of our own message settles it, also before the answer to the send call", async () => {
  await apply(message(here));
  const { id } = await onlyRow();
  const messageId = crypto.randomUUID();
  await sendMessage(ana, id, { id: messageId, text: "It ships today.", visibility: "private" });
  await apply(echo({ ...here, externalId: "m_1", messageId, at: minutesAfterNoon(61) }));

  expect(await thread()).toHaveLength(2);
  expect((await thread()).at(-1)).toMatchObject({
    id: messageId,
    externalId: "m_1",
    author: { kind: "agent", name: "Ana" },
    status: "sent",
    sentAt: minutesAfterNoon(61).toISOString(),
  });
});

test("receipts move our messages on, even when they came before the echo", async () => {
  await apply(message(here));
  const { id } = await onlyRow();
  const messageId = crypto.randomUUID();
  await sendMessage(ana, id, { id: messageId, text: "It ships today.", visibility: "private" });
  await apply(
    receipt("read", { ...here, at: minutesAfterNoon(63), until: minutesAfterNoon(63) }),
    echo({ ...here, externalId: "m_1", messageId, at: minutesAfterNoon(61) }),
  );

  expect((await thread()).at(-1)).toMatchObject({
    status: "read",
    readAt: minutesAfterNoon(63).toISOString(),
  });
});

test("a receipt says nothing of notes, which the contact never got", async () => {
  await apply(message(here));
  const { id } = await onlyRow();
  const noteId = crypto.randomUUID();
  await sendMessage(ana, id, { id: noteId, text: "Ask Jonas about the roast.", visibility: "note" });
  await apply(receipt("read", { ...here, at: minutesAfterNoon(63), until: minutesAfterNoon(63) }));

  expect((await thread()).at(-1)).toMatchObject({ id: noteId, status: "sent", readAt: null });
});

test("a reaction and an edit may overtake their message", async () => {
  await apply(
    reaction({ ...here, messageExternalId: "m_7", at: minutesAfterNoon(3) }),
    edit({ ...here, messageExternalId: "m_7", text: "Green, please", number: 2, at: minutesAfterNoon(2) }),
    edit({ ...here, messageExternalId: "m_7", text: "Gren", number: 1, at: minutesAfterNoon(1) }),
    message({ ...here, externalId: "m_7", text: "Grene" }),
  );

  expect((await thread())[0]).toMatchObject({
    text: "Green, please",
    editedAt: minutesAfterNoon(2).toISOString(),
    reactions: [{ by: "contact", emoji: "❤️" }],
  });
});

test("a contact who writes again reopens the conversation within the channel's time, else opens a new one", async () => {
  await apply(message(here));
  const first = await onlyRow();
  await closeConversation(ana, first.id);
  clock.now = () => minutesAfterNoon(120);
  await apply(message({ ...here, at: minutesAfterNoon(120) }));
  expect(await onlyRow()).toMatchObject({ id: first.id, status: "open" });

  await closeConversation(ana, first.id);
  clock.now = () => minutesAfterNoon(60 * 24 * 5);
  await apply(message({ ...here, at: minutesAfterNoon(60 * 24 * 5) }));
  expect((await onlyRow()).id).not.toBe(first.id);
});

test("whatever the order and repetition, thread, row and badges come out the same", async () => {
  const told = [
    message({ ...here, externalId: "m_a", text: "a", at: minutesAfterNoon(1) }),
    message({ ...here, externalId: "m_b", text: "b", at: minutesAfterNoon(2) }),
    echo({ ...here, externalId: "m_c", text: "c", at: minutesAfterNoon(3) }),
    receipt("delivered", { ...here, at: minutesAfterNoon(4), until: minutesAfterNoon(4) }),
    receipt("read", { ...here, at: minutesAfterNoon(5), until: minutesAfterNoon(5) }),
    edit({ ...here, messageExternalId: "m_a", text: "A", number: 1, at: minutesAfterNoon(6) }),
    reaction({ ...here, messageExternalId: "m_c", at: minutesAfterNoon(7) }),
    message({ ...here, externalId: "m_d", text: "d", at: minutesAfterNoon(8) }),
  ];
  const expected = await outcome(told);

  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(told, { minLength: told.length }),
      fc.subarray(told),
      async (shuffled, repeated) => {
        expect(await outcome([...shuffled, ...repeated])).toEqual(expected);
      },
    ),
    { numRuns: 12 },
  );
});

/** What an agent sees in the end, without ids and revisions. */
async function outcome(events: InboundEvent[]) {
  await db.execute(sql`truncate contacts, inbox_counters cascade`);
  await apply(...events);
  const [conversation] = await db.select().from(conversations);
  const { waitingSince, windowClosesAt, lastMessageAt, unreadCount } = conversation!;
  const shown = (await thread()).map(({ text, status, editedAt, reactions }) => ({
    text,
    status,
    editedAt,
    reactions,
  }));
  const last = await db.select().from(messages).where(eq(messages.id, conversation!.lastMessageId!));
  const counters = await sumCounters(db, ["all", "unassigned", ana.id]);
  return { waitingSince, windowClosesAt, lastMessageAt, unreadCount, shown, last: last[0]?.text, counters };
}
