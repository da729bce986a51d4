import type { Message } from "@/lib/conversations/shapes";

/** What somebody wrote. It carries the id that the message will have. */
export interface Draft {
  id: string;
  text: string;
  visibility: Message["visibility"];
  replyToId: string | null;
  /** Shown while it is under way; the server knows it from the id. */
  replyTo: Message["replyTo"];
  /** Answers that the contact can give with a tap: their titles. Absent in what an earlier version kept. */
  quickReplies?: string[];
  /** The text names the contact as `@Name`, who is told of it. Public only. */
  mentionsContact?: boolean;
  /** Another draft, of which this one speaks: it stays where that one is refused, and goes out once that one has. */
  goesAfter?: string;
  /** The answer of somebody else that its author had seen; null = none. */
  seenAnswerId?: string | null | undefined;
  /** It goes though somebody has answered meanwhile. */
  evenSo?: boolean;
  /** Files that are on the server already. */
  attachments?: Message["attachments"];
  writtenAt: string;
}
