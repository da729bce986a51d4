import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import type { MessageRow } from "../change-message";

/** What a new reply of an agent says of a second person's consent: where the channel asks for it, it waits. */
export function consentFor(
  { publicApproval }: { publicApproval: boolean },
  { visibility }: Pick<MessageRow, "visibility">,
): Pick<MessageRow, "approval"> {
  return { approval: publicApproval && visibility === "public" ? "pending" : null };
}

/** A reply that was not approved goes nowhere by being sent again: it is asked for anew. */
export function consentAnew({ approval }: Pick<MessageRow, "approval">) {
  return approval === "rejected" ? ({ approval: "pending", approverId: null, decidedAt: null } as const) : {};
}

/** Whether a second person has yet to decide. One that was taken back waits for nobody. */
export function waitsForApproval({ approval, status }: Pick<MessageRow, "approval" | "status">) {
  return approval === "pending" && status === "queued";
}

/** The same as a part of a query over `messages`. */
export const isWaitingForApproval: SQL = and(
  eq(messages.approval, "pending"),
  eq(messages.status, "queued"),
)!;

/** Of conversations: whether a public reply waits there. There are few of those: they have an index of their own. */
export const hasPendingReply = sql<boolean>`${conversations.id} in (
  select ${messages.conversationId} from ${messages} where ${isWaitingForApproval})`;

/** In how many conversations somebody is waited for. */
export async function countPending(reader: Reader): Promise<number> {
  const [count] = await reader
    .select({ conversations: sql<number>`count(distinct ${messages.conversationId})::int` })
    .from(messages)
    .where(isWaitingForApproval);
  return count!.conversations;
}
