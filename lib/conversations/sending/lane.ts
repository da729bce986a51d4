import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { messages } from "@/db/schema/conversations";
import type { MessageRow } from "../change-message";

/**
 * What goes out of one conversation on one side, in the order in which it was written. Each side is worked off by
 * itself: a public one that is blocked never holds up private answers, nor the other way round.
 */
export type Lane = Pick<MessageRow, "conversationId" | "visibility">;

/**
 * Messages that have no end yet. One that a second person has to approve is in no lane until then; nor is what is said in
 * public of a private reply, until that has its end.
 */
export const isUnderWay: SQL = and(
  inArray(messages.status, ["queued", "sending"]),
  sql`${messages.approval} is distinct from 'pending'`,
  sql`(${messages.goesAfterId} is null or not exists (
    select from messages reply where reply.id = ${messages.goesAfterId} and reply.status in ('queued', 'sending')))`,
)!;

export function isInLane({ conversationId, visibility }: Lane): SQL {
  return and(eq(messages.conversationId, conversationId), eq(messages.visibility, visibility), isUnderWay)!;
}
