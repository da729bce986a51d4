import { asc, eq, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations } from "@/db/schema/conversations";

/**
 * Locks the conversations of some contacts, always in the same order and before anything else of theirs. Whoever
 * changes a message, an identity or a badge holds the conversation first; so nobody waits in a circle.
 *
 * @param where over `contactIdentities` and `conversations`.
 */
export async function lockThreads(tx: Tx, where: SQL | undefined) {
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .where(where)
    .orderBy(asc(conversations.id))
    .for("no key update", { of: conversations });
}
