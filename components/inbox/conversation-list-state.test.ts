import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aConversation, uuid } from "@/components/realtime/testing-shapes";
import type { Conversation } from "@/lib/conversations/shapes";
import { addPage, type ConversationList, placeConversation, startList } from "./conversation-list-state";
import { belongsTo, type Filters } from "./filters";

const filters: Filters = { view: "unassigned", status: "open", channelId: null, q: "" };
const me = uuid(600);
const ids = ({ conversations }: ConversationList) => conversations.map(({ id }) => id);
const place = (list: ConversationList, conversation: Conversation) =>
  placeConversation(list, filters, conversation, belongsTo(filters, conversation, me, 0));

const loaded = startList(
  { conversations: [aConversation(9), aConversation(5)], nextCursor: "more" },
  filters,
);

describe("a conversation that is pushed", () => {
  test("goes to the top when somebody wrote in it", () => {
    const news = { ...aConversation(5), lastMessageAt: aConversation(20).lastMessageAt, revision: 1 };
    expect(ids(place(loaded, news))).toEqual([uuid(5), uuid(9)]);
  });

  test("leaves the view that it no longer belongs to", () => {
    const taken = aConversation(9, { assignee: { id: me, name: "Ana" }, revision: 1 });
    expect(ids(place(loaded, taken))).toEqual([uuid(5)]);
  });

  test("is not put back by older news", () => {
    const newer = place(loaded, aConversation(9, { unreadCount: 2, revision: 4 }));
    expect(place(newer, aConversation(9, { unreadCount: 1, revision: 3 }))).toBe(newer);
  });

  test("beyond the loaded part waits for its page", () => {
    expect(ids(place(loaded, aConversation(2, { revision: 1 })))).toEqual([uuid(9), uuid(5)]);
  });

  test("within the loaded part stands there, also after the last row has left", () => {
    const shorter = place(loaded, aConversation(5, { status: "closed", revision: 1 }));
    expect(ids(place(shorter, aConversation(7)))).toEqual([uuid(9), uuid(7)]);
  });
});

test("the next page brings no row twice", () => {
  const moved = place(loaded, aConversation(30));
  const page = { conversations: [aConversation(30), aConversation(3)], nextCursor: null };
  expect(ids(addPage(moved, page, filters))).toEqual([uuid(30), uuid(9), uuid(5), uuid(3)]);
});

test("closing soon puts the least time left first", () => {
  const closing: Filters = { ...filters, view: "closing" };
  const until = (number: number, closesAt: string) =>
    aConversation(number, {
      window: { state: "open", openedBy: "message", closesAt, humanAgentUntil: null },
    });
  const conversations = [until(1, "2126-01-02T00:00:00.000Z"), until(2, "2126-01-01T00:00:00.000Z")];

  expect(ids(startList({ conversations, nextCursor: null }, closing))).toEqual([uuid(2), uuid(1)]);
});

const changes = fc.array(
  fc.record({
    number: fc.integer({ min: 1, max: 6 }),
    at: fc.integer({ min: 1, max: 30 }),
    closed: fc.boolean(),
    taken: fc.boolean(),
  }),
  { maxLength: 30 },
);

test("any order of the newest news of each conversation ends in the same list", () => {
  fc.assert(
    fc.property(changes, fc.boolean(), (told, complete) => {
      const newest = new Map(
        told.map((change, index) => [change.number, conversationAfter(change, index + 1)]),
      );
      const news = [...newest.values()];
      const list = startList({ conversations: [], nextCursor: complete ? null : "more" }, filters);

      expect(news.toReversed().reduce(place, list)).toEqual(news.reduce(place, list));
    }),
  );
});

function conversationAfter(
  change: { number: number; at: number; closed: boolean; taken: boolean },
  revision: number,
) {
  return aConversation(change.number, {
    lastMessageAt: aConversation(change.at).lastMessageAt,
    status: change.closed ? "closed" : "open",
    assignee: change.taken ? { id: me, name: "Ana" } : null,
    revision,
  });
}
