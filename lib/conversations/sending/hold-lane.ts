import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import { clock } from "@/lib/clock";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { changeMessage, type MessageRow } from "../change-message";
import { enqueueDelivery } from "./enqueue-delivery";
import { isInLane, type Lane } from "./lane";
import type { WaitingReason } from "./waiting-words";

interface Hold {
  reason: WaitingReason;
  /** Null: somebody wakes the lane. */
  retryAt: Date | null;
  detail?: string | null;
}

/**
 * What is queued in a lane waits: the first says why, and those behind it wait for the first. The caller holds the
 * conversation.
 */
export async function holdLane(tx: Tx, lane: Lane, hold: Hold) {
  const queued = await tx
    .select()
    .from(messages)
    .where(and(isInLane(lane), eq(messages.status, "queued")))
    .orderBy(asc(messages.sequence))
    .for("no key update");
  const behind = { reason: "earlier_message", retryAt: null } as const;
  for (const [place, message] of queued.entries())
    await holdMessage(tx, message, place === 0 ? hold : behind);
  const { conversationId, visibility } = lane;
  if (hold.retryAt) await enqueueDelivery(tx, conversationId, { visibility, runAt: hold.retryAt });
}

/** It changes nothing, and tells nobody, where the message says so already. */
export async function holdMessage(tx: Tx, message: MessageRow, { reason, retryAt, detail }: Hold) {
  const isSame =
    message.waitingReason === reason && message.retryAt?.getTime() === (retryAt?.getTime() ?? undefined);
  if (isSame) return;

  await changeMessage(tx, message, {
    waitingReason: reason,
    waitingSince: message.waitingSince ?? clock.now(),
    retryAt,
    ...(detail !== undefined && { failureDetail: detail }),
  });
}

/** A message of ours, held together with its conversation until the transaction ends. */
export async function lockMessage(
  tx: Tx,
  { id, conversationId }: Pick<MessageRow, "id" | "conversationId">,
): Promise<MessageRow> {
  await lockThreads(tx, eq(conversations.id, conversationId));
  const [message] = await tx.select().from(messages).where(eq(messages.id, id)).for("no key update");
  return message!;
}
