import type { Tx } from "@/db/client";
import type { MessageRow } from "../change-message";
import type { ConversationRow } from "../lock-conversation";
import { oldestUnanswered } from "../oldest-unanswered";

/**
 * Since when the contact has been waiting, now that this message is in the thread; null when nobody waits. The newest
 * message decides at once; a late one makes us look at the thread again.
 */
export async function waitingSince(tx: Tx, conversation: ConversationRow, message: MessageRow) {
  const isNewest = message.sentAt >= conversation.lastMessageAt;
  if (!isNewest) return oldestUnanswered(tx, conversation.id);

  return message.direction === "out" ? null : (conversation.waitingSince ?? message.sentAt);
}
