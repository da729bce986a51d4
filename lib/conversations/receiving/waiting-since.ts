import { and, eq, max, min, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { MessageRow } from "../change-message";
import type { ConversationRow } from "../lock-conversation";

/**
 * Since when the contact has been waiting, now that this message is in the thread; null when nobody waits. The newest
 * message decides at once; a late one makes us look at the thread again.
 */
export async function waitingSince(tx: Tx, conversation: ConversationRow, message: MessageRow) {
  const isNewest = message.sentAt >= conversation.lastMessageAt;
  if (!isNewest) return oldestUnanswered(tx, conversation.id);

  return message.direction === "out" ? null : (conversation.waitingSince ?? message.sentAt);
}

async function oldestUnanswered(tx: Tx, conversationId: string) {
  const said = and(eq(messages.conversationId, conversationId), ne(messages.visibility, "note"));
  const [answered] = await tx
    .select({ at: max(messages.sentAt) })
    .from(messages)
    .where(and(said, eq(messages.direction, "out")));
  const later = answered?.at ? sql`${messages.sentAt} > ${answered.at.toISOString()}` : undefined;
  const [asked] = await tx
    .select({ at: min(messages.sentAt) })
    .from(messages)
    .where(and(said, eq(messages.direction, "in"), later));
  return asked?.at ?? null;
}
