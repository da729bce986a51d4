import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { moveCounters } from "./counters";
import type { ConversationRow } from "./lock-conversation";

type Changes = Partial<Omit<ConversationRow, "id" | "revision">>;

/** The one way in which a conversation's row changes: its revision rises and the badges follow. */
export async function changeConversation(
  tx: Tx,
  before: ConversationRow,
  changed: Changes,
): Promise<ConversationRow> {
  const [after] = await tx
    .update(conversations)
    .set({ ...changed, revision: before.revision + 1 })
    .where(eq(conversations.id, before.id))
    .returning();
  await moveCounters(tx, before, after!);

  return after!;
}
