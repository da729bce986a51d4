import type { QueryClient } from "@tanstack/react-query";
import type { Thread } from "@/components/conversation/thread-state";
import type { ContactShape } from "@/lib/contacts/shapes";
import type { Conversation } from "@/lib/conversations/shapes";
import type { LiveEvent } from "@/lib/realtime/live-event";

type UserEvent = Extract<LiveEvent, { type: "user" }>;

/** How many earlier conversations a contact's reading holds. */
const MOST = 50;

/** A contact's profile lists their conversations, with the last words of each. */
export function placeInContact(contact: ContactShape, conversation: Conversation): ContactShape {
  const { id, status, openedAt, closedAt, channel, sources, lastMessage } = conversation;
  const line = {
    id,
    status,
    openedAt,
    closedAt,
    channelName: channel.name,
    channelKind: channel.kind,
    sources,
    preview: lastMessage?.text ?? null,
  };
  const others = contact.conversations.filter((other) => other.id !== id);
  const conversations = [...others, line].sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1)).slice(0, MOST);
  return { ...contact, conversations };
}

/** A colleague's name, where a conversation shows it. */
export function withUser(conversation: Conversation, { userId, name }: UserEvent): Conversation {
  const { assignee, lastMessage } = conversation;
  return {
    ...conversation,
    assignee: assignee?.id === userId ? { ...assignee, name } : assignee,
    lastMessage:
      lastMessage?.author.id === userId
        ? { ...lastMessage, author: { ...lastMessage.author, name } }
        : lastMessage,
  };
}

/** Threads that show somebody under an old name are read again: names stand in quotes too. */
export function readRenamedThreads(cache: QueryClient, authorId: string, name: string) {
  void cache.invalidateQueries({
    queryKey: ["messages"],
    predicate: ({ state }) =>
      (state.data as Thread | undefined)?.messages.some(
        ({ author }) => author.id === authorId && author.name !== name,
      ) ?? false,
  });
}
