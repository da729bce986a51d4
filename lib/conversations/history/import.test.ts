import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import type { channels } from "@/db/schema/channels";
import { contacts } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import { historyRuns } from "@/db/schema/history-runs";
import { type HistoryStage, openHistoryStage } from "@/db/testing/history-stage";
import type { Agent } from "@/lib/auth/agent";
import { connectChannel } from "@/lib/channels/connect-channel";
import { clock } from "@/lib/clock";
import { findCounters } from "@/lib/conversations/counters";
import { listConversations } from "@/lib/conversations/list-conversations";
import { workOnHistory } from "./work-on-history";

let stage: HistoryStage;
let page: typeof channels.$inferSelect;
let ana: Agent;

const HOUR_IN_MS = 3_600_000;
const DAY_IN_MS = 24 * HOUR_IN_MS;

beforeAll(async () => {
  stage = await openHistoryStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  await stage.empties();
  ana = await createAgent({ role: "admin" });
});

/** People who wrote to the Page and were answered, while nobody listened. */
async function pastThreads(count: number, lines: (index: number) => number = () => 2) {
  const people = await stage.people(count);
  await stage.unheard(() =>
    stage.acts(
      people.flatMap((personId, person) =>
        Array.from({ length: lines(person) }, (_, index) => ({
          kind: index % 2 === 0 ? ("message" as const) : ("inbox_message" as const),
          personId,
          text: `line ${index}`,
        })),
      ),
    ),
  );
  return people;
}

async function importsAll(days: 7 | 30 | 90 = 30) {
  page = await stage.connect();
  const run = await stage.startsImport(page.id, days);
  await stage.reads();
  return stage.run(run?.id);
}

async function counted() {
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(messages);
  return row!.count;
}

/** Whoever writes one more than so many dies with it, its lease held. */
async function dieAtConversation(count: number) {
  await db.execute(sql`
    create function die() returns trigger language plpgsql as
    $$ begin if (select count(*) from conversations) >= ${sql.raw(String(count))} then raise 'killed'; end if; return new; end $$`);
  await db.execute(sql`
    create trigger die before insert on conversations for each row execute function die()`);
}

test("130 threads come in page by page, also when whoever reads dies in the middle, and twice is once", async () => {
  await stage.control("PUT", "/usage", { historyPerSecond: 2 });
  const people = await pastThreads(130);
  await stage.passes(2 * DAY_IN_MS);
  page = await stage.connect();
  const run = await stage.startsImport(page.id);

  await dieAtConversation(60);
  await expect(workOnHistory()).rejects.toThrow();
  await db.execute(sql`drop function die cascade`);
  const died = await stage.run(run?.id);
  expect(died).toMatchObject({ state: "running", cursor: expect.any(String) });
  expect(died.threadsSeen).toBeGreaterThan(0);
  expect(died.threadsSeen).toBeLessThan(130);
  expect(await workOnHistory(), "its lease still holds").toBe(false);

  await stage.passes(2 * 60_000);
  await stage.reads();
  expect(await stage.run(run?.id)).toMatchObject({ state: "done", threadsSeen: 130, messagesAdded: 260 });
  expect(await counted()).toBe(260);
  expect(await db.select().from(conversations)).toHaveLength(130);
  for (const personId of [people[0]!, people[129]!])
    expect(await stage.said(personId)).toEqual(["line 0", "line 1"]);

  await stage.startsImport(page.id);
  await stage.reads();
  expect(await counted()).toBe(260);

  const asked = await stage.asked();
  expect(asked.filter(({ code }) => code === 613)).toEqual([]);
  const moments = asked.map(({ at }) => Date.parse(at));
  const within = moments.map((from) => moments.filter((at) => at >= from && at < from + 1_000).length);
  expect(Math.max(...within)).toBeLessThanOrEqual(2);
  expect(JSON.stringify(await db.select().from(historyRuns))).not.toMatch(/https?:|access_token/);
});

test("what is old comes in closed, read and at its own time", async () => {
  const [maria] = await pastThreads(1, () => 3);
  const said = clock.now().getTime();
  await stage.passes(3 * DAY_IN_MS);
  await importsAll();

  const conversation = await stage.conversation(maria!);
  expect(conversation).toMatchObject({ status: "closed", unreadCount: 0, waitingSince: null });
  expect(Math.abs(conversation!.lastMessageAt.getTime() - said)).toBeLessThan(10_000);
  expect(conversation!.closedAt).toEqual(conversation!.lastMessageAt);
  expect(await findCounters(ana)).toMatchObject({ all: { open: 0, unread: 0 } });
  expect(await stage.thread(maria!)).toMatchObject([
    { authorKind: "contact", direction: "in" },
    { authorKind: "external", direction: "out" },
    { authorKind: "contact" },
  ]);
  const [contact] = await db.select().from(contacts);
  expect(contact?.name).toBe("Person 0");
});

test("a question of today that nobody has answered waits", async () => {
  const [maria] = await pastThreads(1, () => 2);
  await stage.passes(2 * DAY_IN_MS);
  await stage.unheard(() => stage.acts([{ kind: "message", personId: maria!, text: "And today?" }]));
  await stage.passes(HOUR_IN_MS);
  await importsAll();

  const [row] = (await listConversations(ana)).conversations;
  expect(row).toMatchObject({
    status: "open",
    unreadCount: 1,
    lastMessage: { text: "And today?" },
    window: { state: "open" },
  });
  expect(row!.waitingSince).toBe((await stage.thread(maria!)).at(-1)!.sentAt.toISOString());
  expect(await findCounters(ana)).toMatchObject({ unassigned: { open: 1, unread: 1 } });
});

