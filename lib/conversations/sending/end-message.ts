import { and, eq, getTableColumns, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import type { FailureReason } from "@/lib/channels/channel";
import { changeMessage, type MessageRow } from "../change-message";
import { reviewThread } from "../review-thread";
import { atRest, settledStatus } from "./settled-status";

/** It reached the platform, which calls it `externalId`. */
export async function settleSent(tx: Tx, message: MessageRow, externalId: string) {
  const [identity] = await tx
    .select(getTableColumns(contactIdentities))
    .from(contactIdentities)
    .innerJoin(conversations, eq(conversations.identityId, contactIdentities.id))
    .where(eq(conversations.id, message.conversationId));
  await changeMessage(tx, message, {
    externalId: await takeName(tx, message, externalId),
    // The platform's own time comes with the echo; until then it was said when we asked, not when it was taken.
    ...settledStatus(message, identity!, message.attemptedAt ?? message.sentAt),
    ...atRest,
  });
  if (message.status === "failed") await reviewThread(tx, message.conversationId);
}

/**
 * A message that was told of without our id (an echo that lost it) stands in the thread as somebody
 * else's: it was this one. A name that another message of ours carries can't be given twice.
 */
async function takeName(tx: Tx, { id, channelId, conversationId }: MessageRow, externalId: string) {
  const [twin] = await tx
    .select({ id: messages.id, authorKind: messages.authorKind })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), eq(messages.externalId, externalId), ne(messages.id, id)));
  if (!twin) return externalId;
  if (twin.authorKind !== "external") return null;

  await tx.delete(messages).where(eq(messages.id, twin.id));
  await reviewThread(tx, conversationId);
  return externalId;
}

/** It did not go out, or nobody knows; the agent is told in the words of `reason`. */
export async function failMessage(
  tx: Tx,
  message: MessageRow,
  reason: FailureReason,
  detail: string | null = message.failureDetail,
) {
  await changeMessage(tx, message, {
    status: "failed",
    ...atRest,
    failureReason: reason,
    failureDetail: detail,
  });
  await reviewThread(tx, message.conversationId);
}
