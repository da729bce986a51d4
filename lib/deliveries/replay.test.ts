import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, MARIA_PSID, onTheWire, written } from "@/db/factories/deliveries";
import { createAgent } from "@/db/factories/people";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messageEdits, messages, reactions } from "@/db/schema/conversations";
import { deliveries } from "@/db/schema/deliveries";
import { deliveryReplays } from "@/db/schema/delivery-replays";
import { rowCounts } from "@/db/testing/row-counts";
import type { Agent } from "@/lib/auth/agent";
import { closeConversation } from "@/lib/conversations/close-conversation";
import { listMessages } from "@/lib/conversations/list-messages";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { findDelivery, findDeliveryBody } from "./find-delivery";
import { keepDelivery } from "./keep-delivery";
import { listDeliveries } from "./list-deliveries";
import { replayDeliveries, replayDelivery } from "./replay-delivery";
import { replaySlice } from "./replay-slice";
import { countReplayable, listReplays, replaySpan } from "./replay-span";
import { stopReplay } from "./stop-replay";

const PAGE = "1040055501112223";
const OTHER = "2040055501112223";
const NOON = Date.UTC(2026, 10, 20, 12);

let ada: Agent;
let ana: Agent;

beforeEach(async () => {
  await db.execute(
    sql`truncate users, channels, contacts, deliveries, parked_events, set_aside_elements, events, delivery_replays cascade`,
  );
  await createChannel({ externalId: PAGE });
  ada = await createAgent({ name: "Ada", role: "admin" });
  ana = await createAgent({ name: "Ana" });
});

/** @returns its name. */
async function arrives(elements: unknown, pageId = PAGE) {
  const body = Buffer.from(onTheWire(delivery(pageId, elements)));
  await keepDelivery({ kind: "facebook", appId: process.env.FACEBOOK_APP_ID ?? "", body });
  return (await listDeliveries(ada, {}, { limit: 1 })).deliveries[0]!.name;
}

const openAll = async () => {
  while ((await openDeliveries()) > 0);
};

const maria = { sender: { id: MARIA_PSID }, recipient: { id: PAGE } };
const fromPage = { sender: { id: PAGE }, recipient: { id: MARIA_PSID } };

/** One of each kind that a thread knows. */
const everyKind = [
  written(PAGE, { mid: "m_1", text: "Do you deliver?", at: NOON }),
  { ...fromPage, timestamp: NOON + 1_000, message: { mid: "m_2", text: "We do.", is_echo: true, app_id: 5 } },
  {
    ...maria,
    timestamp: NOON + 2_000,
    reaction: { mid: "m_2", action: "react", emoji: "❤", reaction: "love" },
  },
  { ...maria, timestamp: NOON + 3_000, reaction: { mid: "m_2", action: "unreact" } },
  { ...maria, timestamp: NOON + 4_000, delivery: { mids: ["m_2"], watermark: NOON + 1_500 } },
  { ...maria, timestamp: NOON + 5_000, read: { watermark: NOON + 1_500 } },
  { ...maria, timestamp: NOON + 6_000, referral: { ref: "menu", source: "SHORTLINK", type: "OPEN_THREAD" } },
  {
    ...maria,
    timestamp: NOON + 7_000,
    message_edit: { mid: "m_1", text: "Do you deliver here?", num_edit: 1 },
  },
  { ...maria, timestamp: NOON + 8_000, postback: { mid: "m_3", title: "Menu", payload: "MENU" } },
  {
    ...maria,
    timestamp: NOON + 9_000,
    optin: { type: "notification_messages", payload: "P", title: "News" },
  },
  { ...maria, timestamp: NOON + 10_000, tomorrow: { a: 1 } },
  "odd",
  written(PAGE, { mid: "m_4", text: "Hello?", at: NOON + 11_000 }),
];

/** All that agents see, and what stands behind it. */
async function everything() {
  const listed = await db.select().from(conversations);
  const threads = await Promise.all(listed.map(({ id }) => listMessages(ana, id)));
  const { events: _, ...counts } = await rowCounts();
  return {
    counts,
    listed,
    threads,
    identities: await db.select().from(contactIdentities),
    behind: [await db.select().from(reactions), await db.select().from(messageEdits)],
  };
}

