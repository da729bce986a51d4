import { lt, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channelChecks } from "@/db/schema/channel-health";
import { clock } from "@/lib/clock";
import type { ChannelRefusal } from "./facts";
import { wantCheck } from "./want-check";

/** The same refusal asks for a check-up once in so long, however many messages meet it. */
const ONCE_IN_MS = 60_000;

/** Keeps a refusal that speaks of the channel, and has the channel checked at once. */
export async function noteRefusal(channelId: string, refusal: Omit<ChannelRefusal, "at">) {
  await db.transaction(async (tx) => {
    const now = clock.now();
    const noted = { refusal, refusedAt: now };
    const [first] = await tx
      .insert(channelChecks)
      .values({ channelId, ...noted })
      .onConflictDoUpdate({
        target: channelChecks.channelId,
        set: noted,
        setWhere: or(
          sql`${channelChecks.refusal}->'code' is distinct from ${refusal.code}::text::jsonb`,
          sql`${channelChecks.refusedAt} is null`,
          lt(channelChecks.refusedAt, new Date(now.getTime() - ONCE_IN_MS)),
        ),
      })
      .returning({ channelId: channelChecks.channelId });
    if (first) await wantCheck(tx, channelId, "refusal");
  });
}
