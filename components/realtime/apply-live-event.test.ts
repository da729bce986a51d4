import { QueryClient } from "@tanstack/react-query";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contactQuery } from "@/components/contact/queries";
import { messagesQuery } from "@/components/conversation/queries";
import type { Thread } from "@/components/conversation/thread-state";
import { type ConversationList, startList } from "@/components/inbox/conversation-list-state";
import type { Filters, View } from "@/components/inbox/filters";
import { conversationQuery, conversationsQuery, countersQuery } from "@/components/inbox/queries";
import type { ContactShape } from "@/lib/contacts/shapes";
import type { Conversation } from "@/lib/conversations/shapes";
import type { LiveEvent } from "@/lib/realtime/live-event";
import { applyLiveEvent } from "./apply-live-event";
import { placeInContact } from "./apply-to-people";
import { aChannel, aConversation, aMessage, uuid } from "./testing-shapes";

const me = uuid(600);
const ana = { id: me, name: "Ana" };
const views: View[] = ["mine", "unassigned", "all"];
const list = (view: View, status: Filters["status"] = "open"): Filters => ({
  view,
  status,
  channelId: null,
  q: "",
});

function aCache(conversations: Conversation[] = []) {
  const cache = new QueryClient();
  for (const view of views) {
    const filters = list(view);
    cache.setQueryData(
      conversationsQuery(filters).queryKey,
      startList({ conversations: [], nextCursor: null }, filters),
    );
  }
  for (const conversation of conversations) applyLiveEvent(cache, { type: "conversation", conversation }, me);
  return cache;
}

function shown(cache: QueryClient, view: View) {
  return cache.getQueryData(conversationsQuery(list(view)).queryKey)?.conversations.map(({ id }) => id);
}

describe("a conversation", () => {
  test("moves from unassigned to mine when I take it", () => {
    const cache = aCache([aConversation(1)]);
    applyLiveEvent(
      cache,
      { type: "conversation", conversation: aConversation(1, { assignee: ana, revision: 1 }) },
      me,
    );

    expect(views.map((view) => shown(cache, view))).toEqual([[uuid(1)], [], [uuid(1)]]);
  });

  test("that was closed is not opened in any list by older news", () => {
    const cache = aCache([aConversation(1), aConversation(1, { status: "closed", revision: 5 })]);
    applyLiveEvent(cache, { type: "conversation", conversation: aConversation(1, { revision: 4 }) }, me);

    expect(views.map((view) => shown(cache, view))).toEqual([[], [], []]);
  });
});

describe("a push that overtakes a reading", () => {
  test("of a thread that was never read is not lost", async () => {
    const cache = new QueryClient();
    const { queryKey } = messagesQuery(uuid(900));
    const page = deferred<Thread>();
    const reading = cache.fetchQuery({ queryKey, queryFn: () => page.promise });

    applyLiveEvent(cache, { type: "message", message: aMessage(2) }, me);
    page.resolve({ messages: [aMessage(1)], older: null, newer: null });
    await reading;
    await settled();

    expect(cache.getQueryData(queryKey)?.messages).toEqual([aMessage(1), aMessage(2)]);
  });

  test("of a list is not wiped out by it", async () => {
    const cache = aCache([aConversation(1)]);
    const { queryKey } = conversationsQuery(list("unassigned"));
    const page = deferred<ConversationList>();
    const reading = cache.fetchQuery({ queryKey, queryFn: () => page.promise, staleTime: 0 });

    applyLiveEvent(
      cache,
      { type: "conversation", conversation: aConversation(1, { assignee: ana, revision: 1 }) },
      me,
    );
    page.resolve(startList({ conversations: [aConversation(1)], nextCursor: null }, list("unassigned")));
    await reading;
    await settled();

    expect(shown(cache, "unassigned")).toEqual([]);
  });
});

test("a push that overtakes the reading of a contact's profile is not wiped out by it", async () => {
  const cache = new QueryClient();
  const before = aConversation(1);
  const { queryKey } = contactQuery(before.contact.id);
  const profile = { id: before.contact.id, conversations: [] } as unknown as ContactShape;
  const answer = deferred<ContactShape>();
  cache.setQueryData(queryKey, placeInContact(profile, before));
  const reading = cache.fetchQuery({ queryKey, queryFn: () => answer.promise, staleTime: 0 });

  const conversation = aConversation(1, { status: "closed", revision: 9 });
  applyLiveEvent(cache, { type: "conversation", conversation }, me);
  answer.resolve(placeInContact(profile, before));
  await reading;
  await settled();

  expect(cache.getQueryData(queryKey)?.conversations.map(({ status }) => status)).toEqual(["closed"]);
});

test("a channel's news reaches every row of it", () => {
  const cache = aCache([aConversation(1)]);
  const channel = aChannel({ tokenState: "invalid" });
  applyLiveEvent(cache, { type: "channel", channel }, me);

  expect(cache.getQueryData(conversationQuery(uuid(1)).queryKey)?.channel.tokenState).toBe("invalid");
  const [row] = cache.getQueryData(conversationsQuery(list("all")).queryKey)!.conversations;
  expect(row?.channel.tokenState).toBe("invalid");
});

test("a counter changes its own view only", () => {
  const cache = new QueryClient();
  const none = { open: 0, unread: 0 };
  cache.setQueryData(countersQuery().queryKey, {
    mine: none,
    unassigned: none,
    all: none,
    approvals: none,
  });
  applyLiveEvent(cache, { type: "counter", view: "mine", open: 3, unread: 1 }, me);

  expect(cache.getQueryData(countersQuery().queryKey)).toEqual({
    mine: { open: 3, unread: 1 },
    unassigned: none,
    all: none,
    approvals: none,
  });
});

test("any order of any news ends in the same cache", () => {
  const news = fc.array(
    fc.record({ number: fc.integer({ min: 1, max: 4 }), taken: fc.boolean(), closed: fc.boolean() }),
    {
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(
      news.chain((told) => {
        const events = told.map(({ number, taken, closed }, index): LiveEvent => {
          const assignee = taken ? ana : null;
          const conversation = aConversation(number, {
            assignee,
            status: closed ? "closed" : "open",
            revision: index,
          });
          return { type: "conversation", conversation };
        });
        return fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }));
      }),
      ([inOrder, shuffled]) => {
        expect(after(shuffled)).toEqual(after(inOrder));
      },
    ),
  );
});

function after(events: LiveEvent[]) {
  const cache = aCache();
  for (const event of events) applyLiveEvent(cache, event, me);
  return views.map((view) => cache.getQueryData(conversationsQuery(list(view)).queryKey));
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Lets the promises that are already settled run their course. */
function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}