describe("opening again", () => {
  test("what is there changes nothing", async () => {
    const name = await arrives(everyKind);
    await openAll();
    const before = await everything();
    expect(before.counts).toMatchObject({ set_aside_elements: 1, conversations: 1 });

    await replayDelivery(ada, name);
    await openAll();
    expect(await everything()).toEqual(before);
  });

  test("wakes no conversation that was closed meanwhile", async () => {
    const name = await arrives(everyKind);
    await openAll();
    const [conversation] = await db.select().from(conversations);
    await closeConversation(ana, conversation!.id);
    const before = await everything();

    await replayDelivery(ada, name);
    await openAll();
    expect(await everything()).toEqual(before);
  });

  test("brings back what was lost, at its place", async () => {
    const name = await arrives([
      written(PAGE, { mid: "m_1", text: "one", at: NOON }),
      written(PAGE, { mid: "m_2", text: "two", at: NOON + 1_000 }),
      written(PAGE, { mid: "m_3", text: "three", at: NOON + 2_000 }),
    ]);
    await openAll();
    await db.delete(messages).where(eq(messages.externalId, "m_2"));
    expect((await findDelivery(ada, name)).fates.map(({ fate }) => fate)).toEqual([
      "shown",
      "missing",
      "shown",
    ]);

    await replayDelivery(ada, name);
    await openAll();
    const thread = await db.select({ text: messages.text }).from(messages).orderBy(asc(messages.sentAt));
    expect(thread.map(({ text }) => text)).toEqual(["one", "two", "three"]);
    expect((await findDelivery(ada, name)).fates.map(({ fate }) => fate)).toEqual([
      "shown",
      "shown",
      "shown",
    ]);
  });

  test("gives what had a problem another chance", async () => {
    const name = await arrives([written(PAGE, { mid: "m_1" })]);
    await db.update(deliveries).set({ openedAt: new Date(), problem: "out of disk" });
    const [listed] = (await listDeliveries(ada, { state: "problem" })).deliveries;
    expect(listed).toMatchObject({ name, state: "problem", problem: "out of disk", elements: 1 });

    await replayDelivery(ada, name);
    await openAll();
    expect((await findDelivery(ada, name)).delivery).toMatchObject({ state: "opened", problem: null });
    expect(await db.select().from(messages)).toHaveLength(1);
  });

  test("places what was for a Page that is connected since", async () => {
    const name = await arrives([written(OTHER, { mid: "m_9" })], OTHER);
    await openAll();
    expect((await findDelivery(ada, name)).fates).toMatchObject([
      { fate: "set_aside", reason: "unknown_page" },
    ]);

    await createChannel({ name: "Harbor Bakery", externalId: OTHER });
    await replayDelivery(ada, name);
    await openAll();
    expect((await findDelivery(ada, name)).fates).toMatchObject([
      { fate: "shown", channelName: "Harbor Bakery" },
    ]);
    expect(await rowCounts()).toMatchObject({ set_aside_elements: 0, messages: 1 });
  });

  test("is refused for what is no longer kept, and counts once for what waits already", async () => {
    const name = await arrives([written(PAGE)]);
    await openAll();
    expect(await replayDeliveries(ada, [name, name])).toBe(1);
    expect(await replayDeliveries(ada, [name])).toBe(0);
    await expect(replayDelivery(ada, "1-1")).rejects.toMatchObject({ code: "not_found" });
    await expect(replayDelivery(ada, "nonsense")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a time span", () => {
  const day = { from: "2026-11-01T00:00:00.000Z", to: "2126-11-30T00:00:00.000Z" };

  test("is opened again slice by slice, behind one another", async () => {
    for (let number = 0; number < 3; number += 1) await arrives([written(PAGE, { mid: `m_${number}` })]);
    await openAll();
    await db.delete(messages).where(eq(messages.externalId, "m_1"));

    expect(await countReplayable(ada, day)).toBe(3);
    const replay = await replaySpan(ada, { ...day, to: undefined });
    expect(replay).toMatchObject({ total: 3, reopened: 0, finishedAt: null, requestedBy: "Ada" });
    await expect(replaySpan(ada, day)).rejects.toMatchObject({ code: "conflict" });

    await replaySlice({ replayId: replay.id });
    expect((await listDeliveries(ada)).waiting).toBe(3);
    await replaySlice({ replayId: replay.id }); // the opener has not been there yet
    expect(await listReplays(ada)).toMatchObject([{ reopened: 3, finishedAt: null }]);

    await openAll();
    await replaySlice({ replayId: replay.id });
    expect(await listReplays(ada)).toMatchObject([{ finishedAt: expect.any(String), problems: 0 }]);
    expect(await db.select().from(messages)).toHaveLength(3);
    expect(await db.select().from(deliveryReplays)).toHaveLength(1);
  });

  test("can be stopped: what was given to the opener is opened, and no more", async () => {
    for (let number = 0; number < 3; number += 1) await arrives([written(PAGE, { mid: `m_${number}` })]);
    await openAll();
    await stopReplay(ada);
    const replay = await replaySpan(ada, day);
    await replaySlice({ replayId: replay.id });

    await stopReplay(ada);
    await stopReplay(ada);
    await openAll();
    await replaySlice({ replayId: replay.id });
    expect(await listReplays(ada)).toMatchObject([{ stopped: true, reopened: 3, problems: null }]);
    expect((await listDeliveries(ada)).waiting).toBe(0);
    expect(await replaySpan(ada, day)).toMatchObject({ stopped: false, total: 3 });
  });

  test("leaves alone what came after it was asked for", async () => {
    const replay = await replaySpan(ada, { ...day, to: undefined });
    await arrives([written(PAGE)]);
    await openAll();
    await db.update(deliveries).set({ receivedAt: new Date(Date.now() + 60_000) });

    await replaySlice({ replayId: replay.id });
    expect(await listReplays(ada)).toMatchObject([{ reopened: 0, finishedAt: expect.any(String) }]);
  });
});

describe("the list", () => {
  test("pages through all of them, the newest first", async () => {
    const names: string[] = [];
    for (let number = 0; number < 5; number += 1) names.unshift(await arrives([written(PAGE)]));

    const shown: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listDeliveries(ada, {}, { limit: 2, cursor });
      shown.push(...page.deliveries.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(shown).toEqual(names);
  });

  test("tells what is in each, and finds ids inside, within a span only", async () => {
    const other = await createChannel({ name: "Harbor Bakery", externalId: OTHER });
    const name = await arrives([written(PAGE, { mid: "m_a/b" }), written(PAGE)]);
    await arrives([written(PAGE)]);
    const span = { from: new Date(Date.now() - 60_000).toISOString() };
    const found = async (filter: object) =>
      (await listDeliveries(ada, { ...span, ...filter })).deliveries.map((one) => one.name);

    expect((await listDeliveries(ada)).deliveries[1]).toMatchObject({
      name,
      elements: 2,
      channelNames: ["Harbor Coffee"],
      state: "waiting",
    });
    expect(await found({ q: "m_a/b" })).toEqual([name]);
    expect(await found({ q: "m_zzz" })).toEqual([]);
    expect(await found({ channelId: other.id })).toEqual([]);
    expect(await found({ state: "waiting" })).toHaveLength(2);
    expect(await found({ state: "opened" })).toEqual([]);
  });

  test("and each delivery are for admins only", async () => {
    const name = await arrives([written(PAGE)]);
    const reads = [
      listDeliveries(ana),
      findDelivery(ana, name),
      findDeliveryBody(ana, name),
      listReplays(ana),
    ];
    const writes = [
      replayDelivery(ana, name),
      replaySpan(ana, { from: new Date(0).toISOString() }),
      stopReplay(ana),
    ];
    for (const refused of await Promise.allSettled([...reads, ...writes]))
      expect(refused).toMatchObject({ status: "rejected", reason: { code: "forbidden" } });
  });

  test("a body is given out byte for byte", async () => {
    const bytes = Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0xff, 0x22, 0x7d]);
    await keepDelivery({ kind: "facebook", appId: "5", body: bytes });
    const [kept] = (await listDeliveries(ada)).deliveries;
    expect((await findDeliveryBody(ada, kept!.name)).equals(bytes)).toBe(true);
  });
});
