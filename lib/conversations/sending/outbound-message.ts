import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { OutboundMessage, OutboundPlace } from "@/lib/channels/channel";
import type { MessageRow } from "../change-message";

/**
 * Where a message of ours goes. Null where nothing tells under what it is to stand.
 *
 * @param to what a private reply answers.
 */
export function placeOf(
  { visibility, privateReplyTo, replyToExternalId, postExternalId }: MessageRow,
  to: "comment" | "post" = "comment",
): OutboundPlace | null {
  if (privateReplyTo) return { kind: "private_reply", to, externalId: privateReplyTo };
  if (visibility !== "public") return { kind: "thread" };
  if (!replyToExternalId || !postExternalId) return null;
  return { kind: "public", parentExternalId: replyToExternalId, postExternalId };
}

/** The name by which a public message mentions its contact. */
export function mentionIn({ details }: Pick<MessageRow, "details">): string | null {
  return typeof details?.mention === "string" ? details.mention : null;
}

export function outboundMessage(
  message: MessageRow,
  contactExternalId: string,
  how: Pick<OutboundMessage, "mode" | "media" | "place">,
): OutboundMessage {
  const { id, text, details, replyToExternalId } = message;
  const mention = mentionIn(message);
  return {
    id,
    contactExternalId,
    ...how,
    text: text ?? "",
    ...(mention && { mention: { name: mention, externalId: contactExternalId } }),
    replyToExternalId: (how.place.kind === "thread" && replyToExternalId) || undefined,
    quickReplies: details?.quickReplies as OutboundMessage["quickReplies"],
  };
}

/** What is quoted stood before it in the lane: by now the platform has named it, or it never went out. */
export async function nameOfQuoted(tx: Tx, messageId: string | null) {
  if (!messageId) return null;
  const [quoted] = await tx
    .select({ externalId: messages.externalId })
    .from(messages)
    .where(eq(messages.id, messageId));
  return quoted?.externalId ?? null;
}
