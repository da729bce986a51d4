import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Batch } from "./batch";

/**
 * A private reply that was given up arrived after all, and another one has taken its place meanwhile: it stands as sent
 * and leaves the place to that one, which the platform will refuse. One row holds the place at a time.
 */
export async function leavePrivateReply(tx: Tx, batch: Batch) {
  const revived = batch.messages.changed.filter(
    ({ before, after }) => after.privateReplyTo && before.status === "failed" && after.status !== "failed",
  );
  if (revived.length === 0) return;

  const ids = revived.map(({ after }) => after.id);
  await tx.execute(sql`
    update messages revived set private_reply_to = null
    where id = any(${sql.param(ids)}::uuid[]) and exists (
      select from messages holder
      where holder.channel_id = revived.channel_id and holder.private_reply_to = revived.private_reply_to
        and holder.id <> revived.id and holder.status <> 'failed')`);
}
