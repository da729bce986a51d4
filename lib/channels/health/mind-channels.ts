import { createHash } from "node:crypto";
import { and, eq, isNull, lt, lte, or } from "drizzle-orm";
import { db } from "@/db/client";
import { channelChecks } from "@/db/schema/channel-health";
import { channels } from "@/db/schema/channels";
import { clock } from "@/lib/clock";
import { CHECK_EVERY_MS } from "./store-check";
import { wantCheck } from "./want-check";

const MOST_AT_ONCE = 1_000;
/** Within the minute until this job runs again. */
const SPREAD_OVER_MS = 50_000;

/**
 * The job `mind-channels`: asks for the check-ups that are due, spread over the minute so that a hundred Pages don't ask
 * the platform in the same second. Each takes five calls every five minutes, far below any of the platform's limits.
 */
export async function mindChannels() {
  const now = clock.now();
  const due = await db
    .select({ id: channels.id })
    .from(channels)
    .leftJoin(channelChecks, eq(channelChecks.channelId, channels.id))
    .where(
      and(
        isNull(channels.disconnectedAt),
        or(
          lte(channelChecks.dueAt, now),
          // One that was never looked at was connected just now, or comes from an older version.
          and(
            isNull(channelChecks.channelId),
            lt(channels.createdAt, new Date(now.getTime() - CHECK_EVERY_MS)),
          ),
        ),
      ),
    )
    .limit(MOST_AT_ONCE);
  await db.transaction(async (tx) => {
    for (const { id } of due) await wantCheck(tx, id, "schedule", new Date(now.getTime() + placeOf(id)));
  });
}

/** Always the same moment of the minute for the same channel. */
const placeOf = (channelId: string) =>
  createHash("sha256").update(channelId).digest().readUInt32BE() % SPREAD_OVER_MS;
