import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { changeConversation } from "./change-conversation";

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
  await changeConversation(tx, conversation!, {});
  await reviewThreads(tx, [{ id: conversationId, newest: true }]);
}

/**
 * The same for many that are locked already, and whose revisions have risen: since when their contacts wait, which is
 * since the first thing they said after the last answer (what failed is none), and where asked, which message is the
 * newest. From the end of each thread backwards, so that a long one costs no more than a short one.
 */
export async function reviewThreads(tx: Tx, threads: { id: string; newest: boolean }[]) {
  if (threads.length === 0) return;
  await tx.execute(sql`
    update conversations set
      last_message_id = coalesce(newest.id, last_message_id),
      last_message_at = coalesce(newest.sent_at, last_message_at),
      waiting_since = case when closed_at is null then asked.at end
    from json_to_recordset(${JSON.stringify(threads)}::json) as thread (id uuid, newest bool)
    left join lateral (
      select id, sent_at from messages
      where thread.newest and conversation_id = thread.id and visibility <> 'note'
      order by sent_at desc, sequence desc limit 1) as newest on true
    left join lateral (
      select sent_at from messages
      where conversation_id = thread.id and visibility <> 'note' and direction = 'out' and status <> 'failed'
      order by sent_at desc limit 1) as answered on true
    left join lateral (
      select sent_at as at from messages
      where conversation_id = thread.id and visibility <> 'note' and direction = 'in'
        and sent_at > coalesce(answered.sent_at, '-infinity')
      order by sent_at limit 1) as asked on true
    where conversations.id = thread.id`);
}
