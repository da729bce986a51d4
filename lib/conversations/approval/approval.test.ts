import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { message, minutesAfterNoon } from "@/db/factories/inbound-events";
import { createAgent, createUser } from "@/db/factories/people";
import { conversations, messages } from "@/db/schema/conversations";
import { events } from "@/db/schema/events";
import type { Agent } from "@/lib/auth/agent";
import { updateChannel } from "@/lib/channels/update-channel";
import { clock } from "@/lib/clock";
import { findCounters } from "../counters";
import { findConversation } from "../find-conversation";
import { listConversations } from "../list-conversations";
import { listMessages } from "../list-messages";
import { applyInboundEvent } from "../receiving/apply-inbound-event";
import { cancelMessage } from "../sending/cancel-message";
import { retryMessage } from "../sending/retry-message";
import { approveMessage } from "./approve-message";
import { consentFor } from "./consent";
import { rejectMessage } from "./reject-message";

let ana: Agent;
let jonas: Agent;
let mira: Agent;
let channelId: string;
let conversationId: string;

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events, inbox_counters cascade`);
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  clock.now = () => minutesAfterNoon(60);
  ana = await createAgent({ name: "Ana" });
  jonas = await createAgent({ name: "Jonas" });
  mira = await createAgent({ name: "Mira", role: "manager" });
  const channel = await createChannel({ publicApproval: true });
  channelId = channel.id;
  await db.transaction((tx) =>
    applyInboundEvent(tx, channel, message({ channelExternalId: channel.externalId })),
  );
  const [conversation] = await db.select().from(conversations);
  conversationId = conversation!.id;
});

/** What Ana has written under a post, as it was taken. */
async function publicReply(text = "We are sorry.") {
  const [reply] = await db
    .insert(messages)
    .values({
      conversationId,
      channelId,
      direction: "out",
      visibility: "public",
      authorKind: "agent",
      authorId: ana.id,
      kind: "comment",
      text,
      status: "queued",
      ...consentFor({ publicApproval: true }, { visibility: "public" }),
      sentAt: clock.now(),
    })
    .returning();
  await db
    .update(conversations)
    .set({ hasPublic: true, lastMessageId: reply!.id, waitingSince: null })
    .where(eq(conversations.id, conversationId));
  return reply!.id;
}

const shown = async (messageId: string) =>
  (await listMessages(ana, conversationId)).messages.find(({ id }) => id === messageId)!;
const told = (messageId: string) =>
  db
    .select({ type: events.type, actorId: events.actorId })
    .from(events)
    .where(eq(events.messageId, messageId));
async function lanesToLookAt() {
  const { rows } = await db.execute<{ key: string }>(sql`select key from graphile_worker.jobs`);
  return rows.map(({ key }) => key).filter((key) => key?.startsWith("deliver:"));
}
const approvals = async () => {
  const { conversations: rows } = await listConversations(mira, { view: "approvals" });
  return { listed: rows.map(({ id }) => id), counted: (await findCounters(mira)).approvals.open };
};

test("who waits: public replies where the channel asks, and nothing else", () => {
  expect(consentFor({ publicApproval: true }, { visibility: "public" })).toEqual({ approval: "pending" });
  for (const visibility of ["private", "note"] as const)
    expect(consentFor({ publicApproval: true }, { visibility })).toEqual({ approval: null });
  expect(consentFor({ publicApproval: false }, { visibility: "public" })).toEqual({ approval: null });
});

describe("approving", () => {
  test("a second person lets it go out: one event with their name, and the lane is looked at", async () => {
    const id = await publicReply();
    expect((await shown(id)).approval).toEqual({ state: "pending", by: null, at: null });
    expect(await approvals()).toEqual({ listed: [conversationId], counted: 1 });

    const approved = await approveMessage(mira, id, {});
    expect(approved).toMatchObject({
      status: "queued",
      text: "We are sorry.",
      approval: { state: "approved", by: { id: mira.id, name: "Mira" }, at: clock.now().toISOString() },
    });
    expect(await told(id)).toEqual([{ type: "message.approved", actorId: mira.id }]);
    expect(await lanesToLookAt()).toEqual([`deliver:${conversationId}:public`]);
    expect(await approvals()).toEqual({ listed: [], counted: 0 });
  });

  test("what they change goes out, and what was written stays readable", async () => {
    const id = await publicReply("We are sory.");

    const approved = await approveMessage(mira, id, { text: "We are sorry." });
    expect(approved).toMatchObject({ text: "We are sorry.", details: { writtenText: "We are sory." } });
    expect(approved.approval?.by?.name).toBe("Mira");
  });

  test("the same text is no change", async () => {
    const id = await publicReply();
    expect((await approveMessage(mira, id, { text: "We are sorry." })).details).toBeNull();
  });

  test.each([
    ["nothing", "", "invalid"],
    ["more than a comment takes", "a".repeat(8_001), "too_long"],
  ])("%s can't be what goes out", async (_what, text, code) => {
    const id = await publicReply();
    await expect(approveMessage(mira, id, { text })).rejects.toMatchObject({ code });
    expect((await shown(id)).approval?.state).toBe("pending");
  });

  test("nobody approves or turns down their own", async () => {
    const id = await publicReply();
    for (const decide of [approveMessage, rejectMessage])
      await expect(decide(ana, id, {})).rejects.toMatchObject({ code: "second_person_needed" });
    expect((await shown(id)).approval?.state).toBe("pending");
  });

  test("whoever may not see it doesn't find it", async () => {
    const id = await publicReply();
    const { id: goneId, name } = await createUser({ name: "Nils", disabledAt: new Date() });
    for (const decide of [approveMessage, rejectMessage]) {
      await expect(decide({ id: goneId, name, role: "agent" }, id, {})).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(decide(mira, crypto.randomUUID(), {})).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("a list shows the change: the conversation is newer than before, also where the reply isn't its last", async () => {
    const id = await publicReply();
    await db.update(conversations).set({ lastMessageId: null });
    const before = await findConversation(mira, conversationId);
    expect(before.approvalPending).toBe(true);

    await approveMessage(mira, id, {});
    const after = await findConversation(mira, conversationId);
    expect(after.approvalPending).toBe(false);
    expect(after.revision).toBeGreaterThan(before.revision);
  });
});

describe("turning down", () => {
  test("it ends as not sent, with the reason in the approver's words and its text kept", async () => {
    const id = await publicReply();

    const rejected = await rejectMessage(mira, id, { reason: "Too cold." });
    expect(rejected).toMatchObject({
      status: "failed",
      text: "We are sorry.",
      approval: { state: "rejected", by: { name: "Mira" } },
      failure: {
        reason: "not_approved",
        message: "Mira did not approve this reply, so it was not published: “Too cold.”",
        retryable: true,
        detail: "Too cold.",
      },
    });
    expect(await told(id)).toEqual([{ type: "message.rejected", actorId: mira.id }]);
    expect((await findConversation(ana, conversationId)).waitingSince).not.toBeNull();
    expect(await approvals()).toEqual({ listed: [], counted: 0 });
  });

  test("without a reason", async () => {
    const rejected = await rejectMessage(mira, await publicReply(), {});
    expect(rejected.failure?.message).toBe("Mira did not approve this reply, so it was not published.");
  });

  test("sent again, it asks anew", async () => {
    const id = await publicReply();
    await rejectMessage(mira, id, { reason: "Too cold." });

    expect(await retryMessage(ana, conversationId, id)).toMatchObject({
      status: "queued",
      approval: { state: "pending", by: null, at: null },
      failure: null,
    });
    expect(await approvals()).toEqual({ listed: [conversationId], counted: 1 });
    expect((await approveMessage(jonas, id, {})).approval?.by?.name).toBe("Jonas");
  });
});

describe("what was decided stays so", () => {
  const decided = [
    ["approved", (id: string) => approveMessage(mira, id, {}), "approved by Mira already"],
    ["turned down", (id: string) => rejectMessage(mira, id, {}), "turned down by Mira already"],
    ["taken back", (id: string) => cancelMessage(ana, conversationId, id), "taken back by its author"],
  ] as const;

  test.each(decided)("once %s, nobody decides again", async (_what, decideFirst, words) => {
    const id = await publicReply();
    await decideFirst(id);
    const before = await shown(id);

    for (const decide of [approveMessage, rejectMessage])
      await expect(decide(jonas, id, {})).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining(words),
      });
    expect(await shown(id)).toEqual(before);
  });

  test("of two approvers at the same moment one decides", async () => {
    const id = await publicReply();
    const ends = await Promise.allSettled([
      approveMessage(mira, id, { text: "We are very sorry." }),
      approveMessage(jonas, id, {}),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);

    const won = ends.find((end) => end.status === "fulfilled")!.value;
    expect(await shown(id)).toEqual(won);
    expect(await told(id)).toHaveLength(1);
  });

  test("approved and taken back at the same moment: it ends once, whichever came first", async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await publicReply();
      const [approved, cancelled] = await Promise.allSettled([
        approveMessage(mira, id, {}),
        cancelMessage(ana, conversationId, id),
      ]);
      // An approved one that has not gone out yet can still be taken back.
      expect(cancelled.status).toBe("fulfilled");
      const { status, approval } = await shown(id);
      expect([status, approval?.state]).toEqual([
        "failed",
        approved.status === "fulfilled" ? "approved" : "pending",
      ]);
    }
    expect(await approvals()).toEqual({ listed: [], counted: 0 });
  });

  test("taken back and sent after all, it still asks", async () => {
    const id = await publicReply();
    await cancelMessage(ana, conversationId, id);
    expect(await approvals()).toEqual({ listed: [], counted: 0 });

    const again = await retryMessage(ana, conversationId, id);
    expect(again).toMatchObject({ status: "queued", approval: { state: "pending" } });
  });

  test("the channel no longer asks: what waits goes on waiting", async () => {
    const id = await publicReply();
    const ada = await createAgent({ name: "Ada", role: "admin" });
    await updateChannel(ada, channelId, { publicApproval: false });

    expect(await shown(id)).toMatchObject({ status: "queued", approval: { state: "pending" } });
    expect(await approvals()).toEqual({ listed: [conversationId], counted: 1 });
    expect((await approveMessage(mira, id, {})).approval?.state).toBe("approved");
  });
});

test("a closed conversation in which somebody waits is found too", async () => {
  await publicReply();
  await db.update(conversations).set({ status: "closed", closedAt: clock.now() });
  expect(await approvals()).toEqual({ listed: [conversationId], counted: 1 });
});
