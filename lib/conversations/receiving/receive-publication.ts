import type { InboundAttachment, PublicationState } from "@/lib/channels/channel";
import type { MessageRow } from "../change-message";
import type { ConversationRow } from "../lock-conversation";
import { atRest } from "../sending/settled-status";
import type { Batch, Thread } from "./batch";
import { claimOwn } from "./claim-own";
import { findConversationForEcho, findOrOpenConversation } from "./find-or-open-conversation";
import { attachmentOf, blank } from "./new-message";
import { handling, newest } from "./receive-message";
import { waitingSince } from "./waiting-since";

/**
 * Something that was said in public, as it is by now, in the conversation of the contact whom it concerns. It never
 * opens a window: a comment lets the Page answer in public, and once in private.
 */
export function receivePublication(batch: Batch, thread: Thread, told: PublicationState) {
  const known = batch.findMessage(thread, told.externalId);
  if (known) return batch.isOf(thread, known) ? changeState(batch, known, told) : undefined;
  if (told.by === "contact") return receiveFromContact(batch, thread, told);

  const own = claimOwn(batch.underWayInPublic(thread), told);
  return own ? changeState(batch, own, told) : receiveFromPage(batch, thread, told);
}

function receiveFromContact(batch: Batch, thread: Thread, told: PublicationState) {
  const conversation = findOrOpenConversation(batch, thread, told.at);
  const author = { direction: "in", authorKind: "contact", authorId: null, status: "received" } as const;
  const message = addPublication(batch, conversation, told, author);
  if (told.contactName) batch.names.set(batch.identityOf(thread).id, told.contactName);

  batch.changeConversation(conversation, {
    ...newest(conversation, message),
    unreadCount: conversation.unreadCount + 1,
    waitingSince: waitingSince(batch, conversation, message),
    hasPublic: true,
    // No bot answers in public by itself.
    handling: handling(conversation, true),
    referral: conversation.referral ?? origin(conversation, told),
  });
  tell(batch, message);
}

/** By hand in the platform's own tools, or by another one. */
function receiveFromPage(batch: Batch, thread: Thread, told: PublicationState) {
  const conversation = findConversationForEcho(batch, thread, told.at);
  const authorId = thread.channel.externalUserId;
  const author = { direction: "out", authorKind: "external", authorId, status: "sent" } as const;
  const message = addPublication(batch, conversation, told, author);

  batch.changeConversation(conversation, {
    ...newest(conversation, message),
    waitingSince: waitingSince(batch, conversation, message),
    hasPublic: true,
  });
  tell(batch, message);
}

function addPublication(
  batch: Batch,
  conversation: ConversationRow,
  told: PublicationState,
  author: Pick<MessageRow, "direction" | "authorKind" | "authorId" | "status">,
): MessageRow {
  const { externalId, kind, text, editedAt, postExternalId } = told;
  const message = batch.addMessage({
    ...blank(conversation, told.at, batch.now),
    externalId,
    visibility: "public",
    kind,
    text,
    details: detailsOf(told),
    postExternalId,
    replyToExternalId: told.parentExternalId,
    editedAt,
    deletedAt: told.removedAt,
    ...author,
  });
  batch.attachments.push(...filesOf(told, message.id));
  // Only a late one may have been quoted before it came.
  const isLate = conversation.lastMessageId && told.at <= conversation.lastMessageAt;
  if (isLate) batch.quotedAnew.add(message.id);
  return message;
}

/** What changed need not be in the message itself: that it is hidden, or liked, stands beside it. */
function changeState(batch: Batch, message: MessageRow, told: PublicationState) {
  const { externalId, editedAt, removedAt } = told;
  const isOurs = message.direction === "out" && message.authorKind !== "external";
  const saysAnew = !isOurs || editedAt !== null || removedAt !== null;
  batch.changeMessage(message, {
    externalId,
    ...(saysAnew && { text: told.text, editedAt, deletedAt: removedAt }),
    ...(isOurs ? { sentAt: told.at, status: "sent", ...atRest } : { details: detailsOf(told) }),
  });
  if (removedAt) batch.withdrawn.add(message.id);
  else if (told.filesChanged && !isOurs) batch.replaceAttachments(message.id, filesOf(told, message.id));
  if (isOurs && !isSettled(message, told)) lookAgain(batch, message);
}

function isSettled(message: MessageRow, { externalId, at }: PublicationState) {
  return (
    message.externalId === externalId &&
    message.sentAt.getTime() === at.getTime() &&
    message.status === "sent"
  );
}

/** One of our own has settled, and has the platform's time: its place in the thread, and what waited for it. */
function lookAgain(batch: Batch, { conversationId }: MessageRow) {
  batch.changeConversation(batch.conversations.get(conversationId), {});
  batch.waitingUnclear.add(conversationId);
  batch.newestUnclear.add(conversationId);
  batch.settledIn.add(conversationId);
}

function detailsOf({ rating }: PublicationState) {
  return rating === null ? null : { rating };
}

function filesOf({ files, removedAt }: PublicationState, messageId: string) {
  if (removedAt) return [];
  return files
    .map(({ type, url, title }): InboundAttachment => ({ type, url, ...(title && { name: title }) }))
    .map(attachmentOf(messageId));
}

/** A conversation that a comment began came from its post. */
function origin({ lastMessageId }: ConversationRow, { postExternalId }: PublicationState) {
  return lastMessageId === null ? ({ source: "comment", postId: postExternalId } as const) : null;
}

function tell(batch: Batch, { id: messageId, conversationId }: MessageRow) {
  batch.events.push({ type: "message.received", conversationId, messageId });
}
