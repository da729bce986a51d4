import type { Tx } from "@/db/client";
import { attachments, messages } from "@/db/schema/conversations";
import type { Echo, InboundMessage } from "@/lib/channels/channel";
import { type MessageRow, touchQuoting } from "../change-message";
import type { ConversationRow } from "../lock-conversation";
import type { Trace } from "./find-trace";

type Author = Pick<MessageRow, "direction" | "authorKind" | "authorId" | "authorAppId" | "status">;

/** Platforms deliver more than once; the second arrival finds the row and changes nothing: null. */
export async function insertMessageOnce(
  tx: Tx,
  conversation: ConversationRow,
  inbound: InboundMessage | Echo,
  author: Author,
  edited: Trace["edited"],
): Promise<MessageRow | null> {
  const [message] = await tx
    .insert(messages)
    .values({
      conversationId: conversation.id,
      channelId: conversation.channelId,
      externalId: inbound.externalId,
      visibility: "private",
      kind: inbound.kind,
      text: inbound.text,
      details: details(inbound),
      replyToExternalId: inbound.replyToExternalId,
      sentAt: inbound.at,
      ...author,
      ...edited,
    })
    .onConflictDoNothing()
    .returning();
  if (!message) return null;

  if (inbound.attachments.length > 0) await insertAttachments(tx, message.id, inbound);
  // Only a late one may have been quoted before it came.
  if (inbound.at <= conversation.lastMessageAt) await touchQuoting(tx, message);
  return message;
}

function details({ payload, details, owned, kind, raw }: InboundMessage | Echo) {
  const told = {
    ...details,
    ...(payload !== undefined && { payload }),
    ...(!owned && { overheard: true }),
    ...(kind === "unsupported" && { raw }),
  };
  return Object.keys(told).length > 0 ? told : null;
}

async function insertAttachments(tx: Tx, messageId: string, inbound: InboundMessage | Echo) {
  await tx.insert(attachments).values(
    inbound.attachments.map(({ type, url, name }, position) => ({
      messageId,
      position,
      type,
      url,
      name,
      state: "remote" as const,
    })),
  );
}
