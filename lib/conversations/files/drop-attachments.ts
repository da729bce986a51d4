import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { attachments } from "@/db/schema/conversations";
import { enqueue } from "@/lib/jobs/enqueue";

/** A deleted message leaves nothing behind: its attachments go, and our copies of them after commit. */
export async function dropAttachments(tx: Tx, messageId: string) {
  const dropped = await tx.delete(attachments).where(eq(attachments.messageId, messageId)).returning();
  const keys = dropped.flatMap(({ storageKey, thumbnailKey }) =>
    [storageKey, thumbnailKey].filter((key) => key !== null),
  );
  if (keys.length > 0) await enqueue(tx, "delete-files", { keys });
}
