import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { presentMessages } from "./present-messages";
import type { Message } from "./shapes";
import { visibleTo } from "./visible-to";

export const messagePageSchema = z
  .object({
    before: z.uuid().optional(),
    after: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine(({ before, after }) => !(before && after), { error: "give before or after, not both" });

interface Page {
  messages: Message[];
  /** The id to give again in the same direction; null at the end. */
  nextCursor: string | null;
}

/**
 * A page of a thread, oldest first: the newest without `before` and `after`, else what lies next to that message.
 *
 * @throws AppError `not_found` for a conversation that the agent may not see, or a message that is not in it.
 */
export async function listMessages(
  agent: Agent,
  conversationId: string,
  page: z.input<typeof messagePageSchema> = {},
): Promise<Page> {
  const { before, after, limit } = messagePageSchema.parse(page);
  await refuseUnseen(agent, conversationId);

  const edge = before ?? after;
  const position = edge ? await findPosition(conversationId, edge) : undefined;
  const rows = await db
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), position && beyond(position, Boolean(after))))
    .orderBy(
      ...(after
        ? [asc(messages.sentAt), asc(messages.sequence)]
        : [desc(messages.sentAt), desc(messages.sequence)]),
    )
    .limit(limit + 1);
  const ids = rows.slice(0, limit).map(({ id }) => id);

  return {
    messages: await presentMessages(db, ids),
    nextCursor: rows.length > limit ? ids.at(-1)! : null,
  };
}

function beyond({ sentAt, sequence }: Position, forward: boolean): SQL {
  const here = sql`(${sentAt.toISOString()}::timestamptz, ${sequence}::bigint)`;
  return forward
    ? sql`(${messages.sentAt}, ${messages.sequence}) > ${here}`
    : sql`(${messages.sentAt}, ${messages.sequence}) < ${here}`;
}

interface Position {
  sentAt: Date;
  sequence: number;
}

async function findPosition(conversationId: string, messageId: string): Promise<Position> {
  const [position] = await db
    .select({ sentAt: messages.sentAt, sequence: messages.sequence })
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.conversationId, conversationId)));
  if (!position) throw new AppError("not_found", "This message is not in the conversation.");
  return position;
}

async function refuseUnseen(agent: Agent, conversationId: string) {
  const [seen] = await db
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), visibleTo(agent)));
  if (!seen) throw new AppError("not_found", "This conversation no longer exists.");
}
