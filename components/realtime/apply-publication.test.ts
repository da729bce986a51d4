import { QueryClient } from "@tanstack/react-query";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { postCommentsQuery } from "@/components/conversation/public/post-comments";
import type { PostComments } from "@/components/conversation/public/post-comments-state";
import { messagesQuery } from "@/components/conversation/queries";
import type { Post, Publication } from "@/lib/conversations/publications/shapes";
import type { LiveEvent } from "@/lib/realtime/live-event";
import { applyLiveEvent } from "./apply-live-event";
import { aMessage, aPublication, aPost as onePost, uuid } from "./testing-shapes";

const me = uuid(600);
const POST = uuid(500);
const moment = (second: number) => new Date(Date.UTC(2026, 10, 21, 9, 0, second)).toISOString();

const aPost = (change: Partial<Post> = {}) => onePost({ id: POST, text: null, revision: 1, ...change });
/** Said so many seconds after nine. */
const aComment = (number: number, change: Partial<Publication> = {}) =>
  aPublication(number, {
    externalId: `1_${number}`,
    postId: POST,
    saidAt: moment(number),
    revision: 1,
    ...change,
  });

const told = (publication: Publication): LiveEvent => ({ type: "publication", publication, post: null });
const { queryKey } = postCommentsQuery(POST);

function aCache(change: Partial<PostComments> = {}) {
  const cache = new QueryClient();
  const comments = [aComment(5), aComment(6)];
  cache.setQueryData(queryKey, { post: aPost(), comments, older: null, newer: null, ...change });
  return cache;
}
const shown = (cache: QueryClient) => cache.getQueryData(queryKey)?.comments.map(({ text }) => text);

describe("below a post", () => {
  test("a new comment has its place by time, and what is known by its id alone has none", () => {
    const cache = aCache();
    for (const news of [aComment(7), aComment(1), aComment(3, { saidAt: null })])
      applyLiveEvent(cache, told(news), me);
    expect(shown(cache)).toEqual(["comment 1", "comment 5", "comment 6", "comment 7"]);
  });

  test("what stands beyond a loaded edge waits for its page", () => {
    const cache = aCache({ older: uuid(5), newer: uuid(6) });
    for (const news of [aComment(7), aComment(1), aComment(9, { saidAt: moment(5), externalId: "1_55" })])
      applyLiveEvent(cache, told(news), me);
    expect(shown(cache)).toEqual(["comment 5", "comment 9", "comment 6"]);
  });

  test("every stretch of it hears, no other post's does", () => {
    const cache = aCache();
    const { queryKey: around } = postCommentsQuery(POST, uuid(5));
    const { queryKey: other } = postCommentsQuery(uuid(501));
    for (const key of [around, other])
      cache.setQueryData(key, { post: aPost(), comments: [aComment(5)], older: null, newer: null });
    applyLiveEvent(cache, told(aComment(5, { hidden: true, revision: 2 })), me);

    expect(cache.getQueryData(around)?.comments[0]?.hidden).toBe(true);
    expect(cache.getQueryData(other)?.comments[0]?.hidden).toBe(false);
  });

  test("any order of any news ends the same", () => {
    const news = fc.uniqueArray(
      fc.record({ number: fc.integer({ min: 1, max: 9 }), revision: fc.integer({ min: 2, max: 9 }) }),
      { maxLength: 12, selector: ({ number, revision }) => `${number} ${revision}` },
    );
    const orders = news.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(orders, ([inOrder, shuffled]) => {
        const ending = (all: typeof inOrder) => {
          const cache = aCache();
          for (const { number, revision } of all)
            applyLiveEvent(cache, told(aComment(number, { revision, text: `as of ${revision}` })), me);
          return cache.getQueryData(queryKey);
        };
        expect(ending(shuffled)).toEqual(ending(inOrder));
      }),
    );
  });
});

test("the post's own news reaches each card, and older news does not", () => {
  const cache = aCache();
  const { queryKey: thread } = messagesQuery(uuid(900));
  const messages = [aMessage(1, { post: aPost() }), aMessage(2), aMessage(3, { post: aPost() })];
  cache.setQueryData(thread, { messages, older: null, newer: null });
  const itself = aComment(500, { kind: "post" });
  for (const post of [aPost({ text: "The new roast", revision: 3 }), aPost({ text: "Old", revision: 2 })])
    applyLiveEvent(cache, { type: "publication", publication: itself, post }, me);

  expect(cache.getQueryData(thread)?.messages.map(({ post }) => post?.text)).toEqual([
    "The new roast",
    undefined,
    "The new roast",
  ]);
  expect(cache.getQueryData(queryKey)).toMatchObject({ post: { text: "The new roast" } });
  expect(shown(cache)).toEqual(["comment 5", "comment 6"]);
});