test("of a long thread the 20 newest come in, below a line that says where the others are", async () => {
  const [maria] = await pastThreads(1, () => 31);
  await stage.passes(DAY_IN_MS);
  expect(await importsAll()).toMatchObject({ messagesAdded: 20 });

  const thread = await stage.thread(maria!);
  expect(thread[0]?.details).toEqual({ event: "history_start" });
  expect(thread.slice(1).map(({ text }) => text)).toEqual(
    Array.from({ length: 20 }, (_, index) => `line ${index + 11}`),
  );
});

test("threads that nobody wrote in for longer than the admin chose stay where they are", async () => {
  const [old] = await pastThreads(1);
  await stage.passes(10 * DAY_IN_MS);
  const [recent] = await pastThreads(1);
  await stage.passes(DAY_IN_MS);

  expect(await importsAll(7)).toMatchObject({ threadsSeen: 1 });
  expect(await stage.conversation(old!)).toBeUndefined();
  expect(await stage.conversation(recent!)).toBeDefined();
});

test("what is delivered while the import runs stays as it came", async () => {
  const [maria] = await pastThreads(1, () => 2);
  await stage.passes(2 * DAY_IN_MS);
  page = await stage.connect();
  const run = await stage.startsImport(page.id);
  await stage.passes(5_000);
  await stage.acts([{ kind: "message", personId: maria!, text: "Now!" }]);
  await stage.hears();
  const before = await stage.conversation(maria!);
  await stage.reads();

  expect(await stage.run(run?.id)).toMatchObject({ state: "done", messagesAdded: 2 });
  expect(await stage.said(maria!)).toEqual(["line 0", "line 1", "Now!"]);
  const { unreadCount, waitingSince, status, lastMessageId } = before!;
  expect(await stage.conversation(maria!)).toMatchObject({
    unreadCount,
    waitingSince,
    status,
    lastMessageId,
  });
  expect(await findCounters(ana)).toMatchObject({ all: { open: 1, unread: 1 } });
});

test("connecting starts one import, connecting again looks for what was missed", async () => {
  const pageAccessToken = await stage.facebook.token(stage.page.id);
  const { id } = await connectChannel(ana, { kind: "facebook", pageAccessToken, importDays: 7 });
  const runs = () => db.select().from(historyRuns).where(eq(historyRuns.channelId, id));
  expect(await runs()).toMatchObject([{ kind: "import", state: "running", startedById: ana.id }]);
  await connectChannel(ana, { kind: "facebook", pageAccessToken });
  expect(await runs(), "while it runs nothing else begins").toHaveLength(1);

  await stage.reads();
  await connectChannel(ana, { kind: "facebook", pageAccessToken });
  expect(await runs()).toMatchObject([
    { kind: "import", state: "done" },
    { kind: "gap", reason: "reconnected", state: "running" },
  ]);
});

test("an admin may choose that nothing is imported; from then on nothing may be missing", async () => {
  const [maria] = await pastThreads(1);
  await stage.passes(HOUR_IN_MS);
  const pageAccessToken = await stage.facebook.token(stage.page.id);
  const { id } = await connectChannel(ana, { kind: "facebook", pageAccessToken, importDays: 0 });
  await stage.passes(1_000);
  await stage.unheard(() => stage.acts([{ kind: "message", personId: maria!, text: "Later" }]));
  await stage.passes(60_000);
  await stage.looksForGaps(id);
  await stage.reads();

  expect(await stage.said(maria!)).toEqual(["Later"]);
});

test("too much at once is asked for in smaller pages", async () => {
  await pastThreads(30, () => 20);
  await stage.passes(DAY_IN_MS);
  expect(await importsAll()).toMatchObject({
    state: "done",
    threadsSeen: 30,
    messagesAdded: 600,
    pageSize: 12,
  });
});

test("a limit is waited for, an outage is tried again, and both end well", async () => {
  await pastThreads(2);
  await stage.passes(DAY_IN_MS);
  page = await stage.connect();
  const run = await stage.startsImport(page.id);
  await stage.control("POST", "/faults", { path: "conversations$", code: 613 });
  await stage.reads();
  expect(await stage.run(run?.id)).toMatchObject({ problem: expect.stringContaining("slow down") });

  await stage.passes(60_000);
  await stage.control("POST", "/faults", { path: "conversations$", cut: true });
  await stage.reads();
  expect(await stage.run(run?.id)).toMatchObject({ attempts: 1, problem: expect.stringContaining("answer") });

  await stage.passes(60_000);
  await stage.reads();
  expect(await stage.run(run?.id)).toMatchObject({ state: "done", problem: null, messagesAdded: 4 });
});

test("an access that has ended ends the run in words", async () => {
  await pastThreads(2);
  page = await stage.connect();
  const run = await stage.startsImport(page.id);
  await stage.control("POST", "/tokens/expire", { pageId: stage.page.id, subcode: 460 });
  await stage.reads();

  expect(await stage.run(run?.id)).toMatchObject({
    state: "failed",
    problem: expect.stringContaining("Connect it again"),
    problemDetail: expect.stringContaining("code 190"),
  });
});
