import type { Tx } from "@/db/client";
import { enqueue } from "@/lib/jobs/enqueue";

/** Has what waits in a conversation sent, unless the platform asked us to wait. */
export async function enqueueDelivery(tx: Tx, conversationId: string) {
  await enqueue(
    tx,
    "deliver-messages",
    { conversationId },
    { key: deliveryKey(conversationId), keepTime: true },
  );
}

export async function postponeDelivery(tx: Tx, conversationId: string, runAt: Date) {
  await enqueue(tx, "deliver-messages", { conversationId }, { key: deliveryKey(conversationId), runAt });
}

function deliveryKey(conversationId: string) {
  return `deliver:${conversationId}`;
}
