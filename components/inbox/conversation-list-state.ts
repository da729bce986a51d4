import type { Conversation } from "@/lib/conversations/shapes";
import type { Filters } from "./filters";

/** The loaded part of one list. `end` is the last place that was read, while there is more after it. */
export interface ConversationList {
  conversations: Conversation[];
  nextCursor: string | null;
  end: Place | null;
}

interface Place {
  at: string;
  id: string;
}

export interface ConversationPage {
  conversations: Conversation[];
  nextCursor: string | null;
}

/** What a list shows first, or again: one page read from its beginning. */
export function startList(page: ConversationPage, filters: Filters): ConversationList {
  return addPage({ conversations: [], nextCursor: null, end: null }, page, filters);
}

/** Adds the next page. A row that moved up meanwhile is already there and stays where it is. */
export function addPage(list: ConversationList, page: ConversationPage, filters: Filters): ConversationList {
  const last = page.conversations.at(-1);
  const conversations = [...list.conversations];
  for (const conversation of page.conversations) {
    const known = conversations.findIndex(({ id }) => id === conversation.id);
    if (known === -1) conversations.push(conversation);
    else if (conversations[known]!.revision < conversation.revision) conversations[known] = conversation;
  }

  return {
    conversations: conversations.sort(inOrder(filters)),
    nextCursor: page.nextCursor,
    end: page.nextCursor && last ? placeOf(last, filters) : null,
  };
}

/**
 * Puts a pushed conversation where it stands now: in, out, or elsewhere in the list. Older news never overwrites
 * newer, and what stands beyond the loaded part is left for the page that will bring it.
 */
export function placeConversation(
  list: ConversationList,
  filters: Filters,
  conversation: Conversation,
  belongs: boolean,
): ConversationList {
  const known = list.conversations.find(({ id }) => id === conversation.id);
  if (known && known.revision >= conversation.revision) return list;

  const stands = belongs && isLoaded(list, filters, conversation);
  if (!known && !stands) return list;

  const others = list.conversations.filter(({ id }) => id !== conversation.id);
  return {
    ...list,
    conversations: stands ? [...others, conversation].sort(inOrder(filters)) : others,
  };
}

function isLoaded(list: ConversationList, filters: Filters, conversation: Conversation) {
  return list.end === null || comparePlaces(placeOf(conversation, filters), list.end, filters) <= 0;
}

function inOrder(filters: Filters) {
  return (a: Conversation, b: Conversation) =>
    comparePlaces(placeOf(a, filters), placeOf(b, filters), filters);
}

function placeOf(conversation: Conversation, { view }: Filters): Place {
  const { id, window, lastMessageAt } = conversation;
  return { id, at: view === "closing" ? (window.closesAt ?? lastMessageAt) : lastMessageAt };
}

/** Newest first; in "closing soon" the least time left first. Both by (time, id), as the server's cursor. */
function comparePlaces(a: Place, b: Place, { view }: Filters) {
  const ascending = a.at === b.at ? compare(a.id, b.id) : compare(a.at, b.at);
  return view === "closing" ? ascending : -ascending;
}

function compare(a: string, b: string) {
  return a < b ? -1 : a > b ? 1 : 0;
}
