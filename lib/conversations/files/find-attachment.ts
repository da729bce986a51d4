import { and, eq, getTableColumns, isNotNull, isNull, or } from "drizzle-orm";
import { db } from "@/db/client";
import { attachments, conversations, messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { visibleTo } from "../visible-to";
import type { AttachmentRow } from "./present-attachment";

/**
 * An attachment, found through its viewer: whoever may see its conversation, or, before it is sent, whoever uploaded
 * it. What was deleted with its message is gone for everybody.
 *
 * @throws AppError `not_found`.
 */
export async function findAttachment(
  agent: Agent,
  attachmentId: string,
): Promise<AttachmentRow & { conversationId: string | null }> {
  const [found] = await db
    .select({ ...getTableColumns(attachments), conversationId: conversations.id })
    .from(attachments)
    .leftJoin(messages, eq(messages.id, attachments.messageId))
    .leftJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(attachments.id, attachmentId),
        isNull(messages.deletedAt),
        or(
          and(isNotNull(conversations.id), visibleTo(agent)),
          and(isNull(attachments.messageId), eq(attachments.uploadedById, agent.id), visibleTo(agent)),
        ),
      ),
    );
  if (!found) throw new AppError("not_found", "This file no longer exists.");
  return found;
}
