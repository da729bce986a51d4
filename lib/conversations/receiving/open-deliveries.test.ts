import { asc, eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db, pool } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, MARIA_PSID, onTheWire, signature, written } from "@/db/factories/deliveries";
import { createAgent } from "@/db/factories/people";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import { deliveries, parkedEvents, setAsideElements } from "@/db/schema/deliveries";
import { rowCounts } from "@/db/testing/row-counts";
import type { Agent } from "@/lib/auth/agent";
import { receiveFacebookDelivery } from "@/lib/deliveries/facebook-door";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import { sumCounters } from "../counters";
import { listConversations } from "../list-conversations";
import type { ChannelRow } from "./find-or-open-conversation";
import { retryLane } from "./lanes";
import { openDeliveries } from "./open-deliveries";

const TOM = "7300998877665544";
const noon = Date.UTC(2026, 10, 20, 12);

let ana: Agent;
let page: ChannelRow;

beforeEach(async () => {
  await db.execute(
    sql`truncate users, channels, contacts, deliveries, parked_events, events, inbox_counters cascade`,
  );
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  ana = await createAgent();
  page = await createChannel();
});
afterEach(async () => {
  await db.execute(sql`drop trigger if exists trouble on messages`);
});

async function keep(...elements: unknown[]) {
  const body = Buffer.from(onTheWire(delivery(page.externalId, elements)));
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body });
}

/** What each contact has said, in the order of the thread. */
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

const from = (psid: string, text: string, minute = 0) =>
  written(page.externalId, { from: psid, text, at: noon + minute * 60_000 });

test("each of 1,000 events in one delivery is stored once and in order", async () => {
  const people = Array.from({ length: 20 }, (_, number) => `73000000000000${10 + number}`);
  const elements = Array.from({ length: 1_000 }, (_, number) =>
    from(people[number % 20]!, `${Math.floor(number / 20)}`, 0),
  );
  await keep(...elements);
  expect(await openDeliveries()).toBe(1);

  const inOrder = Array.from({ length: 50 }, (_, number) => String(number));
  for (const psid of people) expect(await said(psid)).toEqual(inOrder);
  expect(await rowCounts()).toMatchObject({ messages: 1_000, conversations: 20, contacts: 20 });
  const { conversations: shown } = await listConversations(ana);
  expect(shown.map(({ unreadCount }) => unreadCount)).toEqual(Array(20).fill(50));
});

test("the same delivery ten times, in parallel and by two openers, leaves what one leaves", async () => {
  const body = onTheWire(
    delivery(page.externalId, [
      from(MARIA_PSID, "Hello", 0),
      from(TOM, "Are you open?", 1),
      from(MARIA_PSID, "Is my order on its way?", 2),
      { ...from(TOM, "", 3), message: undefined, read: { watermark: noon } },
      { ...from(TOM, "", 4), message: undefined, referral: { ref: "autumn", source: "SHORTLINK" } },
      { ...from(MARIA_PSID, "", 5), message: undefined, tomorrow: { never: "heard of" } },
    ]),
  );
  const headers = { "x-hub-signature-256": signature(body) };
  const ask = () =>
    receiveFacebookDelivery(new Request("http://localhost/", { method: "POST", headers, body }));
  const outcome = async () => {
    const { deliveries: _, ...counts } = await rowCounts();
    const counters = await sumCounters(db, ["all", "unassigned"]);
    const { conversations: rows } = await listConversations(ana);
    const shown = rows.map(({ unreadCount, waitingSince, window, lastMessage, revision }) => [
      unreadCount,
      waitingSince,
      window,
      lastMessage?.text,
      revision,
    ]);
    return { counts, counters, shown, maria: await said(), tom: await said(TOM) };
  };

  await ask();
  await openDeliveries();
  const once = await outcome();
  expect(once).toMatchObject({
    maria: ["Hello", "Is my order on its way?", null],
    tom: ["Are you open?", null],
  });

  await db.execute(sql`truncate contacts, deliveries, events, inbox_counters cascade`);
  const answers = await Promise.all(Array.from({ length: 10 }, ask));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect((await rowCounts()).deliveries).toBe(10);
  await Promise.all([openDeliveries(4), openDeliveries(4)]);
  while (await openDeliveries(4));
  expect(await outcome()).toEqual(once);
});

test("what is for a Page that is not connected is set aside, with what is not about anybody", async () => {
  const foreign = written("1049999999999999", { text: "Lost" });
  await keepDelivery({
    kind: "facebook",
    appId: "880011223344556",
    body: Buffer.from(onTheWire(delivery("1049999999999999", [foreign]))),
  });
  await keep(null, from(MARIA_PSID, "Found"));
  expect(await openDeliveries()).toBe(2);

  const aside = await db.select().from(setAsideElements).orderBy(setAsideElements.id);
  expect(aside).toMatchObject([
    { reason: "unknown_page", element: foreign, channelId: null },
    { reason: "not_an_object", element: null, channelId: page.id },
  ]);
  expect(await said()).toEqual(["Found"]);
});

test("what we do not know yet stands in the thread as such, with its raw form", async () => {
  const element = { ...from(MARIA_PSID, ""), message: undefined, tomorrow: { a: 1 } };
  await keep(element, { ...from(MARIA_PSID, ""), message: { mid: "m_1", hologram: true } });
  await openDeliveries();

  const shown = await db.select().from(messages).orderBy(messages.sequence);
  expect(shown).toMatchObject([
    { kind: "unsupported", text: null, details: { raw: JSON.parse(JSON.stringify(element)) } },
    { kind: "unsupported", externalId: "m_1", details: { raw: { message: { hologram: true } } } },
  ]);
});

