import { and, asc, eq, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";

/**
 * Locks what some private replies answer. Deliveries lock publications before conversations, so whoever may have to tell
 * of a private reply calls this before it locks the conversation.
 *
 * @param where over `messages`.
 */
export async function lockAnswered(tx: Tx, where: SQL | undefined) {
  await tx
    .select({ id: publications.id })
    .from(messages)
    .innerJoin(
      publications,
      and(
        eq(publications.channelId, messages.channelId),
        eq(publications.externalId, messages.privateReplyTo),
      ),
    )
    .where(where)
    .orderBy(asc(publications.id))
    .for("no key update", { of: publications });
}

/** The same for what is about to be answered. */
export async function lockToAnswer(tx: Tx, messageId: string) {
  await tx
    .select({ id: publications.id })
    .from(messages)
    .innerJoin(
      publications,
      and(eq(publications.channelId, messages.channelId), eq(publications.externalId, messages.externalId)),
    )
    .where(eq(messages.id, messageId))
    .for("no key update", { of: publications });
}
