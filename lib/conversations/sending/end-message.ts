import { eq, getTableColumns } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations } from "@/db/schema/conversations";
import type { FailureReason } from "@/lib/channels/channel";
import { changeMessage, type MessageRow } from "../change-message";
import { reviewThread } from "../review-thread";
import { enqueueDelivery } from "./enqueue-delivery";
import { atRest, settledStatus } from "./settled-status";
import { takeName } from "./take-name";
import { tellOfPrivateReply } from "./tell-of-private-reply";

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
  await wakeWhatSpeaksOfIt(tx, message);
  if (message.status !== "failed") return;
  await reviewThread(tx, message.conversationId);
  await tellOfPrivateReply(tx, message);
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
  await wakeWhatSpeaksOfIt(tx, message);
  await reviewThread(tx, message.conversationId);
  await tellOfPrivateReply(tx, message);
}

/** What is said in public of a private reply waits for its end. */
async function wakeWhatSpeaksOfIt(tx: Tx, { conversationId, privateReplyTo }: MessageRow) {
  if (privateReplyTo) await enqueueDelivery(tx, conversationId, { visibility: "public" });
}
