import { and, eq, isNotNull, min } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { changeMessage } from "../change-message";
import { enqueueDelivery } from "./enqueue-delivery";
import { isInLane, isUnderWay, type Lane } from "./lane";

/**
 * The job `wake-channel`: a channel can speak again, so what waited goes out. Lanes begin in the order in which their
 * messages were written; within each the order is the lane's own.
 */
export async function wakeChannel({ channelId }: { channelId: string }) {
  const lanes = await db
    .select({ conversationId: messages.conversationId, visibility: messages.visibility })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), isUnderWay))
    .groupBy(messages.conversationId, messages.visibility)
    .orderBy(min(messages.sequence));
  for (const lane of lanes) await db.transaction((tx) => wakeLane(tx, lane));
}

async function wakeLane(tx: Tx, lane: Lane) {
  const { conversationId, visibility } = lane;
  await lockThreads(tx, eq(conversations.id, conversationId));
  // An attempt that is under way says no reason, and keeps its time.
  const waiting = await tx
    .select()
    .from(messages)
    .where(and(isInLane(lane), isNotNull(messages.waitingReason), isNotNull(messages.retryAt)))
    .for("no key update");
  for (const message of waiting) {
    if (message.status === "sending" && message.missingSince) continue; // its second look keeps its distance
    await changeMessage(tx, message, { retryAt: null });
  }
  await enqueueDelivery(tx, conversationId, { visibility });
}
