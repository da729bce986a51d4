import { asc, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { echo, edit, message, minutesAfterNoon } from "@/db/factories/inbound-events";
import { createAgent } from "@/db/factories/people";
import {
  comment,
  commentEdit,
  commentHiding,
  commentReaction,
  commentRemoval,
  MARIA,
  post,
  TOM,
} from "@/db/factories/public-events";
import { contactIdentities, contacts } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";
import { transactionAgain } from "@/db/transaction-again";
import type { Agent } from "@/lib/auth/agent";
import type { InboundEvent, PublicEvent } from "@/lib/channels/channel";
import { clock } from "@/lib/clock";
import { listMessages } from "../list-messages";
import { presentConversations } from "../present-conversations";
import { applyInboundEvent } from "./apply-inbound-event";
import { applyPublicEvents } from "./apply-public-events";
import type { ChannelRow } from "./find-or-open-conversation";

let ana: Agent;
let page: ChannelRow;

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events, inbox_counters cascade`);
  clock.now = () => minutesAfterNoon(600);
  ana = await createAgent();
  page = await createChannel({ isPublic: true, externalId: "1040055501112223" });
});

type Told = { public: PublicEvent } | { private: InboundEvent };

const JUAN = { id: "7300554433221100", name: "Juan" };
const people = [MARIA, TOM, JUAN];
const here = { channelExternalId: "1040055501112223" };

/** One thing that somebody does; `on` chooses among what was said before. */
interface Act {
  kind:
    | "post"
    | "comment"
    | "answer"
    | "edit"
    | "removal"
    | "hiding"
    | "like"
    | "writes"
    | "replies"
    | "corrects";
  /** Three are people, the last is the Page. */
  who: number;
  on: number;
}

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.oneof(
    { weight: 1, arbitrary: fc.constant("post" as const) },
    { weight: 4, arbitrary: fc.constantFrom("comment" as const, "answer" as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom("edit" as const, "removal" as const, "hiding" as const, "like" as const),
    },
    { weight: 2, arbitrary: fc.constantFrom("writes" as const, "replies" as const, "corrects" as const) },
  ),
  who: fc.nat(3),
  on: fc.nat(20),
});

/**
 * What the platform would tell of these acts, in their order. Each happens in a second of its own: of two within one, the
 * platform itself tells no order, and a thread then keeps that of their arrival (see docs/decisions/order-and-ties.md).
 */
function story(acts: Act[]): Told[] {
  const told: Told[] = [];
  const posts = ["1"];
  const said: { comment: string; post: string; by: (typeof people)[number] | null }[] = [];
  const written: string[] = [];
  for (const [index, { kind, who, on }] of acts.entries()) {
    const by = people[who] ?? null;
    const at = minutesAfterNoon(index + 1);
    const text = `${kind} ${index}`;
    const pick = said.length > 0 ? said[on % said.length]! : null;
    const place = pick && { ...here, comment: pick.comment, post: pick.post, at };
    switch (kind) {
      case "post":
        posts.push(`p${index}`);
        told.push({ public: post({ ...here, post: `p${index}`, by, text, at }) });
        break;
      case "comment":
      case "answer": {
        const to = kind === "answer" ? pick : null;
        const under = to?.post ?? posts[on % posts.length]!;
        const own = { comment: `c${index}`, post: under, by };
        const above = to ? { to: to.comment } : {};
        told.push({ public: comment({ ...here, ...own, ...above, text, at }) });
        said.push(own);
        break;
      }
      case "edit":
        if (place) told.push({ public: commentEdit({ ...place, text }) });
        break;
      case "removal":
        if (place) told.push({ public: commentRemoval(place) });
        break;
      case "hiding":
        if (place) told.push({ public: commentHiding({ ...place, hidden: who % 2 === 0 }) });
        break;
      case "like":
        if (place) told.push({ public: commentReaction({ ...place, by, removed: on % 3 === 0 }) });
        break;
      case "writes":
        written.push(`m${index}`);
        told.push({
          private: message({ ...here, externalId: `m${index}`, contactExternalId: personId(by), text, at }),
        });
        break;
      case "replies":
        told.push({
          private: echo({ ...here, externalId: `e${index}`, contactExternalId: personId(by), text, at }),
        });
        break;
      case "corrects": {
        const own = told.find((one) => "private" in one && one.private.type === "message");
        if (!own || !("private" in own) || own.private.type !== "message") break;
        const { externalId: messageExternalId, contactExternalId } = own.private;
        told.push({
          private: edit({ ...here, messageExternalId, contactExternalId, text, number: index, at }),
        });
        break;
      }
      default:
        kind satisfies never;
    }
  }
  return told;
}

function personId(by: { id: string } | null) {
  return (by ?? MARIA).id;
}

async function apply(told: Told[]) {
  for (const one of told) {
    await transactionAgain((tx) =>
      "public" in one ? applyPublicEvents(tx, page, [one.public]) : applyInboundEvent(tx, page, one.private),
    );
  }
}

/** What agents see in the end, without our own ids and revisions. */
async function outcome(told: Told[]) {
  await db.execute(sql`truncate contacts, publications, reactions, message_edits, inbox_counters cascade`);
  await apply(told);
  return { tree: await tree(), threads: await Promise.all(people.map(threadOf)) };
}

async function tree() {
  const rows = await db.select().from(publications).orderBy(asc(publications.externalId));
  return rows.map(({ id: _, channelId: __, revision: ___, ...row }) => row);
}

async function threadOf({ id }: { id: string }) {
  const [conversation, ...more] = await db
    .select({ id: conversations.id, name: contacts.name })
    .from(conversations)
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .where(eq(contactIdentities.externalId, id));
  expect(more).toEqual([]);
  if (!conversation) return null;

  const [row] = await presentConversations(db, [conversation.id], clock.now());
  const { window, sources, publicTarget, waitingSince, lastMessage, status } = row!;
  const target = publicTarget && { text: publicTarget.text, privateReply: publicTarget.privateReply };
  const { messages: shown } = await listMessages(ana, conversation.id);
  return {
    name: conversation.name,
    window,
    sources,
    target,
    waitingSince,
    last: lastMessage?.text ?? null,
    status,
    said: shown.map((one) => ({
      externalId: one.externalId,
      kind: one.kind,
      author: one.author.kind,
      text: one.text,
      sentAt: one.sentAt,
      editedAt: one.editedAt,
      deletedAt: one.deletedAt,
      status: one.status,
      reactions: one.reactions,
      hidden: one.publication?.hidden ?? null,
      liked: one.publication?.liked ?? null,
      quoted: one.replyTo?.text ?? null,
    })),
  };
}

test("whatever the order and the repetition of what is told, in public and in private, the end is the same", async () => {
  const stories = fc
    .array(act, { minLength: 3, maxLength: 14 })
    .map(story)
    .chain((told) =>
      fc.record({
        told: fc.constant(told),
        shuffled: fc.shuffledSubarray(told, { minLength: told.length }),
        repeated: fc.subarray(told),
      }),
    );

  await fc.assert(
    fc.asyncProperty(stories, async ({ told, shuffled, repeated }) => {
      const expected = await outcome(told);
      expect(await outcome([...shuffled, ...repeated])).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test("together in one delivery as one by one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
      const told = story(acts).flatMap((one) => ("public" in one ? one.public : []));
      const expected = await outcome(told.map((event) => ({ public: event })));
      await db.execute(
        sql`truncate contacts, publications, reactions, message_edits, inbox_counters cascade`,
      );
      await transactionAgain((tx) => applyPublicEvents(tx, page, told));

      expect({ tree: await tree(), threads: await Promise.all(people.map(threadOf)) }).toEqual(expected);
    }),
    { numRuns: 15 },
  );
});

test("each person's words stand in their own thread alone, and nobody's twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
      await outcome(story(acts));
      const rows = await db
        .select({
          author: publications.authorExternalId,
          contact: contactIdentities.externalId,
          externalId: messages.externalId,
        })
        .from(messages)
        .innerJoin(publications, eq(publications.externalId, messages.externalId))
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId));

      expect(new Set(rows.map(({ externalId }) => externalId)).size).toBe(rows.length);
      for (const { author, contact } of rows) expect([contact, page.externalId]).toContain(author);
    }),
    { numRuns: 10 },
  );
});
