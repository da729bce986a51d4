import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, test, vi } from "vitest";
import { db } from "@/db/client";
import {
  comment,
  commentEdit,
  commentHiding,
  commentId,
  commentReaction,
  commentRemoval,
  MARIA as MARIA_IN_PUBLIC,
  post,
} from "@/db/factories/public-events";
import { channels } from "@/db/schema/channels";
import { messages } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";
import { expectShownAsStored, type Happening } from "@/db/testing/happenings";
import { answerBrowsers } from "@/db/testing/screen";
import { createSmallInbox, type SmallInbox, TOM } from "@/db/testing/small-inbox";
import type { PublicEvent } from "@/lib/channels/channel";
import { standInAnswering } from "@/lib/channels/facebook/graph-stand-in";
import { adoptPublication } from "@/lib/conversations/publications/adopt-publication";
import { moderatePublication } from "@/lib/conversations/publications/moderate-publication";
import { readPost } from "@/lib/conversations/publications/read-post";
import { applyPublicEvents } from "@/lib/conversations/receiving/apply-public-events";

let { ana, jonas, page, of, says } = {} as SmallInbox;

beforeAll(answerBrowsers);
afterAll(() => vi.unstubAllGlobals());
beforeEach(async () => {
  ({ ana, jonas, page, of, says } = await createSmallInbox());
});

async function messageIdOf(externalId: string) {
  const [found] = await db.select().from(messages).where(eq(messages.externalId, externalId));
  return found!.id;
}

/** María has commented on a post, and Tom has answered her there, which is nothing of the Page's. */
async function commentsUnderAPost() {
  await goesPublic();
  await toldInPublic(
    post(inPublic(55)),
    comment({ ...inPublic(45), comment: "1", text: "Never again!" }),
    comment({ ...inPublic(44), comment: "2", to: "1", by: tomInPublic, text: "You are a fool" }),
  );
}

async function goesPublic() {
  await db.update(channels).set({ isPublic: true });
  page = { ...page, isPublic: true };
}

const tomInPublic = { id: TOM, name: "Tom" };
const inPublic = (minutesAgo: number) => ({
  channelExternalId: page.externalId,
  at: new Date(Date.now() - minutesAgo * 60_000),
});
const toldInPublic = (...told: PublicEvent[]) => db.transaction((tx) => applyPublicEvents(tx, page, told));
const toldOfThePost = (change: Pick<PublicEvent, "type"> & object, said: object = {}) =>
  toldInPublic({
    ...post(inPublic(5)),
    ...change,
    said: { kind: "post", postExternalId: `${page.externalId}_1`, ...said },
  } as PublicEvent);
async function publicationIdOf(externalId: string) {
  const [found] = await db.select().from(publications).where(eq(publications.externalId, externalId));
  return found!.id;
}
const moderates = async (name: string, action: Parameters<typeof moderatePublication>[2]) => {
  await standInAnswering(200, { success: true });
  await moderatePublication(ana, await publicationIdOf(commentId(name)), action);
};
const readsPost = (status: number, answer: unknown) => async () => {
  await standInAnswering(status, answer);
  await readPost({ channelId: page.id, postExternalId: `${page.externalId}_1` });
};
const underAPost: Happening[2] = { before: commentsUnderAPost };
const underAnUnknownPost: Happening[2] = {
  before: async () => {
    await goesPublic();
    await toldInPublic(comment({ ...inPublic(45), comment: "1", text: "Never again!" }));
  },
};

/** What happens in public, and what agents do there. */
const happenings: Happening[] = [
  [
    "a customer comments on a post",
    () => toldInPublic(comment({ ...inPublic(45), comment: "1" })),
    // The comment tells their name, where the platform's profile has not.
    { before: goesPublic, readsAgain: ["contact", "messages"] },
  ],
  ["a customer comments again", () => toldInPublic(comment({ ...inPublic(5), comment: "3" })), underAPost],
  [
    "others go on around it",
    () => toldInPublic(comment({ ...inPublic(5), comment: "3", to: "1", by: tomInPublic })),
    underAPost,
  ],
  [
    "a late comment",
    () => toldInPublic(comment({ ...inPublic(50), comment: "3", by: tomInPublic })),
    underAPost,
  ],
  [
    "a comment is edited",
    () => toldInPublic(commentEdit({ ...inPublic(5), comment: "1", text: "Well …" })),
    underAPost,
  ],
  [
    "a comment around it is edited",
    () => toldInPublic(commentEdit({ ...inPublic(5), comment: "2", text: "Sorry" })),
    underAPost,
  ],
  ["a comment is removed", () => toldInPublic(commentRemoval({ ...inPublic(5), comment: "1" })), underAPost],
  [
    "a comment that is quoted in somebody else's conversation is edited",
    () => toldInPublic(commentEdit({ ...inPublic(4), comment: "2", text: "Look who is shouting" })),
    {
      before: async () => {
        await commentsUnderAPost();
        await adoptPublication(ana, await publicationIdOf(commentId("2")));
        await toldInPublic(comment({ ...inPublic(6), comment: "3", to: "2", text: "Look who is talking" }));
      },
    },
  ],
  [
    "the Page answers from elsewhere",
    () => toldInPublic(comment({ ...inPublic(5), comment: "3", to: "1", by: null, text: "We are sorry" })),
    underAPost,
  ],
  [
    "the Page hides it on the platform",
    () => toldInPublic(commentHiding({ ...inPublic(5), comment: "1" })),
    underAPost,
  ],
  [
    "somebody likes it",
    () => toldInPublic(commentReaction({ ...inPublic(5), comment: "1", by: MARIA_IN_PUBLIC })),
    underAPost,
  ],
  [
    "the post is edited",
    () => toldOfThePost({ type: "said_anew" }, { text: "Sold out", files: [] }),
    underAPost,
  ],
  ["the post is removed, and all that is under it", () => toldOfThePost({ type: "removed" }), underAPost],
  [
    "the post is read",
    async () => {
      const read = {
        message: "Our autumn roast is here",
        created_time: "2026-11-15T09:00:00+0000",
        data: [],
      };
      await readsPost(200, { id: `${page.externalId}_1`, ...read })();
    },
    underAnUnknownPost,
  ],
  [
    "the post is not shown",
    readsPost(400, { error: { code: 100, error_subcode: 33, message: "no" } }),
    underAnUnknownPost,
  ],
  ["an agent hides it", () => moderates("1", "hide"), underAPost],
  ["an agent likes it", () => moderates("1", "like"), underAPost],
  ["an agent deletes it", () => moderates("1", "delete"), underAPost],
  ["an agent hides what stands around it", () => moderates("2", "hide"), underAPost],
  ["an agent deletes what stands around it", () => moderates("2", "delete"), underAPost],
  [
    "an agent makes a matter of its own of what stands around it",
    async () => adoptPublication(ana, await publicationIdOf(commentId("2"))),
    underAPost,
  ],
  ["an agent answers in public", () => says("We are sorry.", { visibility: "public" }), underAPost],
  [
    "an agent answers it in private",
    async () => says("May we call you?", { replyToId: await messageIdOf(commentId("1")) }),
    underAPost,
  ],
];

test.each(happenings)("%s", async (...happening) => {
  await expectShownAsStored([ana, jonas], of.maria, happening);
});
