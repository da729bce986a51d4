import { startOfSecond, subDays } from "date-fns";
import { and, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { historyRuns } from "@/db/schema/history-runs";
import { clock } from "@/lib/clock";
import type { ImportDays } from "./import-days";

type Run = typeof historyRuns.$inferSelect;

/** Threads at once; the platform may ask for fewer. */
const IMPORT_PAGE = 25;
const GAP_PAGE = 25;

/** The platform's clock and ours may differ, and a delivery may have been on its way: that much is looked at twice. */
const OVERLAP_IN_MS = 5 * 60_000;
/** By itself a run leaves alone what may still be on its way: the platform tries again after 5 and 30 seconds. */
const ON_ITS_WAY_IN_MS = 2 * 60_000;

/** Has what was said before now imported. Null when this channel's history is being read already. */
export async function startImport(
  tx: Tx,
  channelId: string,
  days: ImportDays,
  { reason, actorId }: { reason: Run["reason"]; actorId: string | null },
): Promise<Run | null> {
  const now = clock.now();
  return insertRun(tx, {
    channelId,
    kind: "import",
    reason,
    reachesBackTo: subDays(now, days),
    wholeUntil: now,
    pageSize: IMPORT_PAGE,
    startedById: actorId,
    dueAt: now,
    createdAt: now,
    ...(days === 0 && { state: "done" as const, finishedAt: now }),
  });
}

/**
 * Has what should have come by itself looked for and filled. To be called in the transaction that mends whatever kept
 * deliveries away. Null when this channel's history is being read already.
 */
export async function startGapRun(
  tx: Tx,
  channelId: string,
  reason: Run["reason"],
  actorId: string | null = null,
): Promise<Run | null> {
  const now = clock.now();
  if (reason === "asked") await cancelUnasked(tx, channelId, now);
  const grace = reason === "asked" ? 0 : ON_ITS_WAY_IN_MS;
  const whole = await wholeSoFar(tx, channelId);
  return insertRun(tx, {
    channelId,
    kind: "gap",
    reason,
    reachesBackTo: new Date(whole.until.getTime() - OVERLAP_IN_MS),
    wholeUntil: new Date(now.getTime() - grace),
    pageSize: GAP_PAGE,
    startedById: actorId,
    dueAt: now,
    createdAt: now,
  });
}

/** Whoever asks wants to know about this very moment: what began by itself looks less far. */
async function cancelUnasked(tx: Tx, channelId: string, now: Date) {
  await tx
    .update(historyRuns)
    .set({ state: "cancelled", finishedAt: now, leasedUntil: null, problem: null })
    .where(
      and(
        eq(historyRuns.channelId, channelId),
        eq(historyRuns.state, "running"),
        eq(historyRuns.kind, "gap"),
        ne(historyRuns.reason, "asked"),
      ),
    );
}

async function insertRun(tx: Tx, run: typeof historyRuns.$inferInsert): Promise<Run | null> {
  const [created] = await tx.insert(historyRuns).values(run).onConflictDoNothing().returning();
  return created ?? null;
}

/** The span in which a channel's history is ours to keep whole: `since` its import reaches back to, or its first day. */
export async function wholeSoFar(tx: Tx, channelId: string): Promise<{ since: Date; until: Date }> {
  const done = sql`${historyRuns.state} = 'done'`;
  const imported = sql`${historyRuns.kind} = 'import'`;
  const [runs] = await tx
    .select({
      reachesBackTo: sql`min(${historyRuns.reachesBackTo}) filter (where ${imported} and ${done})`.mapWith(
        historyRuns.reachesBackTo,
      ),
      wholeUntil: sql`max(${historyRuns.wholeUntil}) filter (where ${done} and not ${imported})`.mapWith(
        historyRuns.wholeUntil,
      ),
      firstImport: sql`min(${historyRuns.createdAt}) filter (where ${imported})`.mapWith(
        historyRuns.createdAt,
      ),
    })
    .from(historyRuns)
    .where(eq(historyRuns.channelId, channelId));
  const [channel] = await tx
    .select({ createdAt: channels.createdAt })
    .from(channels)
    .where(eq(channels.id, channelId));
  const begin = runs?.firstImport ?? channel!.createdAt;
  // History tells whole seconds: what was said within the first one counts.
  return { since: startOfSecond(runs?.reachesBackTo ?? begin), until: runs?.wholeUntil ?? begin };
}
