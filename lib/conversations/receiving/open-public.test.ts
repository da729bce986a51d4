import { asc, eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db, pool } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, MARIA_PSID, onTheWire, written } from "@/db/factories/deliveries";
import { createAgent } from "@/db/factories/people";
import { comment, TOM } from "@/db/factories/public-events";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import { deliveries, parkedEvents, setAsideElements } from "@/db/schema/deliveries";
import { publications } from "@/db/schema/publications";
import { rowCounts } from "@/db/testing/row-counts";
import { transactionAgain } from "@/db/transaction-again";
import type { Agent } from "@/lib/auth/agent";
import { findFates } from "@/lib/deliveries/find-fates";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import { listConversations } from "../list-conversations";
import { applyPublicEvents } from "./apply-public-events";
import type { ChannelRow } from "./lane";
import { retryLane } from "./lanes";
import { openDeliveries } from "./open-deliveries";

const noon = Date.UTC(2026, 10, 20, 12) / 1_000;

let ana: Agent;
let page: ChannelRow;

beforeEach(async () => {
  await db.execute(
    sql`truncate users, channels, contacts, deliveries, parked_events, events, inbox_counters cascade`,
  );
  ana = await createAgent();
  page = await createChannel({ isPublic: true });
});
afterEach(async () => {
  await db.execute(sql`drop trigger if exists trouble on messages`);
});

interface Commented {
  comment: string;
  text?: string;
  from?: string;
  to?: string;
  verb?: string;
  /** Seconds after noon. */
  second?: number;
  pageId?: string;
}

/** A change as the platform sends it. */
function commented({ comment, text, from = MARIA_PSID, to, verb = "add", second = 0, pageId }: Commented) {
  const post_id = `${pageId ?? page.externalId}_1`;
  return {
    field: "feed",
    value: {
      item: "comment",
      verb,
      post_id,
      comment_id: `1_${comment}`,
      parent_id: to ? `1_${to}` : post_id,
      from: { id: from, name: from === MARIA_PSID ? "María" : `Person ${from.slice(-3)}` },
      message: text ?? comment,
      created_time: noon + second,
    },
  };
}

async function keep(elements: unknown[], list = "changes", pageId = page.externalId) {
  const body = Buffer.from(onTheWire(delivery(pageId, elements, list)));
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body });
}

async function said(psid = MARIA_PSID) {
  const rows = await db
    .select({ text: messages.text })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .where(eq(contactIdentities.externalId, psid))
    .orderBy(asc(messages.sentAt), asc(messages.sequence));
  return rows.map(({ text }) => text);
}

test("a comment that comes through the door stands in its conversation, with what comes in private", async () => {
  await keep([commented({ comment: "1", text: "Do you deliver?" })]);
  await keep([written(page.externalId, { text: "My address", at: (noon + 60) * 1_000 })], "messaging");
  expect(await openDeliveries()).toBe(2);

  expect(await said()).toEqual(["Do you deliver?", "My address"]);
  expect((await listConversations(ana)).conversations).toMatchObject([
    { sources: { public: true, private: true }, unreadCount: 2 },
  ]);
  const [channel] = await db.execute(sql`select last_delivery_at from channels`).then(({ rows }) => rows);
  expect(channel?.last_delivery_at).not.toBeNull();
});

test("a thousand comments of a hundred people in one delivery, and the same ones again", async () => {
  const people = Array.from({ length: 100 }, (_, number) => `73000000000000${100 + number}`);
  const changes = Array.from({ length: 1_000 }, (_, number) =>
    commented({ comment: String(number), from: people[number % 100]!, second: number }),
  );
  await keep(changes);
  await openDeliveries();
  const once = await rowCounts();
  expect(once).toMatchObject({ messages: 1_000, conversations: 100, contacts: 100, publications: 1_001 });

  await keep(changes);
  await openDeliveries();
  expect(await rowCounts()).toEqual({ ...once, deliveries: 2 });
  const unread = await db.select({ count: conversations.unreadCount }).from(conversations);
  expect(unread).toEqual(Array(100).fill({ count: 10 }));
});

test("what is for a Page that is not connected is set aside, and opened when it is", async () => {
  await keep([commented({ comment: "1", pageId: "1049999999999999" })], "changes", "1049999999999999");
  await openDeliveries();

  expect(await db.select().from(setAsideElements)).toMatchObject([
    { reason: "unknown_page", element: { field: "feed" } },
  ]);
  expect(await db.select().from(publications)).toEqual([]);
});

test("what cannot be put into a conversation waits in its lane, and the tree goes on", async () => {
  await pool.query(`
    create or replace function make_trouble() returns trigger language plpgsql as $$
    begin if new.text = 'two' then raise exception 'trouble with %', new.text; end if; return new; end $$;
    create trigger trouble before insert on messages for each row execute function make_trouble()`);
  const tom = "7300998877665544";
  await keep([commented({ comment: "one" }), commented({ comment: "two", second: 1 })]);
  await openDeliveries();
  await keep([
    commented({ comment: "first", from: tom, second: 2 }),
    commented({ comment: "two", text: "TWO", verb: "edited", second: 3 }),
  ]);
  await openDeliveries();
  await keep([commented({ comment: "two", verb: "remove", second: 4 })]);
  await openDeliveries();

  expect(await said(tom)).toEqual(["first"]);
  expect(await db.select().from(publications)).toHaveLength(4);
  await db.execute(sql`drop trigger trouble on messages`);
  const [parked] = await db.select().from(parkedEvents);
  await retryLane({ lane: parked!.lane });
  expect(await said()).toEqual(["one", null]);
});

test("what became of each thing told in public can be looked up", async () => {
  await keep([
    commented({ comment: "1", text: "Do you deliver?" }),
    commented({ comment: "2", to: "1", from: "7300998877665544", text: "They do" }),
    { field: "feed", value: { item: "hologram", verb: "add" } },
  ]);
  await openDeliveries();
  const [row] = await db.select().from(deliveries);

  expect(await findFates(row!)).toMatchObject([
    { type: "said", fate: "shown", text: "Do you deliver?", messageId: expect.any(String) },
    { type: "said", fate: "applied", text: "They do", messageId: null },
    { type: "set_aside", fate: "set_aside", reason: "not_supported" },
  ]);
});

test("two who tell of one exchange at the same moment leave what one after the other leaves", async () => {
  const here = { channelExternalId: page.externalId };
  const told = [
    comment({ ...here, comment: "1" }),
    comment({ ...here, comment: "2", to: "1", by: TOM, text: "See?", at: new Date(noon * 1_000 + 120_000) }),
    comment({
      ...here,
      comment: "3",
      to: "1",
      by: null,
      text: "We do!",
      at: new Date(noon * 1_000 + 60_000),
    }),
  ];
  for (let round = 0; round < 10; round += 1) {
    await db.execute(sql`truncate contacts, publications, inbox_counters cascade`);
    await Promise.all(told.map((event) => transactionAgain((tx) => applyPublicEvents(tx, page, [event]))));
    expect([await said(), await said(TOM.id)]).toEqual([["Do you deliver?", "We do!"], ["See?"]]);
  }
});
