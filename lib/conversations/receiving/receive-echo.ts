import type { Echo } from "@/lib/channels/channel";
import type { MessageRow } from "../change-message";
import { atRest, settledStatus } from "../sending/settled-status";
import type { Batch, Thread } from "./batch";
import { findConversationForEcho } from "./find-or-open-conversation";
import { addMessage } from "./new-message";
import { newest, windowByReaction } from "./receive-message";
import { waitingSince } from "./waiting-since";

/** Something was said as the Page: our own message settles, anything else is the external user's. */
export function receiveEcho(batch: Batch, thread: Thread, echo: Echo) {
  const own = findOwn(batch, thread, echo);
  if (!own) return receiveFromElsewhere(batch, thread, echo);
  // One of another person's message on the same channel tells nothing new.
  if (batch.isOf(thread, own)) settle(batch, thread, own, echo);
}

/** By the id that we sent along, before the platform's: the echo may come before the answer to the send call. */
function findOwn(batch: Batch, thread: Thread, echo: Echo): MessageRow | undefined {
  const known = batch.findMessage(thread, echo.externalId);
  if (known || !echo.messageId) return known;

  const own = batch.messages.find(echo.messageId);
  return own?.channelId === thread.channel.id ? own : undefined;
}

function settle(batch: Batch, thread: Thread, message: MessageRow, echo: Echo) {
  if (message.externalId && message.externalId !== echo.externalId) return;
  // Somebody else's is complete as it is; one that history told has its place among its neighbours, not its milliseconds.
  if (message.authorKind === "external") return;
  const isUnderWay = message.status === "sending" || message.status === "failed";
  // A time that is not the platform's own changes with each repetition.
  const isTimely = echo.details?.platformTime === undefined;
  const hasItsTime = !isTimely || message.sentAt.getTime() === echo.at.getTime();
  if (message.externalId === echo.externalId && hasItsTime && !isUnderWay) return;

  batch.changeMessage(message, {
    externalId: echo.externalId,
    sentAt: echo.at,
    ...settledStatus(isTimely ? since(message, echo.at) : message, batch.identityOf(thread), echo.at),
    ...atRest,
  });
  const { conversationId } = message;
  batch.changeConversation(batch.conversations.get(conversationId), {});
  batch.waitingUnclear.add(conversationId);
  batch.newestUnclear.add(conversationId);
  batch.settledIn.add(conversationId);
}

/**
 * Until now the message stood at the time at which it was taken. Who read while it waited to be sent has read what came
 * before it: what was confirmed earlier than it was said speaks of others.
 */
function since(message: MessageRow, saidAt: Date): MessageRow {
  const notBefore = (confirmed: Date | null) => (confirmed && confirmed >= saidAt ? confirmed : null);
  return { ...message, deliveredAt: notBefore(message.deliveredAt), readAt: notBefore(message.readAt) };
}

function receiveFromElsewhere(batch: Batch, thread: Thread, echo: Echo) {
  const conversation = findConversationForEcho(batch, thread, echo.at);
  const message = addMessage(batch, thread, conversation, echo, {
    direction: "out",
    authorKind: "external",
    authorId: thread.channel.externalUserId,
    authorAppId: echo.appExternalId,
    ...settledStatus({ status: "sent", deliveredAt: null, readAt: null }, batch.identityOf(thread), echo.at),
  });

  batch.changeConversation(conversation, {
    ...newest(conversation, message),
    ...(!conversation.closedAt && windowByReaction(batch, thread, conversation, message)),
    waitingSince: waitingSince(batch, conversation, message),
    hasPrivate: true,
  });
  batch.events.push({
    type: "message.received",
    conversationId: conversation.id,
    messageId: message.id,
  });
}
