import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { message, minutesAfterNoon, NOON } from "@/db/factories/inbound-events";
import { createAgent, createUser } from "@/db/factories/people";
import { contactIdentities, contacts } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { clock } from "@/lib/clock";
import { errorResponse } from "@/lib/http";
import { assignConversation } from "./assign-conversation";
import { closeConversation } from "./close-conversation";
import { findCounters } from "./counters";
import { findConversation } from "./find-conversation";
import { type ConversationFilters, listConversations } from "./list-conversations";
import { listMessages } from "./list-messages";
import { readConversation } from "./read-conversation";
import { applyInboundEvent } from "./receiving/apply-inbound-event";
import { reopenConversation } from "./reopen-conversation";
import { draftSchema, sendMessage } from "./sending/send-message";

let ana: Agent;
let jonas: Agent;
let page: ChannelRow;

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events, inbox_counters cascade`);
  clock.now = () => minutesAfterNoon(60);
  ana = await createAgent({ name: "Ana" });
  jonas = await createAgent({ name: "Jonas" });
  page = await createChannel();
});

/** A conversation that belongs to every view of Ana's but "unassigned", unless it is said otherwise. */
async function createConversation(given: Partial<typeof conversations.$inferInsert> = {}, name = "María") {
  const [contact] = await db.insert(contacts).values({ name }).returning();
  const [identity] = await db
    .insert(contactIdentities)
    .values({ contactId: contact!.id, channelId: page.id, externalId: crypto.randomUUID() })
    .returning();
  const [created] = await db
    .insert(conversations)
    .values({
      channelId: page.id,
      contactId: contact!.id,
      identityId: identity!.id,
      handling: "bot",
      assigneeId: ana.id,
      waitingSince: NOON,
      lastMessageAt: NOON,
      windowClosesAt: minutesAfterNoon(24 * 60),
      ...given,
    })
    .returning();
  return created!;
}

/** Pages to the end, with something happening after each page. */
async function pageThrough<Shown>(
  read: (cursor: string | undefined) => Promise<{ shown: Shown[]; nextCursor: string | null }>,
  meanwhile: () => Promise<unknown>,
) {
  const all: Shown[] = [];
  let cursor: string | undefined;
  do {
    const { shown, nextCursor } = await read(cursor);
    all.push(...shown);
    cursor = nextCursor ?? undefined;
    await meanwhile();
  } while (cursor);
  return all;
}

describe("paging", () => {
  /** Few different moments, so that many fall together. */
  const moments = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 15 });
  const limit = fc.integer({ min: 1, max: 4 });

  test.each(["mine", "unassigned", "all", "bot", "closing"] as const)(
    "through %s has neither gaps nor repeats, while others come in and move up",
    async (view) => {
      await fc.assert(
        fc.asyncProperty(moments, limit, async (minutes, limit) => {
          await db.execute(sql`truncate contacts cascade`);
          const assigneeId = view === "unassigned" ? null : ana.id;
          const standing: string[] = [];
          for (const minute of minutes) {
            const times = {
              lastMessageAt: minutesAfterNoon(minute),
              windowClosesAt: minutesAfterNoon(100 + minute),
            };
            standing.push((await createConversation({ assigneeId, ...times })).id);
          }
          const moving = await createConversation({ assigneeId, lastMessageAt: NOON });
          let turn = 0;
          const shown = await pageThrough(
            async (cursor) => {
              const read = await listConversations(ana, { view, limit, cursor });
              return { shown: read.conversations, nextCursor: read.nextCursor };
            },
            async () => {
              turn += 1;
              const times = {
                lastMessageAt: minutesAfterNoon(10 + turn),
                windowClosesAt: minutesAfterNoon(99 - turn / 100),
              };
              await createConversation({ assigneeId, ...times });
              await db.update(conversations).set(times).where(eq(conversations.id, moving.id));
            },
          );

          const ids = shown.map(({ id }) => id).filter((id) => standing.includes(id));
          expect(ids).toHaveLength(standing.length);
          expect(new Set(ids)).toEqual(new Set(standing));
          expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
          const places = shown.map(({ window, lastMessageAt }) =>
            view === "closing" ? window.closesAt! : lastMessageAt,
          );
          expect(places).toEqual(view === "closing" ? places.toSorted() : places.toSorted().reverse());
        }),
        { numRuns: 6 },
      );
    },
    60_000,
  );

  test.each(["before", "after"] as const)(
    "%s through a thread has neither gaps nor repeats, while messages come in, also late ones",
    async (direction) => {
      await fc.assert(
        fc.asyncProperty(moments, limit, async (minutes, limit) => {
          await db.execute(sql`truncate contacts cascade`);
          const { id } = await createConversation();
          for (const minute of minutes) await write(id, minute);
          const thread = (await listMessages(ana, id, { limit: 200 })).messages.map((message) => message.id);
          const edge = await write(id, direction === "before" ? 50 : -50);
          let turn = 0;
          const shown = await pageThrough(
            async (cursor = edge) => {
              const read = await listMessages(ana, id, { limit, [direction]: cursor });
              const inOrder = read.messages.map((message) => message.id);
              return {
                shown: direction === "before" ? inOrder.reverse() : inOrder,
                nextCursor: read.nextCursor,
              };
            },
            () => write(id, (turn++ % 2) * 60),
          );

          const seen = shown.filter((messageId) => thread.includes(messageId));
          expect(seen).toEqual(direction === "before" ? thread.toReversed() : thread);
          expect(new Set(shown).size).toBe(shown.length);
        }),
        { numRuns: 8 },
      );
    },
    60_000,
  );

  async function write(conversationId: string, minute: number) {
    const [written] = await db
      .insert(messages)
      .values({
        conversationId,
        channelId: page.id,
        direction: "in",
        visibility: "private",
        authorKind: "contact",
        kind: "text",
        text: `${minute}`,
        status: "received",
        sentAt: minutesAfterNoon(minute),
      })
      .returning();
    return written!.id;
  }

  test("the newest page comes first, and says where to go on", async () => {
    const { id } = await createConversation();
    for (const minute of [1, 2, 3]) await write(id, minute);

    const newest = await listMessages(ana, id, { limit: 2 });
    expect(newest.messages.map(({ text }) => text)).toEqual(["2", "3"]);
    const rest = await listMessages(ana, id, { limit: 2, before: newest.nextCursor! });
    expect(rest).toMatchObject({ messages: [{ text: "1" }], nextCursor: null });
  });
});

describe("what is asked for wrongly", () => {
  test.each<[string, Record<string, unknown>]>([
    ["a cursor of one's own", { cursor: "next" }],
    ["a cursor without an id", { cursor: "2026-11-20T12:00:00.000Z" }],
    ["a cursor with another id", { cursor: "2026-11-20T12:00:00.000Z_7" }],
    ["a cursor without a moment", { cursor: "yesterday_00000000-0000-4000-8000-000000000000" }],
    ["a cursor with more in it", { cursor: "'); drop table users; --_x" }],
    ["a view that is none", { view: "everything" }],
    ["a status that is none", { status: "lost" }],
    ["a channel that is no id", { channelId: "1" }],
    ["no rows at all", { limit: 0 }],
    ["too many rows", { limit: 101 }],
    ["half a row", { limit: 1.5 }],
  ])("%s is 400", async (_case, filters) => {
    const error = await listConversations(ana, filters as ConversationFilters).catch((refusal) => refusal);

    expect(errorResponse(error).status).toBe(400);
  });

  test("a channel that is not there has no conversations", async () => {
    await createConversation();
    const channelId = "00000000-0000-4000-8000-000000000000";

    expect(await listConversations(ana, { channelId })).toEqual({ conversations: [], nextCursor: null });
  });

  test.each([
    ["%", ["100% María"]],
    ["_", ["a_b"]],
    ["\\", ["back\\slash"]],
    ["maría", ["100% María"]],
    ["\u0000", ["100% María", "a_b", "back\\slash"]],
    ["'", []],
  ])("the name %j is looked for as it stands", async (q, found) => {
    for (const name of ["100% María", "a_b", "back\\slash"]) await createConversation({}, name);

    const { conversations: shown } = await listConversations(ana, { q });
    expect(shown.map(({ contact }) => contact.name).sort()).toEqual(found);
  });

  test("what is not there, or not theirs to see, does not exist", async () => {
    const [here, elsewhere] = [await createConversation(), await createConversation()];
    const nobody = "00000000-0000-4000-8000-000000000000";
    await applyOne(elsewhere.identityId, 1);
    const [foreign] = await db.select().from(messages).where(eq(messages.conversationId, elsewhere.id));
    const attempts = [
      () => findConversation(ana, nobody),
      () => listMessages(ana, nobody),
      () => listMessages(ana, here.id, { before: nobody }),
      () => listMessages(ana, here.id, { after: foreign!.id }),
      () => readConversation(ana, here.id, foreign!.id),
      () =>
        sendMessage(
          ana,
          here.id,
          draftSchema.parse({ text: "Hello", visibility: "note", replyToId: foreign!.id }),
        ),
      () => closeConversation(ana, nobody),
    ];

    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  });

  test("who cannot sign in sees nothing", async () => {
    const { id } = await createConversation();
    const external = await createUser({ name: "Harbor Coffee", role: "external" });
    const disabled = await createUser({ name: "Nils", disabledAt: NOON });

    for (const { id: viewerId, name } of [external, disabled]) {
      const viewer: Agent = { id: viewerId, name, role: "admin" };
      expect((await listConversations(viewer)).conversations).toEqual([]);
      await expect(findConversation(viewer, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(closeConversation(viewer, id)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

/** A message of the person behind an identity. */
async function applyOne(identityId: string, minute: number) {
  const [identity] = await db.select().from(contactIdentities).where(eq(contactIdentities.id, identityId));
  const { externalId: contactExternalId } = identity!;
  const at = minutesAfterNoon(minute);
  const inbound = message({ channelExternalId: page.externalId, contactExternalId, at });
  await db.transaction((tx) => applyInboundEvent(tx, page, inbound));
}

test("badges count what is there, whatever was done", async () => {
  type Deed = (conversation: typeof conversations.$inferSelect, minute: number) => Promise<unknown>;
  const deeds: Record<string, Deed> = {
    writes: ({ identityId }, minute) => applyOne(identityId, minute),
    "goes to Ana": ({ id }) => assignConversation(ana, id, ana.id),
    "goes to Jonas": ({ id }) => assignConversation(ana, id, jonas.id),
    "goes back": ({ id }) => assignConversation(ana, id, null),
    "is closed": ({ id }) => closeConversation(ana, id),
    "is reopened": ({ id }) => reopenConversation(ana, id),
    "is answered": ({ id }) => sendMessage(jonas, id, draftSchema.parse({ text: "It ships today." })),
    "is seen": async ({ id }) => {
      const { messages: thread } = await listMessages(ana, id);
      const last = thread.at(-1);
      if (last) await readConversation(ana, id, last.id);
    },
  };
  const story = fc.array(
    fc.record({
      deed: fc.constantFrom(...Object.keys(deeds)),
      whose: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 5, maxLength: 20 },
  );

  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      await db.execute(sql`truncate contacts, inbox_counters cascade`);
      const people = [];
      for (const _ of [1, 2, 3]) people.push(await firstMessage());
      for (const [minute, { deed, whose }] of steps.entries()) await deeds[deed]!(people[whose]!, minute + 1);

      for (const agent of [ana, jonas]) expect(await findCounters(agent)).toMatchObject(await counted(agent));
    }),
    { numRuns: 20 },
  );
}, 60_000);

async function firstMessage() {
  const contactExternalId = crypto.randomUUID();
  const inbound = message({ channelExternalId: page.externalId, contactExternalId });
  await db.transaction((tx) => applyInboundEvent(tx, page, inbound));
  const [found] = await db
    .select({ conversation: conversations })
    .from(conversations)
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .where(eq(contactIdentities.externalId, contactExternalId));
  return found!.conversation;
}

async function counted(agent: Agent) {
  const rows = await db.select().from(conversations).where(eq(conversations.status, "open"));
  const count = (of: typeof rows) => ({
    open: of.length,
    unread: of.filter(({ unreadCount }) => unreadCount > 0).length,
  });
  return {
    mine: count(rows.filter(({ assigneeId }) => assigneeId === agent.id)),
    unassigned: count(rows.filter(({ assigneeId }) => assigneeId === null)),
    all: count(rows),
  };
}
