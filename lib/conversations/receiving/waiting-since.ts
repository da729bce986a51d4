import type { MessageRow } from "../change-message";
import type { ConversationRow } from "../lock-conversation";
import type { Batch } from "./batch";

/**
 * Since when the contact has been waiting for an answer, now that this message is in the thread; null when nobody
 * waits. The newest message decides at once; a late one makes us look at the thread again, at the batch's end.
 */
export function waitingSince(batch: Batch, conversation: ConversationRow, message: MessageRow) {
  const isNewest = message.sentAt >= conversation.lastMessageAt;
  if (!isNewest) batch.waitingUnclear.add(conversation.id);

  return message.direction === "out" ? null : (conversation.waitingSince ?? message.sentAt);
}
