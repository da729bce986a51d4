import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import type { MessageRow } from "./change-message";
import { lockConversation } from "./lock-conversation";
import { presentMessages } from "./present-messages";
import { lockAnswered } from "./publications/lock-answered";
import type { Message } from "./shapes";

/**
 * What an agent does to one message of a conversation: both are locked, in that order, and the message is shown as it
 * stands then.
 *
 * @throws AppError `not_found` for a conversation that the agent may not see, or a message that is not in it; and
 * whatever `change` refuses.
 */
export function changeOneMessage(
  agent: Agent,
  conversationId: string,
  messageId: string,
  change: (tx: Tx, message: MessageRow) => Promise<void>,
): Promise<Message> {
  return db.transaction(async (tx) => {
    await lockAnswered(tx, eq(messages.id, messageId));
    await lockConversation(tx, agent, conversationId);
    const [message] = await tx
      .select()
      .from(messages)
      .where(and(eq(messages.id, messageId), eq(messages.conversationId, conversationId)))
      .for("no key update");
    if (!message) throw new AppError("not_found", "This message no longer exists.");

    await change(tx, message);
    const [shown] = await presentMessages(tx, [messageId]);
    return shown!;
  });
}
