import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { lockConversation } from "../lock-conversation";
import { presentMessages } from "../present-messages";
import type { Message } from "../shapes";
import { failMessage } from "./end-message";
import { enqueueDelivery } from "./enqueue-delivery";

/**
 * Takes back a message that has surely not been sent. It stays in the thread as not sent, and may be sent after all.
 *
 * @throws AppError `not_found`; `conflict` when it went out, or may have.
 */
export async function cancelMessage(
  agent: Agent,
  conversationId: string,
  messageId: string,
): Promise<Message> {
  return db.transaction(async (tx) => {
    await lockConversation(tx, agent, conversationId);
    const [message] = await tx
      .select()
      .from(messages)
      .where(and(eq(messages.id, messageId), eq(messages.conversationId, conversationId)))
      .for("no key update");
    if (!message) throw new AppError("not_found", "This message no longer exists.");

    if (message.status === "queued") {
      await failMessage(tx, message, "cancelled", null);
      await enqueueDelivery(tx, conversationId);
    } else if (message.status !== "failed") {
      throw new AppError("conflict", "This message is on its way already and can't be taken back.");
    }
    const [shown] = await presentMessages(tx, [messageId]);
    return shown!;
  });
}
