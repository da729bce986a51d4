import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueueDelivery } from "../sending/enqueue-delivery";

/** Has what waits in some conversations sent. An echo tells of each message that we sent, and seldom does anything wait. */
export async function enqueueWaitingDeliveries(tx: Tx, conversationIds: string[]) {
  if (conversationIds.length === 0) return;
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct conversation_id as id from messages
    where conversation_id = any(${sql.param(conversationIds)}::uuid[]) and status in ('queued', 'sending')`);
  for (const { id } of rows) await enqueueDelivery(tx, id);
}
