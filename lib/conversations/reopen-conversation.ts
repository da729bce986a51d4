import { and, eq, isNull } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { changeConversation } from "./change-conversation";
import { type ConversationRow, lockConversation } from "./lock-conversation";
import { noteInThread } from "./note-in-thread";

const NEWER_ONE = "This contact has a newer conversation open. Please go on there.";

/** Asking twice is harmless. @throws AppError `conflict` when the contact has a newer conversation open. */
export async function reopenConversation(agent: Agent, conversationId: string) {
  await db.transaction(async (tx) => {
    await reopenForReply(tx, agent, await lockConversation(tx, agent, conversationId));
  });
}

/** Writing into a closed conversation opens it again. */
export async function reopenForReply(tx: Tx, agent: Agent, conversation: ConversationRow) {
  if (!conversation.closedAt) return conversation;
  await refuseSecondOpen(tx, conversation);

  const reopened = await changeConversation(tx, conversation, { status: "open", closedAt: null }).catch(
    refuseLostRace,
  );
  const line = { event: "reopened", actorName: agent.name } as const;
  const messageId = await noteInThread(tx, conversation, line, { at: clock.now() });
  await recordEvent(tx, {
    type: "conversation.reopened",
    conversationId: conversation.id,
    messageId: messageId ?? undefined,
    actorId: agent.id,
  });
  return reopened;
}

async function refuseSecondOpen(tx: Tx, { identityId }: ConversationRow) {
  const [open] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.identityId, identityId), isNull(conversations.closedAt)));
  if (!open) return;

  throw new AppError("conflict", NEWER_ONE, { details: { conversationId: open.id } });
}

/** The contact wrote at this very moment: the unique key let their new conversation stand. */
function refuseLostRace(error: unknown): never {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "constraint" in cause && cause.constraint === "conversations_one_open") {
    throw new AppError("conflict", NEWER_ONE, { cause: error });
  }
  throw error;
}
