import { and, eq, getTableColumns, lt } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import type { FailureReason, SendResult } from "@/lib/channels/channel";
import { endTokenWithin } from "@/lib/channels/end-token";
import { clock } from "@/lib/clock";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { changeMessage, type MessageRow } from "./change-message";
import { enqueueDelivery, postponeDelivery } from "./enqueue-delivery";
import { reviewThread } from "./review-thread";
import { settledStatus } from "./settled-status";

/** How long an unknown outcome waits for its echo before the agent is told that we could not make sure. */
export const PATIENCE_IN_MS = 60_000;

/**
 * Records how an attempt ended.
 *
 * @param usedToken the token of the attempt, as it is stored.
 * @returns whether the next message of the conversation may go.
 */
export async function settleMessage(
  reserved: Pick<MessageRow, "id" | "conversationId">,
  result: SendResult,
  usedToken: string | null,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const message = await lockMessage(tx, reserved);
    // The echo was faster than the answer: the message has its end already.
    if (message.status !== "sending") return true;

    switch (result.outcome) {
      case "sent":
        await settleSent(tx, message, result.externalId);
        return true;
      case "rejected":
        await fail(tx, message, { failureReason: result.reason, failureDetail: result.detail });
        if (result.reason === "reconnect_needed")
          await endTokenWithin(tx, message.channelId, usedToken, result.detail);
        return true;
      case "busy":
        await postpone(tx, message, result.retryInSeconds, result.detail);
        return false;
      case "unknown":
        // It may have arrived: the echo will tell. Sending again now might tell the contact twice.
        await changeMessage(tx, message, { failureDetail: result.detail });
        return false;
      default:
        return result satisfies never;
    }
  });
}

/** The job `mind-outbox`: nothing stays queued or sending because a process died or an echo never came. */
export async function mindOutbox() {
  const before = new Date(clock.now().getTime() - PATIENCE_IN_MS);
  const stuck = await db
    .select({ id: messages.id, conversationId: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.status, "sending"), lt(messages.attemptedAt, before)))
    .limit(500);
  for (const message of stuck) await giveUp(message, before);

  await db.transaction(async (tx) => {
    const waiting = await tx
      .selectDistinct({ conversationId: messages.conversationId })
      .from(messages)
      .where(eq(messages.status, "queued"))
      .limit(500);
    for (const { conversationId } of waiting) await enqueueDelivery(tx, conversationId);
  });
}

async function giveUp(stuck: Pick<MessageRow, "id" | "conversationId">, before: Date) {
  await db.transaction(async (tx) => {
    const message = await lockMessage(tx, stuck);
    if (message.status !== "sending" || !message.attemptedAt || message.attemptedAt >= before) return;
    await fail(tx, message, { failureReason: "outcome_unknown" });
    await enqueueDelivery(tx, message.conversationId);
  });
}

async function fail(
  tx: Tx,
  message: MessageRow,
  failure: { failureReason: FailureReason; failureDetail?: string },
) {
  await changeMessage(tx, message, { status: "failed", ...failure });
  await reviewThread(tx, message.conversationId);
}

async function settleSent(tx: Tx, message: MessageRow, externalId: string) {
  const [identity] = await tx
    .select(getTableColumns(contactIdentities))
    .from(contactIdentities)
    .innerJoin(conversations, eq(conversations.identityId, contactIdentities.id))
    .where(eq(conversations.id, message.conversationId));
  await changeMessage(tx, message, {
    externalId,
    failureDetail: null,
    ...settledStatus(message, identity!, message.sentAt),
  });
}

async function postpone(tx: Tx, message: MessageRow, seconds: number, detail: string) {
  await changeMessage(tx, message, { status: "queued", failureDetail: detail });
  const { conversationId } = message;
  const runAt = new Date(clock.now().getTime() + seconds * 1_000);
  await postponeDelivery(tx, conversationId, runAt);
}

async function lockMessage(tx: Tx, { id, conversationId }: Pick<MessageRow, "id" | "conversationId">) {
  await lockThreads(tx, eq(conversations.id, conversationId));
  const [message] = await tx.select().from(messages).where(eq(messages.id, id)).for("no key update");
  return message!;
}
