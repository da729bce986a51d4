import { asc, sql } from "drizzle-orm";
import fc from "fast-check";
import pg from "pg";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, MARIA_PSID, onTheWire, written } from "@/db/factories/deliveries";
import { echo, edit, message, minutesAfterNoon, reaction, receipt } from "@/db/factories/inbound-events";
import { createAgent } from "@/db/factories/people";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages, reactions } from "@/db/schema/conversations";
import { events } from "@/db/schema/events";
import type { Agent } from "@/lib/auth/agent";
import type { InboundEvent } from "@/lib/channels/channel";
import { clock } from "@/lib/clock";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import { closeConversation } from "../close-conversation";
import { sumCounters } from "../counters";
import { sendMessage } from "../sending/send-message";
import { applyInboundEvent } from "./apply-inbound-event";
import { applyLanes, whomOf } from "./apply-lanes";
import { type ChannelRow, laneKey } from "./lane";
import { openDeliveries } from "./open-deliveries";
import { lockThreadsOf } from "./read-batch";

const TOM = "7300998877665544";
const OWN_MESSAGE = "0197a3b2-0000-7000-8000-00000000abcd";

let ana: Agent;
let page: ChannelRow;

beforeEach(async () => {
  vi.restoreAllMocks();
  await db.execute(
    sql`truncate users, channels, contacts, deliveries, parked_events, events, inbox_counters cascade`,
  );
  clock.now = () => minutesAfterNoon(60);
  ana = await createAgent();
  page = await createChannel();
});

/** All that can happen to two people on a day, around an answer of ours that is on its way. */
function aDay(): InboundEvent[] {
  const maria = { channelExternalId: page.externalId, contactExternalId: MARIA_PSID };
  const tom = { channelExternalId: page.externalId, contactExternalId: TOM };
  const at = minutesAfterNoon;
  const raw = { told: 1 };
  return [
    message({ ...maria, externalId: "m_a", text: "a", at: at(1) }),
    message({ ...tom, externalId: "m_t", text: "t", at: at(1), owned: false }),
    message({ ...maria, externalId: "m_b", text: "b", at: at(2), replyToExternalId: "m_a" }),
    echo({ ...maria, externalId: "m_c", text: "c", at: at(3) }),
    echo({ ...maria, externalId: "m_own", messageId: OWN_MESSAGE, at: at(4) }),
    receipt("delivered", { ...maria, at: at(5), until: at(5) }),
    receipt("read", { ...maria, at: at(6), until: at(3) }),
    edit({ ...maria, messageExternalId: "m_a", text: "A", number: 1, at: at(7) }),
    edit({ ...maria, messageExternalId: "m_a", text: "AA", number: 2, at: at(8) }),
    reaction({ ...maria, messageExternalId: "m_c", at: at(9) }),
    { ...message({ ...maria, at: at(10) }), type: "deletion", messageExternalId: "m_b", raw } as InboundEvent,
    {
      ...message({ ...tom, at: at(11) }),
      type: "referral",
      referral: { source: "link" },
      raw,
    } as InboundEvent,
    { ...message({ ...tom, at: at(12) }), type: "opt_in", topic: "news", details: {}, raw } as InboundEvent,
    message({ ...tom, externalId: "m_u", text: "u", at: at(13) }),
    echo({ ...tom, externalId: "m_v", text: "v", at: at(14) }),
    receipt("read", { ...tom, at: at(15), until: at(15) }),
  ];
}

/** Applies the events as batches that are cut where told. */
async function apply(told: InboundEvent[], cuts: number[]) {
  const edges = [0, ...cuts.toSorted((one, other) => one - other), told.length];
  for (const [index, end] of edges.slice(1).entries()) await applyAtOnce(told.slice(edges[index], end));
}

async function applyAtOnce(told: InboundEvent[]) {
  const people = [...new Set(told.map(({ contactExternalId }) => contactExternalId))];
  const lanes = people.map((contactExternalId) => ({
    key: laneKey(page.id, contactExternalId),
    channel: page,
    contactExternalId,
    events: told
      .filter((event) => event.contactExternalId === contactExternalId)
      .map((event) => ({ deliveryId: null, event })),
  }));
  await db.transaction(async (tx) => {
    const { conversations: locked } = await lockThreadsOf(tx, lanes.map(whomOf));
    await applyLanes(tx, lanes, { locked });
  });
}

/** Everything that receiving writes, without what differs from run to run. */
async function outcome() {
  const rows = await db.select().from(messages).orderBy(asc(messages.sentAt), asc(messages.externalId));
  const texts = new Map(rows.map(({ id, externalId }) => [id, externalId]));
  const threads = await db
    .select()
    .from(conversations)
    .orderBy(conversations.openedAt, conversations.handling);
  return {
    messages: rows.map(({ id, conversationId, sequence, recordedAt, revision, ...row }) => row),
    threads: threads.map(({ id, contactId, identityId, revision, lastMessageId, ...row }) => ({
      ...row,
      last: texts.get(lastMessageId ?? ""),
    })),
    identities: (await db.select().from(contactIdentities).orderBy(contactIdentities.externalId)).map(
      ({ deliveredUntil, readUntil }) => ({ deliveredUntil, readUntil }),
    ),
    reactions: await db.select().from(reactions),
    counters: await sumCounters(db, ["all", "unassigned", ana.id]),
    told: await told(),
  };
}

