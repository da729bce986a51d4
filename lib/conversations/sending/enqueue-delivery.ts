import type { Tx } from "@/db/client";
import { enqueue } from "@/lib/jobs/enqueue";

/**
 * Has the lane of a conversation looked at: now, or at `runAt`. There is one waiting job for each lane, and the lane
 * itself knows what it may do: asked too early, it calls nobody and asks again for its time.
 */
export async function enqueueDelivery(tx: Tx, conversationId: string, runAt?: Date) {
  await enqueue(
    tx,
    "deliver-messages",
    { conversationId },
    { key: `deliver:${conversationId}`, ...(runAt && { runAt }) },
  );
}
