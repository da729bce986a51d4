import { and, eq, inArray, isNull, lt, lte, notInArray, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { messages } from "@/db/schema/conversations";
import { clock } from "@/lib/clock";
import { enqueueDelivery } from "./enqueue-delivery";
import { after, sendingPatience } from "./sending-patience";
import { waitsForAnAdmin } from "./waiting-words";

const AT_ONCE = 500;

/**
 * The job `mind-outbox`: nothing stays queued or sending because a process died, a job got lost or an echo never came.
 * Each lane in which something is due is looked at; what waits for an admin is left alone until its patience is over.
 */
export async function mindOutbox() {
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const due = await findDueLanes(last);
    if (due.length === 0) return;
    await db.transaction(async (tx) => {
      for (const conversationId of due) await enqueueDelivery(tx, conversationId);
    });
    last = due.at(-1)!;
  }
}

async function findDueLanes(behind: string): Promise<string[]> {
  const now = clock.now();
  const isDue = or(isNull(messages.retryAt), lte(messages.retryAt, now));
  const mayMove = or(
    isNull(messages.waitingReason),
    notInArray(messages.waitingReason, [...waitsForAnAdmin]),
    and(eq(channels.active, true), eq(channels.tokenState, "valid"), isNull(channels.disconnectedAt)),
    lt(messages.waitingSince, after(now, -sendingPatience.queued)),
  );
  const rows = await db
    .selectDistinct({ conversationId: messages.conversationId })
    .from(messages)
    .innerJoin(channels, eq(channels.id, messages.channelId))
    .where(
      and(
        inArray(messages.status, ["queued", "sending"]),
        sql`${messages.conversationId} > ${behind}::uuid`,
        isDue,
        mayMove,
      ),
    )
    .orderBy(messages.conversationId)
    .limit(AT_ONCE);
  return rows.map(({ conversationId }) => conversationId);
}
