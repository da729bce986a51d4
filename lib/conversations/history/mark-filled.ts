import { inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import type { PastMessage, PastMessageId } from "@/lib/channels/history";
import { recordEvent } from "@/lib/events/record-event";
import { noteInThread, type ThreadNote } from "../note-in-thread";

export interface FilledMessage {
  externalId: string;
  conversationId: string;
  channelId: string;
  authorKind: typeof messages.$inferSelect.authorKind;
  sentAt: Date;
}

/** What has come in of the messages that were missing, oldest first. */
export async function findFilled(tx: Tx, channelId: string, externalIds: string[]): Promise<FilledMessage[]> {
  if (externalIds.length === 0) return [];
  const rows = await tx
    .select({
      externalId: sql<string>`${messages.externalId}`,
      conversationId: messages.conversationId,
      channelId: messages.channelId,
      authorKind: messages.authorKind,
      sentAt: messages.sentAt,
    })
    .from(messages)
    .where(
      sql`${messages.channelId} = ${channelId} and ${messages.externalId} = any(${sql.param(externalIds)})`,
    )
    .orderBy(messages.sentAt, messages.sequence);
  return rows;
}

/** One line after each stretch of filled messages that nothing known interrupts. */
export async function markFilled(tx: Tx, past: PastMessage[], filled: FilledMessage[]) {
  for (const span of spansOf(past, filled)) {
    const [first, last] = [span[0]!, span.at(-1)!];
    await mark(
      tx,
      last,
      {
        event: "history_filled",
        count: span.length,
        from: first.sentAt.toISOString(),
        until: last.sentAt.toISOString(),
      },
      { at: last.sentAt, externalId: `filled:${first.externalId}` },
    );
  }
}

/**
 * Says in the thread what cannot be filled, between two moments of the thread.
 *
 * @returns how many; 0 when the thread says so already, or is none yet.
 */
export async function markOutOfReach(
  tx: Tx,
  thread: { channelId: string; contactExternalId: string },
  missing: PastMessageId[],
  notBefore: number,
  notAfter = Number.POSITIVE_INFINITY,
): Promise<number> {
  const [newest, oldest] = [missing[0], missing.at(-1)];
  if (!newest || !oldest) return 0;
  const conversation = await findLastConversation(tx, thread);
  if (!conversation) return 0;

  const isNew = await mark(
    tx,
    { channelId: thread.channelId, conversationId: conversation.id },
    {
      event: "history_out_of_reach",
      count: missing.length,
      from: oldest.at.toISOString(),
      until: newest.at.toISOString(),
    },
    {
      at: new Date(Math.min(Math.max(newest.at.getTime(), notBefore), notAfter)),
      externalId: `out-of-reach:${newest.externalId}`,
    },
  );
  return isNew ? missing.length : 0;
}

/** A line that stands in the thread once, however often it is found to be due. */
export async function mark(
  tx: Tx,
  { conversationId, channelId }: Pick<FilledMessage, "conversationId" | "channelId">,
  note: ThreadNote,
  place: { at: Date; externalId: string },
): Promise<boolean> {
  const messageId = await noteInThread(tx, { id: conversationId, channelId }, note, place);
  if (!messageId) return false;

  await recordEvent(tx, { type: "conversation.changed", conversationId, messageId });
  return true;
}

/** Neighbours in the platform's list, and in one conversation of ours. */
function spansOf(past: PastMessage[], filled: FilledMessage[]): FilledMessage[][] {
  const byId = new Map(filled.map((message) => [message.externalId, message]));
  const spans: FilledMessage[][] = [];
  let before: FilledMessage | undefined;
  for (const { externalId } of past.toReversed()) {
    const message = byId.get(externalId);
    if (message && before?.conversationId === message.conversationId) spans.at(-1)!.push(message);
    else if (message) spans.push([message]);
    before = message;
  }
  return spans;
}

async function findLastConversation(
  tx: Tx,
  { channelId, contactExternalId }: { channelId: string; contactExternalId: string },
) {
  const [last] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(
      sql`${conversations.identityId} in (select id from contact_identities
        where channel_id = ${channelId} and external_id = ${contactExternalId})`,
    )
    .orderBy(sql`${conversations.openedAt} desc`)
    .limit(1);
  return last;
}

/** The rows of these conversations, which the caller has locked. */
export async function findConversations(tx: Tx, conversationIds: string[]) {
  if (conversationIds.length === 0) return [];
  return tx.select().from(conversations).where(inArray(conversations.id, conversationIds));
}
