import { eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { MessageRow } from "../change-message";
import { changeOneMessage } from "../change-one-message";
import type { Message } from "../shapes";
import { waitsForApproval } from "./consent";

/** Who decided, and when, as the message's row tells it. */
export type Decision = Pick<MessageRow, "approverId" | "decidedAt">;

/**
 * What a second person decides about a public reply that waits for it. Of several at once the first one decides.
 *
 * @throws AppError `not_found`, also when the agent may not see it; `conflict` when it waits for nobody;
 * `second_person_needed` for its author; and whatever `change` refuses.
 */
export async function decide(
  agent: Agent,
  messageId: string,
  change: (tx: Tx, message: MessageRow, decision: Decision) => Promise<void>,
): Promise<Message> {
  const conversationId = await conversationOf(messageId);
  return changeOneMessage(agent, conversationId, messageId, async (tx, message) => {
    if (!waitsForApproval(message)) throw await decidedAlready(tx, message);
    if (message.authorId === agent.id) {
      const words = "Somebody else has to approve this: you wrote it. You can take it back.";
      throw new AppError("second_person_needed", words);
    }
    await change(tx, message, { approverId: agent.id, decidedAt: clock.now() });
  });
}

/** A message never changes its conversation; who may see it is asked when that is locked. */
async function conversationOf(messageId: string) {
  const [found] = await db
    .select({ conversationId: messages.conversationId })
    .from(messages)
    .where(eq(messages.id, messageId));
  if (!found) throw new AppError("not_found", "This message no longer exists.");
  return found.conversationId;
}

async function decidedAlready(tx: Tx, { approval, approverId }: MessageRow) {
  const [user] = approverId ? await tx.select().from(users).where(eq(users.id, approverId)) : [];
  return new AppError("conflict", wordsFor(approval, user ? (user.nickname ?? user.name) : "somebody"), {
    details: { approval },
  });
}

function wordsFor(approval: MessageRow["approval"], decider: string) {
  switch (approval) {
    case "approved":
      return `This reply was approved by ${decider} already.`;
    case "rejected":
      return `This reply was turned down by ${decider} already.`;
    case "pending":
      return "This reply was taken back by its author.";
    case null:
      return "This message waits for nobody's approval.";
    default:
      return approval satisfies never;
  }
}
