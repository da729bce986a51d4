import type { Message } from "@/lib/conversations/shapes";

/** What somebody wrote. It carries the id that the message will have. */
export interface Draft {
  id: string;
  text: string;
  visibility: "private" | "note";
  replyToId: string | null;
  /** Shown while it is under way; the server knows it from the id. */
  replyTo: Message["replyTo"];
  /** Answers that the contact can give with a tap: their titles. Absent in what an earlier version kept. */
  quickReplies?: string[];
  /** Files that are on the server already. */
  attachments?: Message["attachments"];
  writtenAt: string;
}
