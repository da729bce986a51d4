import { and, asc, eq, ne, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { message, minutesAfterNoon, NOON } from "@/db/factories/inbound-events";
import { createAgent } from "@/db/factories/people";
import {
  comment,
  commentEdit,
  commentHiding,
  commentId,
  commentReaction,
  commentRemoval,
  MARIA,
  post,
  postId,
  TOM,
} from "@/db/factories/public-events";
import { contactIdentities, contacts } from "@/db/schema/contacts";
import { attachments, conversations, messages, reactions } from "@/db/schema/conversations";
import { events } from "@/db/schema/events";
import { publications } from "@/db/schema/publications";
import { transactionAgain } from "@/db/transaction-again";
import type { Agent } from "@/lib/auth/agent";
import type { InboundEvent, PublicEvent } from "@/lib/channels/channel";
import { clock } from "@/lib/clock";
import { closeConversation } from "../close-conversation";
import { listConversations } from "../list-conversations";
import { listMessages } from "../list-messages";
import { applyInboundEvent } from "./apply-inbound-event";
import { applyPublicEvents } from "./apply-public-events";
import type { ChannelRow } from "./find-or-open-conversation";

let ana: Agent;
let page: ChannelRow;
let here: { channelExternalId: string };

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events, inbox_counters cascade`);
  clock.now = () => minutesAfterNoon(60);
  ana = await createAgent();
  page = await createChannel({ isPublic: true });
  here = { channelExternalId: page.externalId };
});

async function apply(...told: PublicEvent[]) {
  for (const event of told) await transactionAgain((tx) => applyPublicEvents(tx, page, [event]));
}

async function applyPrivate(...told: InboundEvent[]) {
  for (const event of told) await transactionAgain((tx) => applyInboundEvent(tx, page, event));
}

/** Texts of somebody's conversations, ours with an arrow. */
async function thread({ id }: { id: string } = MARIA) {
  const rows = await db
    .select({ text: messages.text, direction: messages.direction })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .where(and(eq(contactIdentities.externalId, id), ne(messages.visibility, "note")))
    .orderBy(asc(messages.sentAt), asc(messages.sequence));
  return rows.map(({ text, direction }) => (direction === "out" ? `→ ${text}` : text));
}

async function onlyRow() {
  const { conversations: rows } = await listConversations(ana);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

async function shown() {
  return (await listMessages(ana, (await onlyRow()).id)).messages;
}

async function findPublication(externalId: string) {
  const [row] = await db.select().from(publications).where(eq(publications.externalId, externalId));
  return row;
}

/** What Harbor Coffee says, from the platform's own tools. */
const byPage = { by: null };

describe("a comment", () => {
  test("opens a conversation without a window, with the name beside it and the post it came from", async () => {
    await apply(comment({ ...here, comment: "1" }));

    expect(await onlyRow()).toMatchObject({
      contact: { name: "María", profileState: "pending" },
      status: "open",
      unreadCount: 1,
      waitingSince: NOON.toISOString(),
      window: { state: "none" },
      lastMessage: { text: "Do you deliver?" },
      referral: { source: "comment", postId: postId(here) },
      publicTarget: { kind: "comment", text: "Do you deliver?" },
    });
    expect(await shown()).toMatchObject([
      { visibility: "public", kind: "comment", externalId: commentId("1"), text: "Do you deliver?" },
    ]);
  });

  test("delivered again changes nothing", async () => {
    await apply(comment({ ...here, comment: "1" }));
    const before = await onlyRow();
    await apply(comment({ ...here, comment: "1" }), comment({ ...here, comment: "1" }));

    expect(await onlyRow()).toEqual(before);
    expect(await thread()).toHaveLength(1);
  });

  test("stands in one conversation with what the contact writes in private, which alone opens the window", async () => {
    await apply(comment({ ...here, comment: "1", text: "Do you deliver?" }));
    await applyPrivate(message({ ...here, text: "My address is 5 Pier Road", at: minutesAfterNoon(1) }));

    expect(await thread()).toEqual(["Do you deliver?", "My address is 5 Pier Road"]);
    expect(await onlyRow()).toMatchObject({
      window: { state: "open", closesAt: minutesAfterNoon(24 * 60 + 1).toISOString() },
      unreadCount: 2,
    });
  });

  test("gives its author's name to a contact whose profile the platform keeps to itself", async () => {
    await applyPrivate(message(here));
    await apply(comment({ ...here, comment: "1", at: minutesAfterNoon(1) }));

    expect((await db.select().from(contacts)).map(({ name }) => name)).toEqual(["María"]);
  });

  test("with a picture has it as a file that is copied", async () => {
    await apply(
      comment({ ...here, comment: "1", files: [{ type: "image", url: "https://cdn.example/mug.jpg" }] }),
    );

    expect(await db.select().from(attachments)).toMatchObject([
      { type: "image", url: "https://cdn.example/mug.jpg", state: "remote" },
    ]);
  });

  test("is edited, and a late older edit changes nothing", async () => {
    await apply(
      comment({ ...here, comment: "1", text: "Do you delivr?" }),
      commentEdit({ ...here, comment: "1", text: "Do you deliver beans?", at: minutesAfterNoon(2) }),
      commentEdit({ ...here, comment: "1", text: "Do you deliver?", at: minutesAfterNoon(1) }),
    );

    expect(await shown()).toMatchObject([
      { text: "Do you deliver beans?", editedAt: minutesAfterNoon(2).toISOString() },
    ]);
  });

  test("that is removed leaves neither words nor files, also when the removal or an edit comes late or early", async () => {
    const files = [{ type: "image" as const, url: "https://cdn.example/mug.jpg" }];
    const said = comment({ ...here, comment: "1", files });
    const removal = commentRemoval({ ...here, comment: "1", at: minutesAfterNoon(5) });
    const edit = commentEdit({ ...here, comment: "1", text: "No!", files, at: minutesAfterNoon(3) });
    for (const order of [
      [said, removal],
      [removal, said],
      [removal, edit, said],
    ]) {
      await db.execute(sql`truncate contacts, publications, inbox_counters cascade`);
      await apply(...order);

      expect(await shown()).toMatchObject([
        { text: null, deletedAt: minutesAfterNoon(5).toISOString(), attachments: [] },
      ]);
      expect(await findPublication(commentId("1"))).toMatchObject({ text: null, files: [] });
      expect((await onlyRow()).publicTarget).toBeNull();
    }
  });

  test("that is removed takes along what answered it", async () => {
    await apply(
      comment({ ...here, comment: "1" }),
      comment({ ...here, comment: "2", to: "1", text: "Anybody?", at: minutesAfterNoon(1) }),
      commentRemoval({ ...here, comment: "1", at: minutesAfterNoon(2) }),
    );

    expect(await thread()).toEqual([null, null]);
  });

  test("that is hidden stays, and its message tells those who see it that something changed", async () => {
    await apply(comment({ ...here, comment: "1" }));
    const [before] = await shown();
    await apply(commentHiding({ ...here, comment: "1", at: minutesAfterNoon(1) }));

    const [after] = await shown();
    expect(after).toMatchObject({ text: "Do you deliver?", publication: { hidden: true } });
    expect(after!.revision).toBeGreaterThan(before!.revision);
    await apply(commentHiding({ ...here, comment: "1", hidden: false, at: minutesAfterNoon(2) }));
    expect((await shown())[0]).toMatchObject({ publication: { hidden: false } });
  });

  test("is told to whoever watches its post", async () => {
    await apply(comment({ ...here, comment: "1" }));
    const [change] = await db.select().from(events).where(eq(events.type, "publication.changed"));
    const row = await findPublication(commentId("1"));

    expect(change?.details).toEqual({ publicationIds: [row?.id] });
  });

  test("on a channel whose Public switch is off is kept, and opens no conversation", async () => {
    page = { ...page, isPublic: false };
    await apply(comment({ ...here, comment: "1" }));

    expect(await findPublication(commentId("1"))).toMatchObject({ text: "Do you deliver?" });
    expect(await db.select().from(conversations)).toEqual([]);
  });

  test("by somebody whom the platform does not name is kept, and opens no conversation", async () => {
    await apply(comment({ ...here, comment: "1", authorExternalId: null, authorName: null }));

    expect(await findPublication(commentId("1"))).toMatchObject({ text: "Do you deliver?" });
    expect(await db.select().from(conversations)).toEqual([]);
  });

  test("reopens a conversation that was closed of late", async () => {
    await apply(comment({ ...here, comment: "1" }));
    const { id } = await onlyRow();
    await closeConversation(ana, id);
    clock.now = () => minutesAfterNoon(120);
    await apply(
      commentEdit({ ...here, comment: "1", text: "Do you deliver beans?", at: minutesAfterNoon(70) }),
    );
    expect((await listConversations(ana)).conversations).toEqual([]);

    await apply(comment({ ...here, comment: "2", at: minutesAfterNoon(120) }));
    expect(await onlyRow()).toMatchObject({ id, status: "open" });
  });
});

describe("whose conversation", () => {
  test("each who comments on a post has their own", async () => {
    await apply(
      comment({ ...here, comment: "1" }),
      comment({ ...here, comment: "2", by: TOM, text: "Where are you?", at: minutesAfterNoon(1) }),
    );

    expect(await thread(MARIA)).toEqual(["Do you deliver?"]);
    expect(await thread(TOM)).toEqual(["Where are you?"]);
  });

  test("one who comments on several posts, an ad among them, has one for all", async () => {
    await apply(
      comment({ ...here, comment: "1" }),
      comment({
        ...here,
        comment: "2",
        post: "ad",
        text: "And here?",
        at: minutesAfterNoon(1),
      }),
    );

    expect(await thread()).toEqual(["Do you deliver?", "And here?"]);
    await onlyRow();
  });

  test("who answers somebody else stands around, until they go on with the Page", async () => {
    await apply(
      comment({ ...here, comment: "1" }),
      comment({ ...here, comment: "2", to: "1", by: TOM, text: "They do", at: minutesAfterNoon(1) }),
    );
    expect(await thread(TOM)).toEqual([]);

    await apply(
      comment({ ...here, comment: "3", to: "1", ...byPage, text: "We do!", at: minutesAfterNoon(2) }),
      comment({ ...here, comment: "4", to: "1", by: TOM, text: "See?", at: minutesAfterNoon(3) }),
      comment({ ...here, comment: "5", to: "1", text: "Thanks", at: minutesAfterNoon(4) }),
    );
    expect(await thread(MARIA)).toEqual(["Do you deliver?", "→ We do!", "Thanks"]);
    expect(await thread(TOM)).toEqual(["See?"]);
  });

  test("whom the Page answers has one, also with what they said before", async () => {
    await apply(
      comment({ ...here, comment: "1" }),
      comment({ ...here, comment: "2", to: "1", by: TOM, text: "They never do", at: minutesAfterNoon(1) }),
      comment({ ...here, comment: "3", to: "2", ...byPage, text: "Sorry, Tom!", at: minutesAfterNoon(2) }),
    );

    expect(await thread(TOM)).toEqual(["They never do", "→ Sorry, Tom!"]);
    expect(await thread(MARIA)).toEqual(["Do you deliver?"]);
  });

  test("an answer waits for what it answers", async () => {
    await apply(comment({ ...here, comment: "2", to: "1", text: "Anybody?", at: minutesAfterNoon(1) }));
    expect(await thread()).toEqual([]);

    await apply(comment({ ...here, comment: "1" }));
    expect(await thread()).toEqual(["Do you deliver?", "Anybody?"]);
    expect(await shown()).toMatchObject([{ replyTo: null }, { replyTo: { text: "Do you deliver?" } }]);
  });

  test("a visitor's post is its author's, and so is what the Page answers below it", async () => {
    await apply(
      comment({ ...here, comment: "1", ...byPage, text: "Oh no!", at: minutesAfterNoon(1) }),
      post({ ...here, by: MARIA, text: "My mug is broken" }),
      comment({ ...here, comment: "2", to: "1", text: "It is", at: minutesAfterNoon(2) }),
    );

    expect(await thread()).toEqual(["My mug is broken", "→ Oh no!", "It is"]);
    expect((await shown())[0]).toMatchObject({ kind: "post" });
  });

  test("what the Page says on its own post is nobody's, and an answer to it is its author's", async () => {
    await apply(post(here), comment({ ...here, comment: "1", ...byPage, text: "Ask away" }));
    expect(await db.select().from(conversations)).toEqual([]);

    await apply(comment({ ...here, comment: "2", to: "1", at: minutesAfterNoon(1) }));
    expect(await thread()).toEqual(["Do you deliver?"]);
  });

  test("a rating opens one, with what it recommends", async () => {
    await apply(post({ ...here, by: MARIA, kind: "rating", rating: "negative", text: "Cold coffee" }));

    const [row] = await db.select().from(messages);
    expect(row).toMatchObject({ kind: "rating", text: "Cold coffee", details: { rating: "negative" } });
  });

  test("a mention opens one wherever it stands", async () => {
    await apply(
      comment({ ...here, comment: "1" }),
      comment({ ...here, comment: "2", to: "1", by: TOM, text: "They never do", at: minutesAfterNoon(1) }),
      comment({
        ...here,
        comment: "2",
        to: "1",
        by: TOM,
        text: "They never do",
        at: minutesAfterNoon(1),
        mention: true,
      }),
    );

    expect(await thread(TOM)).toEqual(["They never do"]);
  });
});

describe("what the Page says from elsewhere", () => {
  test("is the external user's, and ends the waiting", async () => {
    await apply(
      comment({ ...here, comment: "1" }),
      comment({ ...here, comment: "2", to: "1", ...byPage, text: "We do!", at: minutesAfterNoon(1) }),
    );

    expect((await shown()).at(-1)).toMatchObject({
      direction: "out",
      visibility: "public",
      author: { kind: "external", name: "Outside Pagedesk" },
      replyTo: { text: "Do you deliver?" },
      status: "sent",
    });
    expect((await onlyRow()).waitingSince).toBeNull();
  });

  test("never wakes a closed conversation", async () => {
    await apply(comment({ ...here, comment: "1" }));
    await closeConversation(ana, (await onlyRow()).id);
    await apply(
      comment({ ...here, comment: "2", to: "1", ...byPage, text: "We do!", at: minutesAfterNoon(90) }),
    );

    expect((await listConversations(ana)).conversations).toEqual([]);
    expect(await thread()).toEqual(["Do you deliver?", "→ We do!"]);
  });
});

describe("one of ours", () => {
  async function underWay(text = "We do, @María!") {
    await apply(comment({ ...here, comment: "1" }));
    const { id: conversationId } = await onlyRow();
    const [own] = await db
      .insert(messages)
      .values({
        conversationId,
        channelId: page.id,
        direction: "out",
        visibility: "public",
        authorKind: "agent",
        authorId: ana.id,
        kind: "comment",
        text,
        postExternalId: postId(here),
        status: "sending",
        attempts: 1,
        attemptedAt: minutesAfterNoon(1),
        firstAttemptedAt: minutesAfterNoon(1),
        sentAt: minutesAfterNoon(1),
      })
      .returning();
    return own!;
  }

  const answer = (text: string, minutes = 1) =>
    comment({ ...here, comment: "2", to: "1", ...byPage, text, at: minutesAfterNoon(minutes) });

  test("is known by its words, before the answer to the call, a mention as the name", async () => {
    const { id } = await underWay();
    await apply(answer("We do, María!", 2));

    expect(await thread()).toEqual(["Do you deliver?", "→ We do, @María!"]);
    expect((await shown()).at(-1)).toMatchObject({
      id,
      status: "sent",
      externalId: commentId("2"),
      sentAt: minutesAfterNoon(2).toISOString(),
    });
  });

  test("is not what says something else, stands elsewhere, or was said before", async () => {
    await underWay();
    await apply(answer("We don't"), { ...answer("We do, @María!", -60), externalId: commentId("3") });

    expect(await thread()).toEqual(["→ We do, @María!", "Do you deliver?", "→ We do, @María!", "→ We don't"]);
  });

  test("of which there are two alike are told apart by their number", async () => {
    await underWay("Yes");
    await apply(answer("Yes", 2), { ...answer("Yes", 3), externalId: commentId("3") });

    expect((await shown()).map(({ author }) => author.kind)).toEqual(["contact", "agent", "external"]);
  });

  test("keeps our words, until they are edited or removed elsewhere", async () => {
    await underWay();
    await apply(
      answer("We do, María!", 2),
      commentHiding({ ...here, comment: "2", at: minutesAfterNoon(3) }),
    );
    expect(await thread()).toEqual(["Do you deliver?", "→ We do, @María!"]);

    await apply(commentEdit({ ...here, comment: "2", text: "Not yet", at: minutesAfterNoon(4) }));
    expect(await thread()).toEqual(["Do you deliver?", "→ Not yet"]);
    await apply(commentRemoval({ ...here, comment: "2", at: minutesAfterNoon(5) }));
    expect(await thread()).toEqual(["Do you deliver?", "→ null"]);
  });
});

describe("a reaction in public", () => {
  const answer = () =>
    comment({ ...here, comment: "2", to: "1", by: null, text: "We do!", at: minutesAfterNoon(1) });
  const liking = { at: minutesAfterNoon(2), comment: "2" };

  test("of the contact to the Page's answer stands at it and opens no window, also when it comes first", async () => {
    await apply(
      commentReaction({ ...here, ...liking, by: TOM }),
      commentReaction({ ...here, ...liking }),
      comment({ ...here, comment: "1" }),
      answer(),
    );

    expect((await shown()).at(-1)).toMatchObject({ reactions: [{ by: "contact", emoji: "👍" }] });
    expect(await db.select().from(reactions)).toHaveLength(1);
    expect((await onlyRow()).window).toMatchObject({ state: "none" });
  });

  test("of the Page is its like, and of others nobody's business", async () => {
    await apply(
      comment({ ...here, comment: "1" }),
      commentReaction({ ...here, comment: "1", by: TOM, at: minutesAfterNoon(1) }),
      commentReaction({ ...here, comment: "1", by: null, at: minutesAfterNoon(1) }),
    );

    expect((await shown())[0]).toMatchObject({ publication: { liked: true } });
    expect(await db.select().from(reactions)).toEqual([]);
    await apply(commentReaction({ ...here, comment: "1", by: null, removed: true, at: minutesAfterNoon(2) }));
    expect((await shown())[0]).toMatchObject({ publication: { liked: false } });
  });
});
