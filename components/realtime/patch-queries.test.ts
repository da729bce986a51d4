import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { postCommentsQuery } from "@/components/conversation/public/post-comments";
import { messagesQuery } from "@/components/conversation/queries";
import { startList } from "@/components/inbox/conversation-list-state";
import { conversationQuery, conversationsQuery, countersQuery } from "@/components/inbox/queries";
import type { LiveEvent } from "@/lib/realtime/live-event";
import { applyLiveEvent } from "./apply-live-event";
import { patchQueries } from "./patch-queries";
import { aConversation, aMessage, aPost, aPublication, uuid } from "./testing-shapes";

const me = uuid(600);
const READ_AT = Date.UTC(2026, 10, 21, 9);
const all = { view: "all", status: "open", channelId: null, q: "" } as const;
const post = aPost({ id: uuid(500) });

/** What was read long ago, and has been missing news since a connection broke. */
function aCacheThatIsBehind() {
  const cache = new QueryClient();
  const known: [queryKey: readonly unknown[], data: unknown][] = [
    [conversationQuery(uuid(1)).queryKey, aConversation(1)],
    [
      conversationsQuery(all).queryKey,
      startList({ conversations: [aConversation(1)], nextCursor: null }, all),
    ],
    [countersQuery().queryKey, { all: { open: 1, unread: 0 } }],
    [messagesQuery(uuid(900)).queryKey, { messages: [aMessage(1, { post })], older: null, newer: null }],
    [postCommentsQuery(post.id).queryKey, { post, comments: [], older: null, newer: null }],
  ];
  for (const [queryKey, data] of known) cache.setQueryData(queryKey, data, { updatedAt: READ_AT });
  void cache.invalidateQueries({ refetchType: "none" });
  return cache;
}

const news: [name: string, LiveEvent][] = [
  ["a conversation", { type: "conversation", conversation: aConversation(1, { revision: 7 }) }],
  ["a conversation as it is known", { type: "conversation", conversation: aConversation(1) }],
  ["a counter", { type: "counter", view: "all", open: 2, unread: 1 }],
  ["a message", { type: "message", message: aMessage(2) }],
  [
    "a comment",
    { type: "publication", publication: aPublication(3, { postId: post.id, revision: 1 }), post: null },
  ],
  [
    "a post",
    {
      type: "publication",
      publication: aPublication(4, { id: post.id, postId: post.id, revision: 9 }),
      post: { ...post, revision: 9 },
    },
  ],
];

test.each(news)("what has to be read again stays so, though %s is told meanwhile", (_name, event) => {
  const cache = aCacheThatIsBehind();
  applyLiveEvent(cache, event, me);
  for (const { queryKey, state } of cache.getQueryCache().getAll())
    expect([queryKey, state.isInvalidated, state.dataUpdatedAt]).toEqual([queryKey, true, READ_AT]);
});

test("news are shown, and what they don't concern is the same object", () => {
  const cache = aCacheThatIsBehind();
  const { queryKey } = messagesQuery(uuid(900));
  const before = cache.getQueryData(queryKey);
  patchQueries<object>(cache, queryKey, (thread) => thread);
  expect(cache.getQueryData(queryKey)).toBe(before);
  applyLiveEvent(cache, { type: "message", message: aMessage(2) }, me);
  expect(cache.getQueryData(queryKey)?.messages.map(({ id }) => id)).toEqual([uuid(1), uuid(2)]);
});
