import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { visibleTo } from "./visible-to";

/** What the platform sent, for a message that can't be shown yet. Admins only; the route asks for the role. */
export async function findRawMessage(
  agent: Agent,
  conversationId: string,
  messageId: string,
): Promise<unknown> {
  const [found] = await db
    .select({ details: messages.details, text: messages.text, externalId: messages.externalId })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(and(eq(messages.id, messageId), eq(conversations.id, conversationId), visibleTo(agent)));
  if (!found) throw new AppError("not_found", "This message no longer exists.");
  return found.details?.raw ?? found;
}
