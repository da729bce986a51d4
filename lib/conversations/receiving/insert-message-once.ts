import type { Tx } from "@/db/client";
import { attachments, messages } from "@/db/schema/conversations";
import type { Echo, InboundAttachment, InboundMessage } from "@/lib/channels/channel";
import { enqueueCopy } from "@/lib/media/enqueue-copy";
import { fileNameIn } from "@/lib/media/file-name";
import { isMedia } from "@/lib/media/media-types";
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

  if (inbound.attachments.length > 0 && !message.deletedAt) await insertAttachments(tx, message.id, inbound);
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

/** Copies of files are wanted in the same transaction: nobody has to remember them. */
async function insertAttachments(tx: Tx, messageId: string, inbound: InboundMessage | Echo) {
  const inserted = await tx
    .insert(attachments)
    .values(
      inbound.attachments.map((file, position) => ({
        messageId,
        position,
        type: file.type,
        url: file.url,
        name: file.name ?? coordinates(file) ?? fileNameOf(file),
        state: "remote" as const,
        ...(isMedia(file.type) && !file.url && withoutFile),
      })),
    )
    .returning();
  for (const { id, type, url } of inserted) if (isMedia(type) && url) await enqueueCopy(tx, id);
}

const withoutFile = { state: "failed" as const, problem: "It came without a file." };

/** Pictures and recordings have names that a machine gave them. */
function fileNameOf({ type, url }: InboundAttachment) {
  return type === "file" ? fileNameIn(url) : undefined;
}

/** A place that came without a name is told by where it is. */
function coordinates({ latitude, longitude }: InboundAttachment) {
  if (latitude === undefined || longitude === undefined) return undefined;
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}
