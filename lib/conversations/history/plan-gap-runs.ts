import { subMinutes } from "date-fns";
import { and, eq, inArray, isNotNull, isNull, notExists, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { historyRuns } from "@/db/schema/history-runs";
import { channelsByKind } from "@/lib/channels/registry";
import { startGapRun } from "@/lib/channels/start-history-run";
import { clock } from "@/lib/clock";

const EVERY_MINUTES = 15;
/** Channels that were connected together, or fell silent together, do not ask together for ever. */
const SPREAD_SECONDS = 120;
/** After an outage, channels that were looked at within so many minutes wait for their turn. */
const OUTAGE_MINUTES = 5;

/**
 * Starts looking for gaps in the channels whose turn has come: by the clock, or because something stood still.
 *
 * @returns how many.
 */
export async function planGapRuns(reason: "schedule" | "outage"): Promise<number> {
  const now = clock.now();
  const minutes = reason === "schedule" ? EVERY_MINUTES : OUTAGE_MINUTES;
  const spread = sql`(abs(hashtext(${channels.id}::text)) % ${SPREAD_SECONDS}) * interval '1 second'`;
  const lastLooked = sql`coalesce(
    (select max(coalesce(finished_at, created_at)) from history_runs where channel_id = ${channels.id}),
    ${channels.createdAt})`;
  const due = await db
    .select({ id: channels.id })
    .from(channels)
    .where(
      and(
        inArray(channels.kind, Object.keys(channelsByKind) as (keyof typeof channelsByKind)[]),
        isNull(channels.disconnectedAt),
        isNotNull(channels.accessTokenEncrypted),
        eq(channels.tokenState, "valid"),
        notExists(
          db
            .select()
            .from(historyRuns)
            .where(and(eq(historyRuns.channelId, channels.id), eq(historyRuns.state, "running"))),
        ),
        sql`${lastLooked} + ${reason === "schedule" ? spread : sql`interval '0'`} < ${subMinutes(now, minutes).toISOString()}`,
      ),
    );
  for (const { id } of due) await db.transaction((tx) => startGapRun(tx, id, reason));
  return due.length;
}
