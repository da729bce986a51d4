import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import { recordEvent } from "@/lib/events/record-event";

export type MessageRow = typeof messages.$inferSelect;

type Changes = Partial<Omit<MessageRow, "id" | "sequence" | "revision" | "conversationId">>;

/** The one way in which a message's row changes: its revision rises, and that of the row in the list that quotes it. */
export async function changeMessage(tx: Tx, before: MessageRow, changed: Changes): Promise<MessageRow> {
  const [after] = await tx
    .update(messages)
    .set({ ...changed, revision: sql`${messages.revision} + 1` })
    .where(eq(messages.id, before.id))
    .returning();
  await tx
    .update(conversations)
    .set({ revision: sql`${conversations.revision} + 1` })
    .where(and(eq(conversations.id, before.conversationId), eq(conversations.lastMessageId, before.id)));
  await recordEvent(tx, {
    type: "message.changed",
    conversationId: before.conversationId,
    messageId: before.id,
  });

  return after!;
}
