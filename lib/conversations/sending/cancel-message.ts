import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { changeOneMessage } from "../change-one-message";
import type { Message } from "../shapes";
import { failMessage } from "./end-message";
import { enqueueDelivery } from "./enqueue-delivery";

/**
 * Takes back a message that has surely not been sent. It stays in the thread as not sent, and may be sent after all.
 *
 * @throws AppError `not_found`; `conflict` when it went out, or may have.
 */
export function cancelMessage(agent: Agent, conversationId: string, messageId: string): Promise<Message> {
  return changeOneMessage(agent, conversationId, messageId, async (tx, message) => {
    if (message.status === "failed") return;
    if (message.status !== "queued") {
      throw new AppError("conflict", "This message is on its way already and can't be taken back.");
    }
    await failMessage(tx, message, "cancelled", null);
    await enqueueDelivery(tx, conversationId, message);
  });
}
