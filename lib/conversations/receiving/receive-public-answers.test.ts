import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { minutesAfterNoon } from "@/db/factories/inbound-events";
import {
  comment,
  commentEdit,
  commentHiding,
  commentId,
  commentReaction,
  commentRemoval,
  postId,
  TOM,
} from "@/db/factories/public-events";
import { messages, reactions } from "@/db/schema/conversations";
import { apply, onlyRow, setStage, shown, thread } from "@/db/testing/public-stage";
import { closeConversation } from "../close-conversation";
import { listConversations } from "../list-conversations";

const stage = setStage();

/** What Harbor Coffee says, from the platform's own tools. */
const byPage = { by: null };

describe("what the Page says from elsewhere", () => {
  test("is the external user's, and ends the waiting", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "1" }),
      comment({ ...stage.here, comment: "2", to: "1", ...byPage, text: "We do!", at: minutesAfterNoon(1) }),
    );

    expect((await shown(stage)).at(-1)).toMatchObject({
      direction: "out",
      visibility: "public",
      author: { kind: "external", name: "Outside Pagedesk" },
      replyTo: { text: "Do you deliver?" },
      status: "sent",
    });
    expect((await onlyRow(stage)).waitingSince).toBeNull();
  });

  test("never wakes a closed conversation", async () => {
    await apply(stage, comment({ ...stage.here, comment: "1" }));
    await closeConversation(stage.ana, (await onlyRow(stage)).id);
    await apply(
      stage,
      comment({ ...stage.here, comment: "2", to: "1", ...byPage, text: "We do!", at: minutesAfterNoon(90) }),
    );

    expect((await listConversations(stage.ana)).conversations).toEqual([]);
    expect(await thread()).toEqual(["Do you deliver?", "→ We do!"]);
  });
});

describe("one of ours", () => {
  async function underWay(text = "We do, @María!") {
    await apply(stage, comment({ ...stage.here, comment: "1" }));
    const { id: conversationId } = await onlyRow(stage);
    const [own] = await db
      .insert(messages)
      .values({
        conversationId,
        channelId: stage.page.id,
        direction: "out",
        visibility: "public",
        authorKind: "agent",
        authorId: stage.ana.id,
        kind: "comment",
        text,
        postExternalId: postId(stage.here),
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
    comment({ ...stage.here, comment: "2", to: "1", ...byPage, text, at: minutesAfterNoon(minutes) });

  test("is known by its words, before the answer to the call, a mention as the name", async () => {
    const { id } = await underWay();
    await apply(stage, answer("We do, María!", 2));

    expect(await thread()).toEqual(["Do you deliver?", "→ We do, @María!"]);
    expect((await shown(stage)).at(-1)).toMatchObject({
      id,
      status: "sent",
      externalId: commentId("2"),
      sentAt: minutesAfterNoon(2).toISOString(),
    });
  });

  test("is not what says something else, stands elsewhere, or was said before", async () => {
    await underWay();
    await apply(stage, answer("We don't"), { ...answer("We do, @María!", -60), externalId: commentId("3") });

    expect(await thread()).toEqual(["→ We do, @María!", "Do you deliver?", "→ We do, @María!", "→ We don't"]);
  });

  test("of which there are two alike are told apart by their number", async () => {
    await underWay("Yes");
    await apply(stage, answer("Yes", 2), { ...answer("Yes", 3), externalId: commentId("3") });

    expect((await shown(stage)).map(({ author }) => author.kind)).toEqual(["contact", "agent", "external"]);
  });

  test("keeps our words, until they are edited or removed elsewhere", async () => {
    await underWay();
    await apply(
      stage,
      answer("We do, María!", 2),
      commentHiding({ ...stage.here, comment: "2", at: minutesAfterNoon(3) }),
    );
    expect(await thread()).toEqual(["Do you deliver?", "→ We do, @María!"]);

    await apply(
      stage,
      commentEdit({ ...stage.here, comment: "2", text: "Not yet", at: minutesAfterNoon(4) }),
    );
    expect(await thread()).toEqual(["Do you deliver?", "→ Not yet"]);
    await apply(stage, commentRemoval({ ...stage.here, comment: "2", at: minutesAfterNoon(5) }));
    expect(await thread()).toEqual(["Do you deliver?", "→ null"]);
  });
});

describe("a reaction in public", () => {
  const answer = () =>
    comment({ ...stage.here, comment: "2", to: "1", by: null, text: "We do!", at: minutesAfterNoon(1) });
  const liking = { at: minutesAfterNoon(2), comment: "2" };

  test("of the contact to the Page's answer stands at it and opens no window, also when it comes first", async () => {
    await apply(
      stage,
      commentReaction({ ...stage.here, ...liking, by: TOM }),
      commentReaction({ ...stage.here, ...liking }),
      comment({ ...stage.here, comment: "1" }),
      answer(),
    );

    expect((await shown(stage)).at(-1)).toMatchObject({ reactions: [{ by: "contact", emoji: "👍" }] });
    expect(await db.select().from(reactions)).toHaveLength(1);
    expect((await onlyRow(stage)).window).toMatchObject({ state: "none" });
  });

  test("of the Page is its like, and of others nobody's business", async () => {
    await apply(
      stage,
      comment({ ...stage.here, comment: "1" }),
      commentReaction({ ...stage.here, comment: "1", by: TOM, at: minutesAfterNoon(1) }),
      commentReaction({ ...stage.here, comment: "1", by: null, at: minutesAfterNoon(1) }),
    );

    expect((await shown(stage))[0]).toMatchObject({ publication: { liked: true } });
    expect(await db.select().from(reactions)).toEqual([]);
    await apply(
      stage,
      commentReaction({ ...stage.here, comment: "1", by: null, removed: true, at: minutesAfterNoon(2) }),
    );
    expect((await shown(stage))[0]).toMatchObject({ publication: { liked: false } });
  });
});
