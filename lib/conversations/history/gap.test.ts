import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import { channels } from "@/db/schema/channels";
import { conversations, messages } from "@/db/schema/conversations";
import { type HistoryStage, openHistoryStage } from "@/db/testing/history-stage";
import type { Agent } from "@/lib/auth/agent";
import { startGapRun } from "@/lib/channels/start-history-run";
import { clock } from "@/lib/clock";
import { findCounters } from "@/lib/conversations/counters";
import { listConversations } from "@/lib/conversations/list-conversations";
import { listMessages } from "@/lib/conversations/list-messages";
import { readConversation } from "@/lib/conversations/read-conversation";

import { askForHistory } from "./ask-for-history";
import { cancelHistory } from "./cancel-history";
import { findChannelHistory } from "./find-channel-history";
import { planGapRuns } from "./plan-gap-runs";

let stage: HistoryStage;
let page: typeof channels.$inferSelect;
let ana: Agent;
let maria: Awaited<ReturnType<HistoryStage["customer"]>>;

beforeAll(async () => {
  stage = await openHistoryStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  await stage.empties();
  page = await stage.connect();
  ana = await createAgent();
  maria = await stage.customer("María");
  await stage.passes(10 * 60_000);
});

async function lookForGaps() {
  const run = await stage.looksForGaps(page.id);
  await stage.reads();
  return stage.run(run?.id);
}

test("lost messages come in at their place, in the platform's order, with a line that says so", async () => {
  await maria.says("one");
  await stage.unheard(async () => {
    await maria.says("two");
    await stage.control("POST", `/pages/${stage.page.id}/inbox-messages`, {
      personId: maria.id,
      text: "three",
    });
  });
  await maria.says("four");
  await stage.unheard(() => maria.says("five"));
  await maria.says("six");
  await stage.hears();
  expect(await stage.said(maria.id)).toEqual(["one", "four", "six"]);

  await stage.passes(60_000);
  const run = await lookForGaps();

  expect(run).toMatchObject({ state: "done", messagesAdded: 3, threadsSeen: 1, messagesOutOfReach: 0 });
  expect(await stage.said(maria.id)).toEqual(["one", "two", "three", "four", "five", "six"]);
  const shown = (await stage.thread(maria.id)).map(({ text, details }) => text ?? details?.event);
  expect(shown).toEqual(["one", "two", "three", "history_filled", "four", "five", "history_filled", "six"]);
  expect((await stage.lines(maria.id)).map(({ count }) => count)).toEqual([2, 1]);
  expect((await stage.thread(maria.id)).find(({ text }) => text === "three")).toMatchObject({
    direction: "out",
    authorKind: "external",
  });
});

test("nothing is filled where nothing is missing, and that takes one call", async () => {
  const tom = await stage.customer("Tom");
  for (const text of ["one", "two"]) for (const person of [maria, tom]) await person.says(text);
  await stage.hears();
  const before = await stage.thread(maria.id);
  const asked = (await stage.asked()).length;

  await stage.passes(60_000);
  const run = await lookForGaps();
  expect(run).toMatchObject({ state: "done", messagesAdded: 0, threadsSeen: 2 });
  expect((await stage.asked()).length - asked).toBe(1);
  expect(await stage.thread(maria.id)).toEqual(before);

  await stage.passes(20 * 60_000);
  await lookForGaps();
  expect(await lookForGaps()).toMatchObject({ state: "done", threadsSeen: 0 });
  expect((await stage.asked()).length - asked).toBe(3);
});

test("a found question counts as one that was delivered late: open, waiting, unread", async () => {
  await stage.unheard(() => maria.says("Do you deliver?"));
  await stage.passes(60_000);
  await lookForGaps();

  const [row] = (await listConversations(ana)).conversations;
  expect(row).toMatchObject({ status: "open", unreadCount: 1, lastMessage: { text: "Do you deliver?" } });
  expect(row!.waitingSince).toBe((await stage.thread(maria.id))[0]!.sentAt.toISOString());
  expect(row!.window.state).toBe("open");
  expect(await findCounters(ana)).toMatchObject({ unassigned: { open: 1, unread: 1 } });
});

test("what stands above what was read already is not unread", async () => {
  await stage.unheard(() => maria.says("one"));
  await maria.says("two");
  await stage.hears();
  const [row] = (await listConversations(ana)).conversations;
  await readConversation(ana, row!.id, row!.lastMessage!.id);
  await stage.passes(60_000);
  await lookForGaps();

  expect(await stage.conversation(maria.id)).toMatchObject({ unreadCount: 0 });
  expect(await stage.said(maria.id)).toEqual(["one", "two"]);
});

