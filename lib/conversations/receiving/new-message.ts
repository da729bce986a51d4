import { randomUUID } from "node:crypto";
import type { Echo, InboundAttachment, InboundMessage } from "@/lib/channels/channel";
import { fileNameIn } from "@/lib/media/file-name";
import { isMedia } from "@/lib/media/media-types";
import type { MessageRow } from "../change-message";
import type { ConversationRow } from "../lock-conversation";
import type { ThreadNote } from "../note-in-thread";
import type { Batch, EditRow, NewAttachment, Thread } from "./batch";

type Author = Pick<MessageRow, "direction" | "authorKind" | "authorId" | "authorAppId" | "status"> &
  Partial<Pick<MessageRow, "deliveredAt" | "readAt">>;

/** Puts what somebody said into its conversation, with the last edit if that overtook it. */
export function addMessage(
  batch: Batch,
  thread: Thread,
  conversation: ConversationRow,
  inbound: InboundMessage | Echo,
  author: Author,
): MessageRow {
  const message = batch.addMessage({
    ...blank(conversation, inbound.at, batch.now),
    externalId: inbound.externalId,
    visibility: "private",
    kind: inbound.kind,
    text: inbound.text,
    details: details(inbound),
    replyToExternalId: inbound.replyToExternalId ?? null,
    ...author,
    ...lastEdit(batch.editsOf(thread, inbound.externalId)),
  });
  if (!message.deletedAt) batch.attachments.push(...inbound.attachments.map(attachmentOf(message.id)));
  // Only a late one may have been quoted before it came.
  const isLate = conversation.lastMessageId && inbound.at <= conversation.lastMessageAt;
  if (isLate) batch.quotedAnew.add(message.id);
  return message;
}

/** A thin line about what happened around the words. */
export function newNote(
  conversation: ConversationRow,
  note: ThreadNote,
  at: Date,
  externalId: string | null = null,
): MessageRow {
  return { ...blank(conversation, at, at), externalId, kind: "system", details: { ...note } };
}

/** `sequence` and `recordedAt` are the database's to tell. */
export function blank({ id, channelId }: ConversationRow, sentAt: Date, now: Date): MessageRow {
  return {
    id: randomUUID(),
    sequence: 0,
    conversationId: id,
    channelId,
    externalId: null,
    direction: "in",
    visibility: "note",
    authorKind: "system",
    authorId: null,
    authorAppId: null,
    kind: "text",
    text: null,
    details: null,
    replyToExternalId: null,
    replyToId: null,
    postExternalId: null,
    privateReplyTo: null,
    goesAfterId: null,
    approval: null,
    approverId: null,
    decidedAt: null,
    ruleId: null,
    status: "received",
    failureReason: null,
    failureDetail: null,
    attemptedAt: null,
    attempts: 0,
    firstAttemptedAt: null,
    uncertainSince: null,
    missingSince: null,
    waitingReason: null,
    waitingSince: null,
    retryAt: null,
    sentAt,
    recordedAt: now,
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    deletedAt: null,
    revision: 1,
  };
}

/** The one with the highest number stands. */
export function lastEdit(
  edits: EditRow[],
): Pick<MessageRow, "text" | "editedAt"> | { deletedAt: Date } | null {
  const last = edits.toSorted((one, other) => one.number - other.number).at(-1);
  if (!last) return null;
  return last.text === null ? { deletedAt: last.editedAt } : { text: last.text, editedAt: last.editedAt };
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

export function attachmentOf(messageId: string) {
  return (file: InboundAttachment, position: number): NewAttachment => {
    const isLost = isMedia(file.type) && !file.url;
    return {
      id: randomUUID(),
      messageId,
      position,
      type: file.type,
      url: file.url ?? null,
      name: file.name ?? coordinates(file) ?? fileNameOf(file) ?? null,
      state: isLost ? "failed" : "remote",
      problem: isLost ? "It came without a file." : null,
    };
  };
}

/** Pictures and recordings have names that a machine gave them. */
function fileNameOf({ type, url }: InboundAttachment) {
  return type === "file" ? fileNameIn(url) : undefined;
}

/** A place that came without a name is told by where it is. */
function coordinates({ latitude, longitude }: InboundAttachment) {
  if (latitude === undefined || longitude === undefined) return undefined;
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}
