import type { Message } from "@/lib/conversations/shapes";
import { MOST_POSTS_WATCHED } from "@/lib/realtime/rooms";

/** The loaded stretch of a thread, oldest first, without gaps. */
export interface Thread {
  messages: Message[];
  /** What to give as `before` for the page above; null at the very beginning. */
  older: string | null;
  /** What to give as `after` for the page below; null at the end, where new messages appear. */
  newer: string | null;
}

/** Older news never overwrites newer: a response and a push may arrive in either order. */
export function upsertMessage(thread: Thread, message: Message): Thread {
  const at = thread.messages.findLastIndex(({ id }) => id === message.id);
  const known = thread.messages[at];
  if (known && known.revision >= message.revision) return thread;
  if (!known && !isLoaded(thread, message)) return thread;

  const messages = thread.messages.filter(({ id }) => id !== message.id);
  const place = messages.findLastIndex((other) => bySentAt(other, message) <= 0) + 1;
  messages.splice(place, 0, message);
  return { ...thread, messages };
}

/** Two readings of the same stretch, or of neighbouring ones. Each message is kept as it was last seen. */
export function mergeMessages(thread: Thread, messages: Message[]): Thread {
  const merged = new Map(thread.messages.map((message) => [message.id, message]));
  for (const message of messages) {
    const known = merged.get(message.id);
    if (!known || known.revision < message.revision) merged.set(message.id, message);
  }
  return { ...thread, messages: [...merged.values()].sort(bySentAt) };
}

/** The posts that these messages stand under, those of the newest first, as many as one window watches. */
export function postIdsOf({ messages }: Thread): string[] {
  const postIds = messages.flatMap(({ post }) => post?.id ?? []);
  return [...new Set(postIds.toReversed())].slice(0, MOST_POSTS_WATCHED);
}

/** What stands beyond a loaded edge comes with the page that will be read there. */
function isLoaded({ messages, older, newer }: Thread, message: Message) {
  const first = messages[0];
  const last = messages.at(-1);
  if (older && first && bySentAt(message, first) < 0) return false;
  if (newer && last && bySentAt(message, last) > 0) return false;
  return true;
}

function bySentAt(a: Message, b: Message) {
  if (a.sentAt !== b.sentAt) return a.sentAt < b.sentAt ? -1 : 1;
  return a.sequence - b.sequence;
}
