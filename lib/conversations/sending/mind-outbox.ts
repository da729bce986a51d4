import { and, eq, isNull, lt, lte, notInArray, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { messages } from "@/db/schema/conversations";
import { clock } from "@/lib/clock";
import { enqueueDelivery } from "./enqueue-delivery";
import { isUnderWay, type Lane } from "./lane";
import { after, sendingPatience } from "./sending-patience";
import { waitsForAnAdmin } from "./waiting-words";

const AT_ONCE = 500;

/**
 * The job `mind-outbox`: nothing stays queued or sending because a process died, a job got lost or an echo never came.
 * Each lane in which something is due is looked at; what waits for an admin is left alone until its patience is over.
 */
export async function mindOutbox() {
  let last: Lane = { conversationId: "00000000-0000-0000-0000-000000000000", visibility: "note" };
  for (;;) {
    const due = await findDueLanes(last);
    if (due.length === 0) return;
    await db.transaction(async (tx) => {
      for (const { conversationId, visibility } of due)
        await enqueueDelivery(tx, conversationId, { visibility });
    });
    last = due.at(-1)!;
  }
}

async function findDueLanes(behind: Lane): Promise<Lane[]> {
  const now = clock.now();
  const isDue = or(isNull(messages.retryAt), lte(messages.retryAt, now));
  const mayMove = or(
    isNull(messages.waitingReason),
    notInArray(messages.waitingReason, [...waitsForAnAdmin]),
    and(eq(channels.active, true), eq(channels.tokenState, "valid"), isNull(channels.disconnectedAt)),
    lt(messages.waitingSince, after(now, -sendingPatience.queued)),
  );
  return db
    .selectDistinct({ conversationId: messages.conversationId, visibility: messages.visibility })
    .from(messages)
    .innerJoin(channels, eq(channels.id, messages.channelId))
    .where(
      and(
        isUnderWay,
        sql`(${messages.conversationId}, ${messages.visibility}) >
          (${behind.conversationId}::uuid, ${behind.visibility}::message_visibility)`,
        isDue,
        mayMove,
      ),
    )
    .orderBy(messages.conversationId, messages.visibility)
    .limit(AT_ONCE);
}
