import { and, eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { historyRuns } from "@/db/schema/history-runs";
import { clock } from "@/lib/clock";
import { recordEvent } from "@/lib/events/record-event";

export type HistoryRun = typeof historyRuns.$inferSelect;

/** Renewed with each change; a call to the platform takes 15 seconds at most. */
export const LEASE_IN_MS = 60_000;

/**
 * Writes down how far a run is. The one who holds its lease may, and only while nobody has cancelled it.
 *
 * @returns the run as it is now; null when it is no longer ours.
 */
export async function changeRun(
  run: HistoryRun,
  changed: Partial<HistoryRun>,
  within?: (tx: Tx) => Promise<void>,
): Promise<HistoryRun | null> {
  return db.transaction(async (tx) => {
    const [after] = await tx
      .update(historyRuns)
      .set({ leasedUntil: new Date(clock.now().getTime() + LEASE_IN_MS), ...changed })
      .where(
        and(
          eq(historyRuns.id, run.id),
          eq(historyRuns.state, "running"),
          eq(historyRuns.leaseId, run.leaseId!),
        ),
      )
      .returning();
    if (!after) return null;

    await within?.(tx);
    await recordEvent(tx, { type: "history.changed", details: { channelId: run.channelId } });
    return after;
  });
}

/** In the transaction that brings them in, so that none is counted twice. */
export async function countMessages(
  tx: Tx,
  runId: string,
  { added, outOfReach = 0 }: { added: number; outOfReach?: number },
) {
  if (added === 0 && outOfReach === 0) return;
  await tx
    .update(historyRuns)
    .set({
      messagesAdded: sql`${historyRuns.messagesAdded} + ${added}`,
      messagesOutOfReach: sql`${historyRuns.messagesOutOfReach} + ${outOfReach}`,
    })
    .where(eq(historyRuns.id, runId));
}
