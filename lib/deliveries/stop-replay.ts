import { isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { deliveryReplays } from "@/db/schema/delivery-replays";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { clock } from "@/lib/clock";
import { recordEvent } from "@/lib/events/record-event";

/**
 * Ends the replay of a time span that is under way: the slice that was given to the opener is still opened, no further one
 * is. Harmless where none is under way. Admins only.
 */
export async function stopReplay(agent: Agent): Promise<void> {
  requireRole(agent, "admin");
  await db.transaction(async (tx) => {
    const [stopped] = await tx
      .update(deliveryReplays)
      .set({ finishedAt: clock.now() })
      .where(isNull(deliveryReplays.finishedAt))
      .returning();
    if (!stopped) return;

    const { id: replayId, reopened } = stopped;
    await recordEvent(tx, {
      type: "deliveries.replayed",
      actorId: agent.id,
      details: { stopped: replayId, reopened },
    });
  });
}
