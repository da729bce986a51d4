import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { message, minutesAfterNoon, NOON } from "@/db/factories/inbound-events";
import {
  comment,
  commentEdit,
  commentHiding,
  commentId,
  commentRemoval,
  MARIA,
  post,
  postId,
  TOM,
} from "@/db/factories/public-events";
import { contacts } from "@/db/schema/contacts";
import { attachments, conversations, messages } from "@/db/schema/conversations";
import { events } from "@/db/schema/events";
import {
  apply,
  applyPrivate,
  findPublication,
  onlyRow,
  setStage,
  shown,
  thread,
} from "@/db/testing/public-stage";
import { clock } from "@/lib/clock";
import { closeConversation } from "../close-conversation";
import { listConversations } from "../list-conversations";

const stage = setStage();

/** What Harbor Coffee says, from the platform's own tools. */
const byPage = { by: null };

describe("a comment", () => {
  test("opens a conversation without a window, with the name beside it and the post it came from", async () => {
    await apply(stage, comment({ ...stage.here, comment: "1" }));

    expect(await onlyRow(stage)).toMatchObject({
      contact: { name: "María", profileState: "pending" },
      status: "open",
      unreadCount: 1,
      waitingSince: NOON.toISOString(),
      window: { state: "none" },
      lastMessage: { text: "Do you deliver?" },
      referral: { source: "comment", postId: postId(stage.here) },
      publicTarget: { kind: "comment", text: "Do you deliver?" },
    });
    expect(await shown(stage)).toMatchObject([
      { visibility: "public", kind: "comment", externalId: commentId("1"), text: "Do you deliver?" },
    ]);
  });

  test("delivered again changes nothing", async () => {
    await apply(stage, comment({ ...stage.here, comment: "1" }));
    const before = await onlyRow(stage);
    await apply(stage, comment({ ...stage.here, comment: "1" }), comment({ ...stage.here, comment: "1" }));

    expect(await onlyRow(stage)).toEqual(before);
    expect(await thread()).toHaveLength(1);
  });

  test("stands in one conversation with what the contact writes in private, which alone opens the window", async () => {
    await apply(stage, comment({ ...stage.here, comment: "1", text: "Do you deliver?" }));
    await applyPrivate(
      stage,
      message({ ...stage.here, text: "My address is 5 Pier Road", at: minutesAfterNoon(1) }),
    );

    expect(await thread()).toEqual(["Do you deliver?", "My address is 5 Pier Road"]);
    expect(await onlyRow(stage)).toMatchObject({
      window: { state: "open", closesAt: minutesAfterNoon(24 * 60 + 1).toISOString() },
      unreadCount: 2,
    });
  });

  test("gives its author's name to a contact whose profile the platform keeps to itself", async () => {
    await applyPrivate(stage, message(stage.here));
    await apply(stage, comment({ ...stage.here, comment: "1", at: minutesAfterNoon(1) }));

    expect((await db.select().from(contacts)).map(({ name }) => name)).toEqual(["María"]);
  });

  test("with a picture has it as a file that is copied", async () => {
    await apply(
      stage,
      comment({
        ...stage.here,
        comment: "1",
        files: [{ type: "image", url: "https://cdn.example/mug.jpg" }],
      }),
    );

    expect(await db.select().from(attachments)).toMatchObject([
      { type: "image", url: "https://cdn.example/mug.jpg", state: "remote" },
    ]);
  });

  test("is edited, and a late older edit changes nothing", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "1", text: "Do you delivr?" }),
      commentEdit({ ...stage.here, comment: "1", text: "Do you deliver beans?", at: minutesAfterNoon(2) }),
      commentEdit({ ...stage.here, comment: "1", text: "Do you deliver?", at: minutesAfterNoon(1) }),
    );

    expect(await shown(stage)).toMatchObject([
      { text: "Do you deliver beans?", editedAt: minutesAfterNoon(2).toISOString() },
    ]);
  });

  test("that is removed leaves neither words nor files, also when the removal or an edit comes late or early", async () => {
    const files = [{ type: "image" as const, url: "https://cdn.example/mug.jpg" }];
    const said = comment({ ...stage.here, comment: "1", files });
    const removal = commentRemoval({ ...stage.here, comment: "1", at: minutesAfterNoon(5) });
    const edit = commentEdit({ ...stage.here, comment: "1", text: "No!", files, at: minutesAfterNoon(3) });
    for (const order of [
      [said, removal],
      [removal, said],
      [removal, edit, said],
    ]) {
      await db.execute(sql`truncate contacts, publications, inbox_counters cascade`);
      await apply(stage, ...order);

      expect(await shown(stage)).toMatchObject([
        { text: null, deletedAt: minutesAfterNoon(5).toISOString(), attachments: [] },
      ]);
      expect(await findPublication(commentId("1"))).toMatchObject({ text: null, files: [] });
      expect((await onlyRow(stage)).publicTarget).toBeNull();
    }
  });

  test("that is removed takes along what answered it", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "1" }),
      comment({ ...stage.here, comment: "2", to: "1", text: "Anybody?", at: minutesAfterNoon(1) }),
      commentRemoval({ ...stage.here, comment: "1", at: minutesAfterNoon(2) }),
    );

    expect(await thread()).toEqual([null, null]);
  });

  test("that is hidden stays, and its message tells those who see it that something changed", async () => {
    await apply(stage, comment({ ...stage.here, comment: "1" }));
    const [before] = await shown(stage);
    await apply(stage, commentHiding({ ...stage.here, comment: "1", at: minutesAfterNoon(1) }));

    const [after] = await shown(stage);
    expect(after).toMatchObject({ text: "Do you deliver?", publication: { hidden: true } });
    expect(after!.revision).toBeGreaterThan(before!.revision);
    await apply(
      stage,
      commentHiding({ ...stage.here, comment: "1", hidden: false, at: minutesAfterNoon(2) }),
    );
    expect((await shown(stage))[0]).toMatchObject({ publication: { hidden: false } });
  });

  test("is told to whoever watches its post", async () => {
    await apply(stage, comment({ ...stage.here, comment: "1" }));
    const [change] = await db.select().from(events).where(eq(events.type, "publication.changed"));
    const row = await findPublication(commentId("1"));

    expect(change?.details).toEqual({ publicationIds: [row?.id] });
  });

  test("on a channel whose Public switch is off is kept, and opens no conversation", async () => {
    stage.page = { ...stage.page, isPublic: false };
    await apply(stage, comment({ ...stage.here, comment: "1" }));

    expect(await findPublication(commentId("1"))).toMatchObject({ text: "Do you deliver?" });
    expect(await db.select().from(conversations)).toEqual([]);
  });

  test("by somebody whom the platform does not name is kept, and opens no conversation", async () => {
    await apply(stage, comment({ ...stage.here, comment: "1", authorExternalId: null, authorName: null }));

    expect(await findPublication(commentId("1"))).toMatchObject({ text: "Do you deliver?" });
    expect(await db.select().from(conversations)).toEqual([]);
  });

  test("reopens a conversation that was closed of late", async () => {
    await apply(stage, comment({ ...stage.here, comment: "1" }));
    const { id } = await onlyRow(stage);
    await closeConversation(stage.ana, id);
    clock.now = () => minutesAfterNoon(120);
    await apply(
      stage,
      commentEdit({ ...stage.here, comment: "1", text: "Do you deliver beans?", at: minutesAfterNoon(70) }),
    );
    expect((await listConversations(stage.ana)).conversations).toEqual([]);

    await apply(stage, comment({ ...stage.here, comment: "2", at: minutesAfterNoon(120) }));
    expect(await onlyRow(stage)).toMatchObject({ id, status: "open" });
  });
});