test("what we overhear while a bot has the thread is the bot's, until it hands over", async () => {
  const standby = delivery(page.externalId, [from(MARIA_PSID, "I want a human")], "standby");
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body: Buffer.from(onTheWire(standby)) });
  await openDeliveries();
  expect((await listConversations(ana, { view: "bot" })).conversations).toHaveLength(1);

  await keep(from(MARIA_PSID, "Hello?", 1));
  await openDeliveries();
  expect((await listConversations(ana, { view: "bot" })).conversations).toEqual([]);
  expect((await listConversations(ana)).conversations).toMatchObject([{ handling: "queue" }]);
});

/** The database refuses this text, until the trouble is over. */
async function troubleWith(text: string, timing = "before insert", errcode = "23514") {
  await pool.query(`
    create or replace function make_trouble() returns trigger language plpgsql as $$
    begin
      if new.text = '${text}' then raise exception 'trouble with %', new.text using errcode = '${errcode}'; end if;
      return new;
    end $$`);
  const kind = timing === "before insert" ? "trigger" : "constraint trigger";
  const deferred = timing === "before insert" ? "" : "deferrable initially deferred";
  await pool.query(
    `create ${kind} trouble ${timing} on messages ${deferred} for each row execute function make_trouble()`,
  );
}

async function parked() {
  const rows = await db.select().from(parkedEvents).orderBy(parkedEvents.id);
  return rows.map(({ event }) => (event as { text: string }).text);
}

async function lane() {
  const [row] = await db.select({ lane: parkedEvents.lane }).from(parkedEvents).limit(1);
  return row!.lane;
}

test("a lane whose event fails waits with all that follows, in order; the others go on", async () => {
  await troubleWith("two");
  await keep(
    from(MARIA_PSID, "one", 1),
    from(TOM, "first", 1),
    from(MARIA_PSID, "two", 2),
    from(TOM, "second", 2),
  );
  await keep(from(MARIA_PSID, "three", 3));
  expect(await openDeliveries()).toBe(2);
  await keep(from(MARIA_PSID, "four", 4), from(TOM, "third", 3));
  await openDeliveries();

  expect(await said(TOM)).toEqual(["first", "second", "third"]);
  expect(await said()).toEqual(["one"]);
  expect(await parked()).toEqual(["two", "three", "four"]);
  expect((await db.select().from(parkedEvents)).map(({ problem }) => problem)).toEqual([
    ...Array(2).fill("trouble with two"),
    "waits behind an earlier event",
  ]);
  expect((await db.select().from(deliveries)).filter(({ openedAt }) => !openedAt)).toEqual([]);

  await expect(retryLane({ lane: await lane() })).rejects.toThrow("trouble with two");
  expect(await parked()).toEqual(["two", "three", "four"]);

  await db.execute(sql`drop trigger trouble on messages`);
  await retryLane({ lane: await lane() });
  expect(await parked()).toEqual([]);
  expect(await said()).toEqual(["one", "two", "three", "four"]);
  expect((await listConversations(ana)).conversations).toMatchObject([
    { lastMessage: { text: "four" }, unreadCount: 4 },
    { lastMessage: { text: "third" }, unreadCount: 3 },
  ]);
});

test("a parked lane is tried again by one job, which comes back when it fails again", async () => {
  await troubleWith("one");
  await keep(from(MARIA_PSID, "one", 1));
  await openDeliveries();
  await keep(from(MARIA_PSID, "two", 2));
  await openDeliveries();

  const { rows } = await db.execute(
    sql`select key, run_at > now() as later, max_attempts from graphile_worker.jobs where task_identifier = 'retry-lane'`,
  );
  expect(rows).toEqual([{ key: `lane:${await lane()}`, later: true, max_attempts: 25 }]);
});

test("an opening that dies before its commit leaves everything as it was", async () => {
  await keep(from(MARIA_PSID, "one", 1), from(TOM, "first", 1), null, from(MARIA_PSID, "two", 2));
  const before = await rowCounts();
  // At the commit, as when the server goes down.
  await troubleWith("two", "after insert", "57P01");
  await expect(openDeliveries()).rejects.toThrow();
  expect(await rowCounts()).toEqual(before);
  expect(await db.select().from(deliveries)).toMatchObject([{ openedAt: null, problem: null }]);

  await db.execute(sql`drop trigger trouble on messages`);
  await openDeliveries();
  expect(await said()).toEqual(["one", "two"]);
  expect(await said(TOM)).toEqual(["first"]);
});

test("a delivery that breaks its opening does not hold up the others", async () => {
  await keep(from(MARIA_PSID, "one", 1));
  await keep(from(MARIA_PSID, "two", 2), from(MARIA_PSID, "my connection is bad", 3));
  await keep(from(TOM, "first", 1));
  await troubleWith("two", "after insert");
  while (await openDeliveries());

  expect(await said()).toEqual(["one"]);
  expect(await said(TOM)).toEqual(["first"]);
  expect((await db.select().from(deliveries).orderBy(deliveries.id)).map(({ problem }) => problem)).toEqual([
    null,
    "trouble with two",
    null,
  ]);
});
