import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import { type NewEvent, recordEvent } from "@/lib/events/record-event";

export type MessageRow = typeof messages.$inferSelect;

type Changes = Partial<Omit<MessageRow, "id" | "sequence" | "revision" | "conversationId">>;

/**
 * The one way in which a message's row changes: its revision rises, and that of the row in the list that quotes it.
 *
 * @param event what is recorded of it, where somebody's deed is more than a change.
 */
export async function changeMessage(
  tx: Tx,
  before: MessageRow,
  changed: Changes,
  event: Pick<NewEvent, "type" | "actorId"> = { type: "message.changed" },
): Promise<MessageRow> {
  const [after] = await tx
    .update(messages)
    .set({ ...changed, revision: sql`${messages.revision} + 1` })
    .where(eq(messages.id, before.id))
    .returning();
  await tx
    .update(conversations)
    .set({ revision: sql`${conversations.revision} + 1` })
    .where(and(eq(conversations.id, before.conversationId), isOnRow(before)));
  await recordEvent(tx, {
    ...event,
    conversationId: before.conversationId,
    messageId: before.id,
  });
  if (isQuotedAnew(before, after!)) await touchQuoting(tx, after!);

  return after!;
}

/** The list shows the newest message, and a conversation what a public reply answers where nothing was chosen. */
function isOnRow({ id, visibility, direction }: MessageRow) {
  const isAnswerable = visibility === "public" && direction === "in";
  return isAnswerable ? undefined : eq(conversations.lastMessageId, id);
}

type Quoted = Pick<MessageRow, "channelId" | "conversationId" | "externalId" | "sentAt" | "visibility">;

/**
 * Whoever quotes a message shows its words too. They stand in a thread of the same contact, and after it; what was said
 * in public is quoted by others as well.
 */
export async function touchQuoting(tx: Tx, ...quotable: Quoted[]) {
  const quoted = quotable.filter(({ externalId }) => externalId !== null);
  if (quoted.length === 0) return;
  const { rows } = await tx.execute<{ messageId: string; conversationId: string }>(sql`
    update messages as quoting set revision = quoting.revision + 1
    from json_to_recordset(${JSON.stringify(quoted)}::json) as quoted (
        "channelId" uuid, "conversationId" uuid, "externalId" text, "sentAt" timestamptz),
      conversations as own, conversations as any_of_theirs
    where own.id = quoted."conversationId" and any_of_theirs.identity_id = own.identity_id
      and quoting.conversation_id = any_of_theirs.id and quoting.channel_id = quoted."channelId"
      and quoting.reply_to_external_id = quoted."externalId"
      -- By our clock where the platform has not told its time yet; the two may differ.
      and quoting.sent_at > quoted."sentAt" - interval '10 minutes'
    returning quoting.id as "messageId", quoting.conversation_id as "conversationId"`);
  const elsewhere = await touchAnswers(
    tx,
    quoted.filter(({ visibility }) => visibility === "public"),
  );
  const touched = [...rows, ...elsewhere];
  await recordEvent(tx, ...touched.map((quoting) => ({ type: "message.changed" as const, ...quoting })));
}

/** By the tree of what is said in public, for there it has an index: what answers these in conversations of others. */
async function touchAnswers(tx: Tx, answered: Quoted[]) {
  if (answered.length === 0) return [];
  const { rows } = await tx.execute<{ messageId: string; conversationId: string }>(sql`
    update messages as quoting set revision = quoting.revision + 1
    from json_to_recordset(${JSON.stringify(answered)}::json) as answered (
        "channelId" uuid, "conversationId" uuid, "externalId" text),
      publications as answer, conversations as own, conversations as other
    where answer.channel_id = answered."channelId" and answer.parent_external_id = answered."externalId"
      and quoting.channel_id = answer.channel_id and quoting.external_id = answer.external_id
      and own.id = answered."conversationId" and other.id = quoting.conversation_id
      and other.identity_id <> own.identity_id
    returning quoting.id as "messageId", quoting.conversation_id as "conversationId"`);
  return rows;
}

export function isQuotedAnew(before: MessageRow, after: MessageRow) {
  return (
    before.text !== after.text ||
    before.externalId !== after.externalId ||
    before.deletedAt?.getTime() !== after.deletedAt?.getTime()
  );
}