test("of more than the platform shows, the newest come in and the thread says how many stay out of reach", async () => {
  await maria.says("first");
  await stage.hears();
  const texts = Array.from({ length: 26 }, (_, index) => `lost ${index}`);
  await stage.unheard(() => stage.acts(texts.map((text) => ({ kind: "message", personId: maria.id, text }))));
  await stage.passes(60_000);
  const run = await lookForGaps();

  expect(run).toMatchObject({ messagesAdded: 20, messagesOutOfReach: 6 });
  expect(await stage.said(maria.id)).toEqual(["first", ...texts.slice(6)]);
  expect((await stage.thread(maria.id)).slice(0, 2)).toMatchObject([
    { text: "first" },
    { details: { event: "history_out_of_reach" } },
  ]);
  expect(await stage.lines(maria.id)).toMatchObject([
    { event: "history_out_of_reach", count: 6 },
    { event: "history_filled", count: 20 },
  ]);

  await stage.passes(60_000);
  expect(await lookForGaps()).toMatchObject({ messagesAdded: 0, messagesOutOfReach: 0 });
  expect(await stage.lines(maria.id)).toHaveLength(2);
});

test("of somebody whom nobody has heard of, what is out of reach is told above what came in", async () => {
  const texts = Array.from({ length: 23 }, (_, index) => `lost ${index}`);
  await stage.unheard(() => stage.acts(texts.map((text) => ({ kind: "message", personId: maria.id, text }))));
  await stage.passes(60_000);
  expect(await lookForGaps()).toMatchObject({ messagesAdded: 20, messagesOutOfReach: 3 });

  const events = (await stage.lines(maria.id)).map(({ event }) => event);
  expect(events).toEqual(["history_out_of_reach", "history_filled"]);
  expect((await stage.thread(maria.id))[0]).toMatchObject({ kind: "system" });
});

test("looking twice adds nothing the second time, and a late delivery changes nothing", async () => {
  await maria.says("one");
  await stage.hears();
  await stage.moods({ hold: true });
  await maria.says("two");
  await maria.says("three");
  await stage.passes(60_000);
  expect(await lookForGaps()).toMatchObject({ messagesAdded: 2 });
  const filled = await stage.thread(maria.id);

  await stage.passes(60_000);
  expect(await lookForGaps()).toMatchObject({ messagesAdded: 0 });
  await stage.control("POST", "/deliveries/release", { order: "reverse" });
  await stage.moods({ hold: false });
  await stage.hears();
  expect(await stage.thread(maria.id)).toEqual(filled);
});

test("what waits to be opened is not missing", async () => {
  await maria.says("one");
  await stage.control("POST", "/deliveries/idle", {});
  await stage.passes(60_000);
  const run = await lookForGaps();
  expect(run).toMatchObject({ state: "running", threadsSeen: 0 });

  await stage.hears();
  await stage.passes(60_000);
  await stage.reads();
  expect(await stage.run(run.id)).toMatchObject({ state: "done", messagesAdded: 0, threadsSeen: 1 });
  expect(await stage.lines(maria.id)).toEqual([]);
});

describe("one of ours whose outcome is not known", () => {
  async function ours(status: "sending" | "failed") {
    await maria.says("Is my order on its way?");
    await stage.hears();
    const conversation = (await stage.conversation(maria.id))!;
    await stage.unheard(() =>
      stage.acts([{ kind: "inbox_message", personId: maria.id, text: "It ships today." }]),
    );
    const now = clock.now();
    const [message] = await db
      .insert(messages)
      .values({
        conversationId: conversation.id,
        channelId: page.id,
        direction: "out",
        visibility: "private",
        authorKind: "agent",
        authorId: ana.id,
        kind: "text",
        text: "It ships today.",
        status,
        failureReason: status === "failed" ? "outcome_unknown" : null,
        attemptedAt: now,
        firstAttemptedAt: now,
        sentAt: now,
      })
      .returning();
    await stage.unheard(() => maria.says("Thank you"));
    await stage.passes(60_000);
    return message!;
  }

  test("is left alone while it is being found out, and looked at again the next time", async () => {
    const { id } = await ours("sending");
    const run = await lookForGaps();
    expect(run.messagesAdded).toBe(1);
    expect(await stage.said(maria.id)).toEqual(["Is my order on its way?", "It ships today.", "Thank you"]);

    await db
      .update(messages)
      .set({ status: "failed", failureReason: "outcome_unknown" })
      .where(eq(messages.id, id));
    await stage.passes(30 * 60_000);
    await lookForGaps();
    const [settled] = await db.select().from(messages).where(eq(messages.id, id));
    expect(settled).toMatchObject({
      status: "sent",
      externalId: expect.stringContaining("m_"),
      failureReason: null,
    });
    expect(await stage.said(maria.id)).toHaveLength(3);
  });

  test("is recognised after we had given it up, and stands once", async () => {
    const { id } = await ours("failed");
    await lookForGaps();

    const [settled] = await db.select().from(messages).where(eq(messages.id, id));
    expect(settled).toMatchObject({ status: "sent", failureReason: null });
    expect(await stage.said(maria.id)).toEqual(["Is my order on its way?", "It ships today.", "Thank you"]);
  });
});

