import { describe, expect, test } from "vitest";
import {
  comparePublic,
  type PlatformPublication,
  type StoredPublication,
  type StoredPublicMessage,
} from "./compare-public";

const PAGE = "page";

const post: PlatformPublication = {
  id: "p",
  postId: "p",
  parentId: null,
  authorId: PAGE,
  byPage: true,
  isAnnounced: true,
  text: "Open on Sunday.",
  saidAt: "2026-11-21T09:00:00.000Z",
  edited: false,
  hidden: false,
  removed: false,
};
const comment: PlatformPublication = {
  ...post,
  id: "p_1",
  authorId: "maria",
  byPage: false,
  text: "Until when?",
};
const context: PlatformPublication = {
  ...comment,
  id: "p_2",
  parentId: "p_1",
  authorId: "tom",
  text: "Six.",
};

const stored = (
  { id, postId, parentId, authorId, text, saidAt, edited, hidden, removed }: PlatformPublication,
  contactId: string | null = null,
): StoredPublication => ({
  ...{ id, postId, parentId, authorId, text, saidAt, edited, hidden, removed },
  contactId,
});
const message: StoredPublicMessage = {
  publicationId: "p_1",
  contactId: "maria",
  direction: "in",
  text: "Until when?",
  removed: false,
};

const platform = [post, comment, context];
const kept = [stored(post), stored(comment, "maria"), stored(context)];
const kinds = (...given: Parameters<typeof comparePublic>) => comparePublic(...given).map(({ kind }) => kind);

test("names nothing where everything is alike", () => {
  expect(comparePublic("wall", platform, kept, [message])).toEqual([]);
});

test("does not ask for an ad on which nobody has commented", () => {
  const ad = { ...post, isAnnounced: false };
  expect(comparePublic("wall", [ad], [], [])).toEqual([]);
  expect(kinds("wall", [ad, comment], kept.slice(1, 2), [message])).toEqual(["public_missing"]);
});

describe("names", () => {
  const changed = (row: Partial<StoredPublication>) =>
    kinds("wall", platform, [kept[0]!, { ...kept[1]!, ...row }, kept[2]!], [message]);
  const standing = (...messages: StoredPublicMessage[]) => kinds("wall", platform, kept, messages);

  test.each([
    ["what is missing", kinds("wall", platform, [kept[0]!, kept[2]!], []), ["public_missing"]],
    ["what nobody said", kinds("wall", [post], kept.slice(0, 2), []), ["public_invented"]],
    ["other words", changed({ text: "?" }), ["public_text"]],
    ["another author", changed({ authorId: null }), ["public_author"]],
    ["another place", changed({ parentId: "p_2" }), ["public_place"]],
    ["another time", changed({ saidAt: "2026-11-21T09:00:01.000Z" }), ["public_time"]],
    ["what was hidden", changed({ hidden: true }), ["public_state"]],
    ["what was said to the Page and stands around", changed({ contactId: null }), ["public_standing"]],
    ["what stands in no conversation", standing(), ["public_standing"]],
    ["what stands there twice", standing(message, message), ["public_standing"]],
    ["another's conversation", standing({ ...message, contactId: "tom" }), ["public_standing"]],
    ["other words in the conversation", standing({ ...message, text: "?" }), ["public_text"]],
    [
      "context in a conversation",
      standing(message, { ...message, publicationId: "p_2" }),
      ["public_standing"],
    ],
  ])("%s", (_what, found, expected) => {
    expect(found).toEqual(expected);
  });
});