/** Each once: what changes twice in one batch may be told of once. */
async function told() {
  const rows = await db
    .select({ type: events.type, message: messages.externalId })
    .from(events)
    .leftJoin(messages, sql`${messages.id} = ${events.messageId}`);
  return [...new Set(rows.map(({ type, message }) => `${type} ${message}`))].toSorted();
}

/** An answer to María is on its way when the day begins. */
async function startDay() {
  await db.execute(sql`truncate contacts, events, inbox_counters, message_edits, reactions cascade`);
  const maria = { channelExternalId: page.externalId, contactExternalId: MARIA_PSID };
  await applyAtOnce([message({ ...maria, externalId: "m_0", text: "Hello", at: minutesAfterNoon(0) })]);
  const [conversation] = await db.select().from(conversations);
  await sendMessage(ana, conversation!.id, {
    id: OWN_MESSAGE,
    text: "It ships today.",
    visibility: "private",
    attachmentIds: [],
  });
}

test("wherever batches are cut, they leave what one event after the other leaves", async () => {
  const day = aDay();
  await startDay();
  for (const event of day) await db.transaction((tx) => applyInboundEvent(tx, page, event));
  const expected = await outcome();

  await fc.assert(
    fc.asyncProperty(fc.subarray(day.map((_, index) => index + 1)), async (cuts) => {
      await startDay();
      await apply(day, cuts);
      expect(await outcome()).toEqual(expected);
    }),
    { numRuns: 10, examples: [[[]]] },
  );
});

test("a day that is told again changes nothing", async () => {
  const day = aDay();
  await startDay();
  await apply([...day, ...day], []);
  const once = await outcome();
  await apply([...day, ...day], [7]);
  expect(await outcome()).toEqual(once);
});

test("a delivery with one message takes eight round trips", async () => {
  const keep = async (minute: number) => {
    const at = minutesAfterNoon(minute).getTime();
    const body = onTheWire(delivery(page.externalId, [written(page.externalId, { at })]));
    await keepDelivery({ kind: "facebook", appId: "880011223344556", body: Buffer.from(body) });
  };
  await keep(1);
  await openDeliveries();
  await keep(2);
  const asked = vi.spyOn(pg.Client.prototype, "query");
  await openDeliveries();
  const statements = asked.mock.calls.map(([query]) => String((query as { text?: string }).text ?? query));
  expect(statements.filter((text) => !text.includes("'deliveries'"))).toHaveLength(8);
});

test("a time from far in the future orders nothing: the thread goes on, and the platform's time is kept", async () => {
  const here = { channelExternalId: page.externalId };
  const wrong = minutesAfterNoon(60 * 24 * 365);
  await apply([message({ ...here, text: "from the future", at: wrong })], []);
  await apply([receipt("read", { ...here, at: wrong, until: wrong })], []);
  clock.now = () => minutesAfterNoon(70);
  await apply([message({ ...here, text: "now", at: minutesAfterNoon(70) })], []);

  const said = await db.select().from(messages).orderBy(messages.sentAt);
  expect(said).toMatchObject([
    { text: "from the future", sentAt: minutesAfterNoon(60), details: { platformTime: wrong.toISOString() } },
    { text: "now", sentAt: minutesAfterNoon(70), details: null },
  ]);
  expect(await db.select().from(conversations)).toMatchObject([
    { lastMessageAt: minutesAfterNoon(70), windowClosesAt: minutesAfterNoon(70 + 24 * 60) },
  ]);
  expect(await db.select().from(contactIdentities)).toMatchObject([{ readUntil: minutesAfterNoon(60) }]);
});

test("a reaction that comes before its message opens the window too", async () => {
  const here = { channelExternalId: page.externalId };
  await apply([reaction({ ...here, messageExternalId: "m_7", at: minutesAfterNoon(30) })], []);
  await apply([message({ ...here, externalId: "m_7", at: minutesAfterNoon(1) })], []);
  expect(await db.select().from(conversations)).toMatchObject([
    { windowOpenedBy: "reaction", windowClosesAt: minutesAfterNoon(30 + 24 * 60) },
  ]);

  await apply([reaction({ ...here, messageExternalId: "m_8", at: minutesAfterNoon(40) })], []);
  expect(await db.select().from(conversations)).toMatchObject([
    { windowClosesAt: minutesAfterNoon(40 + 24 * 60) },
  ]);
});

test("an account of another platform with a Page's id is not taken for the Page", async () => {
  await db.execute(sql`update channels set kind = 'x'`);
  await keepDelivery({
    kind: "facebook",
    appId: "880011223344556",
    body: Buffer.from(onTheWire(delivery(page.externalId, [written(page.externalId), null]))),
  });
  await openDeliveries();

  const { rows } = await db.execute(sql`select reason, channel_id from set_aside_elements order by id`);
  expect(rows).toEqual([
    { reason: "not_an_object", channel_id: null },
    { reason: "unknown_page", channel_id: null },
  ]);
});

test("a late answer from elsewhere leaves nobody waiting in a closed conversation", async () => {
  const here = { channelExternalId: page.externalId };
  await apply([message({ ...here, at: minutesAfterNoon(10) })], []);
  const [conversation] = await db.select().from(conversations);
  await closeConversation(ana, conversation!.id);
  await apply([echo({ ...here, at: minutesAfterNoon(5) })], []);
  expect(await db.select().from(conversations)).toMatchObject([{ status: "closed", waitingSince: null }]);
});