test("a closed conversation is opened again by what was lost, as by a late delivery", async () => {
  await maria.says("one");
  await stage.hears();
  await stage.unheard(() => maria.says("two"));
  await db.update(conversations).set({ status: "closed", closedAt: clock.now(), waitingSince: null });
  await stage.passes(60_000);
  await lookForGaps();

  expect(await stage.conversation(maria.id)).toMatchObject({ status: "open" });
  const [row] = (await listConversations(ana)).conversations;
  const { messages: shown } = await listMessages(ana, row!.id);
  expect(shown.map(({ text }) => text).filter(Boolean)).toEqual(["one", "two"]);
});

test("who asks is not told what began by itself a moment ago", async () => {
  await stage.unheard(() => maria.says("Just now"));
  await db.transaction((tx) => startGapRun(tx, page.id, "schedule"));
  await stage.passes(1_000);

  expect(await lookForGaps()).toMatchObject({ reason: "asked", state: "done", messagesAdded: 1 });
});

test("by itself nothing is filled that may still be on its way", async () => {
  await stage.unheard(() => maria.says("Just now"));
  await stage.passes(1_000);
  const run = await db.transaction((tx) => startGapRun(tx, page.id, "schedule"));
  await stage.reads();
  expect(await stage.run(run?.id)).toMatchObject({ state: "done", messagesAdded: 0 });

  await stage.passes(5 * 60_000);
  const next = await db.transaction((tx) => startGapRun(tx, page.id, "schedule"));
  await stage.reads();
  expect(await stage.run(next?.id)).toMatchObject({ state: "done", messagesAdded: 1 });
});

describe("by itself", () => {
  test("each channel is looked at every quarter of an hour, and not while it is being read", async () => {
    expect(await planGapRuns("schedule")).toBe(0);
    await stage.passes(20 * 60_000);
    expect(await planGapRuns("schedule")).toBe(1);
    expect(await planGapRuns("schedule")).toBe(0);
    await stage.reads();
    expect(await planGapRuns("schedule")).toBe(0);
  });

  test("after an outage, each that nobody looked at for five minutes; none that is not connected", async () => {
    expect(await planGapRuns("outage")).toBe(1);
    await stage.reads();
    expect(await planGapRuns("outage")).toBe(0);

    await stage.passes(6 * 60_000);
    await db.update(channels).set({ tokenState: "invalid" });
    expect(await planGapRuns("outage")).toBe(0);
  });
});

test("when the same message has another name in history, its words say that it is here", async () => {
  await maria.says("one");
  await maria.says("two");
  await stage.hears();
  await db.update(messages).set({ externalId: sql`'webhook-' || external_id` });
  await stage.passes(60_000);

  expect(await lookForGaps()).toMatchObject({ state: "done", messagesAdded: 0 });
  expect(await stage.said(maria.id)).toEqual(["one", "two"]);
});

test("an admin asks, follows and cancels; nobody else may", async () => {
  const jonas = await createAgent({ name: "Jonas" });
  await expect(askForHistory(jonas, page.id, { kind: "gap" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(findChannelHistory(jonas, page.id)).rejects.toMatchObject({ code: "forbidden" });
  await expect(cancelHistory(jonas, page.id)).rejects.toMatchObject({ code: "forbidden" });

  const ada = await createAgent({ name: "Ada", role: "admin" });
  const started = await askForHistory(ada, page.id, { kind: "import", days: 30 });
  expect(await askForHistory(ada, page.id, { kind: "gap" })).toMatchObject({ id: started.id });
  await cancelHistory(ada, page.id);
  await stage.reads();
  expect(await findChannelHistory(ada, page.id)).toMatchObject({
    import: { id: started.id, state: "cancelled", threadsSeen: 0 },
    gap: null,
  });
});
