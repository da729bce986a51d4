import { db } from "@/db/client";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { recordEvent } from "@/lib/events/record-event";
import { changeConversation } from "./change-conversation";
import { lockConversation } from "./lock-conversation";
import { noteInThread } from "./note-in-thread";

/** Asking twice is harmless. Whatever is still queued goes out all the same. */
export async function closeConversation(agent: Agent, conversationId: string) {
  await db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, agent, conversationId);
    if (conversation.closedAt) return;

    const at = clock.now();
    await changeConversation(tx, conversation, {
      status: "closed",
      closedAt: at,
      waitingSince: null,
      unreadCount: 0,
    });
    const messageId = await noteInThread(
      tx,
      conversation,
      { event: "closed", actorName: agent.name },
      { at },
    );
    await recordEvent(tx, {
      type: "conversation.closed",
      conversationId,
      messageId: messageId ?? undefined,
      actorId: agent.id,
    });
  });
}
