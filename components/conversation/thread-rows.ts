import { sameDay, type TimeStyle } from "@/components/ui/format-time";
import type { Post } from "@/lib/conversations/publications/shapes";
import type { Message } from "@/lib/conversations/shapes";
import { type Place, placesOf } from "./public/public-stretches";

/** Messages of one author that follow within this time stand together. */
const GROUP_MS = 5 * 60_000;

export type ThreadRow =
  | { kind: "day"; key: string; at: string }
  | { kind: "unread"; key: string; count: number }
  | { kind: "system"; key: string; message: Message }
  /** The post above a public stretch, which `message` begins. */
  | { kind: "post"; key: string; message: Message; post: Post | null }
  /** Everything below it is private again, beginning with `message`. */
  | { kind: "private"; key: string; message: Message }
  | BubbleRow;

export interface BubbleRow extends Pick<Place, "around" | "startsThread"> {
  kind: "bubble";
  key: string;
  message: Message;
  startsGroup: boolean;
  endsGroup: boolean;
}

/** Where the unread stretch began when the thread was opened. */
export interface UnreadStretch {
  from: string;
  count: number;
}

interface Surroundings {
  unread: UnreadStretch | null;
  /** Nothing older is left to load: only then is it known that the first message starts its day. */
  complete: boolean;
  style: TimeStyle;
}

/** What stands in a thread from top to bottom. A key never changes while its message stays. */
export function threadRows(messages: Message[], { unread, complete, style }: Surroundings): ThreadRow[] {
  const places = placesOf(messages);
  return messages.flatMap((message, index): ThreadRow[] => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const startsDay = before ? !sameDay(before.sentAt, message.sentAt, style) : complete;
    const startsUnread = unread?.from === message.id;
    const dayEnds = !after || !sameDay(message.sentAt, after.sentAt, style);

    const rows: ThreadRow[] = [];
    if (startsDay) rows.push({ kind: "day", key: `day ${message.id}`, at: message.sentAt });
    if (startsUnread) rows.push({ kind: "unread", key: "unread", count: unread.count });
    if (message.kind === "system") return [...rows, { kind: "system", key: message.id, message }];

    const { begins, post, around, startsThread } = places[index]!;
    if (begins === "public") rows.push({ kind: "post", key: `post ${message.id}`, message, post });
    if (begins === "private") rows.push({ kind: "private", key: `private ${message.id}`, message });

    const startsGroup = startsDay || startsUnread || begins !== null || !belongTogether(before, message);
    const endsStretch = Boolean(places[index + 1]?.begins);
    const endsGroup = dayEnds || endsStretch || unread?.from === after.id || !belongTogether(message, after);
    return [
      ...rows,
      { kind: "bubble", key: message.id, message, startsGroup, endsGroup, around, startsThread },
    ];
  });
}

function belongTogether(a: Message | undefined, b: Message | undefined) {
  if (!a || !b || a.kind === "system" || b.kind === "system") return false;
  if (a.direction !== b.direction || a.visibility !== b.visibility) return false;
  if (a.author.kind !== b.author.kind || a.author.id !== b.author.id) return false;
  if (a.visibility === "public" && a.replyToId !== b.replyToId) return false;

  return Date.parse(b.sentAt) - Date.parse(a.sentAt) < GROUP_MS;
}

/** The first of the last `count` messages of the contact; null where all were read. */
export function firstUnread(messages: Message[], count: number): UnreadStretch | null {
  if (count === 0) return null;

  const theirs = messages.filter(({ author }) => author.kind === "contact");
  const first = theirs.at(-count) ?? theirs[0];
  return first ? { from: first.id, count: Math.min(count, theirs.length) } : null;
}
