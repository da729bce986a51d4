import { and, count, eq, gt, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { enqueue } from "@/lib/jobs/enqueue";
import { changeConversation } from "./change-conversation";
import { type ConversationRow, lockConversation } from "./lock-conversation";

/**
 * An agent has seen the thread up to a message. Reading backwards changes nothing. Where the channel's policy is to
 * tell on opening, the contact learns of it.
 */
export async function readConversation(agent: Agent, conversationId: string, messageId: string) {
  await db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, agent, conversationId);
    const moment = await findMoment(tx, conversationId, messageId);
    const readUntil = later(conversation.readUntil, moment);
    const unreadCount = await countAfter(tx, conversationId, readUntil);
    if (readUntil === conversation.readUntil && unreadCount === conversation.unreadCount) return;

    await changeConversation(tx, conversation, { readUntil, unreadCount });
    await recordEvent(tx, { type: "conversation.changed", conversationId, actorId: agent.id });
    if (conversation.unreadCount > 0) await tellContact(tx, conversation);
  });
}

function later(before: Date | null, moment: Date) {
  return before && before >= moment ? before : moment;
}

async function tellContact(tx: Tx, { id, channelId }: ConversationRow) {
  const [channel] = await tx
    .select({ seenPolicy: channels.seenPolicy })
    .from(channels)
    .where(eq(channels.id, channelId));
  if (channel?.seenPolicy !== "on_opening") return;
  await enqueue(tx, "signal-seen", { conversationId: id }, { key: `seen:${id}`, maxAttempts: 1 });
}

async function findMoment(tx: Tx, conversationId: string, messageId: string) {
  const [message] = await tx
    .select({ sentAt: messages.sentAt })
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.conversationId, conversationId)));
  if (!message) throw new AppError("not_found", "This message is not in the conversation.");
  return message.sentAt;
}

async function countAfter(tx: Tx, conversationId: string, until: Date) {
  const [unread] = await tx
    .select({ count: count() })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.authorKind, "contact"),
        gt(messages.sentAt, sql`${until.toISOString()}::timestamptz`),
      ),
    );
  return unread!.count;
}
