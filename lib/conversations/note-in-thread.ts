import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { ConversationRow } from "./lock-conversation";

/** What happened around the words, shown as a thin line in the thread. */
export type ThreadNote =
  | { event: "assigned"; actorName: string; assigneeName: string }
  | { event: "unassigned" | "closed" | "reopened"; actorName: string | null }
  | { event: "referral"; source: string; ref: string | null; adTitle: string | null }
  | { event: "opt_in"; topic: string | null }
  | { event: "account_linking"; linked: boolean }
  | { event: "thread_control"; action: string; toAppId: string | null; note: string | null }
  | { event: "feedback"; feedback: string }
  /** These came from the platform's history: nobody had delivered them. */
  | { event: "history_filled"; count: number; from: string; until: string }
  /** These exist, but the platform's history shows no more than their ids. */
  | { event: "history_out_of_reach"; count: number; from: string; until: string }
  /** What was said before stays at the platform. */
  | { event: "history_start" };

/** @returns the id of the line. With an `externalId` the platform may tell of it twice; then null. */
export async function noteInThread(
  tx: Tx,
  conversation: Pick<ConversationRow, "id" | "channelId">,
  note: ThreadNote,
  { at, externalId }: { at: Date; externalId?: string },
): Promise<string | null> {
  const [line] = await tx
    .insert(messages)
    .values({
      conversationId: conversation.id,
      channelId: conversation.channelId,
      externalId,
      direction: "in",
      visibility: "note",
      authorKind: "system",
      kind: "system",
      details: { ...note },
      status: "received",
      sentAt: at,
    })
    .onConflictDoNothing()
    .returning({ id: messages.id });

  return line?.id ?? null;
}
