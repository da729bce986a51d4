import { and, eq, getTableColumns } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { visibleTo } from "./visible-to";

export type ConversationRow = typeof conversations.$inferSelect;

/**
 * The conversation, found through its viewer and locked until the transaction ends.
 *
 * @throws AppError `not_found`, also when the agent may not see it.
 */
export async function lockConversation(
  tx: Tx,
  agent: Agent,
  conversationId: string,
): Promise<ConversationRow> {
  const [conversation] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), visibleTo(agent)))
    .for("no key update");
  if (!conversation) throw new AppError("not_found", "This conversation no longer exists.");

  return conversation;
}

/** The channel and the contact's identity that a conversation speaks through. */
export async function findCounterparts(tx: Tx, conversation: ConversationRow) {
  const [found] = await tx
    .select({ channel: getTableColumns(channels), identity: getTableColumns(contactIdentities) })
    .from(contactIdentities)
    .innerJoin(channels, eq(channels.id, contactIdentities.channelId))
    .where(eq(contactIdentities.id, conversation.identityId));

  return found!;
}