describe("whose conversation", () => {
  test("each who comments on a post has their own", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "1" }),
      comment({ ...stage.here, comment: "2", by: TOM, text: "Where are you?", at: minutesAfterNoon(1) }),
    );

    expect(await thread(MARIA)).toEqual(["Do you deliver?"]);
    expect(await thread(TOM)).toEqual(["Where are you?"]);
  });

  test("one who comments on several posts, an ad among them, has one for all", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "1" }),
      comment({
        ...stage.here,
        comment: "2",
        post: "ad",
        text: "And here?",
        at: minutesAfterNoon(1),
      }),
    );

    expect(await thread()).toEqual(["Do you deliver?", "And here?"]);
    await onlyRow(stage);
  });

  test("who answers somebody else stands around, until they go on with the Page", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "1" }),
      comment({ ...stage.here, comment: "2", to: "1", by: TOM, text: "They do", at: minutesAfterNoon(1) }),
    );
    expect(await thread(TOM)).toEqual([]);

    await apply(
      stage,
      comment({ ...stage.here, comment: "3", to: "1", ...byPage, text: "We do!", at: minutesAfterNoon(2) }),
      comment({ ...stage.here, comment: "4", to: "1", by: TOM, text: "See?", at: minutesAfterNoon(3) }),
      comment({ ...stage.here, comment: "5", to: "1", text: "Thanks", at: minutesAfterNoon(4) }),
    );
    expect(await thread(MARIA)).toEqual(["Do you deliver?", "→ We do!", "Thanks"]);
    expect(await thread(TOM)).toEqual(["See?"]);
  });

  test("whom the Page answers has one, also with what they said before", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "1" }),
      comment({
        ...stage.here,
        comment: "2",
        to: "1",
        by: TOM,
        text: "They never do",
        at: minutesAfterNoon(1),
      }),
      comment({
        ...stage.here,
        comment: "3",
        to: "2",
        ...byPage,
        text: "Sorry, Tom!",
        at: minutesAfterNoon(2),
      }),
    );

    expect(await thread(TOM)).toEqual(["They never do", "→ Sorry, Tom!"]);
    expect(await thread(MARIA)).toEqual(["Do you deliver?"]);
  });

  test("an answer waits for what it answers", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "2", to: "1", text: "Anybody?", at: minutesAfterNoon(1) }),
    );
    expect(await thread()).toEqual([]);

    await apply(stage, comment({ ...stage.here, comment: "1" }));
    expect(await thread()).toEqual(["Do you deliver?", "Anybody?"]);
    expect(await shown(stage)).toMatchObject([{ replyTo: null }, { replyTo: { text: "Do you deliver?" } }]);
  });

  test("a visitor's post is its author's, and so is what the Page answers below it", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "1", ...byPage, text: "Oh no!", at: minutesAfterNoon(1) }),
      post({ ...stage.here, by: MARIA, text: "My mug is broken" }),
      comment({ ...stage.here, comment: "2", to: "1", text: "It is", at: minutesAfterNoon(2) }),
    );

    expect(await thread()).toEqual(["My mug is broken", "→ Oh no!", "It is"]);
    expect((await shown(stage))[0]).toMatchObject({ kind: "post" });
  });

  test("what the Page says on its own post is nobody's, and an answer to it is its author's", async () => {
    await apply(
      stage,
      post(stage.here),
      comment({ ...stage.here, comment: "1", ...byPage, text: "Ask away" }),
    );
    expect(await db.select().from(conversations)).toEqual([]);

    await apply(stage, comment({ ...stage.here, comment: "2", to: "1", at: minutesAfterNoon(1) }));
    expect(await thread()).toEqual(["Do you deliver?"]);
  });

  test("a rating opens one, with what it recommends", async () => {
    await apply(
      stage,
      post({ ...stage.here, by: MARIA, kind: "rating", rating: "negative", text: "Cold coffee" }),
    );

    const [row] = await db.select().from(messages);
    expect(row).toMatchObject({ kind: "rating", text: "Cold coffee", details: { rating: "negative" } });
  });

  test("a mention opens one wherever it stands", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "1" }),
      comment({
        ...stage.here,
        comment: "2",
        to: "1",
        by: TOM,
        text: "They never do",
        at: minutesAfterNoon(1),
      }),
      comment({
        ...stage.here,
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
