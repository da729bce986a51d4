import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { presentConversationPage } from "./present-conversations";
import type { Conversation } from "./shapes";
import { visibleTo } from "./visible-to";

/** @throws AppError `not_found`, also when the agent may not see it. */
export async function findConversation(agent: Agent, conversationId: string): Promise<Conversation> {
  const where = and(eq(conversations.id, conversationId), visibleTo(agent));
  const [conversation] = await presentConversationPage(db, { where, orderBy: [], limit: 1 }, clock.now());
  if (!conversation) throw new AppError("not_found", "This conversation no longer exists.");

  return conversation;
}
