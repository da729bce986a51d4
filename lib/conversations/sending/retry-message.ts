import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { changeMessage, type MessageRow } from "../change-message";
import { lockConversation } from "../lock-conversation";
import { presentMessages } from "../present-messages";
import { reviewThread } from "../review-thread";
import type { Message } from "../shapes";
import { enqueueDelivery } from "./enqueue-delivery";
import { atRest } from "./settled-status";

/**
 * Sends a failed message again under its own id; where nobody knows whether it arrived, the platform's history is asked
 * first. One that is not failed is left as it is.
 */
export async function retryMessage(
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

    if (message.status === "failed") {
      await changeMessage(tx, message, { ...atRest, ...anew(message) });
      await reviewThread(tx, conversationId);
      await enqueueDelivery(tx, conversationId);
    }
    const [shown] = await presentMessages(tx, [messageId]);
    return shown!;
  });
}

/** Not known means "sending": until history has answered, nothing may go out. */
function anew({ failureReason }: MessageRow) {
  if (failureReason !== "outcome_unknown") return { status: "queued" } as const;

  const now = clock.now();
  return {
    status: "sending",
    waitingReason: "outcome_checked",
    waitingSince: now,
    uncertainSince: now,
    retryAt: now,
  } as const;
}
