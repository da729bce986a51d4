import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { MessageRow } from "../change-message";
import { reviewThread } from "../review-thread";

/**
 * What was told of without a mark of ours stands in the thread as somebody else's: it was ours all along, and stands
 * there once. What hangs on it by the platform's name (reactions, answers, the publication) is now ours.
 */
export async function absorbTwin(tx: Tx, twin: Pick<MessageRow, "id" | "conversationId">) {
  await tx.delete(messages).where(eq(messages.id, twin.id));
  await reviewThread(tx, twin.conversationId);
}
