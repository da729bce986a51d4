import type { Tx } from "@/db/client";
import { enqueueAll } from "@/lib/jobs/enqueue";
import type { Lane } from "./lane";

/**
 * Has the lanes of a conversation looked at: both, or the one of a `visibility`; now, or at `runAt`. There is one waiting
 * job for each lane, and the lane itself knows what it may do: asked too early, it calls nobody and asks again for its
 * time.
 */
export async function enqueueDelivery(
  tx: Tx,
  conversationId: string,
  { visibility, runAt }: { visibility?: Lane["visibility"]; runAt?: Date } = {},
) {
  const sides = (["private", "public"] as const).filter((side) => !visibility || side === visibility);
  const jobs = sides.map((side) => ({
    payload: { conversationId, visibility: side },
    key: side === "private" ? `deliver:${conversationId}` : `deliver:${conversationId}:public`,
    ...(runAt && { runAt }),
  }));
  await enqueueAll(tx, "deliver-messages", jobs);
}
