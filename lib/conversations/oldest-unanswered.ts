import { and, eq, max, min, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";

/** The first thing that the contact said after the last answer; null when that was answered. What failed is none. */
export async function oldestUnanswered(tx: Tx, conversationId: string): Promise<Date | null> {
  const said = and(eq(messages.conversationId, conversationId), ne(messages.visibility, "note"));
  const [answered] = await tx
    .select({ at: max(messages.sentAt) })
    .from(messages)
    .where(and(said, eq(messages.direction, "out"), ne(messages.status, "failed")));
  const later = answered?.at ? sql`${messages.sentAt} > ${answered.at.toISOString()}` : undefined;
  const [asked] = await tx
    .select({ at: min(messages.sentAt) })
    .from(messages)
    .where(and(said, eq(messages.direction, "in"), later));
  return asked?.at ?? null;
}
