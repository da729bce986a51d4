import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { attachmentLinks, attachments } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { changeMessage, type MessageRow } from "../change-message";
import { changeOneMessage } from "../change-one-message";
import { reviewThread } from "../review-thread";
import { linkText } from "../sending/draft-parts";
import { enqueueDelivery } from "../sending/enqueue-delivery";
import { refuseSecondPrivateReply } from "../sending/refuse-second-private-reply";
import { atRest } from "../sending/settled-status";
import { tellOfPrivateReply } from "../sending/tell-of-private-reply";
import type { Message } from "../shapes";

/**
 * From now on nobody gets the file by the link that was sent. Asking twice is harmless.
 *
 * @throws AppError `not_found`, `conflict` when the message carries no link.
 */
export async function revokeLink(agent: Agent, conversationId: string, messageId: string): Promise<Message> {
  return changeFileMessage(agent, conversationId, messageId, async (tx, message, file) => {
    if (message.kind !== "link") throw new AppError("conflict", "This message carries no link to a file.");

    const revoked = await tx
      .update(attachmentLinks)
      .set({ revokedAt: clock.now() })
      .where(and(eq(attachmentLinks.attachmentId, file.id), isNull(attachmentLinks.revokedAt)))
      .returning({ attachmentId: attachmentLinks.attachmentId });
    if (revoked.length > 0) await changeMessage(tx, message, {});
  });
}

/**
 * Sends a file that the platform refused once more, as a link to our copy, under the message's own id.
 *
 * @throws AppError `not_found`, `conflict` when it did not fail, or may have arrived all the same.
 */
export async function sendAsLink(agent: Agent, conversationId: string, messageId: string): Promise<Message> {
  return changeFileMessage(agent, conversationId, messageId, async (tx, message, file) => {
    if (message.kind === "link" && message.status !== "failed") return;
    if (message.status !== "failed" || message.failureReason === "outcome_unknown") {
      throw new AppError("conflict", "Only a file that was surely not sent can go as a link.");
    }
    const text = await linkText(tx, agent, file);
    await changeMessage(tx, message, { ...atRest, kind: "link", text, status: "queued" });
    await reviewThread(tx, conversationId);
    await tellOfPrivateReply(tx, message);
    await enqueueDelivery(tx, conversationId, message);
  }).catch(refuseSecondPrivateReply);
}

type Change = (tx: Tx, message: MessageRow, file: typeof attachments.$inferSelect) => Promise<void>;

function changeFileMessage(agent: Agent, conversationId: string, messageId: string, change: Change) {
  return changeOneMessage(agent, conversationId, messageId, async (tx, message) => {
    const [file] = await tx.select().from(attachments).where(eq(attachments.messageId, messageId)).limit(1);
    if (!file || message.direction !== "out" || message.visibility !== "private") {
      throw new AppError("conflict", "This message carries no file of ours.");
    }
    await change(tx, message, file);
  });
}
