import { and, desc, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import { changeConversation } from "./change-conversation";
import { oldestUnanswered } from "./oldest-unanswered";

/**
 * Looks up again what a conversation's row says of its thread: one of our messages has failed, is tried again, or was
 * told the platform's time. The event of the message tells of the row too.
 */
export async function reviewThread(tx: Tx, conversationId: string) {
  const [conversation] = await tx
    .select()
    .from(conversations)
    .where(eq(conversations.id, conversationId))
    .for("no key update");
  const [newest] = await tx
    .select({ id: messages.id, sentAt: messages.sentAt })
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), ne(messages.visibility, "note")))
    .orderBy(desc(messages.sentAt), desc(messages.sequence))
    .limit(1);
  await changeConversation(tx, conversation!, {
    ...(newest && { lastMessageId: newest.id, lastMessageAt: newest.sentAt }),
    waitingSince: conversation!.closedAt ? null : await oldestUnanswered(tx, conversationId),
  });
}
