import { and, eq, isNull, ne } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { changeConversation } from "./change-conversation";
import { lockConversation } from "./lock-conversation";
import { noteInThread } from "./note-in-thread";

/**
 * Gives a conversation to an agent, or with null back to the queue. Asking twice is harmless.
 *
 * @throws AppError `invalid` when that user cannot take conversations, `not_found`.
 */
export async function assignConversation(agent: Agent, conversationId: string, assigneeId: string | null) {
  await db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, agent, conversationId);
    if (conversation.assigneeId === assigneeId) return;

    const assigneeName = assigneeId && (await findAssigneeName(tx, assigneeId));
    await changeConversation(tx, conversation, { assigneeId, handling: assigneeId ? "agent" : "queue" });
    const line = assigneeName
      ? ({ event: "assigned", actorName: agent.name, assigneeName } as const)
      : ({ event: "unassigned", actorName: agent.name } as const);
    const messageId = await noteInThread(tx, conversation, line, { at: clock.now() });
    await recordEvent(tx, {
      type: "conversation.assigned",
      conversationId,
      messageId: messageId ?? undefined,
      actorId: agent.id,
      details: { previousAssigneeId: conversation.assigneeId },
    });
  });
}

async function findAssigneeName(tx: Tx, assigneeId: string) {
  const [assignee] = await tx
    .select({ name: users.name, nickname: users.nickname })
    .from(users)
    .where(and(eq(users.id, assigneeId), ne(users.role, "external"), isNull(users.disabledAt)));
  if (!assignee)
    throw new AppError("invalid", "This person cannot take conversations. Choose somebody else.");
  return assignee.nickname ?? assignee.name;
}
