import { and, asc, desc, eq, inArray, isNull, lte, or } from "drizzle-orm";
import { db } from "@/db/client";
import { historyRuns } from "@/db/schema/history-runs";
import { clock } from "@/lib/clock";
import { type HistoryRun, LEASE_IN_MS } from "./change-run";

/** Takes a run that is due and that nobody works on, also after whoever did has died. Gaps come before imports. */
export async function claimRun(): Promise<HistoryRun | null> {
  const now = clock.now();
  const due = db
    .select({ id: historyRuns.id })
    .from(historyRuns)
    .where(
      and(
        eq(historyRuns.state, "running"),
        lte(historyRuns.dueAt, now),
        or(isNull(historyRuns.leasedUntil), lte(historyRuns.leasedUntil, now)),
      ),
    )
    .orderBy(desc(historyRuns.kind), asc(historyRuns.dueAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await db
    .update(historyRuns)
    .set({ leaseId: crypto.randomUUID(), leasedUntil: new Date(now.getTime() + LEASE_IN_MS) })
    .where(inArray(historyRuns.id, due))
    .returning();
  return claimed ?? null;
}
