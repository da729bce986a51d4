import { and, eq, isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { attachments, messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { enqueueCopy } from "@/lib/media/enqueue-copy";
import { changeMessage } from "../change-message";
import { lockConversation } from "../lock-conversation";
import { presentMessages } from "../present-messages";
import type { Message } from "../shapes";
import { findAttachment } from "./find-attachment";

/**
 * Tries again to copy a file whose copying failed, and answers with its message. One that did not fail is left alone.
 *
 * @throws AppError `not_found`, also when the agent may not see its conversation.
 */
export async function retryCopy(agent: Agent, attachmentId: string): Promise<Message> {
  const { conversationId, messageId } = await findAttachment(agent, attachmentId);
  if (!conversationId || !messageId) throw new AppError("not_found", "This file no longer exists.");

  return db.transaction(async (tx) => {
    await lockConversation(tx, agent, conversationId);
    const [message] = await tx.select().from(messages).where(eq(messages.id, messageId)).for("no key update");
    const [wanted] = await tx
      .update(attachments)
      .set({ state: "remote", problem: null })
      .where(
        and(eq(attachments.id, attachmentId), eq(attachments.state, "failed"), isNotNull(attachments.url)),
      )
      .returning({ id: attachments.id });
    if (wanted && message) {
      await changeMessage(tx, message, {});
      await enqueueCopy(tx, wanted.id);
    }
    const [shown] = await presentMessages(tx, [messageId]);
    if (!shown) throw new AppError("not_found", "This message no longer exists.");
    return shown;
  });
}
