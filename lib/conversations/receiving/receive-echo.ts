import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { Echo } from "@/lib/channels/channel";
import { findOrCreateIdentity, type IdentityRow } from "@/lib/contacts/find-or-create-identity";
import { recordEvent } from "@/lib/events/record-event";
import { changeConversation } from "../change-conversation";
import { changeMessage, type MessageRow } from "../change-message";
import { enqueueDelivery } from "../enqueue-delivery";
import { reviewThread } from "../review-thread";
import { atRest, settledStatus } from "../settled-status";
import { type ChannelRow, findConversationForEcho } from "./find-or-open-conversation";
import { findTrace } from "./find-trace";
import { insertMessageOnce } from "./insert-message-once";
import { newest } from "./receive-message";
import { waitingSince } from "./waiting-since";

/** Something was said as the Page: our own message settles, anything else is the external user's. */
export async function receiveEcho(tx: Tx, channel: ChannelRow, echo: Echo) {
  const own = await findOwn(tx, channel.id, echo);
  const identity = await findOrCreateIdentity(tx, channel, echo.contactExternalId);
  if (own) return settle(tx, own, identity, echo);

  await receiveFromElsewhere(tx, channel, identity, echo);
}

/** By the id that we sent along, before the platform's: the echo may come before the answer to the send call. */
async function findOwn(tx: Tx, channelId: string, echo: Echo) {
  const byExternalId = and(eq(messages.channelId, channelId), eq(messages.externalId, echo.externalId));
  const byId = echo.messageId && and(eq(messages.channelId, channelId), eq(messages.id, echo.messageId));
  const [known] = await tx.select().from(messages).where(byExternalId).for("no key update");
  if (known || !byId) return known;

  const [own] = await tx.select().from(messages).where(byId).for("no key update");
  return own;
}

async function settle(tx: Tx, message: MessageRow, identity: IdentityRow, echo: Echo) {
  // A repeated echo, or one of another person's message on the same channel, tells nothing new.
  if (message.externalId && message.externalId !== echo.externalId) return;
  const isKnown = message.externalId === echo.externalId && message.sentAt.getTime() === echo.at.getTime();
  if (isKnown && message.status !== "sending" && message.status !== "failed") return;

  await changeMessage(tx, message, {
    externalId: echo.externalId,
    sentAt: echo.at,
    ...settledStatus(message, identity, echo.at),
    ...atRest,
  });
  await reviewThread(tx, message.conversationId);
  await enqueueDelivery(tx, message.conversationId);
}

async function receiveFromElsewhere(tx: Tx, channel: ChannelRow, identity: IdentityRow, echo: Echo) {
  const conversation = await findConversationForEcho(tx, identity, echo.at);
  const { edited } = await findTrace(tx, channel.id, echo.externalId);
  const author = {
    direction: "out",
    authorKind: "external",
    authorId: channel.externalUserId,
    authorAppId: echo.appExternalId,
    ...settledStatus({ status: "sent", deliveredAt: null, readAt: null }, identity, echo.at),
  } as const;
  const message = await insertMessageOnce(tx, conversation, echo, author, edited);
  if (!message) return;

  await changeConversation(tx, conversation, {
    ...newest(conversation, message),
    waitingSince: await waitingSince(tx, conversation, message),
    hasPrivate: true,
  });
  await recordEvent(tx, {
    type: "message.received",
    conversationId: conversation.id,
    messageId: message.id,
  });
}
