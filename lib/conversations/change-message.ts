import { and, eq, gt, inArray, sql } from "drizzle-orm";
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
  if (isQuotedAnew(before, after!)) await touchQuoting(tx, after!);

  return after!;
}

/** Whoever quotes a message shows its words too. They stand in a thread of the same contact, and after it. */
export async function touchQuoting(tx: Tx, { channelId, conversationId, externalId, sentAt }: MessageRow) {
  if (!externalId) return;
  const identity = sql`(select identity_id from conversations where id = ${conversationId})`;
  const touched = await tx
    .update(messages)
    .set({ revision: sql`${messages.revision} + 1` })
    .where(
      and(
        inArray(messages.conversationId, sql`(select id from conversations where identity_id = ${identity})`),
        eq(messages.channelId, channelId),
        eq(messages.replyToExternalId, externalId),
        // By our clock where the platform has not told its time yet; the two may differ.
        gt(messages.sentAt, sql`${sentAt.toISOString()}::timestamptz - interval '10 minutes'`),
      ),
    )
    .returning({ messageId: messages.id, conversationId: messages.conversationId });
  await recordEvent(tx, ...touched.map((quoting) => ({ type: "message.changed" as const, ...quoting })));
}

function isQuotedAnew(before: MessageRow, after: MessageRow) {
  return (
    before.text !== after.text ||
    before.externalId !== after.externalId ||
    before.deletedAt?.getTime() !== after.deletedAt?.getTime()
  );
}
